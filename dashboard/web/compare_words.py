"""The words of the Compare page: titles and captions, with n, span, filters, and what an interval is and is not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dash import html

from dashboard import names
from dashboard.web.captions import TOO_FEW
from dashboard.web.compared import Compared, articles_behind
from dashboard.web.comparison import FEWEST, Comparison
from dashboard.web.query import Query
from dashboard.web.stamp import narrowed, span_asked
from dashboard.web.wording import counted

NOT_READING = "sampling error only; not whether the method reads the text correctly"


def query_of(seen: Compared) -> Query:
    """The query as it was drawn, with the countries and outlets named that were chosen for the reader."""
    countries = tuple(dict.fromkeys(line.country for line in seen.lines))
    sources = tuple(line.outlet for line in seen.lines) if seen.asked.outlets else seen.asked.query.sources
    return replace(seen.asked.query, countries=countries, sources=sources, by=seen.by)


def tone_title(seen: Compared) -> str:
    """The title of the small multiples on a picture taken along."""
    if seen.asked.outlets and seen.lines:
        return f"Tone toward {names.country_name(seen.lines[0].country)} by outlet"
    return "Tone toward " + ", ".join(line.name for line in seen.lines)


def of_tone(seen: Compared) -> str:
    """The caption of the small multiples."""
    what = tone_title(seen) if seen.asked.outlets else "Tone toward each country"
    behind = f" Dotted: {seen.lines[0].name}, to compare with." if seen.differences else ""
    return (
        f"{what}, mean per {seen.by}, {_n(seen)}, {_span(seen)}. Above each panel: the mean over the whole span, its "
        f"95% interval, and the number of articles. Upright bars: the 95% interval of the mean ({NOT_READING}). Open "
        f"marks: {TOO_FEW}, no interval. A {seen.by} without articles is a gap. "
        f"Grey strip: the neutral band (±{seen.asked.query.band:.2f}).{behind} Click a mark for its articles."
    )


def of_differences(seen: Compared) -> str:
    """The caption of the differences by period."""
    return (
        f"Mean per {seen.by} less that of {_first(seen)} in the same {seen.by}, {_span(seen)}. Above 0 the coverage is "
        f"kinder than that of {_first(seen)}. {_interval()} A {seen.by} in which either has no articles is a gap. "
        "Numbers of articles show when one points at a mark. Click a mark for its articles."
    )


def of_whole(seen: Compared) -> str:
    """The caption of the differences over the whole span."""
    return (
        f"Mean less that of {_first(seen)}, {_n(seen)}, {_span(seen)}; number of articles in brackets. {_interval()}"
        f"{_both(seen)} Click a dot for its articles."
    )


def too_few(asked: Comparison) -> Any:
    """What to do where there is only one to look at."""
    what = "outlets" if asked.outlets else "countries"
    return html.P(f"Choose at least {FEWEST} {what} to see how they differ.", className="wt-caption", role="status")


def _n(seen: Compared) -> str:
    noun = "article" if seen.asked.outlets else "article-and-country pair"
    return counted(articles_behind(seen.lines), noun)


def _span(seen: Compared) -> str:
    query = replace(seen.asked.query, sources=()) if seen.asked.outlets else seen.asked.query
    return "; ".join([span_asked(query.start, query.end), *narrowed(query)])


def _interval() -> str:
    return (
        f"The interval is Welch's 95% interval of the difference ({NOT_READING}); where it holds 0, the two are not "
        f"told apart. Open marks: {TOO_FEW} in either, no interval."
    )


def _both(seen: Compared) -> str:
    return "" if seen.asked.outlets else " An article that names both countries counts on both sides."


def _first(seen: Compared) -> str:
    return seen.lines[0].name if seen.lines else ""
