"""What added files hold, before it is stored: the first articles with their countries, and what was not understood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import dash_mantine_components as dmc
from dash import html

from dashboard import names
from dashboard.ingest import Preview
from dashboard.languages import language_name, unscored_language
from dashboard.types import Rejected, ScoredArticle
from dashboard.web.components.tone import tone_chip

_FIRST_DAY = "1800-01-01"  # as the readers have it: before this a year is more likely a typing error
# The readers speak of the command line's options; on the page these have labels.
_LABELS = (
    ("say --day-first or --month-first", "choose how to read dates of figures"),
    (" or give --date", " or give a date for articles without one"),
    (", or give the day with --date", ", or give a date for articles without one"),
    ("give one for such records with --date", "give a date for articles without one"),
)


def found(seen: Preview, files: int, days: Mapping[int, date]) -> Any:
    """The card with the first articles, their dates to be mended, and the buttons "Store" and "Start over".

    `days` are those that were set by hand before, by the number of the record.
    """
    usable = seen.read - seen.unusable
    more = "" if seen.whole else "At least "
    parts: list[Any] = [
        dmc.Title("Found, not stored yet", order=2, size="h4"),
        html.P(
            f"{more}{counted(usable, 'article')} in {counted(files, 'file')}"
            + (f", and {counted(seen.unusable, 'record')} that cannot be used." if seen.unusable else ".")
            + (f" The first {len(seen.articles)} are shown." if usable > len(seen.articles) else "")
            + (" A date set here counts in place of the record's." if usable else ""),
            className="wt-caption",
        ),
        dmc.Group(
            [
                dmc.Button(
                    "Store " + (counted(usable, "article") if seen.whole else "all articles"),
                    id="add-store",
                    disabled=not usable and seen.whole,
                ),
                dmc.Button("Start over", id="add-over", variant="default"),
            ],
            mt="sm",
        ),
        html.Ul([_article(number, scored, days.get(number)) for number, scored in seen.articles], className="wt-found"),
    ]
    if seen.rejected:
        shown = f"; the first {len(seen.rejected)} are listed" if seen.unusable > len(seen.rejected) else ""
        parts += [
            dmc.Title(f"Not usable: {counted(seen.unusable, 'record')}{shown}", order=3, size="h5", mt="md"),
            html.P("These are left out, and noted with their reason; the rest is stored.", className="wt-caption"),
            refused(seen.rejected),
        ]
    return dmc.Paper(parts, withBorder=True, p="md")


def refused(records: Sequence[Rejected]) -> Any:
    """A list of rejected records: file, line, reason, and how each began."""
    return html.Ul([_refused(record) for record in records], className="wt-refused", tabIndex=0)


def reason_in_words(reason: str) -> str:
    """A reader's reason with the labels of the page in place of the command line's options."""
    for option, label in _LABELS:
        reason = reason.replace(option, label)
    return reason


def counted(number: int, name: str) -> str:
    """A number with its noun: "1 article", "1,204 articles"."""
    return f"{number:,} {name}" if number == 1 else f"{number:,} {name}s"


def _article(number: int, scored: ScoredArticle, changed: date | None) -> Any:
    article = scored.article
    tags: list[Any] = [
        html.Span([names.country_name(tone.country), tone_chip(tone.tone)]) for tone in scored.tones
    ] or [html.Span(_without(scored), className="wt-caption")]
    day = article.day.isoformat()
    outlet = article.source or "no outlet named"
    return html.Li(
        [
            html.Div(
                [
                    html.Div(article.title or "(no title)", className="wt-found-title"),
                    html.Div(f"{outlet} · title only" if article.title_only else outlet, className="wt-caption"),
                    html.Div(tags, className="wt-tags"),
                ]
            ),
            dmc.DateInput(
                id={"type": "add-day", "record": number, "was": day},
                label="Published",
                value=changed.isoformat() if changed else day,
                valueFormat="D MMM YYYY",
                minDate=_FIRST_DAY,
                maxDate=(datetime.now(UTC).date() + timedelta(days=1)).isoformat(),
                size="sm",
            ),
        ]
    )


def _without(scored: ScoredArticle) -> str:
    """Why an article has no country."""
    code = unscored_language(scored.unscored)
    if code:
        return f"Its language is {language_name(code)}: it is stored, but not scored; only English is."
    return "No country found: it is stored, and counts for none."


def _refused(record: Rejected) -> Any:
    place = f"{record.file}, line {record.line:,}" if record.line else record.file
    parts: list[Any] = [html.Strong(place), ": ", reason_in_words(record.reason)]
    if record.excerpt:
        parts.append(html.Div(f"“{record.excerpt}”", className="wt-caption"))
    return html.Li(parts)
