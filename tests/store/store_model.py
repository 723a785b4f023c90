"""A store in plain Python: what each question's answer is, counted article by article from the evidence."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from dashboard.types import (
    NO_OVERLAP,
    Article,
    Cell,
    CountryTone,
    Evidence,
    Filters,
    Measure,
    Overlap,
    PairCell,
    ScoredArticle,
    SourceCell,
)

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


class Stored(dict[int, Item]):
    """Items by key, the number of each, and the story (any number) that those with copies belong to."""

    def __init__(self, items: dict[int, Item], numbers: dict[int, int], story: dict[int, int]) -> None:
        super().__init__(items)
        self._numbers = numbers
        self._story = {key: story[number] for key, number in numbers.items() if number in story}

    def story(self, key: int) -> int:
        """The story of an item: of one that is alone, a number of its own."""
        return self._story.get(key, -1 - key)

    def first(self, key: int) -> bool:
        """Whether it was published first of its story, or has the lowest number of those that were."""
        story = self._story.get(key)
        copies = [other for other, its in self._story.items() if its == story]
        return story is None or key == min(copies, key=lambda other: (self[other].day, self._numbers[other]))


def overlap(values: list[tuple[int, int]]) -> Overlap:
    """By its definition, from (story, value) of each article."""
    stories: defaultdict[int, list[int]] = defaultdict(list)
    for story, value in values:
        stories[story].append(value)
    found = Overlap()
    for copies in stories.values():
        n, total = len(copies), sum(copies)
        products = total * total - sum(value * value for value in copies)
        found += Overlap(n - 1, n * (n - 1), (n - 1) * total, products)
    return found


def kept(items: Stored, filters: Filters) -> Iterator[tuple[Item, str, Score]]:
    """Each article and country that the filters keep, with its scores."""
    for item in items.values():
        if (filters.start and item.day < filters.start) or (filters.end and item.day > filters.end):
            continue
        if (filters.sources and item.source not in filters.sources) or not has_words(item, filters.words):
            continue
        if filters.copies == "first" and not items.first(item.key):
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


def _summed(values: list[tuple[int, int]]) -> tuple[int, int, int, Overlap]:
    alone = [value for _, value in values]
    return len(values), sum(alone), sum(value * value for value in alone), overlap(values)


def cells(items: Stored, filters: Filters, measure: Measure) -> list[Cell]:
    found: defaultdict[tuple[str, date], list[tuple[int, int]]] = defaultdict(list)
    for item, country, scores in kept(items, filters):
        found[country, item.day].append((items.story(item.key), scores[measure == "vader"]))
    return [Cell(*key, *_summed(values)) for key, values in sorted(found.items())]


def cells_by_month(items: Stored, filters: Filters, measure: Measure) -> list[Cell]:
    found: defaultdict[tuple[str, date], list[Cell]] = defaultdict(list)
    for cell in cells(items, filters, measure):
        found[cell.country, cell.day.replace(day=1)].append(cell)
    return [
        Cell(
            *key,
            sum(day.n for day in days),
            sum(day.total for day in days),
            sum(day.squares for day in days),
            sum((day.overlap for day in days), NO_OVERLAP),
        )
        for key, days in found.items()
    ]


def count_outlets(items: Stored, filters: Filters) -> int:
    return len({item.source for item, _, _ in kept(items, filters)})


def totals(items: Stored, filters: Filters, measure: Measure) -> list[Cell]:
    found: defaultdict[str, list[tuple[date, tuple[int, int]]]] = defaultdict(list)
    for item, country, scores in kept(items, filters):
        found[country].append((item.day, (items.story(item.key), scores[measure == "vader"])))
    cells = [Cell(key, min(rows)[0], *_summed([value for _, value in rows])) for key, rows in found.items()]
    return sorted(cells, key=lambda cell: (-cell.n, cell.country))


def cells_by_source(items: Stored, filters: Filters, measure: Measure) -> list[SourceCell]:
    found: defaultdict[tuple[str, str, date], list[tuple[int, int]]] = defaultdict(list)
    for item, country, scores in kept(items, filters):
        found[country, item.source, item.day].append((items.story(item.key), scores[measure == "vader"]))
    return [SourceCell(*key, *_summed(values)) for key, values in sorted(found.items())]


def totals_by_source(items: Stored, filters: Filters, measure: Measure) -> list[SourceCell]:
    found: defaultdict[tuple[str, str], list[tuple[date, tuple[int, int]]]] = defaultdict(list)
    for item, country, scores in kept(items, filters):
        found[country, item.source].append((item.day, (items.story(item.key), scores[measure == "vader"])))
    cells = [SourceCell(*key, min(rows)[0], *_summed([value for _, value in rows])) for key, rows in found.items()]
    return sorted(cells, key=lambda cell: (-cell.n, cell.country, cell.source))


def pairs(items: Stored, filters: Filters, measure: Measure) -> list[PairCell]:
    found: defaultdict[tuple[str, str], list[tuple[int, tuple[int, int]]]] = defaultdict(list)
    for item, country, _ in kept(items, filters):
        for other in item.countries():
            scores = item.mean(country, other)
            if other != country and scores and (not filters.countries or other in filters.countries):
                value = (items.story(item.key), scores[measure == "vader"])
                found[country, other].append((item.number(country, other), value))
    cells = []
    for key, rows in found.items():
        n, total, squares, added = _summed([value for _, value in rows])
        cells.append(PairCell(*key, n, sum(number for number, _ in rows), total, squares, added))
    return sorted(cells, key=lambda cell: (-cell.n, cell.country, cell.other))


def histogram(items: Stored, filters: Filters, measure: Measure) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(lambda: [0] * 20)
    for _, country, scores in kept(items, filters):
        value = Fraction(scores[measure == "vader"], 10_000)
        step = next((k for k in range(20) if -1 + Fraction(k, 10) <= value < -1 + Fraction(k + 1, 10)), 19)
        found[country][step] += 1
    return dict(found)
