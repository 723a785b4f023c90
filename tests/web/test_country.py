from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from dashboard import Article, engine_stamp, open_store, score_article
from dashboard.series import Break, PullingWord
from dashboard.store import Store
from dashboard.types import CountryTone, ScoredArticle
from dashboard.web import country_captions
from dashboard.web.components import country_filters
from dashboard.web.country_openings import (
    STEPS,
    Opening,
    behind,
    opening_in,
    opening_of,
    opening_of_mark,
    with_opening,
)
from dashboard.web.country_view import country_query, extremes, filters_search, spread, together, trend
from dashboard.web.figures.country import DOTS_SHOWN, Dot, distribution, dots, with_breaks, word_bars
from dashboard.web.query import Query, parse

PERU = country_query(Query(), "PER")
TEXTS = (
    ("Herald", "Peru won praise from Chile."),
    ("Herald", "Peru failed. Chile won praise."),
    ("U.S. News", "Peru praised its farmers."),
    ("", "Police in Peru attacked farmers."),
    ("Echo", "Peru is a country. It rained."),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Five articles on Peru, one a day."""
    with open_store(tmp_path / "s.db") as made:
        articles = [Article(text, date(2024, 1, n), source=outlet) for n, (outlet, text) in enumerate(TEXTS, 1)]
        made.write([score_article(article) for article in articles], (), engine_stamp())
        made.locate({"U.S. News": "USA"})
        yield made


@pytest.mark.parametrize(
    "opening",
    [
        Opening("time", "2024-01-01.2024-01-31"),
        Opening("outlet", "U.S. News & World"),
        Opening("outlet", ""),
        Opening("edited", "GBR"),
        Opening("edited", ""),
        Opening("tone", "19"),
        Opening("with", "CHL"),
        Opening("word", "won't"),
    ],
)
def test_an_opened_mark_comes_back_from_its_address(opening: Opening) -> None:
    for search in ("", "?from=2024-01-01"):
        address = with_opening(search, opening)
        assert opening_in(address) == opening
        assert parse(address).start == parse(search).start
    assert with_opening("?salient=1", None) == "?salient=1"


@pytest.mark.parametrize(
    "value",
    [None, 7, "", "time", "time.2024-01-01", "time.2024-02-01.2024-01-01", "time.x.y", "tone.20", "tone.-1", "tone.٣",
     "tone.", "with.XXX", "edited.XXX", "word. ", "open.PER", "word." + "x" * 400],
)  # fmt: skip
def test_what_can_be_no_opening_is_none(value: object) -> None:
    assert opening_of(value) is None
    assert opening_in(f"?open={value}") is None


@pytest.mark.parametrize("custom", [None, [], ["PER"], ["tone", 3], ["PER", "x", "y"], "tone", {"a": 1}, [["tone"]]])
def test_a_click_without_a_mark_opens_nothing(custom: object) -> None:
    assert opening_of_mark(custom) is None


def test_a_clicked_mark_is_a_period_or_a_kind_with_its_value() -> None:
    assert opening_of_mark(["PER", "2024-01-01", "2024-01-31"]) == Opening("time", "2024-01-01.2024-01-31")
    assert opening_of_mark(["with", "CHL"]) == Opening("with", "CHL")


def test_every_mark_of_the_page_opens_as_many_articles_as_it_says(store: Store) -> None:
    shown = spread(store, "PER", PERU)
    assert shown.point is not None and shown.point.articles == sum(shown.steps) == len(TEXTS)
    for step, n in enumerate(shown.steps):
        found = behind(store, "PER", PERU, Opening("tone", str(step)))
        assert (found.total, len(found.rows)) == (n, n)
        assert all(-1 + step / 10 <= row.tone < -0.9 + step / 10 + 1e-9 for row in found.rows)
    for outlet in shown.outlets:
        rows = behind(store, "PER", PERU, Opening("outlet", outlet.outlet)).rows
        assert [row.source for row in rows] == [outlet.outlet] * outlet.n
    per_country = replace(PERU, per="country")
    places = spread(store, "PER", per_country).outlets
    assert {place.outlet: place.n for place in places} == {"USA": 1, "": 4}  # of invented outlets nothing is known
    for place in places:
        found = behind(store, "PER", per_country, Opening("edited", place.outlet))
        assert (found.total, len(found.rows)) == (place.n, place.n)
    assert "edited in United States" in behind(store, "PER", per_country, Opening("edited", "USA")).heading
    for other in together(store, "PER", PERU.filters(), "tone"):
        assert behind(store, "PER", PERU, Opening("with", other.other)).total == other.n
    assert behind(store, "PER", PERU, Opening("time", "2024-01-02.2024-01-03")).total == 2


def test_a_scoring_word_opens_the_articles_in_which_it_scored(store: Store) -> None:
    found = behind(store, "PER", PERU, Opening("word", "Praise"))
    assert [row.day for row in found.rows] == [date(2024, 1, 1)]  # on the second day it is Chile that won praise
    assert "“Praise”" in found.heading


def test_an_opening_outside_the_filters_is_empty(store: Store) -> None:
    narrow = country_query(parse("?from=2024-01-03&outlet=Echo"), "PER")
    assert behind(store, "PER", narrow, Opening("time", "2024-01-01.2024-01-02")).total == 0
    assert behind(store, "PER", narrow, Opening("outlet", "Herald")).rows == []


def test_the_extremes_are_salient_and_on_their_own_side_of_0(store: Store) -> None:
    low, high = extremes(store, "PER", PERU.filters(), "tone")
    assert low and high
    assert [row.tone for row in low] == sorted(row.tone for row in low)
    assert all(row.tone < 0 and row.salient for row in low)
    assert all(row.tone > 0 and row.salient for row in high)


def test_the_page_asks_for_its_own_country_whatever_the_address_names() -> None:
    query = country_query(parse("?c=CHL&baseline=outlet&at=CHL&from=2024-01-01&salient=1"), "PER")
    assert (query.countries, query.baseline, query.at) == (("PER",), "raw", None)
    assert filters_search(query) == "?from=2024-01-01&salient=1"


@pytest.mark.parametrize(
    "search",
    [
        "",
        "?from=2024-01-01&to=2024-02-01&outlet=Echo&measure=vader&salient=1&words=rain",
        "?edited=GBR.KEN&per=country",
    ],
)
def test_controls_give_back_the_query_they_were_set_to(search: str) -> None:
    query = parse(search)
    assert country_filters.from_values(country_filters.values(query), query) == query


@pytest.mark.parametrize("value", [None, 7, True, [], {}, "x", [[1]]])
def test_no_value_of_a_control_is_trusted(value: object) -> None:
    query = country_filters.from_values([value] * len(country_filters.CONTROLS), Query())
    assert query.start is query.end is None
    assert query.measure == "tone"


def test_a_break_is_drawn_with_the_levels_beside_it_and_told_with_its_means(store: Store) -> None:
    step = Break(date(2024, 1, 3), 20, 0.1, 30, -0.25, -0.35, -0.5, -0.2)
    plain = {"data": [], "layout": {"shapes": [{"type": "rect"}]}}
    drawn = with_breaks(plain, [step], date(2024, 1, 1), date(2024, 1, 5), -0.5)
    before, after, line = drawn["layout"]["shapes"][1:]
    assert (before["x0"], before["x1"], before["y0"]) == ("2024-01-01", "2024-01-03", 0.1)
    assert (after["x0"], after["x1"], after["y0"]) == ("2024-01-03", "2024-01-05", -0.25)
    assert line["x0"] == line["x1"] == "2024-01-03"
    assert drawn["layout"]["annotations"][0]["text"] == "+0.10 → −0.25"
    assert plain["layout"] == {"shapes": [{"type": "rect"}]}
    assert with_breaks(plain, [], date(2024, 1, 1), date(2024, 1, 5), -0.5) is plain


def test_a_step_in_the_stored_tone_is_found_and_said(tmp_path: Path) -> None:
    with open_store(tmp_path / "s.db") as store:
        first = date(2023, 1, 1)
        store.write(
            [
                ScoredArticle(
                    Article(f"Peru {n}.", first + timedelta(days=n), source="Echo"),
                    (CountryTone("PER", (0.3 if n < 360 else -0.3) + 0.01 * (n % 7), 0.0, 1, 1, True),),
                )
                for n in range(0, 720, 3)
            ],
            (),
            "e",
        )
        shown = trend(store, "PER", PERU)
    assert len(shown.breaks) == 1
    (sentence,) = country_captions.of_breaks(shown)
    assert sentence.startswith(("1 January 2024: from +0.3", "25 December 2023: from +0.3"))
    assert "1 break in level" in country_captions.of_trend(shown)


def test_the_distribution_has_a_bar_for_each_step_with_its_n(store: Store) -> None:
    shown = spread(store, "PER", PERU)
    figure = distribution(shown.steps, shown.point, "Tone")
    (bars,) = figure["data"]
    assert len(bars["x"]) == STEPS
    assert (bars["x"][0], bars["x"][-1]) == (-0.95, 0.95)
    assert sum(bars["y"]) == len(TEXTS)
    assert bars["customdata"][3] == ["tone", "3"]
    assert all(b - a == pytest.approx(0.1) for a, b in pairwise(bars["x"]))


def test_dots_are_open_below_five_and_long_labels_stay_apart() -> None:
    rows = [
        Dot("A very long name of an outlet that goes on, one", 5, 0.1, 0.0, 0.2, ("outlet", "one")),
        Dot("A very long name of an outlet that goes on, two", 4, -0.1, None, None, ("outlet", "two")),
        Dot("<b>Echo</b>", 1, 0.0, None, None, ("outlet", "<b>Echo</b>")),
    ]
    (trace,) = dots(rows, "Tone")["data"]
    assert trace["marker"]["symbol"] == ["circle", "circle-open", "circle-open"]
    assert trace["error_x"]["array"] == [0.1, None, None]
    assert trace["y"] == [0, 1, 2]
    assert "n, two" in trace["text"][1] and "too few for an interval" in trace["text"][1]
    assert "<b>Echo" not in trace["text"][2].replace("<b>&lt;b>", "", 1)
    assert dots(rows * 9, "Tone")["layout"]["yaxis"]["range"][1] > DOTS_SHOWN


def test_words_pull_on_one_scale_with_the_strongest_on_top() -> None:
    words = [PullingWord("invasion", -24.0, 12, 11), PullingWord("war", -5.0, 25, 24)]
    figure = word_bars(words, 24.0, up=False)
    (bars,) = figure["data"]
    assert bars["x"] == [5.0, 24.0]
    assert bars["text"] == ["25× in 24", "12× in 11"]
    assert bars["customdata"][1] == ["word", "invasion"]
    assert figure["layout"]["xaxis"]["range"] == word_bars([], 24.0, up=True)["layout"]["xaxis"]["range"]


def test_the_outlets_are_captioned_by_what_a_dot_stands_for(store: Store) -> None:
    outlets = spread(store, "PER", PERU)
    assert country_captions.of_outlets(outlets, outlets.outlets).startswith("5 articles in 4 outlets, all days. Mean")
    edited = spread(store, "PER", country_query(parse("?per=country"), "PER"))
    assert country_captions.of_outlets(edited, edited.outlets).startswith(
        "5 articles in outlets edited in 1 country (4 in outlets of unknown country), all days. Mean"
    )
    narrow = spread(store, "PER", country_query(parse("?per=country&edited=USA"), "PER"))
    assert narrow.point is not None and narrow.point.articles == 1
    assert "; only outlets edited in United States. Mean" in country_captions.of_outlets(narrow, narrow.outlets)


def test_a_dot_beyond_the_filters_opens_nothing(store: Store) -> None:
    narrow = country_query(parse("?edited=USA"), "PER")
    assert behind(store, "PER", narrow, Opening("edited", "")).total == 0
    assert behind(store, "PER", narrow, Opening("edited", "USA")).total == 1
