"""Makes the dashboard: a Dash application over one store, with its pages, routes and headers."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from dash import ClientsideFunction, Dash, Input, Output, State, no_update

from dashboard.store.protocol import Store
from dashboard.web import security
from dashboard.web.components.shell import shell
from dashboard.web.components.states import not_found
from dashboard.web.pages import article, overview

_INDEX = """<!DOCTYPE html>
<html lang="en">
    <head>
        {%metas%}
        <meta name="color-scheme" content="light dark">
        <meta name="referrer" content="no-referrer">
        <title>{%title%}</title>
        {%favicon%}
        {%css%}
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


def create_app(store: Store) -> Dash:
    """A Dash application that shows the given store; `app.server` is its WSGI application.

    Nothing in it asks another server for anything: scripts, styles and map shapes come from the package.
    """
    app = Dash(
        __name__,
        title=overview.TITLE,
        update_title="",
        serve_locally=True,
        suppress_callback_exceptions=True,
        compress=True,
        index_string=_INDEX,
        health_endpoint="healthz",
        add_log_handler=False,
        include_pages_meta=False,
    )
    app.layout = shell
    overview.register(app, store)

    @app.callback(
        Output("page", "children"),
        Output("shown", "data"),
        Input("url", "pathname"),
        Input("url", "search"),
        State("shown", "data"),
    )
    def show_page(pathname: object, search: object, shown: object) -> tuple[Any, Any]:
        """Puts the page of the address into the frame; the Overview follows its query string by itself."""
        if pathname == shown == overview.PATH:
            return no_update, no_update
        return _route(store, pathname, search), pathname

    app.clientside_callback(
        ClientsideFunction("worldtone", "narrow"), Output("narrow", "data"), Input("url", "pathname")
    )
    security.protect(app)
    return app


def _route(store: Store, pathname: object, search: object) -> Any:
    path = unquote(pathname) if isinstance(pathname, str) else overview.PATH
    query = search if isinstance(search, str) else ""
    if path in ("", overview.PATH):
        return overview.layout(store, query)
    if path.startswith(article.PREFIX):
        return article.layout(store, path.removeprefix(article.PREFIX), query)
    return not_found()
