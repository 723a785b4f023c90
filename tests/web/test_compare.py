from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import Article, engine_stamp, open_store, score_article
from dashboard.store.protocol import Store
from dashboard.web.compared import Compared, compared
from dashboard.web.comparison import MOST, Comparison, custom_data, parse
from dashboard.web.components import comparing
from dashboard.web.components.differences import reading
from dashboard.web.figures import compare, panels
from dashboard.web.query import Mark, Query

KIND, HARSH = "{} won praise for its success.", "{} was blamed for the disaster and the deaths."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Kind words on Peru in every month of 2024 but April, harsh ones on Chile; Herald is kind to both."""
    store = open_store(tmp_path / "s.db")
    articles = [
        Article(text.format(country) + f" Note {day}.", date(2024, month, day), source=source)
        for month in (1, 2, 3, 5, 6)
        for day in range(1, 7)
        for country, text, source in (("Peru", KIND, "Herald"), ("Chile", HARSH if day % 3 else KIND, "Post"))
    ]
    articles += [Article(HARSH.format("Peru") + f" {day}", date(2024, 2, day), source="Post") for day in range(1, 8)]
    store.write([score_article(article) for article in articles], (), engine_stamp())
    yield store
    store.close()


def seen_at(store: Store, search: str) -> Compared:
    return compared(store, parse(search))


def test_all_panels_have_one_scale_and_the_same_days(store: Store) -> None:
    figure = compare.small_multiples(seen_at(store, "?c=PER.CHL&by=month"), "axis", narrow=False)
    axes = [figure["layout"][name] for name in ("yaxis", "yaxis2")]
    assert axes[0]["range"] == axes[1]["range"]
    assert figure["layout"]["xaxis"]["range"] == figure["layout"]["xaxis2"]["range"]
    lines = [trace for trace in figure["data"] if trace["mode"] == "lines+markers"]
    assert [line["y"][3] for line in lines] == [None, None]  # April is a gap
    assert all(line["connectgaps"] is False for line in lines)
    assert lines[1]["customdata"][0] == ["CHL", "2024-01-01", "2024-01-31", ""]
    assert lines[1]["customdata"][3] is None


def test_few_articles_make_an_open_mark_without_interval(store: Store) -> None:
    figure = compare.small_multiples(seen_at(store, "?c=PER.CHL&by=week"), "axis", narrow=False)
    line = next(trace for trace in figure["data"] if trace["mode"] == "lines+markers")
    shown = [(symbol, end) for symbol, end, y in zip(line["marker"]["symbol"], line["error_y"]["array"], line["y"],
             strict=True) if y is not None]  # fmt: skip
    assert {symbol for symbol, _ in shown} == {"circle", "circle-open"}
    assert all((symbol == "circle-open") == (end is None) for symbol, end in shown)


def test_differences_are_taken_from_the_first_or_the_one_named(store: Store) -> None:
    seen = seen_at(store, "?c=PER.CHL&by=month")
    (apart,) = seen.differences
    assert apart.line.key == "CHL"
    assert apart.whole is not None and apart.whole.high is not None and apart.whole.high < 0
    turned = seen_at(store, "?c=PER.CHL&by=month&first=CHL")
    (back,) = turned.differences
    assert back.line.key == "PER" and back.whole is not None
    assert back.whole.difference == pytest.approx(-apart.whole.difference)
    assert [point.difference for point in back.points] == pytest.approx([-one.difference for one in apart.points])
    assert seen_at(store, "?c=PER.CHL&first=FRA").lines[0].key == "PER"


def test_differences_between_outlets_are_those_of_their_means(store: Store) -> None:
    seen = seen_at(store, "?mode=outlets&c=PER&by=month")
    assert [line.key for line in seen.lines] == ["Herald", "Post"]
    (apart,) = seen.differences
    herald, post = (line.whole for line in seen.lines)
    assert herald and post and apart.whole
    assert apart.whole.difference == pytest.approx(post.mean - herald.mean)
    assert (apart.whole.n, apart.whole.first_n) == (post.articles, herald.articles) == (7, 30)
    assert [point.period for point in apart.points] == ["2024-02"]  # Post wrote of Peru in no other month
    figure = compare.difference_multiples(seen, narrow=True)
    assert figure["data"][0]["customdata"] == [["PER", "2024-02-01", "2024-02-29", "Post"]]


def test_one_alone_has_no_difference_and_none_no_panel(store: Store) -> None:
    assert seen_at(store, "?c=PER").differences == ()
    empty = seen_at(store, "?c=PER.CHL&from=2030-01-01")
    assert not any(line.points for line in empty.lines)
    for figure in (
        compare.small_multiples(empty, "axis", narrow=False),
        compare.difference_multiples(empty, narrow=False),
        compare.whole_differences(empty),
    ):
        assert figure["layout"]["height"] > 0


def test_what_a_difference_reads_as(store: Store) -> None:
    (apart,) = seen_at(store, "?c=PER.CHL").differences
    assert apart.whole is not None
    assert reading(apart.whole, "Peru") == "lower than Peru"
    assert reading(replace(apart.whole, high=0.1), "Peru") == "not told apart from Peru"
    assert reading(replace(apart.whole, low=None, high=None), "Peru") == "too few articles"
    assert reading(None, "Peru") == "nothing to compare"


def test_exports_hold_every_mark(store: Store) -> None:
    seen = seen_at(store, "?c=PER.CHL&by=month")
    columns, rows = compare.tone_rows(seen)
    assert len(rows) == 10 and all(len(row) == len(columns) for row in rows)
    for whole, number in ((True, 1), (False, 5)):
        columns, rows = compare.difference_rows(seen, whole=whole)
        assert len(rows) == number and all(len(row) == len(columns) for row in rows)


@pytest.mark.parametrize(
    "search",
    ["", "?c=PER.CHL&by=month", "?c=PER&mode=outlets&first=Post", "?at=PER.2024-01-01.2024-01-31&in=Herald",
     "?words=grain&mode=outlets"],
)  # fmt: skip
def test_a_view_comes_back_from_its_address(search: str) -> None:
    assert parse(parse(search).search()) == parse(search)
    assert parse(search).search().count("?") == bool(search)


@pytest.mark.parametrize("search", [None, 7, "?" + "c=PER&" * 900, "?mode=x", "?c=" + "PER." * 200, "?&&first&in=="])
def test_odd_addresses_ask_for_the_plain_view(search: object) -> None:
    found = parse(search)
    assert not found.outlets and len(found.query.countries) <= MOST


@given(st.text())
def test_any_mark_text_is_harmless(text: str) -> None:
    asked = Comparison(Query())
    assert asked.opening([text, "", "", ""]) is None or len(text) == 3
    opened = asked.opening(["PER", "2024-01-01", "2024-01-31", text])
    assert opened is not None and opened.outlet == text
    assert asked.opening(text) is None


def test_a_mark_opens_its_country_days_and_outlet() -> None:
    mark = Mark("PER", date(2024, 1, 1), date(2024, 1, 31))
    opened = Comparison(Query()).opening(custom_data("PER", mark, "Post"))
    assert opened is not None
    assert (opened.query.at, opened.outlet) == (mark, "Post")


def test_controls_give_back_the_view_they_show() -> None:
    asked = parse("?c=PER.CHL&from=2024-01-01&outlet=Post&by=week&measure=vader&salient=1&words=grain&first=CHL")
    given_back = comparing.from_values(comparing.values(asked, ("USA",), ("PER", "CHL")), ("USA",))
    assert given_back == asked
    assert comparing.from_values(comparing.values(parse(""), ("USA",)), ("USA",)).search() == ""
    values = list(comparing.values(asked, ("USA",)))
    values[0], values[2] = "outlets", "BOL"
    assert comparing.from_values(values, ("USA",)).query.countries == ("BOL", "PER", "CHL")


@pytest.mark.parametrize("number", range(1, MOST + 1))
@pytest.mark.parametrize("narrow", [True, False])
def test_panels_do_not_overlap(number: int, narrow: bool) -> None:
    shown = [panels.Panel(str(place), "#0072B2", "", []) for place in range(number)]
    layout = panels.panels(shown, "month", "axis", (-1, 1), narrow=narrow)["layout"]
    boxes = [
        (layout[f"xaxis{s}"]["domain"], layout[f"yaxis{s}"]["domain"]) for s in ["", *map(str, range(2, number + 1))]
    ]
    for place, (x, y) in enumerate(boxes):
        assert 0 <= x[0] < x[1] <= 1 and 0 <= y[0] < y[1] <= 1
        for other_x, other_y in boxes[:place]:
            assert other_x[1] < x[0] or other_y[0] > y[1]
