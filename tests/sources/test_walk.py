"""Which files are found below the paths a user named."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.sources import walk
from dashboard.types import Rejected


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("b/2.txt", "b/1.csv.gz", "b/c/3.JSONL", "a.json", ".hidden/x.txt", "b/.hidden.txt", "d.txt"):
        path = tmp_path / "top" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    return tmp_path / "top"


def found(*paths: Path, below: Path) -> list[str]:
    return [item.relative_to(below).as_posix() for item in walk(paths) if isinstance(item, Path)]


def test_sorted_without_hidden_files(tree: Path) -> None:
    assert found(tree, below=tree) == ["a.json", "b/1.csv.gz", "b/2.txt", "b/c/3.JSONL", "d.txt"]


def test_a_named_file_comes_whatever_it_is_called(tree: Path) -> None:
    odd = tree / "b" / ".odd.xyz"
    odd.write_text("x")
    assert list(walk([odd, tree / "d.txt"])) == [odd, tree / "d.txt"]


def test_files_without_a_reader_are_reported(tree: Path) -> None:
    for name in ("photo.xyz", "Makefile"):
        (tree / name).write_text("x")
    rejected = [item for item in walk([tree]) if isinstance(item, Rejected)]
    assert [(r.file, r.line) for r in rejected] == [(str(tree / "Makefile"), 0), (str(tree / "photo.xyz"), 0)]
    assert "no reader for files without a suffix" in rejected[0].reason
    assert "no reader for .xyz files" in rejected[1].reason


def test_missing_paths(tree: Path) -> None:
    items = list(walk([tree / "nothing", Path("nul\0"), tree / "d.txt"]))
    assert items[0] == Rejected(str(tree / "nothing"), 0, "no such file or folder")
    assert isinstance(items[1], Rejected)
    assert items[2] == tree / "d.txt"


def test_links_in_a_circle_end(tree: Path) -> None:
    (tree / "b" / "up").symlink_to(tree, target_is_directory=True)
    (tree / "b" / "self").symlink_to(tree / "b" / "self")
    (tree / "b" / "dangling.txt").symlink_to(tree / "nowhere.txt")
    items = list(walk([tree]))
    assert len([item for item in items if isinstance(item, Path)]) == 5
    assert sorted(Path(r.file).name for r in items if isinstance(r, Rejected)) == ["dangling.txt", "self"]


def test_a_linked_folder_outside_is_followed_once(tree: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "o.txt").write_text("x")
    for name in ("one", "two"):
        (tree / name).symlink_to(other, target_is_directory=True)
    assert [name for name in found(tree, below=tree) if name.endswith("o.txt")] == ["one/o.txt"]


def test_very_deep_folders(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(500):
        deep /= "d"
        deep.mkdir()
    (deep / "a.txt").write_text("x")
    assert list(walk([tmp_path])) == [deep / "a.txt"]
