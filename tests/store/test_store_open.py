"""Opening a store: what is made, and what is refused in which words."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import platformdirs
import pytest
from store_making import scored, tone

from dashboard.store import StoreError, default_path, open_store
from dashboard.types import Filters


def test_the_file_and_its_folders_are_made(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folders" / "store.sqlite"
    with open_store(str(path)) as store:
        assert store.info().articles == 0
        assert store.info().path == str(path)
    assert path.is_file()


def test_what_was_written_is_there_when_opened_again(path: Path) -> None:
    with open_store(path) as store:
        store.write([scored("a", tone("RUS", -0.5))], [], "e1")
    with open_store(path) as store:
        assert [row.country for row in store.articles(Filters(), limit=5)] == ["RUS"]


def test_an_empty_file_becomes_a_store(path: Path) -> None:
    path.touch()
    with open_store(path) as store:
        assert store.verify() == []


def test_a_relative_path_stays_the_same_file_when_the_folder_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with open_store("store.sqlite") as store:
        (tmp_path / "elsewhere").mkdir()
        monkeypatch.chdir(tmp_path / "elsewhere")
        store.write([scored("a", tone("RUS"))], [], "e1")
    assert [child.name for child in tmp_path.rglob("*.sqlite")] == ["store.sqlite"]


def _folder(path: Path) -> None:
    path.mkdir()


def _text(path: Path) -> None:
    path.write_text("title,text\nnot a database, surely\n" * 50)


def _another_program(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmarks (address TEXT)")
    connection.close()


def _newer(path: Path) -> None:
    open_store(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (_folder, "this is a folder"),
        (_text, "not a Worldtone store: it is not a database"),
        (_another_program, "not a Worldtone store: it is another program's database"),
        (_newer, "version 99, made by a newer Worldtone"),
    ],
)
def test_what_is_no_store_is_refused_and_left_alone(path: Path, make: Callable[[Path], None], words: str) -> None:
    make(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(StoreError, match=words) as error:
        open_store(path)
    assert str(path) in str(error.value)
    assert (path.read_bytes() if path.is_file() else b"") == before


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(StoreError, match=r"notes\.txt.*folder cannot be used"):
        open_store(tmp_path / "notes.txt" / "store.sqlite")


def test_a_path_that_no_file_can_have_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be a path"):
        open_store(f"{tmp_path}/a\0b")


# The administrator may read everything, so the child gives up that right before it opens the file.
_WITHOUT_RIGHTS = """
import os, sys
from dashboard.store import StoreError, open_store
if os.geteuid() == 0:
    os.seteuid(65534)
try:
    open_store(sys.argv[1])
except StoreError as error:
    print(error)
"""


@pytest.mark.parametrize("rights", [0o000, 0o444])
def test_a_file_without_rights_is_told_of(tmp_path: Path, rights: int) -> None:
    path = tmp_path / "store.sqlite"
    open_store(path).close()
    path.chmod(rights)
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == os.geteuid() and "pytest" in str(folder):  # pytest's own, closed to other users
            folder.chmod(0o755)
    tmp_path.chmod(0o555)
    asked = subprocess.run(
        [sys.executable, "-c", _WITHOUT_RIGHTS, str(path)], capture_output=True, text=True, check=False
    )
    tmp_path.chmod(0o755)
    assert asked.stderr == ""
    assert str(path) in asked.stdout
    assert "check the rights" in asked.stdout


def test_the_default_is_in_the_users_data_folder() -> None:
    assert default_path().is_relative_to(platformdirs.user_data_dir("worldtone", appauthor=False))
    assert os.sep in str(default_path())


def test_a_closed_store_says_so_and_may_be_closed_again(path: Path) -> None:
    store = open_store(path)
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.info()
