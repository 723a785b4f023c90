from datetime import date
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.limits import cap
from dashboard.web.query import Mark, Query, mark_of, parse

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))
CODES = st.sampled_from(["RUS", "UKR", "CHN", "PRK", "USA", "XKX"])


@st.composite
def queries(draw: st.DrawFn) -> Query:
    start, end = sorted([draw(DAYS), draw(DAYS)])
    return Query(
        countries=tuple(draw(st.lists(CODES, unique=True, max_size=5))),
        start=draw(st.sampled_from([None, start])),
        end=draw(st.sampled_from([None, end])),
        sources=tuple(draw(st.lists(st.text(min_size=1, max_size=20).filter(str.strip), unique=True, max_size=3))),
        by=draw(st.sampled_from(["auto", "day", "week", "month", "quarter", "year"])),
        measure=draw(st.sampled_from(["tone", "vader"])),
        salient=draw(st.booleans()),
        copies=draw(st.sampled_from(["all", "first"])),
        words=draw(st.text(max_size=30)).strip(),
        groups=tuple(draw(st.lists(st.sampled_from(["NATO", "BRICS", "European Union"]), unique=True, max_size=2))),
        band=draw(st.integers(0, 50)) / 100,
        baseline=draw(st.sampled_from(["raw", "outlet", "everyone", "start"])),
        smoothing=draw(st.sampled_from(["none", "mean", "ewm"])),
        outlet_countries=tuple(draw(st.lists(CODES, unique=True, max_size=3))),
        per=draw(st.sampled_from(["outlet", "country"])),
        at=draw(st.sampled_from([None, Mark("RUS"), Mark("UKR", start, end)])),
    )


@given(queries())
def test_a_view_survives_its_address(query: Query) -> None:
    assert parse(query.search()) == query


def test_the_first_view_has_an_empty_address() -> None:
    assert Query().search() == ""


@pytest.mark.parametrize(
    "search",
    [
        None,
        7,
        [],
        "?",
        "?c=",
        "?c=XXX.<script>.rus",
        "?from=yesterday&to=0000-00-00",
        "?by=century&measure=love&salient=maybe",
        "?at=RUS.2023-11-31.2023-12-01",
        "?at=RUS.2023-12-01.2023-11-01",
        "?at=RUS.2023-12-01",
        "?at=ATLANTIS",
        "?group=Atlantis&baseline=sea&smooth=butter&words=%20",
        "?copies=most",
        "?band=wide",
        "?band=nan",
        "?band=-0.1",
        "?band=0.51",
        "?band=1e999",
        "?" + "&".join(f"x{i}=1" for i in range(500)),
        "?c=" + "RUS." * 5_000,
        "?%00=%ff",
    ],
)
def test_what_no_view_can_mean_is_left_out(search: object) -> None:
    assert parse(search) == Query()


@given(st.text(max_size=300))
def test_no_address_raises(text: str) -> None:
    assert isinstance(parse("?" + text), Query)
    assert isinstance(parse("?c=" + quote(text) + "&outlet=" + quote(text) + "&at=" + quote(text)), Query)


def test_dates_the_wrong_way_round_are_turned() -> None:
    assert parse("?from=2024-02-01&to=2024-01-01") == Query(start=date(2024, 1, 1), end=date(2024, 2, 1))


def test_a_chart_gets_no_more_countries_than_it_can_hold() -> None:
    codes = "AFG ALB DZA AND AGO ARG ARM AUS AUT AZE BHS BHR BGD BRB BLR BEL".split()
    assert len(parse("?c=" + ".".join(codes)).countries) == cap("chart_countries")


@pytest.mark.parametrize("parts", [None, "RUS", [], ["RUS", "2023-01-01"], ["RUS", None, None], [[], 1, 2], {"a": 1}])
def test_what_is_no_mark_is_none(parts: object) -> None:
    assert mark_of(parts) is None
