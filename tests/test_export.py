import csv
import io
from datetime import date
from pathlib import Path

import pytest

from dashboard import Article, export, open_store, score_article
from dashboard.store import Store
from dashboard.types import CountryTone, Filters, ScoredArticle

DAYS = [date(2023, 1, 31), date(2023, 2, 1), date(2023, 2, 1), date(2023, 12, 31), date(2024, 1, 1)]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = open_store(tmp_path / "s.db")
    articles = [Article(f"Peru and Chile won {n}.", day, f"Title {n}", "Herald") for n, day in enumerate(DAYS)]
    store.write([score_article(article) for article in articles], (), "engine 1")
    return store


def test_every_tone_is_written_once_newest_first(store: Store) -> None:
    rows = list(export.tone_rows(store, Filters()))
    assert len(rows) == 2 * len(DAYS)
    assert [row["day"] for row in rows] == sorted((row["day"] for row in rows), reverse=True)
    assert len({(row["id"], row["country"]) for row in rows}) == len(rows)


def test_every_article_is_written_once(store: Store) -> None:
    rows = list(export.article_rows(store, Filters()))
    assert [row["title"] for row in rows] == ["Title 4", "Title 3", "Title 2", "Title 1", "Title 0"]


def test_filters_cut_the_span(store: Store) -> None:
    rows = list(export.tone_rows(store, Filters(("PER",), date(2023, 2, 1), date(2023, 12, 30))))
    assert [row["day"] for row in rows] == ["2023-02-01"] * 2
    assert list(export.tone_rows(store, Filters(("KEN",)))) == []


def test_series_rows_carry_n_interval_and_engine(store: Store) -> None:
    out = io.StringIO()
    count = export.write(
        export.series_rows(store, Filters(("CHL",)), "year", "tone"), export.COLUMNS["series"], out, "csv"
    )
    rows = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert count == len(rows) == 2
    assert [(row["period"], row["articles"], row["low"]) for row in rows] == [("2023", "4", ""), ("2024", "1", "")]
    assert {row["engine"] for row in rows} == {"engine 1"}


def test_exports_tell_stories_and_can_count_each_once(tmp_path: Path) -> None:
    text = "The grain ship left Odesa at dawn on Tuesday with maize for Lebanon, the first to sail since the war began."
    tones = (CountryTone("CHL", 0.5, 0.1, 1, 1, True),)
    with open_store(tmp_path / "copies.db") as store:
        for outlet in ("Wire", "Herald"):
            article = Article(text, date(2024, 3, 1), "Grain", outlet)
            store.write([ScoredArticle(article, tones)], (), "e")
        rows = list(export.article_rows(store, Filters()))
        assert [(row["source"], row["story"], row["first"]) for row in rows] == [("Herald", 1, 0), ("Wire", 1, 1)]
        (point,) = export.series_rows(store, Filters(), "year", "tone")
        assert (point["articles"], point["stories"]) == (2, 1)
        once = Filters(copies="first")
        (point,) = export.series_rows(store, once, "year", "tone")
        assert (point["articles"], point["stories"]) == (1, 1)
        assert [row["source"] for row in export.tone_rows(store, once)] == ["Wire"]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("\t=1+1", "'\t'=1+1"),
        ("x;=1+1\n@SUM(1)", "x;'=1+1\n'@SUM(1)"),
        ("＝1+1", "'＝1+1"),
        ("Peru; -5 degrees = cold", "Peru; -5 degrees = cold"),
    ],
)
def test_no_cell_is_run_by_a_spreadsheet_of_any_country(text: str, cell: str) -> None:
    out = io.StringIO()
    assert export.write(iter([{"title": text}]), ("title",), out, "csv") == 1
    assert list(csv.reader(io.StringIO(out.getvalue(), newline="")))[1] == [cell]
