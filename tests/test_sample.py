"""The sample articles are sound: dated, told apart, spread over countries and months, and copies are truly copies."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard import export, find_mentions, ingest, open_store
from dashboard.names import countries
from dashboard.resources import data_dir, rows
from dashboard.store import Store
from dashboard.types import Filters

FIRST, LAST = date(2022, 1, 1), date(2024, 12, 31)
FIELDS = {"title", "date", "source", "event", "text"}
# The lines that the front page opens with; each should have something to show in most months.
LARGE = ("USA", "CHN", "RUS", "UKR", "GBR", "FRA", "DEU", "IND", "ISR", "IRN", "EGY", "JPN", "KOR")


@pytest.fixture(scope="module")
def articles() -> list[dict[str, Any]]:
    """Every sample article, as it stands in the files."""
    paths = sorted((data_dir() / "sample").glob("*.jsonl"))
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def originals(articles: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The articles that are no copies, by title."""
    return {article["title"]: article for article in articles if "copy_of" not in article}


@pytest.fixture(scope="module")
def found(articles: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """(country, month) of every article that names the country."""
    return [
        (country, article["date"][:7])
        for article in articles
        for country in {
            mention.country
            for mention in find_mentions(
                f"{article['title']}\n\n{article['text']}", date=date.fromisoformat(article["date"])
            )
        }
    ]


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def test_every_article_has_its_fields_and_nothing_else(articles: list[dict[str, Any]]) -> None:
    for article in articles:
        assert set(article) - {"copy_of"} == FIELDS, article["title"]
        assert all(value.strip() == value and value for value in article.values()), article["title"]


def test_every_article_was_published_in_the_three_years(articles: list[dict[str, Any]]) -> None:
    assert all(FIRST <= date.fromisoformat(article["date"]) <= LAST for article in articles)


def test_no_two_articles_share_a_title_in_one_outlet_or_a_text(articles: list[dict[str, Any]]) -> None:
    keys = Counter((article["title"], article["source"]) for article in articles)
    texts = Counter(article["text"] for article in articles)
    assert [key for key, n in keys.items() if n > 1] == []
    assert [text[:60] for text, n in texts.items() if n > 1] == []


def test_articles_are_short_and_their_copies_no_shorter_than_half_a_story(articles: list[dict[str, Any]]) -> None:
    for article in articles:
        least = 60 if "copy_of" in article else 90
        assert least <= len(article["text"].split()) <= 200, article["title"]


def test_there_are_enough_articles_outlets_and_countries(
    articles: list[dict[str, Any]], found: list[tuple[str, str]]
) -> None:
    assert len(articles) >= 410
    assert len({article["source"] for article in articles}) >= 8
    often = [country for country, n in Counter(country for country, _ in found).items() if n >= 5]
    assert len(often) >= 60


def test_every_month_has_articles(articles: list[dict[str, Any]]) -> None:
    months = Counter(article["date"][:7] for article in articles)
    assert len(months) == 36
    assert min(months.values()) >= 5


@pytest.mark.parametrize("country", LARGE)
def test_large_countries_are_in_the_news_in_most_months(country: str, found: list[tuple[str, str]]) -> None:
    assert len({month for name, month in found if name == country}) >= 24


def test_a_copy_names_an_original_of_another_outlet_within_three_days(
    articles: list[dict[str, Any]], originals: dict[str, dict[str, Any]]
) -> None:
    copies = [article for article in articles if "copy_of" in article]
    assert len(copies) >= 65
    for copy in copies:
        original = originals[copy["copy_of"]]
        assert copy["source"] != original["source"], copy["title"]
        days = (date.fromisoformat(copy["date"]) - date.fromisoformat(original["date"])).days
        assert 0 <= days <= 3, copy["title"]


def test_a_copy_says_most_of_what_it_says_in_the_words_of_its_original(
    articles: list[dict[str, Any]], originals: dict[str, dict[str, Any]]
) -> None:
    """A story merged with another shares less; those are the few whose event names two."""
    for copy in (article for article in articles if "copy_of" in article):
        original = originals[copy["copy_of"]]
        own, shared = words(copy["text"]), words(copy["text"]) & words(original["text"])
        merged = copy["event"] != original["event"]
        assert sum(shared.values()) / sum(own.values()) >= (0.4 if merged else 0.8), copy["title"]
        assert copy["text"] != original["text"], copy["title"]


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The sample in a store."""
    with open_store(tmp_path_factory.mktemp("sample") / "sample.sqlite") as store:
        ingest(data_dir() / "sample", store)
        yield store


def test_every_copy_is_found_to_be_one_of_its_original(
    articles: list[dict[str, Any]], originals: dict[str, dict[str, Any]], stored: Store
) -> None:
    story = {(row.title, row.source): row.story for row in stored.articles(Filters(), limit=10_000)}
    assert stored.verify() == []
    info = stored.info()
    copies = [article for article in articles if "copy_of" in article]
    for copy in copies:
        original = originals[copy["copy_of"]]
        own = story[copy["title"], copy["source"]]
        assert own != 0, copy["title"]
        assert own == story[original["title"], original["source"]], copy["title"]
    # Beyond those, the two articles that were merged from two stories bring the second one along.
    assert info.articles - len(copies) - 2 <= info.stories <= info.articles - len(copies)


def test_the_readme_shows_what_the_sample_says(stored: Store) -> None:
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    columns = export.COLUMNS["series"][:9]
    printed = [",".join(columns)]
    for row in export.series_rows(stored, Filters(("PRK",)), "year", "tone"):
        printed.append(",".join(str(row[column]) for column in columns))
    assert "\n".join(printed) in readme


def test_notes_are_ten_dated_events_short_enough_for_a_chart() -> None:
    notes = rows("sample", "notes.tsv")
    assert len(notes) == 10
    assert [note["day"] for note in notes] == sorted(note["day"] for note in notes)
    for note in notes:
        assert FIRST <= date.fromisoformat(note["day"]) <= LAST
        assert note["country"] == "" or note["country"] in countries()
        assert 0 < len(note["text"]) <= 40
