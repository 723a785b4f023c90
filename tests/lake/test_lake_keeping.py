"""Files are kept few, nothing is lost by it; and what is not installed or not a lake is told in words."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from dashboard.lake import Address, lake_address, open_lake
from dashboard.lake.compacting import compact, search_stories
from dashboard.lake.store import LakeStore
from dashboard.store import StoreError
from dashboard.types import Article, CountryTone, Filters, ScoredArticle

SAMPLE = Path(__file__).parents[2] / "data" / "sample"


def _write(lake: LakeStore, number: int, text: str = "It rained.") -> None:
    article = Article(text, date(2024, 1, 1 + number % 28), url=f"https://news.test/{number}", source="Herald")
    lake.write([ScoredArticle(article, (CountryTone("PER", 0.5, 0.1, 1, 1, True),))], [], "e")


def _files(lake: LakeStore) -> list[Path]:
    assert lake.address.folder is not None
    return sorted((lake.address.folder / "articles").rglob("*.parquet"))


def test_joined_files_give_the_same_answers_and_old_ones_go_when_nobody_needs_them(tmp_path: Path) -> None:
    with LakeStore(Address(str(tmp_path / "a lake, é's")), create=True) as lake:
        for number in range(6):
            _write(lake, number)
        _write(lake, 2, "It rained again.")
        rows, cells = lake.articles(Filters(), limit=9), lake.cells(Filters())
        assert list(compact(lake)) == [
            "joined 7 files to 1; the lake has 1 files",
            "removed 0 files that nothing has named for 168 hours",
        ]
        assert len(_files(lake)) == 8
        orphan = _files(lake)[0].with_name("part-00000-of-a-worker-that-died.parquet")
        orphan.write_bytes(b"half")
        lake.look_again()
        assert (lake.articles(Filters(), limit=9), lake.cells(Filters())) == (rows, cells)
        assert "again" in lake.article(3).article.text  # type: ignore[union-attr]
        lines = list(compact(lake, hours=0))
        assert lines[0] == "no small files to join; the lake has 1 files"
        assert lines[1].startswith("removed ")
        assert len(_files(lake)) == 1
        lake.look_again()
        assert (lake.articles(Filters(), limit=9), lake.cells(Filters())) == (rows, cells)
        assert lake.verify() == []


def test_a_batch_is_remembered_after_files_were_joined(tmp_path: Path) -> None:
    with LakeStore(Address(str(tmp_path / "lake")), create=True) as lake:
        _write(lake, 1)
        rows = lake.tables.articles().to_pyarrow_table()
        assert lake.tables.append(rows, "a batch")
        list(compact(lake, hours=0))
        assert not lake.tables.append(rows, "a batch")
        assert lake.info().articles == 1  # the same row twice is one article


def test_what_another_wrote_is_seen_and_copies_are_counted_once_looked_for(tmp_path: Path) -> None:
    address = Address(str(tmp_path / "lake"))
    text = "Peru won praise on Monday for new homes that it built within a year of the flood in the north."
    with LakeStore(address, create=True) as one, LakeStore(address) as other:
        assert other.info().articles == 0
        _write(one, 1, text)
        _write(one, 2, text)
        other.look_again()
        assert (other.info().articles, other.info().stories, other.info().unsearched) == (2, 2, 2)
        assert search_stories(one) == "looked through 2 articles for copies: 1 stories, 2 articles with copies"
        other.look_again()
        assert (other.info().stories, other.info().unsearched) == (1, 0)


def test_damage_is_told(tmp_path: Path) -> None:
    with LakeStore(Address(str(tmp_path / "lake")), create=True) as lake:
        _write(lake, 1)
        (file,) = _files(lake)
        file.write_bytes(file.read_bytes()[:-40])
        assert ["cannot be read" in line and file.name in line for line in lake.verify()] == [True]
        with pytest.raises(StoreError, match="the lake cannot be read"):
            lake.info()


def test_what_is_no_lake_is_told(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(StoreError, match="no lake, and not empty"):
        open_lake(Address(str(tmp_path)), create=True)
    with pytest.raises(StoreError, match="there is no lake at"):
        open_lake(Address(str(tmp_path / "none")))
    assert lake_address(str(tmp_path / "a.db")) is None
    assert lake_address(f"{tmp_path}/new/") == Address(str(tmp_path / "new"))
    assert lake_address("s3://bucket/news/") == Address("s3://bucket/news")


WITHOUT = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("deltalake", "duckdb", "distributed", "dask", "fsspec"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Missing())
from dashboard.cli import main
main()
"""


def _without_the_extra(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", WITHOUT, *words], capture_output=True, text=True, check=False)


def test_the_default_install_does_without_the_extra_and_says_how_to_get_it(tmp_path: Path) -> None:
    done = _without_the_extra("ingest", SAMPLE / "world_one.jsonl", "--store", tmp_path / "s.db")
    assert (done.returncode, done.stderr.count("Traceback")) == (0, 0), done.stderr
    for place in ("s3://bucket/lake", f"{tmp_path}/lake/"):
        done = _without_the_extra("ingest", SAMPLE, "--store", place)
        assert done.returncode == 1
        assert "needs packages that are not installed" in done.stderr
        assert "pip install 'worldtone[cluster]'" in done.stderr
        assert "Traceback" not in done.stderr


def test_an_engine_without_a_lake_is_wrong_usage(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dashboard", "ingest", SAMPLE, "--engine", "dask://127.0.0.1:1"]
    done = subprocess.run([*command, "--store", tmp_path / "s.db"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "--engine needs a lake" in done.stderr
