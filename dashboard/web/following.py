"""Feeds on the page "Add": looks into one, follows it, lists those that are followed."""

from __future__ import annotations

import time
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from dash import ALL, Dash, Input, Output, State, ctx, no_update
from flask import current_app

from dashboard.store import StoreError
from dashboard.store.protocol import Store
from dashboard.watch import FeedError, FetchError, ask_once
from dashboard.watch.settings import feed_of
from dashboard.web.components.feeds import feed_list
from dashboard.web.components.found import counted
from dashboard.web.uploads import UploadError, Uploads

NETWORKS = "WORLDTONE_NETWORKS"  # in the application's settings: networks that may be asked though they are not public
_SOON, _LATER = 1_500, 30_000  # milliseconds until the list is drawn anew


def register(app: Dash, store: Store, uploads: Uploads) -> None:
    """Connects the form and the list to a store."""

    @app.callback(
        Output("add-held", "data", allow_duplicate=True),
        Output("add-feed-address", "error"),
        Output("add-feed-said", "children"),
        Input("add-feed-see", "n_clicks"),
        State("add-feed-address", "value"),
        State("add-held", "data"),
        running=[(Output("add-feed-see", "loading"), True, False)],
        prevent_initial_call=True,
    )
    def look(clicks: object, address: object, at: object) -> tuple[Any, Any, Any]:
        """Fetches a feed and holds it as a file that was added, so that it is shown as one and stored as one."""
        if not clicks:
            return no_update, no_update, no_update
        address = _typed(address)
        token = at.get("token") if isinstance(at, Mapping) else ""
        try:
            found = ask_once(address, current_app.config.get(NETWORKS, ()))
            name = (found.title or address.partition("//")[2]).replace("/", "-").replace("\\", "-")
            held = uploads.add(str(token), name, BytesIO(found.data), suffix=found.suffix)
        except (FetchError, FeedError, UploadError) as error:
            return no_update, _sentence(str(error)), ""
        except OSError as error:
            return no_update, f"The feed could not be kept: {error.strerror or error}.", ""
        entries = "1 entry" if found.entries == 1 else f"{found.entries:,} entries"
        return {"token": held.token, "at": time.time()}, "", f"{entries}; see below what is found in them."

    @app.callback(
        Output("add-feed-address", "error", allow_duplicate=True),
        Output("add-feed-said", "children", allow_duplicate=True),
        Output("add-feed-address", "value"),
        Output("add-feeds-changed", "data"),
        Input("add-feed-follow", "n_clicks"),
        State("add-feed-address", "value"),
        State("add-feed-outlet", "value"),
        State("add-feed-minutes", "value"),
        State("add-feed-whole", "checked"),
        prevent_initial_call=True,
    )
    def follow(clicks: object, address: object, outlet: object, minutes: object, whole: object) -> tuple[Any, ...]:
        """Adds a feed to those that are followed; it is asked in the background."""
        if not clicks:
            return (no_update,) * 4
        try:
            said = {"address": _typed(address), "outlet": _typed(outlet), "interval": _typed(minutes)}
            feed = feed_of({**said, "full_text": whole is True}, followed=True)
            store.feeds.say(feed)
        except ValueError as error:
            return _sentence(str(error).partition(": ")[2] or str(error)), "", no_update, no_update
        except StoreError as error:
            return _sentence(str(error)), "", no_update, no_update
        return "", f"Following {feed.outlet or feed.address}.", "", time.time()

    @app.callback(
        Output("add-feeds-changed", "data", allow_duplicate=True),
        Output("add-feed-said", "children", allow_duplicate=True),
        Input({"type": "add-feed-stop", "address": ALL}, "n_clicks"),
        prevent_initial_call=True,
    )
    def stop(_clicks: object) -> tuple[Any, Any]:
        """Follows a feed no longer; its articles stay."""
        address = ctx.triggered_id.get("address") if isinstance(ctx.triggered_id, Mapping) else None
        if not isinstance(address, str) or not ctx.triggered or not ctx.triggered[0]["value"]:
            return no_update, no_update
        feed = store.feeds.load(address)
        if feed is None or not feed.followed:
            return time.time(), no_update
        store.feeds.forget(address)
        return time.time(), f"{feed.name} is followed no longer; its {counted(feed.articles, 'article')} stay."

    @app.callback(
        Output("add-feeds", "children"),
        Output("add-feeds-tick", "interval"),
        Input("add-feeds-tick", "n_intervals"),
        Input("add-feeds-changed", "data"),
    )
    def show(_ticks: object, _changed: object) -> tuple[Any, int]:
        """Lists the feeds; soon again while one was never asked."""
        feeds = store.feeds.all()
        return feed_list(feeds), _SOON if any(feed.followed and feed.asked is None for feed in feeds) else _LATER


def _typed(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
