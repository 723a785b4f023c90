"""Stories in the store: who is whose copy, which copy is the first, and what stays right when articles change."""

from __future__ import annotations

import random
import re
import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from store_making import scored, tone

from dashboard.store import Store, open_store
from dashboard.types import Filters, Overlap, ScoredArticle

FIRST = Filters(copies="first")
DAY = date(2024, 3, 4)


def told(seed: int, words: int = 60) -> str:
    chance = random.Random(seed)
    return " ".join(f"Word{chance.randrange(10_000)}" for _ in range(words))


def one(key: str, seed: int, day: date | datetime = DAY, tone_: float = 0.0, source: str = "Herald") -> ScoredArticle:
    return scored(key, tone("RUS", tone_), day=day, source=source, text=told(seed))


def groups(path: Path) -> list[tuple[list[int], int]]:
    """The numbers of each story's articles, and which of them is the first copy."""
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT story_id, article_id, later FROM copies ORDER BY 1, 2").fetchall()
    connection.close()
    stories = sorted({story for story, _, _ in rows})
    return [
        (
            [number for story, number, _ in rows if story == its],
            next(number for story, number, later in rows if story == its and not later),
        )
        for its in stories
    ]


def test_copies_within_a_week_are_one_story_and_later_ones_another(store: Store, path: Path) -> None:
    days = [0, 3, 7, 8, 15]
    store.write([one(str(n), 1, DAY + timedelta(days=n)) for n in days], [], "e")
    assert groups(path) == [([1, 2, 3], 1), ([4, 5], 4)]
    assert store.info().stories == 2
    assert store.verify() == []


def test_the_first_copy_is_the_one_published_first_whenever_it_comes(store: Store, path: Path) -> None:
    at = datetime(2024, 3, 4, 12, tzinfo=UTC)
    store.write([one("a", 1, at, 0.1)], [], "e")
    store.write([one("b", 1, at + timedelta(hours=1), 0.2), one("c", 1, at, 0.3)], [], "e")
    assert groups(path) == [([1, 2, 3], 1)]  # of equals the lowest number
    store.write([one("d", 1, at - timedelta(days=2), 0.4)], [], "e")
    assert groups(path) == [([1, 2, 3, 4], 4)]
    (cell,) = store.totals(FIRST)
    assert (cell.n, cell.total, cell.day) == (1, 4_000, date(2024, 3, 2))
    assert store.verify() == []


def test_an_article_that_changes_leaves_its_story_and_the_rest_stays_right(store: Store, path: Path) -> None:
    store.write([one("a", 1, tone_=0.1), one("b", 1, tone_=0.2), one("c", 1, tone_=0.6)], [], "e")
    store.write([one("a", 2, tone_=-0.5)], [], "e")
    assert groups(path) == [([2, 3], 2)]
    assert [(cell.n, cell.total) for cell in store.totals(FIRST)] == [(2, -3_000)]
    store.write([one("b", 2, tone_=0.2)], [], "e")  # to the other story; one is left of the old
    assert groups(path) == [([1, 2], 1)]
    assert store.info().stories == 2
    store.write([one("b", 2, tone_=0.9)], [], "e2")  # scored anew, in the same words
    assert groups(path) == [([1, 2], 1)]
    (cell,) = store.totals(Filters())
    assert cell.overlap == Overlap(1, 2, -5_000 + 9_000, 2 * -5_000 * 9_000)
    assert store.verify() == []


def test_an_article_that_changes_may_go_from_a_story_to_an_older_one(store: Store, path: Path) -> None:
    store.write([one(key, seed, tone_=0.1) for key, seed in (("a", 1), ("b", 1), ("c", 2), ("d", 2))], [], "e")
    assert groups(path) == [([1, 2], 1), ([3, 4], 3)]
    store.write([one("d", 1, tone_=0.4)], [], "e")
    assert groups(path) == [([1, 2, 4], 1)]
    assert [(cell.n, cell.total) for cell in store.totals(FIRST)] == [(2, 2_000)]
    assert store.verify() == []


def test_batches_make_no_difference(tmp_path: Path) -> None:
    chance = random.Random(8)
    items = []
    for number in range(120):
        words = told(chance.randrange(25)).split()
        for place in chance.sample(range(len(words)), chance.choice((0, 3, 9))):
            words[place] = f"other{chance.randrange(9_999)}"
        day = DAY + timedelta(days=chance.randrange(20))
        items.append(scored(str(number), tone("RUS"), day=day, text=" ".join(words)))
    found = []
    for size in (1, 7, 120):
        path = tmp_path / f"{size}.sqlite"
        with open_store(path) as store:
            for first in range(0, len(items), size):
                store.write(items[first : first + size], [], "e")
            assert store.verify() == []
        found.append(groups(path))
    assert len(found[0]) > 15
    assert found[0] == found[1] == found[2]


def test_lone_copies_join_with_one_that_is_like_both(store: Store, path: Path) -> None:
    words = told(1, 120).split()
    early, late, both = " ".join(words[:70]), " ".join(words[50:]), " ".join(words)
    for key, text in (("a", early), ("b", late), ("c", both)):
        store.write([scored(key, tone("RUS"), text=text)], [], "e")
    assert groups(path) == [([1, 2, 3], 1)]


def test_the_other_copies_are_listed_first_published_first(store: Store) -> None:
    items = [one(str(n), 1, DAY - timedelta(days=n), source=f"Outlet {n}") for n in range(4)]
    store.write([*items, one("alone", 2)], [], "e")
    rows, number = store.copies_of(2, limit=2)
    assert number == 3
    assert [(row.id, row.source, row.day, row.first) for row in rows] == [
        (4, "Outlet 3", DAY - timedelta(days=3), True),
        (3, "Outlet 2", DAY - timedelta(days=2), False),
    ]
    assert rows[0].shared == 1
    assert store.copies_of(5, limit=9) == store.copies_of(77, limit=9) == ([], 0)
    listed = {row.id: (row.story > 0, row.first) for row in store.articles(Filters(), limit=9)}
    assert listed == {1: (True, False), 2: (True, False), 3: (True, False), 4: (True, True), 5: (False, True)}


def test_first_copies_are_those_of_the_whole_store_whichever_outlet_is_asked_for(store: Store) -> None:
    store.write([one("a", 1, source="Wire"), one("b", 1, source="Herald"), one("c", 2, source="Herald")], [], "e")
    assert store.count(Filters(sources=("Herald",))) == 2
    assert store.count(Filters(sources=("Herald",), copies="first")) == 1
    with pytest.raises(ValueError, match="copies must be all or first, not 'some'"):
        store.count(Filters(copies="some"))  # type: ignore[arg-type]  # what an address bar may ask for


def test_a_thousand_equal_texts_are_one_story(store: Store) -> None:
    """More than are looked at for one key, and more than are held word by word against a new one."""
    store.write([one(str(n), 1) for n in range(1_000)], [], "e")
    assert store.info().stories == 1
    assert store.verify() == []


def test_the_ends_of_the_calendar_are_days_like_any(store: Store, path: Path) -> None:
    store.write([one("a", 1, date.min), one("b", 1, date.min), one("c", 1, date.max), one("d", 1, date.max)], [], "e")
    assert groups(path) == [([1, 2], 1), ([3, 4], 3)]


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("UPDATE copies SET later = 0", "1 copies that are wrongly held to be the first.*: 2"),
        ("UPDATE copies SET later = 1 - later", "2 copies that are wrongly held to be the first"),
        ("DELETE FROM copies WHERE later = 1", "stories of one article, or of more than a week.*: 1"),
        ("UPDATE copies SET moment = '2024-03-01' WHERE later = 0", "another day of publication than their article"),
        ("UPDATE copy_tones SET tone = 7", "tones of copies that are not their articles'.*RUS, 2024-03-04, 1"),
        ("DELETE FROM copy_tones WHERE article_id = 2", "tones of copies that are not their articles'.*RUS, .*, 2"),
        ("UPDATE story_days SET total = total + 1", "1? ?.*sums over copies in story_days that are not their rows'"),
        ("DELETE FROM later_rollups WHERE source_id = 0", "1 sums over copies in later_rollups.*RUS, 2024-03-04"),
        (
            "UPDATE story_keys SET day = day + 1",
            "2 articles with other keys of near-copies than their text has.*: 1; 2",
        ),
    ],
)
def test_stories_that_contradict_the_articles_are_found(store: Store, path: Path, damage: str, words: str) -> None:
    store.write([one("a", 1), one("b", 1)], [], "e")
    assert store.verify() == []
    with sqlite3.connect(path) as connection:
        connection.execute(damage)
    connection.close()
    assert any(re.search(words, problem) for problem in store.verify()), store.verify()
