"""A lake answers every question as a store in a file does, down to the bytes that pages send."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from callback_driving import Driver

from dashboard.console import load_sample
from dashboard.lake import Address, open_lake
from dashboard.lake.compacting import search_stories
from dashboard.store import Store, open_store
from dashboard.types import Filters

Stores = tuple[Store, Store]
START, END = date(2022, 2, 11), date(2024, 3, 31)
EVERY = [
    Filters(countries, start, end, sources, salient, words, together, outlet_countries, copies)
    for countries, (start, end), (sources, outlet_countries), salient, words, together, copies in itertools.product(
        ((), ("RUS", "USA")),
        ((None, None), (START, END)),
        (((), ()), (("Northgate Courier",), ()), ((), ("GBR", ""))),
        (False, True),
        ("", "war OR peace* -treaty"),
        ("", "CHN"),
        ("all", "first"),
    )
]
FILTERS = [Filters(), Filters(copies="first"), *random.Random(20261127).sample(EVERY, 40)]


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    """The sample in a file and in a lake, with its copies looked for, as `worldtone compact` does."""
    folder = tmp_path_factory.mktemp("both")
    with open_store(folder / "s.db") as file, open_lake(Address(str(folder / "lake")), create=True) as lake:
        for store in (file, lake):
            load_sample(store, warn=print)
        assert lake.info().unsearched == 627
        assert search_stories(lake) == "looked through 627 articles for copies: 550 stories, 152 articles with copies"
        assert lake.info().unsearched == 0
        yield file, lake


@pytest.mark.parametrize(
    "question", ["cells", "cells_by_month", "totals", "cells_by_source", "totals_by_source", "pairs", "histogram"]
)
def test_sums_are_equal(stores: Stores, question: str) -> None:
    for number, filters in enumerate(FILTERS):
        measure = ("tone", "vader")[number % 2]
        expected, found = (getattr(store, question)(filters, measure) for store in stores)
        assert found == expected, filters
    assert expected or question == "pairs"


def test_what_stories_add_is_equal(stores: Stores) -> None:
    for filters in FILTERS:
        for by_source in (False, True):
            expected, found = (store.twins(filters, by_source=by_source) for store in stores)
            assert found == expected, filters
    assert len(stores[1].twins(Filters())) > 10


def test_lists_are_equal(stores: Stores) -> None:
    for filters in FILTERS:
        for order in ("newest", "lowest", "highest"):
            expected, found = (store.articles(filters, limit=20, offset=3, order=order) for store in stores)
            assert found == expected, filters
        assert len({store.count(filters) for store in stores}) == 1
        assert len({store.span(filters) for store in stores}) == 1
        assert len({store.count_outlets(filters) for store in stores}) == 1
        expected_sample, found_sample = (store.sample(filters, number=3, seed=5) for store in stores)
        assert found_sample == expected_sample


def test_articles_are_equal_with_their_evidence_and_copies(stores: Stores) -> None:
    file, lake = stores
    assert list(lake.whole(Filters(), limit=1_000)) == list(file.whole(Filters(), limit=1_000))
    assert all(lake.copies_of(number, limit=3) == file.copies_of(number, limit=3) for number in range(628))
    assert lake.article(628) is None
    assert lake.known([file.article(9).article.identity, "none"]) == file.known([file.article(9).article.identity])  # type: ignore[union-attr]


def test_names_notes_and_counts_are_equal(stores: Stores) -> None:
    file, lake = stores
    for question in ("sources", "countries", "outlet_countries", "notes"):
        assert getattr(lake, question)() == getattr(file, question)()
    one, other = file.info(), lake.info()
    for name in ("articles", "countries", "sources", "first", "last", "rejected", "engines", "unscored", "stories"):
        assert getattr(one, name) == getattr(other, name)
    assert lake.verify() == []


class Recorder(Driver):
    """Opens every page and calls every callback once; keeps each answer beside what was asked."""

    answers: list[tuple[str, str]]

    def _post(self, body: Any, what: str) -> None:
        sent = self.client.post("/_dash-update-component", json=body, headers={"Host": "127.0.0.1:8050"})
        self.answers = [*getattr(self, "answers", []), (what, _plain(sent.text))]
        if sent.status_code == 200:
            self._learn(sent.get_json(silent=True))

    def _token_of_a_file(self) -> str:
        return "none"


def test_every_page_and_its_first_callbacks_are_equal(stores: Stores) -> None:
    expected, found = (Recorder(store, seed=20_261_127).answers for store in stores)
    assert len(found) > 50
    assert [what for what, _ in found] == [what for what, _ in expected]
    assert [what for (what, one), (_, other) in zip(expected, found, strict=True) if one != other] == []


def _plain(answer: str) -> str:
    """An answer without what is of this moment: names of jobs and the like."""
    return re.sub(r"[0-9a-f]{32}|seed=\d+|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*|[\w./-]*/both\d*/[\w.]+", "…", answer)
