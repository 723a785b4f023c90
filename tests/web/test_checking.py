"""A store that is served is checked of its own accord, and every page says what came of it."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from dashboard import Article, engine_stamp, open_store, score_article
from dashboard.store.beside import Word
from dashboard.web.app import create_app
from dashboard.web.checking import Checking, Seen
from dashboard.web.components.checked import checked, damage

HOME = {"Host": "127.0.0.1:8050"}
AT = datetime(2026, 11, 27, 12, 3, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "s.db"
    with open_store(path) as store:
        text = "Peru won praise from Chile."
        store.write([score_article(Article(text, date(2024, 1, day))) for day in range(1, 9)], (), engine_stamp())
    return path


def _said(checking: Checking | None, path: Path) -> dict[str, Any]:
    """What a page is told of the check."""
    with open_store(path) as store:
        client = create_app(store, checking=checking).server.test_client()
        ids = ("damage.children", "checked.children", "check-tick.disabled")
        body = {
            "output": f"..{'...'.join(ids)}..",
            "outputs": [dict(zip(("id", "property"), one.split("."), strict=True)) for one in ids],
            "inputs": [
                {"id": "url", "property": "pathname", "value": "/method"},
                {"id": "url", "property": "search", "value": ""},
                {"id": "check-tick", "property": "n_intervals", "value": 0},
            ],
            "changedPropIds": ["url.pathname"],
        }
        answer = client.post("/_dash-update-component", json=body, headers=HOME)
        assert answer.status_code == 200
        found: dict[str, Any] = answer.get_json()["response"]
        return found


def _ended(path: Path) -> tuple[Checking, list[str]]:
    said: list[str] = []
    checking = Checking(path, said.append, calm=0)
    checking.start()
    checking.wait(60)
    checking.stop()
    return checking, said


def test_a_damaged_store_is_told_of_on_the_console_and_on_pages(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE tones SET tone = tone - 1 WHERE article_id = 2 AND country = 'PER'")
        connection.commit()
    with open_store(path) as store:
        assert store.article(2) is not None  # opening does not see it
    checking, said = _ended(path)
    (line,) = said
    assert str(path) in line
    assert "damaged" in line
    assert "restore it from a copy" in line
    found = _said(checking, path)
    assert "This store is damaged" in str(found["damage"])
    assert "worldtone info --verify" in str(found["damage"])
    assert found["checked"]["children"] == "The store is damaged: numbers may be wrong."
    assert found["check-tick"]["disabled"] is True


def test_a_whole_store_is_told_of_quietly(path: Path) -> None:
    checking, said = _ended(path)
    assert said == []
    found = _said(checking, path)
    assert found["damage"]["children"] is None
    assert "was checked whole" in found["checked"]["children"]
    assert "nothing wrong" in found["checked"]["children"]


def test_a_check_that_has_not_ended_is_asked_for_again(path: Path) -> None:
    found = _said(Checking(path, print), path)
    assert found["checked"]["children"] == "The store is being checked (0%)."
    assert found["check-tick"]["disabled"] is False


def test_without_a_check_nothing_is_said(path: Path) -> None:
    found = _said(None, path)
    assert (found["damage"]["children"], found["checked"]["children"]) == (None, "")
    assert found["check-tick"]["disabled"] is True


def test_a_check_that_could_not_be_made_is_told_of(tmp_path: Path) -> None:
    checking, said = _ended(tmp_path / "gone.db")
    assert "could not be checked whole" in said[0]
    assert "could not be checked whole: unable to open" in checked(checking.seen())


@pytest.mark.parametrize(
    ("word", "text"),
    [
        (Word(0.43), "The store is being checked (43%)."),
        (Word(0.43, waits=True), "The store is being written; its check (43%) goes on when that is done."),
        (Word(1.0, ended=True), "The store was checked whole on 27 November 2026 at 12:03 UTC: nothing wrong."),
    ],
)
def test_how_far_it_has_come_in_words(word: Word, text: str) -> None:
    assert checked(Seen(word, AT)) == text
    assert damage(Seen(word, AT)) is None


def test_very_many_problems_are_told_of_in_short() -> None:
    shown = str(damage(Seen(Word(0.5), AT, tuple(f"{n}{'x' * 1_000}" for n in range(50)))))
    assert "and 47 more" in shown
    assert len(shown) < 3_000
