"""What happens when writing goes wrong: the batch is gone whole, and the words say why."""

from __future__ import annotations

import math
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from store_making import scored, tone

from dashboard.store import Store, StoreError, open_store
from dashboard.store.errors import store_error
from dashboard.store.sqlite import SqliteStore
from dashboard.types import Filters, Rejected, ScoredArticle


@pytest.mark.parametrize(
    ("bad", "error"),
    [
        (scored("z", tone("RUS", math.nan)), ValueError),
        (scored("z", tone("RUS", math.inf)), OverflowError),
        (scored("z", tone("RUS", 1.5)), StoreError),
        (scored("z", tone("RUS"), tone("RUS")), StoreError),
    ],
)
def test_a_batch_with_an_impossible_score_is_refused_whole(
    store: Store, bad: ScoredArticle, error: type[Exception]
) -> None:
    store.write([scored("a", tone("RUS", 0.5))], [], "e1")
    before = (store.info(), store.cells(Filters()))
    with pytest.raises(error):
        store.write([scored("a", tone("CHN")), scored("b", tone("RUS")), bad], [Rejected("f", 1, "r")], "e2")
    assert (store.info(), store.cells(Filters())) == before
    assert store.known([scored("b").article.identity]) == {}
    assert store.verify() == []


def test_a_batch_whose_source_fails_is_not_begun(store: Store) -> None:
    def failing():  # type: ignore[no-untyped-def]
        yield scored("a", tone("RUS"))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.write(failing(), [], "e")
    assert store.info().articles == 0
    store.write([scored("b", tone("RUS"))], [], "e")
    assert store.info().articles == 1


def test_a_lock_that_is_kept_too_long_is_told_of_and_readers_go_on(store: Store, path: Path) -> None:
    store.write([scored("a", tone("RUS"))], [], "e")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with SqliteStore(path, patience=0.05) as hasty:
        with pytest.raises(StoreError, match="another process kept the store locked") as error:
            hasty.write([scored("b", tone("RUS"))], [], "e")
        assert str(path) in str(error.value)
        assert hasty.count(Filters()) == 1
        other.rollback()
        other.close()
        hasty.write([scored("b", tone("RUS"))], [], "e")
        assert hasty.count(Filters()) == 2


# The child may write no file longer than 800,000 bytes, as on a disk that is full.
_NO_ROOM = """
import resource, sys
sys.path.insert(0, sys.argv[2])
from store_making import scored, tone
from dashboard.store import StoreError, open_store
store = open_store(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (800_000, 800_000))
for batch in range(1_000):
    try:
        store.write([scored(f"{batch}-{n}", tone("RUS"), text="x" * 2_000) for n in range(10)], [], "e")
    except StoreError as error:
        print(batch, error)
        break
"""


def test_when_there_is_no_room_the_batches_before_are_kept(path: Path) -> None:
    child = subprocess.run(
        [sys.executable, "-c", _NO_ROOM, str(path), str(Path(__file__).parent)],
        capture_output=True,
        text=True,
        check=True,
    )
    batches, words = child.stdout.split(maxsplit=1)
    assert "space left" in words or "disk is full" in words
    assert str(path) in words
    with open_store(path) as store:
        assert store.info().articles == 10 * int(batches) > 0
        assert store.verify() == []


def test_a_full_disk_is_named(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA max_page_count = 3")
    connection.execute("CREATE TABLE t (x)")
    with pytest.raises(sqlite3.OperationalError) as error:
        connection.execute("INSERT INTO t VALUES (zeroblob(100000))")
    connection.close()
    assert str(store_error(path, error.value)).startswith(f"{path}: the disk is full")


def _spoil(path: Path, first: int) -> None:
    """Overwrites the file from byte `first` to the middle of what it has then."""
    raw = bytearray(path.read_bytes())
    end = (first + len(raw)) // 2
    raw[first:end] = b"\x5a" * (end - first)
    path.write_bytes(raw)


def test_a_damaged_file_is_told_of_without_a_crash(path: Path) -> None:
    open_store(path).close()
    described = path.stat().st_size  # so far lie the descriptions of the tables, and their first pages
    with open_store(path) as store:
        store.write([scored(str(n), tone("RUS"), text="x" * 3_000) for n in range(200)], [], "e")
    _spoil(path, described)
    with open_store(path) as store:
        found = store.verify()
        assert found
        assert any("damaged" in problem for problem in found)
        with pytest.raises(StoreError, match="damaged"):
            store.write([scored(str(n), tone("RUS"), text="y") for n in range(200)], [], "e")


def test_a_file_whose_tables_are_not_described_any_more_is_refused(path: Path) -> None:
    with open_store(path) as store:
        store.write([scored(str(n), tone("RUS"), text="x" * 3_000) for n in range(200)], [], "e")
    _spoil(path, 8_192)
    with pytest.raises(StoreError, match="the store is damaged"):
        open_store(path)


def test_damaged_evidence_names_the_article(store: Store, path: Path) -> None:
    store.write([scored("a", tone("RUS"))], [], "e")
    for body in ('{"RUS": [[1, 2]]}', '{"RUS": 5}', "[1]", "{"):
        with sqlite3.connect(path) as connection:
            connection.execute("UPDATE evidence SET body = ?", (body,))
        connection.close()
        with pytest.raises(StoreError, match="article 1 is damaged"):
            store.article(1)


def test_threads_share_one_store(store: Store) -> None:
    def work(number: int) -> int:
        if number % 4 == 0:
            store.write([scored(str(number), tone("RUS", 0.1), tone("CHN"))], [], "e")
        cells = store.cells(Filters())
        assert len(store.articles(Filters(), limit=500)) >= sum(cell.n for cell in cells)
        return sum(cell.n for cell in cells) % 2

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(work, range(200))) == {0}
    assert store.count(Filters()) == 100
    assert store.verify() == []
