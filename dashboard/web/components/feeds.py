"""Feeds on the page: the form for an address, the list of those that are followed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import html

from dashboard.store import WatchedFeed
from dashboard.watch.settings import interval_in_words
from dashboard.watch.words import last_success, next_time, trouble
from dashboard.web.components.aria import aria
from dashboard.web.components.found import counted

_INTERVALS = (15, 30, 60, 180, 720, 1440)  # minutes


def feed_form() -> Any:
    """The card with the form."""
    return dmc.Paper(
        [
            dmc.Title("Follow a feed", order=2, size="h4"),
            html.P(
                "Give the address of an RSS, Atom or JSON feed. Its server is the only one that is asked, and sees "
                "that you ask; articles stay on the machine that Worldtone runs on.",
                className="wt-caption",
            ),
            dmc.Grid(
                [
                    dmc.GridCol(
                        dmc.TextInput(
                            id="add-feed-address", label="Address of the feed", placeholder="https://", value=""
                        ),
                        span={"base": 12, "sm": 6},
                    ),
                    dmc.GridCol(
                        dmc.TextInput(
                            id="add-feed-outlet",
                            label="Outlet of the feed",
                            value="",
                            placeholder="As the feed calls itself",
                        ),
                        span={"base": 12, "xs": 6, "sm": 3},
                    ),
                    dmc.GridCol(
                        dmc.Select(
                            id="add-feed-minutes",
                            label="Ask again every",
                            data=[{"value": str(n), "label": interval_in_words(n)} for n in _INTERVALS],
                            value="30",
                            allowDeselect=False,
                        ),
                        span={"base": 12, "xs": 6, "sm": 3},
                    ),
                ],
                gutter="sm",
                mt="xs",
            ),
            dmc.Switch(
                id="add-feed-whole",
                label="Fetch an article's page where the feed has only its beginning, if the site allows it",
                checked=False,
                my="sm",
            ),
            dmc.Group(
                [
                    dmc.Button("Look into it", id="add-feed-see", variant="default"),
                    dmc.Button("Follow", id="add-feed-follow"),
                ]
            ),
            html.P(id="add-feed-said", className="wt-said", role="status"),
        ],
        withBorder=True,
        p="md",
    )


def feed_list(feeds: Sequence[WatchedFeed]) -> Any:
    """The card with the feeds, how they are doing, and a button to stop each that is followed; nothing without any."""
    if not feeds:
        return None
    return dmc.Paper(
        [
            dmc.Title("Feeds", order=2, size="h4"),
            html.P("Those that are followed are asked while this program runs.", className="wt-caption"),
            html.Ul([_feed(feed) for feed in feeds], className="wt-jobs wt-feeds"),
        ],
        withBorder=True,
        p="md",
    )


def _feed(feed: WatchedFeed) -> Any:
    head: list[Any] = [html.Span(feed.name), html.Span(_state(feed), className=f"wt-state {_look(feed)}")]
    if feed.followed:
        head.append(
            dmc.Button(
                "Stop following",
                id={"type": "add-feed-stop", "address": feed.address},
                variant="default",
                size="xs",
                **aria(label=f"Stop following {feed.name}"),
            )
        )
    facts = [f"{counted(feed.articles, 'article')} so far", f"last read: {last_success(feed)}"]
    facts += [] if feed.gone else [f"next: {next_time(feed)}"]
    facts += [] if feed.followed else ["asked by worldtone watch with its file"]
    parts: list[Any] = [html.Div(head, className="wt-job-head")]
    if feed.name != feed.address:
        parts.append(html.Div(feed.address, className="wt-caption wt-address"))
    parts.append(html.Div(" · ".join(facts), className="wt-caption"))
    if problem := trouble(feed):
        parts.append(html.Div(problem, className="wt-caption wt-failed"))
    return html.Li(parts)


def _state(feed: WatchedFeed) -> str:
    if feed.gone:
        return "ended"
    if feed.error:
        return "failing"
    return "waiting to be asked" if feed.asked is None else "in order"


def _look(feed: WatchedFeed) -> str:
    return "wt-failed" if feed.error else ""
