"""A mark of the Country page that was opened: which articles are behind it, in the address and as a list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, get_args
from urllib.parse import parse_qs, quote

from dashboard import names
from dashboard.limits import cap
from dashboard.store.protocol import ArticleRow, Store, StoredArticle
from dashboard.types import Filters
from dashboard.web import theme
from dashboard.web.query import Query, day_of
from dashboard.web.wording import counted, span_in_words

Kind = Literal["time", "outlet", "edited", "tone", "with", "word"]
KINDS: tuple[Kind, ...] = get_args(Kind)
STEPS = 20  # of the distribution, each 0.1 wide, as Store.histogram counts them


@dataclass(frozen=True, slots=True)
class Opening:
    """An opened mark: a period ("2024-01-01.2024-01-31"), outlet, country in which outlets are edited, step of tone,
    other country, or scoring word.
    """

    kind: Kind
    value: str

    def text(self) -> str:
        """As it stands in the address."""
        return f"{self.kind}.{self.value}"


@dataclass(frozen=True, slots=True)
class Behind:
    """The articles behind a mark: a heading in words, the rows that are listed, and how many there are in all."""

    heading: str
    rows: list[ArticleRow]
    total: int


def opening_of(text: object) -> Opening | None:
    """An opening from its text; None for anything that can be none."""
    if not isinstance(text, str) or len(text) > cap("words_chars"):
        return None
    kind, dot, value = text.partition(".")
    if not dot or kind not in KINDS or not _fits(kind, value):
        return None
    return Opening(kind, value)


def opening_in(search: object) -> Opening | None:
    """The opening that a query string holds."""
    if not isinstance(search, str) or len(search) > cap("query_chars"):
        return None
    try:
        fields = parse_qs(search.removeprefix("?"), max_num_fields=100)
    except ValueError:
        return None
    return opening_of(fields.get("open", [""])[-1])


def opening_of_mark(custom: object) -> Opening | None:
    """The opening of a clicked mark, from its custom data: [kind, value], or [country, first day, last day]."""
    if not isinstance(custom, list) or not all(isinstance(part, str) for part in custom):
        return None
    if len(custom) == 3:
        return opening_of(f"time.{custom[1]}.{custom[2]}")
    return opening_of(".".join(custom)) if len(custom) == 2 else None


def with_opening(search: str, opening: Opening | None) -> str:
    """A query string of the filters (as `Query.search` gives it) with the opening put behind."""
    if opening is None:
        return search
    return f"{search}{'&' if search else '?'}open={quote(opening.text(), safe='')}"


def behind(store: Store, country: str, query: Query, opening: Opening) -> Behind:
    """The articles behind a mark of the page of `country`. Raises WordsError for words that are no search."""
    filters = query.filters((country,))
    if opening.kind == "tone":
        return _of_step(store, filters, query, int(opening.value))
    if opening.kind == "word":
        return _with_word(store, filters, country, opening.value)
    heading, narrowed = _narrowed(filters, country, opening)
    if narrowed is None:
        return Behind(heading, [], 0)
    return Behind(heading, store.articles(narrowed, limit=cap("list_articles")), store.count(narrowed))


def _narrowed(filters: Filters, country: str, opening: Opening) -> tuple[str, Filters | None]:
    name = names.country_name(country)
    if opening.kind == "outlet":
        heading = f"{name} in {opening.value or 'articles without an outlet'}"
        wanted = not filters.sources or opening.value in filters.sources
        return heading, replace(filters, sources=(opening.value,)) if wanted else None
    if opening.kind == "edited":
        place = f"edited in {names.country_name(opening.value)}" if opening.value else "of unknown country"
        wanted = not filters.outlet_countries or opening.value in filters.outlet_countries
        return f"{name} in outlets {place}", replace(filters, outlet_countries=(opening.value,)) if wanted else None
    if opening.kind == "with":
        heading = f"{name} and {names.country_name(opening.value)} in one sentence"
        return heading, replace(filters, together=opening.value)
    first, last = _days(opening.value)
    start = max(day for day in (filters.start, first) if day)
    end = min(day for day in (filters.end, last) if day)
    return f"{name}, {span_in_words(first, last)}", replace(filters, start=start, end=end) if start <= end else None


def _of_step(store: Store, filters: Filters, query: Query, step: int) -> Behind:
    """The articles of one bar. By tone they stand next to each other, behind those of the bars before."""
    steps = store.histogram(filters, query.measure).get(filters.countries[0], [0] * STEPS)
    low, high = (theme.signed((at - STEPS // 2) / 10, 1) for at in (step, step + 1))
    heading = f"{names.country_name(filters.countries[0])}, tone {low} to {high}"
    total, most = steps[step], cap("list_articles")
    if total > most:
        heading += f" (the {most:,} lowest of {counted(total, 'article')})"
    rows = store.articles(
        filters, limit=min(total, most), offset=sum(steps[:step]), order="lowest", measure=query.measure
    )
    return Behind(heading, rows, len(rows))


def _with_word(store: Store, filters: Filters, country: str, word: str) -> Behind:
    """The articles in which the word scored toward the country, of those that `pulling_words` read."""
    rows = [
        row
        for stored in store.whole(filters, limit=cap("word_articles"), country=country)
        for row in _rows_with(stored, country, word.lower())
    ]
    heading = f"{names.country_name(country)}: articles in which “{word}” scored"
    return Behind(heading, rows[: cap("list_articles")], len(rows))


def _rows_with(stored: StoredArticle, country: str, word: str) -> Iterator[ArticleRow]:
    article = stored.article
    for tone in stored.tones:
        scored = (
            (article.title if proof.field == "title" else article.text)[one.start : one.end].lower()
            for proof in tone.evidence
            for one in proof.words
        )
        if tone.country == country and word in scored:
            yield ArticleRow(
                id=stored.id,
                title=article.title,
                source=article.source,
                day=article.day,
                country=country,
                tone=tone.tone,
                vader=tone.vader,
                mentions=tone.mentions,
                salient=tone.salient,
            )


def _fits(kind: str, value: str) -> bool:
    if kind == "time":
        first, dot, last = value.partition(".")
        start, end = day_of(first), day_of(last)
        return bool(dot) and start is not None and end is not None and start <= end
    if kind == "tone":
        return value.isascii() and value.isdigit() and len(value) < 3 and int(value) < STEPS
    if kind == "with":
        return value in names.countries()
    if kind == "edited":
        return not value or value in names.countries()
    return kind == "outlet" or bool(value.strip())


def _days(value: str) -> tuple[date, date]:
    first, _, last = value.partition(".")
    return date.fromisoformat(first[:10]), date.fromisoformat(last[:10])
