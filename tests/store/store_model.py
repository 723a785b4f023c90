"""A store in plain Python: what each question's answer is, counted article by article from the evidence."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from dashboard.types import Article, Cell, CountryTone, Evidence, Filters, Measure, PairCell, ScoredArticle, SourceCell

Score = tuple[int, int]  # tone and vader, in ten-thousandths


@dataclass(frozen=True)
class Item:
    """An article: its words, whether each country is salient, and each sentence's scores by country."""

    key: int
    day: date
    source: str
    title: str
    text: str
    salient: dict[str, bool]
    sentences: tuple[dict[str, Score], ...]

    def mean(self, country: str, other: str | None = None) -> Score | None:
        """The mean over the country's sentences, or over those that name the other too."""
        found = [
            scores[country] for scores in self.sentences if country in scores and (other is None or other in scores)
        ]
        if not found:
            return None
        tone, vader = (round(Fraction(sum(column), len(found))) for column in zip(*found, strict=True))
        return tone, vader

    def number(self, country: str, other: str) -> int:
        return sum(country in scores and other in scores for scores in self.sentences)

    def countries(self) -> list[str]:
        return sorted({country for scores in self.sentences for country in scores})

    def scored(self) -> ScoredArticle:
        article = Article(self.text, self.day, self.title, self.source, f"https://news.test/{self.key}")
        return ScoredArticle(article, tuple(self._tone(country) for country in reversed(self.countries())))

    def _tone(self, country: str) -> CountryTone:
        tone, vader = self.mean(country) or (0, 0)
        # The first sentence is the title; the second has the same place, but in the text.
        proofs = tuple(
            Evidence(max(0, place - 1), 9, scores[country][0] / 10_000, scores[country][1] / 10_000, (), (), field)
            for place, scores in enumerate(self.sentences)
            if country in scores
            for field in ("text" if place else "title",)
        )
        salient = self.salient.get(country, False)
        return CountryTone(country, tone / 10_000, vader / 10_000, len(proofs), len(proofs), salient, proofs)


def some_items(number: int) -> list[Item]:
    """So many articles over four months, the same at every call."""
    chance = random.Random(20240501)
    countries = ("CHN", "RUS", "UKR", "USA")

    def sentence() -> dict[str, tuple[int, int]]:
        named = chance.sample(countries, chance.randint(0, 3))
        return {country: (chance.randint(-10_000, 10_000), chance.randint(-10_000, 10_000)) for country in named}

    return [
        Item(
            key=key,
            day=date(2023, 11, 1) + timedelta(days=chance.randint(0, 120)),
            source=chance.choice(("", "Herald", "Post")),
            title=chance.choice(("", "Grain deal", "Réunion à Genève \0 tomorrow")),
            text=" ".join(chance.choices(("grain", "war", "東京", "İzmir", "talks,", "don't"), k=9)),
            salient={country: chance.random() < 0.5 for country in countries},
            sentences=tuple(sentence() for _ in range(chance.randint(0, 5))),
        )
        for key in range(number)
    ]


def has_words(item: Item, words: str) -> bool:
    """What the few searches that the tests make mean."""
    title, text = item.title.lower().split(), item.text.lower().split()
    told = f" {' '.join(title)} | {' '.join(text)} "
    return {
        "": True,
        "grain": " grain " in told,
        '"grain deal"': " grain deal " in told,
        "grain OR war": " grain " in told or " war " in told,
        "grain -war": " grain " in told and " war " not in told,
        "gra*": any(word.startswith("gra") for word in title + text),
        "unheard": False,
    }[words]


WORDS = ("", "grain", '"grain deal"', "grain OR war", "grain -war", "gra*", "unheard")


def kept(items: dict[int, Item], filters: Filters) -> Iterator[tuple[Item, str, Score]]:
    """Each article and country that the filters keep, with its scores."""
    for item in items.values():
        if (filters.start and item.day < filters.start) or (filters.end and item.day > filters.end):
            continue
        if (filters.sources and item.source not in filters.sources) or not has_words(item, filters.words):
            continue
        for country in item.countries():
            if filters.countries and country not in filters.countries:
                continue
            if filters.salient and not item.salient.get(country):
                continue
            if filters.together and (country == filters.together or not item.number(country, filters.together)):
                continue
            scores = item.mean(country)
            assert scores is not None
            yield item, country, scores


def _summed(values: list[int]) -> tuple[int, int, int]:
    return len(values), sum(values), sum(value * value for value in values)


def cells(items: dict[int, Item], filters: Filters, measure: Measure) -> list[Cell]:
    found: defaultdict[tuple[str, date], list[int]] = defaultdict(list)
    for item, country, scores in kept(items, filters):
        found[country, item.day].append(scores[measure == "vader"])
    return [Cell(*key, *_summed(values)) for key, values in sorted(found.items())]


def totals(items: dict[int, Item], filters: Filters, measure: Measure) -> list[Cell]:
    found: defaultdict[str, list[tuple[date, int]]] = defaultdict(list)
    for item, country, scores in kept(items, filters):
        found[country].append((item.day, scores[measure == "vader"]))
    cells = [Cell(key, min(rows)[0], *_summed([value for _, value in rows])) for key, rows in found.items()]
    return sorted(cells, key=lambda cell: (-cell.n, cell.country))


def cells_by_source(items: dict[int, Item], filters: Filters, measure: Measure) -> list[SourceCell]:
    found: defaultdict[tuple[str, str, date], list[int]] = defaultdict(list)
    for item, country, scores in kept(items, filters):
        found[country, item.source, item.day].append(scores[measure == "vader"])
    return [SourceCell(*key, *_summed(values)) for key, values in sorted(found.items())]


def totals_by_source(items: dict[int, Item], filters: Filters, measure: Measure) -> list[SourceCell]:
    found: defaultdict[tuple[str, str], list[tuple[date, int]]] = defaultdict(list)
    for item, country, scores in kept(items, filters):
        found[country, item.source].append((item.day, scores[measure == "vader"]))
    cells = [SourceCell(*key, min(rows)[0], *_summed([value for _, value in rows])) for key, rows in found.items()]
    return sorted(cells, key=lambda cell: (-cell.n, cell.country, cell.source))


def pairs(items: dict[int, Item], filters: Filters, measure: Measure) -> list[PairCell]:
    found: defaultdict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for item, country, _ in kept(items, filters):
        for other in item.countries():
            scores = item.mean(country, other)
            if other != country and scores and (not filters.countries or other in filters.countries):
                found[country, other].append((item.number(country, other), scores[measure == "vader"]))
    cells = []
    for key, rows in found.items():
        n, total, squares = _summed([value for _, value in rows])
        cells.append(PairCell(*key, n, sum(number for number, _ in rows), total, squares))
    return sorted(cells, key=lambda cell: (-cell.n, cell.country, cell.other))


def histogram(items: dict[int, Item], filters: Filters, measure: Measure) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(lambda: [0] * 20)
    for _, country, scores in kept(items, filters):
        value = Fraction(scores[measure == "vader"], 10_000)
        step = next((k for k in range(20) if -1 + Fraction(k, 10) <= value < -1 + Fraction(k + 1, 10)), 19)
        found[country][step] += 1
    return dict(found)
