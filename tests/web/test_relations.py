from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dashboard import Article, engine_stamp, open_store, score_article
from dashboard.names import countries
from dashboard.store.protocol import Store
from dashboard.web import theme
from dashboard.web.behind import cell_of
from dashboard.web.components import relating as parts
from dashboard.web.figures import relations
from dashboard.web.relating import behind_pair, pair_of, parse, related

NAMES = {code: country.name for code, country in countries().items()}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Six sentences with Peru and Chile, two with Peru and Bolivia, and Cuba always alone."""
    store = open_store(tmp_path / "s.db")
    texts = [f"Peru praised Chile for its success, said note {n}." for n in range(6)]
    texts += [f"Peru blamed Bolivia for the disaster, said note {n}." for n in range(2)]
    texts += [f"Cuba had rain. Peru did not, said note {n}." for n in range(3)]
    articles = [Article(text, date(2024, 1, 1 + n), source="Herald") for n, text in enumerate(texts)]
    store.write([score_article(article) for article in articles], (), engine_stamp())
    yield store
    store.close()


def test_cells_are_of_sentences_that_name_both(store: Store) -> None:
    seen = related(store, parse(""))
    assert seen.countries[0] == "PER"
    assert "CUB" not in seen.countries
    assert {pair: cell.n for pair, cell in seen.cells.items()} == {
        ("PER", "CHL"): 6, ("CHL", "PER"): 6, ("PER", "BOL"): 2, ("BOL", "PER"): 2,
    }  # fmt: skip
    assert [(one.country, other.country) for one, other in seen.pairs()] == [("PER", "CHL"), ("PER", "BOL")]


def test_few_articles_are_paler_in_brackets_and_without_interval(store: Store) -> None:
    seen = related(store, parse(""))
    enough, few = relations.heat_map(seen, NAMES, "Tone")["data"]
    row = seen.countries.index("PER")
    column = {code: place for place, code in enumerate(seen.countries)}
    assert enough["text"][row][column["CHL"]].endswith("<br>6")
    assert enough["z"][row][column["BOL"]] is None
    assert few["text"][row][column["BOL"]].endswith("<br>(2)")
    assert few["z"][row][column["CHL"]] is None
    assert enough["x"] == enough["y"] == list(seen.countries)  # what a click tells of a cell
    assert enough["z"][row][row] is few["z"][row][row] is None
    assert "too few for an interval" in few["hovertext"][row][column["BOL"]]
    assert "mentioned together with Chile" in enough["hovertext"][row][column["CHL"]]
    assert (enough["zmin"], few["zmax"]) == (-theme.TONE_RANGE, theme.TONE_RANGE)
    assert few["colorscale"] == relations.pale(theme.TONE_SCALE) != theme.TONE_SCALE


def test_the_articles_behind_a_cell_are_as_many_as_it_says(store: Store) -> None:
    for (country, other), cell in related(store, parse("")).cells.items():
        found = behind_pair(store, parse(f"?pair={country}.{other}"))
        assert found is not None
        assert found.total == len(found.rows) == cell.n
        assert {row.country for row in found.rows} == {country}
    assert behind_pair(store, parse("")) is None


def test_chosen_countries_narrow_the_map(store: Store) -> None:
    assert related(store, parse("?c=CHL.PER")).countries == ("PER", "CHL")
    assert related(store, parse("?c=CHL")).countries == ("CHL", "PER")
    assert related(store, parse("?c=CUB")).cells == {}
    assert related(store, parse("?words=disaster")).countries in {("BOL", "PER"), ("PER", "BOL")}


def test_the_export_holds_every_cell(store: Store) -> None:
    columns, rows = relations.relation_rows(related(store, parse("")), NAMES)
    assert len(rows) == 4 and all(len(row) == len(columns) for row in rows)


@pytest.mark.parametrize("search", ["", "?c=PER.CHL&top=20&pair=PER.CHL", "?outlet=Herald&words=x&salient=1"])
def test_a_view_comes_back_from_its_address_and_its_controls(search: str) -> None:
    asked = parse(search)
    assert parse(asked.search()) == asked
    again = parts.from_values(parts.values(asked))
    assert (again.query, again.size, again.pair) == (asked.query, asked.size, None)


def test_a_click_tells_a_cell() -> None:
    opened = parse("?top=16").opening(cell_of({"points": [{"x": "CHL", "y": "PER"}]}))
    assert opened is not None and opened.search() == "?top=16&pair=PER.CHL"
    for click in (None, {}, {"points": []}, {"points": [{"x": "CHL"}]}, {"points": [{"x": [1], "y": {}}]}, "x", 3):
        assert parse("").opening(cell_of(click)) is None


@pytest.mark.parametrize("value", [None, 3, "PER", ["PER"], ["PER", "PER"], ["PER", "XXX"], ["PER", None], [[], []]])
def test_only_two_known_countries_are_a_pair(value: object) -> None:
    assert pair_of(value) is None


@pytest.mark.parametrize("search", ["?top=9999", "?top=-1", "?top=x", None, "?pair=RUS", "?by=day&baseline=everyone"])
def test_odd_addresses_ask_for_the_plain_view(search: object) -> None:
    assert parse(search) == parse("")
