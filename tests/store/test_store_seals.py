"""Values that something else than the program changed are found, although they contradict nothing."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from store_making import scored, tone

from dashboard.cli.group import cli
from dashboard.store import Store, StoreError, WatchedFeed, open_store
from dashboard.store.copy_months import COUNTED
from dashboard.store.feeds import SeenEntry
from dashboard.store.migrate import steps
from dashboard.store.seals import SEALED, seal
from dashboard.store.sqlite import SqliteStore
from dashboard.types import Judgement, Rejected, Report

NOON = datetime(2024, 1, 2, 12, tzinfo=UTC)
FEED = WatchedFeed("https://feed.test/1", "Herald", "PER")


def _fill(store: Store) -> None:
    """Something in every table, some of it changed and some removed again."""
    store.write([scored("a", tone("RUS", 0.25), tone("CHN")), scored("b", tone("CHN"))], [Rejected("f", 1, "r")], "e1")
    store.write([scored("b", tone("PER", 0.5)), scored("c")], [Rejected("f", 1, "r"), Rejected("g", 2, "s")], "e2")
    store.write([], [], "e2", read_anew=["g"])
    store.locate({"Herald": "GBR"})
    store.note(date(2024, 1, 2), "a note", "RUS")
    store.forget_note(store.note(date(2024, 1, 3), "another"))
    for label in (-1, 1):
        store.judge(Judgement(1, "RUS", label))
    store.job_progress(store.start_job("work"), Report(3, 2, 1))
    for feed in (FEED, WatchedFeed("https://feed.test/2")):
        store.feeds.say(feed)
        store.feeds.remember(feed.address, [SeenEntry("k", "f", NOON, NOON)], since=NOON)
        store.feeds.remember(feed.address, [SeenEntry("k", "g", NOON, NOON)], since=NOON)
    store.feeds.forget("https://feed.test/2")


def _change(path: Path, statement: str) -> None:
    """Changes a store as a failing disk might: no trigger hears of it."""
    with closing(sqlite3.connect(path)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        connection.create_function("worldtone_seal", -1, seal)
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement)
        for _, sql in triggers:
            connection.execute(sql)
        connection.commit()


def test_whatever_the_program_writes_is_sealed(store: Store) -> None:
    _fill(store)
    assert store.verify() == []


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE articles SET title = 'Other' WHERE id = 1", "1 articles whose text, tones or evidence.*: 1"),
        ("UPDATE articles SET url = 'https://other.test' WHERE id = 2", "1 articles whose text.*: 2"),
        ("UPDATE tones SET mentions = 9 WHERE article_id = 2", "1 articles whose text.*: 2"),
        ("UPDATE evidence SET body = replace(body, '0.25', '0.35')", "1 articles whose text.*: 1"),
        ("DELETE FROM articles WHERE id = 3", "1 articles whose text.*: 3"),
        ("DELETE FROM article_seals WHERE article_id = 3", "1 articles whose text.*: 3"),
        ("UPDATE rejected SET reason = 'other'", "rejected: not as Worldtone left it"),
        ("UPDATE jobs SET stored = 7", "jobs: not as Worldtone left it"),
        ("UPDATE feed_entries SET settled = 0", "feed_entries: not as Worldtone left it"),
    ],
)
def test_what_nothing_contradicts_is_found_by_verify(store: Store, path: Path, statement: str, words: str) -> None:
    _fill(store)
    _change(path, statement)
    found = store.verify()
    assert any(re.search(words, problem) for problem in found), found


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE sources SET country = 'PER'", "sources"),
        ("UPDATE engines SET name = 'other' WHERE name = 'e1'", "engines"),
        ("UPDATE counters SET number = 100 WHERE name = 'rejected'", "counters"),
        ("UPDATE day_notes SET day = '2024-01-01'", "day_notes"),
        ("UPDATE judgements SET label = -1", "judgements"),
        ("DELETE FROM feeds", "feeds"),
        ("CREATE TRIGGER feeds_sealed_at_insert_2 AFTER INSERT ON feeds BEGIN SELECT 1; END", ""),
        ("DROP INDEX tones_newest", "definition of tones_newest"),
        ("UPDATE rollups SET n = n + 1 WHERE country = 'CHN' AND source_id = 0", "the sums of CHN"),
        ("DELETE FROM countries WHERE name = 'PER'", "countries, the sums of PER"),
    ],
)
def test_what_is_seen_in_a_moment_is_refused_when_opened(store: Store, path: Path, statement: str, words: str) -> None:
    _fill(store)
    store.close()
    _change(path, statement)
    if not words:
        open_store(path).close()  # what was added to our definitions changes no number
        return
    with pytest.raises(StoreError, match=f"is damaged: not as Worldtone left it: .*{words}.*restore it from a copy"):
        open_store(path)
    with open_store(path, checked=False) as opened:
        assert opened.verify() != []
    ended = CliRunner().invoke(cli, ["info", "--verify", "--store", str(path)])
    assert ended.exit_code == 1
    assert "the store is damaged; restore it from a copy" in ended.output


def test_a_version_that_is_told_wrong_is_called_damage(store: Store, path: Path) -> None:
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 4")
    with pytest.raises(StoreError, match="the store is damaged: it cannot be brought to version 5"):
        open_store(path)


def test_a_store_of_version_5_is_sealed_when_it_is_brought_forward(path: Path) -> None:
    with SqliteStore(path, scripts=steps()[:5]) as old:
        old.note(date(2024, 1, 2), "a note")
    with open_store(path) as store:
        assert store.verify() == []
        _fill(store)
        assert store.verify() == []


def test_every_table_that_cannot_be_counted_anew_is_sealed(store: Store, path: Path) -> None:
    """Whoever adds a table says here how a change of its rows would be found."""
    counted = {"rollups", "pairs", "pair_months", "step_months", "copies", "copy_tones", "story_days", "later_rollups"}
    counted |= {"rollup_months", "later_months", "story_months", *COUNTED}
    by_article = {"articles", "tones", "evidence", "story_keys"}
    with closing(sqlite3.connect(path)) as connection:
        found = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    ours = {name for name in found if not name.startswith(("sqlite_", "article_words"))}
    assert ours == counted | by_article | set(SEALED) | {"article_seals", "table_seals"}
