"""Add articles: paste a text or drop files, see what is found in them, store them in the background."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import dash_mantine_components as dmc
from dash import ALL, ClientsideFunction, Dash, Input, Output, State, ctx, dcc, html, no_update
from flask import Response, jsonify, request
from werkzeug.exceptions import RequestEntityTooLarge

from dashboard.ingest import FORMATS, ReadOptions, preview
from dashboard.limits import cap
from dashboard.store import StoreError
from dashboard.store.protocol import Store
from dashboard.web import following
from dashboard.web.components.aria import aria
from dashboard.web.components.feeds import feed_form
from dashboard.web.components.found import counted, found, refused
from dashboard.web.components.jobs import job_list
from dashboard.web.jobs import Jobs
from dashboard.web.query import day_of
from dashboard.web.uploads import UPLOAD, UploadError, Uploads

PATH = "/add"
NAME = "Add"
TITLE = "Add articles · Worldtone"

_FORGOTTEN = "These files are held no longer; add them again."
_ORDERS = {"day": True, "month": False}
_OPTIONS = (Input("add-default-day", "value"), Input("add-default-outlet", "value"), Input("add-order", "value"))
_DAYS = tuple(State({"type": "add-day", "record": ALL, "was": ALL}, name) for name in ("value", "id"))


def layout(store: Store, tail: str, search: str, *, narrow: bool = False) -> Any:
    """The page; what is found and the jobs are filled in by the callbacks."""
    return dmc.Stack(
        [
            html.Div(
                [
                    dmc.Title("Add articles", order=1, size="h2"),
                    html.P(
                        "Paste an article, drop files or follow a feed, see what is found in them, then store them. "
                        "Articles stay on the machine that Worldtone runs on.",
                        className="wt-lede",
                    ),
                ]
            ),
            dmc.Grid(
                [
                    dmc.GridCol(_form(), span={"base": 12, "md": 7}),
                    dmc.GridCol(_files(), span={"base": 12, "md": 5}),
                ]
            ),
            feed_form(),
            html.Div(
                [
                    html.P(id="add-said", className="wt-said", role="status"),
                    html.P(id="add-problems", className="wt-problems", role="alert"),
                    html.Div(id="add-found"),
                ]
            ),
            dmc.Paper(
                [
                    dmc.Title("What was added", order=2, size="h4"),
                    html.P(
                        "It goes on when you leave this page, one after the other. Nothing is stored twice.",
                        className="wt-caption",
                    ),
                    html.Div(id="add-jobs"),
                    html.Details(
                        [html.Summary(id="add-refused-count"), html.Div(id="add-refused")],
                        id="add-refused-all",
                        className="wt-details",
                        hidden=True,
                    ),
                ],
                withBorder=True,
                p="md",
            ),
            html.Div(id="add-feeds"),
            dcc.Store(id="add-held", storage_type="session"),
            dcc.Store(id="add-records"),
            dcc.Store(id="add-began"),
            dcc.Store(id="add-feeds-changed"),
            dcc.Interval(id="add-feeds-tick", interval=30_000),
            dcc.Interval(id="add-tick", interval=700),
        ],
        gap="md",
    )


def register(app: Dash, store: Store) -> None:
    """Connects the page's callbacks and the address that takes files to a store."""
    uploads, jobs = Uploads(), Jobs(store)
    _take_files(app, uploads)
    _show_jobs(app, store, jobs)
    following.register(app, store, uploads)

    @app.callback(
        Output("add-found", "children"),
        Output("add-drop", "data-token"),
        Output("add-records", "data"),
        Output("add-said", "children"),
        Input("add-held", "data"),
        *_OPTIONS,
        *_DAYS,
    )
    def show_found(at: object, *given: object) -> tuple[Any, ...]:
        """Reads the files that were added, with the present options, and shows what is in them."""
        *asked, days, ids = given
        held = uploads.get(_token(at))
        if held is None:
            return None, "", None, _FORGOTTEN if at else no_update
        warnings: list[str] = []
        options = options_of(*asked)
        seen = preview(held.paths, options=options, called=held.called, warn=warnings.append)
        said = f"Found {counted(seen.read - seen.unusable, 'article')}. " + " ".join(map(held.in_words, warnings))
        # With other files, the records have other numbers.
        changed = {} if ctx.triggered_id == "add-held" else days_of(days, ids)
        return found(seen, len(held.paths), changed), held.token, seen.read if seen.whole else None, said.strip()

    @app.callback(
        Output("add-held", "data"),
        Output("add-began", "data"),
        Output("add-said", "children", allow_duplicate=True),
        *(Output(name, "value") for name in ("add-title", "add-url", "add-text")),
        Input("add-store", "n_clicks"),
        State("add-held", "data"),
        State("add-records", "data"),
        *_DAYS,
        *(State(part.component_id, part.component_property) for part in _OPTIONS),
        prevent_initial_call=True,
    )
    def begin(clicks: object, at: object, *given: object) -> tuple[Any, ...]:
        """Begins to store the files that were added."""
        if not clicks:
            return (no_update,) * 6
        records, days, ids, *options = given
        held = uploads.take(_token(at))
        if held is None:
            return None, no_update, _FORGOTTEN, *(no_update,) * 3
        whole = records if isinstance(records, int) else None  # it only sets how long the bar is
        try:
            number = jobs.start(held, options_of(*options), days_of(days, ids), whole)
        except StoreError as error:
            held.folder.cleanup()
            return None, no_update, f"Nothing was stored: {error}. Add it again.", *(no_update,) * 3
        return None, number, f"Storing {held.title()}. You may leave this page; it goes on.", "", "", ""

    @app.callback(
        Output("add-held", "data", allow_duplicate=True),
        Output("add-said", "children", allow_duplicate=True),
        Input("add-over", "n_clicks"),
        State("add-held", "data"),
        prevent_initial_call=True,
    )
    def start_over(clicks: object, at: object) -> tuple[Any, Any]:
        """Gives up the files that were added."""
        if not clicks:
            return no_update, no_update
        uploads.drop(_token(at))
        return None, "Nothing was stored; what was added is forgotten."

    app.clientside_callback(
        ClientsideFunction("worldtone_add", "reveal"),
        Output("add-found", "data-shown"),
        Input("add-found", "children"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("worldtone_add", "paste"),
        Output("add-text", "error"),
        Output("add-day", "error"),
        Output("add-url", "error"),
        Input("add-preview", "n_clicks"),
        *(State(f"add-{name}", "value") for name in ("title", "day", "outlet", "url", "text")),
        prevent_initial_call=True,
    )


def _take_files(app: Dash, uploads: Uploads) -> None:
    """The address to which the browser sends files."""

    def take_file() -> tuple[Response, int]:
        """Takes one file, the body of the request as it is; answers with the token under which it is held."""
        request.max_content_length = cap("upload_bytes")
        name, pasted = request.args.get("name", ""), request.args.get("pasted") == "1"
        suffix = ".jsonl" if pasted else None
        try:
            held = uploads.add(request.args.get("token", ""), name, request.stream, suffix=suffix)  # type: ignore[arg-type]  # Werkzeug's stream is one of bytes
        except RequestEntityTooLarge:
            return jsonify(error=f"This is larger than {cap('upload_bytes') >> 20} MiB, and was not taken."), 413
        except UploadError as error:
            return jsonify(error=str(error)), 413
        except OSError as error:
            return jsonify(error=f"The file could not be kept: {error.strerror or error}."), 507
        return jsonify(token=held.token), 200

    app.server.add_url_rule(UPLOAD, "add_files", take_file, methods=["POST"])


def _show_jobs(app: Dash, store: Store, jobs: Jobs) -> None:
    """The list of jobs, and stopping one."""

    @app.callback(Input({"type": "add-cancel", "job": ALL}, "n_clicks"), prevent_initial_call=True)
    def cancel(clicks: object) -> None:
        """Asks a job to stop; the list says so when it is drawn next, for a drawing may overtake what is said here."""
        job = ctx.triggered_id.get("job") if isinstance(ctx.triggered_id, Mapping) else None
        if isinstance(job, int) and ctx.triggered and ctx.triggered[0]["value"]:
            jobs.cancel(job)

    @app.callback(
        Output("add-jobs", "children"),
        Output("add-tick", "disabled"),
        Output("add-refused", "children"),
        Output("add-refused-count", "children"),
        Output("add-refused-all", "hidden"),
        Input("add-tick", "n_intervals"),
        Input("add-began", "data"),
    )
    def show_jobs(_ticks: object, _began: object) -> tuple[Any, ...]:
        """Lists the last jobs and the newest rejected records; asks again while a job runs."""
        last = store.jobs(cap("jobs_listed"))
        records, rejected = list(store.rejected(cap("preview_rejected"))), store.info().rejected
        summary = f"Rejected so far: {counted(rejected, 'record')}"
        if rejected > len(records):
            summary += f", the newest {len(records)} listed"
        running = any(job.state == "running" for job in last)
        return job_list(last, jobs.live), not running, refused(records), summary, not records


def options_of(day: object, outlet: object, order: object) -> ReadOptions:
    """The options for records that leave something open, from the controls' values; others are ignored."""
    return ReadOptions(
        date=day_of(day),
        day_first=_ORDERS.get(order) if isinstance(order, str) else None,
        source=outlet.strip() if isinstance(outlet, str) else "",
    )


def days_of(days: object, ids: object) -> dict[int, date]:
    """The days that were changed by hand, by the number of the record; whatever is no day or no record is left out."""
    if not isinstance(days, Sequence) or not isinstance(ids, Sequence):
        return {}
    changed: dict[int, date] = {}
    for value, name in zip(days, ids, strict=False):
        day = day_of(value)
        record = name.get("record") if isinstance(name, Mapping) else None
        if day is not None and isinstance(record, int) and name.get("was") != day.isoformat():
            changed[record] = day
    return changed


def _token(at: object) -> object:
    return at.get("token") if isinstance(at, Mapping) else None


def _form() -> Any:
    return dmc.Paper(
        [
            dmc.Title("Paste an article", order=2, size="h4", mb="sm"),
            dmc.Stack(
                [
                    dmc.TextInput(id="add-title", label="Title", description="Left empty, the first sentence gives it"),
                    dmc.Textarea(
                        id="add-text", label="Text", required=True, autosize=True, minRows=6, maxRows=14, value=""
                    ),
                    dmc.SimpleGrid(
                        [
                            dmc.DateInput(
                                id="add-day",
                                label="Day of publication",
                                required=True,
                                valueFormat="D MMM YYYY",
                                placeholder="10 Nov 2023",
                            ),
                            dmc.TextInput(id="add-outlet", label="Outlet"),
                        ],
                        cols={"base": 1, "xs": 2},
                    ),
                    dmc.TextInput(id="add-url", label="Web address", placeholder="https://"),
                    dmc.Group([dmc.Button("See what is found", id="add-preview")]),
                ],
                gap="sm",
            ),
        ],
        withBorder=True,
        p="md",
        h="100%",
    )


def _files() -> Any:
    data: dict[str, Any] = {"data-token": "", "data-most": str(cap("upload_bytes"))}
    return dmc.Paper(
        [
            dmc.Title("Drop files", order=2, size="h4", mb="sm"),
            html.Div(
                [
                    html.Div("Drop files here, or"),
                    dmc.Button("Choose files", id="add-choose", variant="default"),
                    html.Div(
                        f"{', '.join(format_.name for format_ in FORMATS)}, also packed as .gz, .bz2 or .xz; "
                        f"at most {cap('upload_bytes') >> 20} MiB each.",
                        className="wt-caption",
                    ),
                ],
                id="add-drop",
                className="wt-drop",
                **data,
            ),
            dmc.Title("Where a file does not say", order=3, size="h5", mt="md", mb="xs"),
            dmc.Stack(
                [
                    dmc.DateInput(
                        id="add-default-day",
                        label="Date for articles without one",
                        valueFormat="D MMM YYYY",
                        placeholder="None: they are rejected",
                        clearable=True,
                        clearButtonProps=aria(label="No date for articles without one"),
                    ),
                    dmc.TextInput(
                        id="add-default-outlet", label="Outlet for articles without one", value="", debounce=500
                    ),
                    dmc.Select(
                        id="add-order",
                        label="How to read dates of figures, such as 03/04/2023",
                        data=[
                            {"value": "none", "label": "Reject what reads both ways"},
                            {"value": "day", "label": "Day first: 3 April 2023"},
                            {"value": "month", "label": "Month first: March 4, 2023"},
                        ],
                        value="none",
                        allowDeselect=False,
                    ),
                ],
                gap="sm",
            ),
        ],
        withBorder=True,
        p="md",
        h="100%",
    )
