"""A random sample of scored mentions to be labelled by hand, and how well the scores agree with the labels."""

from __future__ import annotations

import json
import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import parse_qs

from dashboard.limits import cap
from dashboard.store.protocol import Store, StoredArticle
from dashboard.types import Evidence, Field, Judgement, Label
from dashboard.web.query import Query, parse

NUMBERS = (20, 50, 100)
LARGEST_SEED = 999_999

Key = tuple[int, str, Field, int, int]


@dataclass(frozen=True, slots=True)
class Draw:
    """What is drawn: how many mentions, by which seed, from the articles that the query's filters keep."""

    number: int
    seed: int
    query: Query

    def search(self) -> str:
        """The query string of this draw."""
        rest = self.query.search().removeprefix("?")
        return f"?check={self.number}&seed={self.seed}" + (f"&{rest}" if rest else "")


@dataclass(frozen=True, slots=True)
class Item:
    """A mention to be labelled: its sentence, the spans of the country in it (code points), and the scores."""

    key: Key
    title: str
    source: str
    day: date
    sentence: str
    start: int
    end: int
    mentions: tuple[tuple[int, int], ...]
    tone: float
    vader: float

    @property
    def article(self) -> int:
        """The number of its article."""
        return self.key[0]

    @property
    def country(self) -> str:
        """The country (alpha-3)."""
        return self.key[1]

    def judgement(self, label: Label) -> Judgement:
        """A reader's judgement of this mention."""
        article, country, field, start, end = self.key
        return Judgement(article, country, label, start, end, field)


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a reader is: the place of the mention that is shown (None at the end), and the places seen before it."""

    at: int | None
    path: tuple[int, ...] = ()


def draw_of(search: str) -> Draw | None:
    """The draw that a query string asks for; None where it asks for none that there is."""
    if len(search) > cap("query_chars"):
        return None
    try:
        fields = parse_qs(search.removeprefix("?"), max_num_fields=100)
    except ValueError:
        return None
    number, seed = (whole(fields.get(name, [""])[-1]) for name in ("check", "seed"))
    if number not in NUMBERS or seed is None or not 0 <= seed <= LARGEST_SEED:
        return None
    return Draw(number, seed, replace(parse(search), at=None))


def whole(value: object) -> int | None:
    """A whole number of at most nine digits from untrusted input, or None."""
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None


def drawn(store: Store, draw: Draw) -> list[Item]:
    """The mentions of a draw: one by chance of each article drawn, so that they are independent of one another.

    Fewer than asked for where the store has no more. Articles that count for their outlet's own country name none, and
    are passed over. Raises StoreError and WordsError as the store does.
    """
    articles = store.sample(draw.query.filters(), number=2 * draw.number, seed=draw.seed)
    items = [item for article in articles if (item := _one_of(article, draw)) is not None]
    return items[: draw.number]


def _one_of(stored: StoredArticle, draw: Draw) -> Item | None:
    query = draw.query
    choices = [
        (tone.country, proof, mention)
        for tone in stored.tones
        if (not query.countries or tone.country in query.countries) and (tone.salient or not query.salient)
        for proof in tone.evidence
        for mention in proof.mentions
    ]
    if not choices:
        return None
    lot = random.Random(f"{draw.seed}/{stored.id}")  # noqa: S311  the same draw for the same seed is what is wanted
    country, proof, (start, end) = lot.choice(choices)
    article = stored.article
    return Item(
        (stored.id, country, proof.field, start, end),
        article.title,
        article.source,
        article.day,
        _sentence(stored, proof),
        start - proof.start,
        end - proof.start,
        tuple((first - proof.start, last - proof.start) for first, last in proof.mentions),
        proof.tone,
        proof.vader,
    )


def labels_of(store: Store) -> dict[Key, Label]:
    """All labels that readers gave to mentions; those of whole articles are left out."""
    return {key: judgement.label for judgement in store.judgements() if (key := _key(judgement)) is not None}


def following(items: Sequence[Item], labelled: Collection[Key], after: int = -1) -> int | None:
    """The place of the first mention behind `after` that has no label yet; None where there is none."""
    return next((at for at, item in enumerate(items) if at > after and item.key not in labelled), None)


def moved(progress: Progress, action: str, items: Sequence[Item], labelled: Collection[Key]) -> Progress:
    """Where the reader is after an action: "undo" goes back, "again" to what was skipped, anything else on."""
    if action == "undo":
        return Progress(progress.path[-1], progress.path[:-1]) if progress.path else progress
    if action == "again":
        return Progress(following(items, labelled), progress.path)
    if progress.at is None:
        return progress
    return Progress(following(items, labelled, progress.at), (*progress.path, progress.at))


def progress_of(data: object, size: int) -> Progress:
    """Where the browser says the reader is, among `size` mentions; whatever cannot be is left out."""
    if not isinstance(data, Mapping):
        return Progress(None)
    at, path = data.get("at"), data.get("path")
    places = [one for one in path if _is_place(one, size)] if isinstance(path, list) else []
    return Progress(at if _is_place(at, size) else None, tuple(places[-2 * size :]))


def gold_lines(store: Store) -> tuple[list[str], int]:
    """The labelled mentions as JSON Lines that `worldtone check` reads, and how many were left out.

    Each line holds the sentence as `text`, `start` and `end` of the mention in it (code points) and the `label`; and
    country, outlet and day beside them. Left out is a mention that is no longer where it was when it was judged.
    """
    lines: list[str] = []
    lost = 0
    articles: dict[int, StoredArticle | None] = {}
    for (number, country, field, start, end), label in labels_of(store).items():
        if number not in articles:
            articles[number] = store.article(number)
        stored = articles[number]
        proof = _proof(stored, country, field, (start, end)) if stored else None
        if stored is None or proof is None:
            lost += 1
            continue
        record = {
            "text": _sentence(stored, proof),
            "start": start - proof.start,
            "end": end - proof.start,
            "label": label,
            "country": country,
            "source": stored.article.source,
            "published": stored.article.day.isoformat(),
        }
        lines.append(json.dumps(record, ensure_ascii=False))
    return lines, lost


def _proof(stored: StoredArticle, country: str, field: Field, mention: tuple[int, int]) -> Evidence | None:
    return next(
        (
            proof
            for tone in stored.tones
            if tone.country == country
            for proof in tone.evidence
            if proof.field == field and mention in proof.mentions
        ),
        None,
    )


def _sentence(stored: StoredArticle, proof: Evidence) -> str:
    whole_text = stored.article.title if proof.field == "title" else stored.article.text
    return whole_text[proof.start : proof.end]


def _key(judgement: Judgement) -> Key | None:
    if judgement.start is None or judgement.end is None:
        return None
    return judgement.article, judgement.country, judgement.field, judgement.start, judgement.end


def _is_place(value: Any, size: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < size
