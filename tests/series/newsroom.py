"""Makes scored articles, and fills real stores with them, for the tests of the series."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from dashboard.series.sums import UNIT, Sums
from dashboard.store import Store
from dashboard.types import Article, CountryTone, ScoredArticle

_NUMBERS = count()


@dataclass(frozen=True, slots=True)
class Told:
    """One article's tone toward one country, as a test remembers it; `tone` in 10⁻⁴."""

    country: str
    outlet: str
    day: date
    tone: int


def scored(day: date, outlet: str, text: str = "", title: str = "", **tones: float) -> ScoredArticle:
    """An article of its own, with a plain VADER tone of the opposite sign, salient where its tone is above 0."""
    article = Article(text or "It rained.", day, title, outlet, f"https://news.test/{next(_NUMBERS)}", "en")
    return ScoredArticle(
        article, tuple(CountryTone(country, tone, -tone, 1, 1, tone > 0) for country, tone in tones.items())
    )


def fill(store: Store, articles: Iterable[Told]) -> None:
    store.write([scored(one.day, one.outlet, **{one.country: one.tone / UNIT}) for one in articles], [], "e")


def some(
    number: int,
    *,
    seed: int,
    first: date = date(2023, 1, 1),
    days: int = 365,
    countries: Iterable[str] = ("RUS", "USA"),
) -> list[Told]:
    """Articles of four outlets of unlike size and habit, spread by chance over the days."""
    chance = random.Random(seed)
    outlets = {"Herald": 0.1, "Post": -0.3, "Echo": 0.0, "": 0.2}
    return [
        Told(
            chance.choice(list(countries)),
            outlet := chance.choices(list(outlets), [8, 4, 2, 1])[0],
            first + timedelta(days=chance.randrange(days)),
            round(UNIT * max(-1, min(1, chance.gauss(outlets[outlet], 0.3)))),
        )
        for _ in range(number)
    ]


def sums(tones: Iterable[int]) -> Sums:
    tones = list(tones)
    return Sums(len(tones), sum(tones), sum(tone * tone for tone in tones))
