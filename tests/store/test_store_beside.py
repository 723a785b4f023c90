"""A store is checked while it is served: part by part, beside those who write to it."""

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from dashboard import Article, engine_stamp, open_store, score_article
from dashboard.limits import LIMITS, Limit
from dashboard.store import beside
from dashboard.store.beside import Word, check_beside
from dashboard.store.protocol import Store

TEXT = "Peru won praise from Chile. Critics condemned Peru."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "s.db"
    with open_store(path) as store:
        _write(store, range(1, 30))
    return path


def _write(store: Store, days: range) -> None:
    scored = [score_article(Article(f"{TEXT} On day {day}.", date.fromordinal(730_000 + day))) for day in days]
    store.write(scored, (), engine_stamp())


def _words(path: Path) -> list[Word]:
    words: list[Word] = []
    check_beside(path, words.append)
    return words


def test_a_whole_store_is_found_whole(path: Path) -> None:
    words = _words(path)
    assert words[-1] == Word(share=1.0, ended=True)
    shares = [word.share for word in words]
    assert shares == sorted(shares)
    assert len(set(shares)) > 10


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE tones SET tone = tone + 1 WHERE article_id = 3 AND country = 'PER'",
        "UPDATE articles SET text = text || '!' WHERE id = 3",
        "UPDATE rollups SET total = total + 1 WHERE country = 'CHL'",
        "UPDATE pair_months SET n = n + 1",
        "DELETE FROM story_keys WHERE article_id = 3",
    ],
)
def test_it_finds_what_verify_finds(path: Path, damage: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(damage)
        connection.commit()
    last = _words(path)[-1]
    assert last.ended
    with open_store(path, checked=False) as store:
        assert list(last.problems) == store.verify() != []


def test_what_is_written_meanwhile_is_no_damage(path: Path) -> None:
    with open_store(path) as store:
        days = iter(range(100, 10_000))

        def write_on(word: Word) -> None:
            first = next(days)
            _write(store, range(first, first + 2))
            words.append(word)

        words: list[Word] = []
        check_beside(path, write_on)  # one article more between any two parts
        writer = threading.Thread(
            target=lambda: [_write(store, range(day, day + 3)) for day in range(20_000, 20_090, 3)]
        )
        writer.start()
        words += _words(path)
        writer.join()
    assert [word.problems for word in words if word.problems] == []
    assert sum(word.ended for word in words) == 2


def test_a_part_gives_way_to_a_log_that_grows(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "_TELL", 0.0)
    monkeypatch.setattr(beside, "_LOOK", 100)
    monkeypatch.setitem(LIMITS, "check_log_bytes", Limit(-1, "bytes", "any log is too long"))
    monkeypatch.setitem(LIMITS, "check_rest_seconds", Limit(0.01, "seconds", "a short rest"))  # type: ignore[arg-type]
    words: list[Word] = []

    def tell(word: Word) -> None:
        words.append(word)
        if word.waits:
            monkeypatch.setitem(LIMITS, "check_log_bytes", Limit(1 << 20, "bytes", "the log is at rest"))

    check_beside(path, tell)
    assert any(word.waits for word in words)
    assert words[-1] == Word(share=1.0, ended=True)


def test_a_file_that_is_gone_is_not_made_anew(tmp_path: Path) -> None:
    (last,) = _words(tmp_path / "gone.db")
    assert last.ended
    assert "unable to open" in last.failure
    assert last.problems == ()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("after", [0, 3])
def test_it_ends_when_nobody_listens(path: Path, after: int) -> None:
    def gone() -> Callable[[Word], None]:
        told: list[Word] = []

        def tell(word: Word) -> None:
            told.append(word)
            if len(told) > after:
                raise BrokenPipeError

        return tell

    with pytest.raises(BrokenPipeError):
        check_beside(path, gone())


def test_it_ends_within_a_part_when_nobody_listens(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "_TELL", 0.0)
    monkeypatch.setattr(beside, "_LOOK", 100)

    def tell(word: Word) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        check_beside(path, tell)
