"""The frame of every page: header, navigation, light and dark, and the place where a page goes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from dashboard.web import theme
from dashboard.web.components.aria import aria

_TICK = 3_000  # milliseconds between two looks at how far the check of the store has come, while there is one


def shell(pages: Sequence[tuple[str, str]], sign_out: str = "") -> Any:
    """The whole layout, with the names and addresses of the pages in the navigation.

    `sign_out` is the address at which a reader signs out; empty where nobody signs in.

    Pages are put into the element `page` by the router in app.py.
    """
    header = dmc.AppShellHeader(
        dmc.Container(
            dmc.Group(
                [
                    dmc.Group(
                        [
                            dcc.Link(
                                [html.Span(className="wt-mark", **aria(hidden="true")), "Worldtone"],
                                href="/",
                                className="wt-brand",
                            ),
                            html.Nav(
                                [dcc.Link(name, href=path, className="wt-nav") for name, path in pages],
                                className="wt-navs",
                                **aria(label="Pages"),
                            ),
                        ],
                        gap="lg",
                    ),
                    dmc.Group(
                        [
                            *([html.A("Sign out", href=sign_out, className="wt-nav")] if sign_out else []),
                            dmc.ColorSchemeToggle(
                                id="scheme",
                                lightIcon=html.Span("☀", **aria(hidden="true")),
                                darkIcon=html.Span("☾", **aria(hidden="true")),
                                variant="default",
                                size="lg",
                                **aria(label="Switch between light and dark"),
                            ),
                        ],
                        gap="xs",
                    ),
                ],
                justify="space-between",
                h="100%",
            ),
            size=1320,
            h="100%",
        )
    )
    return dmc.MantineProvider(
        theme=theme.MANTINE,
        defaultColorScheme="auto",
        children=[
            dcc.Location(id="url", refresh="callback-nav"),
            dcc.Store(id="shown"),
            dcc.Store(id="title"),
            dcc.Store(id="narrow"),
            dcc.Interval(id="check-tick", interval=_TICK, disabled=True),
            html.A("Skip to content", href="#page", className="wt-skip"),
            dmc.AppShell(
                [
                    header,
                    dmc.AppShellMain(
                        dmc.Container(
                            [
                                html.Div(id="damage", role="alert"),
                                html.Div(id="page", className="wt-page"),
                                html.Footer(id="checked", className="wt-checked"),
                            ],
                            size=1320,
                            py="lg",
                        )
                    ),
                ],
                header={"height": 56},
                padding=0,
            ),
        ],
    )
