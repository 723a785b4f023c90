"""Makes the dashboard: a Dash application over one store, with its pages, routes and headers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any
from urllib.parse import unquote

from dash import ClientsideFunction, Dash, Input, Output, State, no_update, set_props

from dashboard.store import StoreError
from dashboard.store.protocol import Store
from dashboard.watch import Network
from dashboard.web import kept, packing, security
from dashboard.web.access import Access
from dashboard.web.access.guard import LOGOUT
from dashboard.web.checking import Checking
from dashboard.web.components.checked import checked, damage
from dashboard.web.components.shell import shell
from dashboard.web.components.states import failed, not_found
from dashboard.web.following import NETWORKS
from dashboard.web.pages import PAGES, Page

_INDEX = """<!DOCTYPE html>
<html lang="en">
    <head>
        {%metas%}
        <meta name="color-scheme" content="light dark">
        <meta name="referrer" content="no-referrer">
        <title>{%title%}</title>
        {%favicon%}
        {%css%}
        <script async src="/_dash-component-suites/plotly/package_data/plotly.min.js"></script>
    </head>
    <body>
        {%app_entry%}
        <footer>
            {%config%}
            {%scripts%}
            {%renderer%}
        </footer>
    </body>
</html>
"""


# Pages whose callbacks draw anew when only the query string changes, so that controls keep their focus.
FOLLOW = frozenset({"/", "/country/", "/compare", "/relations"})


def create_app(
    store: Store,
    access: Access = Access(),  # noqa: B008 it cannot be changed
    networks: Sequence[Network] = (),
    checking: Checking | None = None,
) -> Dash:
    """A Dash application that shows the given store; `app.server` is its WSGI application.

    It answers to this machine's own names, and to others on the terms of `access`.
    Nothing in it asks another server for anything: scripts, styles and map shapes come from the package. Only a feed
    that the user looks into is fetched; `networks` are those that may be asked though they are not public. What
    `checking` finds of the store stands on every page; without it nothing is said.
    """
    app = Dash(
        __name__,
        title=PAGES[0].TITLE,
        update_title="",
        serve_locally=True,
        suppress_callback_exceptions=True,
        compress=False,  # packing.py does it
        index_string=_INDEX,
        health_endpoint="healthz",
        add_log_handler=False,
        include_pages_meta=False,
        on_error=_say_what_failed,
    )
    app.server.config[NETWORKS] = tuple(networks)
    pages = [(page.NAME, page.PATH) for page in PAGES if page.NAME]
    app.layout = partial(shell, pages, LOGOUT if access.password else "")
    for page in PAGES:
        page.register(app, store)

    @app.callback(
        Output("page", "children"),
        Output("shown", "data"),
        Output("title", "data"),
        Input("url", "pathname"),
        Input("url", "search"),
        Input("narrow", "data"),
        State("shown", "data"),
    )
    def show_page(pathname: object, search: object, narrow: object, shown: object) -> tuple[Any, Any, Any]:
        """Puts the page of the address into the frame; a page follows its own query string by itself.

        The width is an input so that it is known when the first page is laid out.
        """
        path = unquote(pathname) if isinstance(pathname, str) and pathname else "/"
        page, tail = page_of(path)
        if page is None:
            return not_found(), path, "No such page · Worldtone"
        if path == shown and page.PATH in FOLLOW:
            return no_update, no_update, no_update
        asked = search if isinstance(search, str) else ""
        return page.layout(store, tail, asked, narrow=narrow is True), path, page.TITLE

    @app.callback(
        Output("damage", "children"),
        Output("checked", "children"),
        Output("check-tick", "disabled"),
        Input("url", "pathname"),
        Input("url", "search"),
        Input("check-tick", "n_intervals"),
    )
    def show_check(*_: object) -> tuple[Any, Any, Any]:
        """Says on every page what is known of the store, again and again while it is being checked."""
        seen = checking.seen() if checking else None
        return damage(seen), checked(seen), seen is None or seen.word.ended

    app.clientside_callback(
        ClientsideFunction("worldtone", "narrow"), Output("narrow", "data"), Input("url", "pathname")
    )
    app.clientside_callback(
        ClientsideFunction("worldtone", "entitle"), Output("page", "data-title"), Input("title", "data")
    )
    app.clientside_callback(
        ClientsideFunction("worldtone", "arrive"), Output("page", "data-path"), Input("url", "pathname")
    )
    kept.keep_answers(app.server, store)  # before what compresses, so that what is kept is compressed
    packing.pack(app.server)
    security.protect(app, access)
    kept.give_kept(app.server)
    return app


def _say_what_failed(error: Exception) -> None:
    """Puts into the page's place what the store could not answer, and why; raises what is a fault of ours."""
    if not isinstance(error, StoreError):
        raise error
    set_props("page", {"children": failed(str(error))})


def page_of(path: str) -> tuple[Page | None, str]:
    """The page of an address, and the tail of the address behind it; None where no page has it."""
    for page in PAGES:
        if path == page.PATH:
            return page, ""
        if page.PATH != "/" and page.PATH.endswith("/") and path.startswith(page.PATH):
            return page, path.removeprefix(page.PATH)
    return None, ""
