"""The stamp on everything that leaves a page: what was asked for, what made it, when, and how much is behind it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from dashboard import names
from dashboard.store.protocol import Store
from dashboard.web.query import Query

_BASELINES = {
    "raw": "",
    "outlet": "less the outlet's own mean",
    "everyone": "less the mean toward all countries in the period",
    "start": "less the country's own first three months",
}


def stamp_of(store: Store, query: Query, n: int) -> str:
    """Four lines: filters, engine with the version of its data, day of making (UTC), number of articles.

    `n` counts an article once for each country it mentions. The engines are those that scored what is stored.
    """
    engines = "; ".join(store.info().engines) or "none yet"
    return "\n".join(
        (
            f"Worldtone: {filters_in_words(query)}",
            f"Engine and data: {'plain VADER beside ' if query.measure == 'vader' else ''}{engines}",
            f"Made on {datetime.now(UTC).date().isoformat()}",
            f"n = {n:,} article-and-country pairs",
        )
    )


def filters_in_words(query: Query) -> str:
    """What a view shows, as one line: countries, days, outlets, words and all that is not as usual."""
    countries = ", ".join(names.country_name(code) for code in query.countries)
    parts = [countries or ("countries of " + ", ".join(query.groups) if query.groups else "most mentioned countries")]
    if query.countries and query.groups:
        parts.append("of " + ", ".join(query.groups))
    parts.append(span_asked(query.start, query.end))
    parts.extend(narrowed(query))
    return "; ".join(parts)


def narrowed(query: Query) -> list[str]:
    """The filters beside countries and days, each as a few words; empty where none is set."""
    parts = []
    if query.sources:
        parts.append("only " + ", ".join(query.sources))
    if query.outlet_countries:
        parts.append("only outlets edited in " + ", ".join(map(names.country_name, query.outlet_countries)))
    if query.words:
        parts.append(f"only articles with {query.words}")
    if query.salient:
        parts.append("only salient countries")
    if query.copies == "first":
        parts.append("each story once")
    if query.measure == "vader":
        parts.append("plain VADER")
    if _BASELINES[query.baseline]:
        parts.append(_BASELINES[query.baseline])
    return parts


def span_asked(start: date | None, end: date | None) -> str:
    """The days asked for, in words: "all days", "since …", "up to …", "… to …"."""
    first, last = (f"{day.day} {day:%B %Y}" if day else "" for day in (start, end))
    if first and last:
        return first if first == last else f"{first} to {last}"
    if first:
        return f"since {first}"
    return f"up to {last}" if last else "all days"
