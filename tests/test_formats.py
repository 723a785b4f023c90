"""A folder with one file of each kind, from the command line into the store; articles that are a title only."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from makers import GDELT, KINDS, MEDIA_CLOUD, lines, zipped

from dashboard import Article, engine_stamp, export, ingest, open_store, score_article
from dashboard.ingest import Finding, preview
from dashboard.record import as_record
from dashboard.sources import FORMATS
from dashboard.store import Store
from dashboard.types import Filters
from dashboard.web.pages import article as article_page

TITLE = Article("", date(2023, 11, 10), "Critics condemn Peru", "The Daily Paper")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "s.db") as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "news"
    path.mkdir()
    for name, make in KINDS.items():
        make(path / name)
    (path / "photo.png").write_bytes(b"\x89PNG\r\n")
    return path


def test_a_folder_of_all_formats_is_counted_by_format(folder: Path, store: Store) -> None:
    report = ingest(folder, store)
    assert set(report.formats) == {format_.name for format_ in FORMATS if format_.name != "Feed"} | {"other"}
    for name in ("read", "stored", "unchanged", "rejected"):
        assert getattr(report, name) == sum(getattr(count, name) for count in report.formats.values())
    assert report.read == report.stored + report.unchanged + report.rejected
    assert (report.formats["JSON"].read, report.formats["JSON"].rejected) == (4, 1)
    assert (report.formats["other"].read, report.formats["other"].rejected) == (1, 1)
    again = ingest(folder, store)
    assert (again.stored, again.read, again.rejected) == (0, report.read, report.rejected)


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dashboard", *words]
    return subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False, timeout=120)


def test_the_command_prints_a_table_and_the_sum_last(folder: Path) -> None:
    done = run(folder.parent, "ingest", folder.name, "--store", "t.db")
    assert done.returncode == 0, done.stderr
    header, *rows, last = done.stdout.splitlines()
    assert header.split() == ["format", "read", "stored", "unchanged", "rejected"]
    table = {row.rsplit(None, 4)[0].strip(): [int(cell) for cell in row.split()[-4:]] for row in rows}
    assert table["WARC"][0] == table["HTML"][0] == 1
    sums = [sum(column) for column in zip(*table.values(), strict=True)]
    assert last == "read {}, stored {}, unchanged {}, rejected {}".format(*sums)
    assert "Traceback" not in done.stderr
    one = run(folder.parent, "ingest", f"{folder.name}/table.csv", "--store", "u.db")
    assert one.stdout == "read 2, stored 2, unchanged 0, rejected 0\n"


def test_the_formats_are_listed_with_an_example_each(tmp_path: Path) -> None:
    done = run(tmp_path, "formats")
    assert done.returncode == 0
    for format_ in FORMATS:
        assert f"\n{format_.name} " in f"\n{done.stdout}"
        assert format_.example in done.stdout
        assert all(suffix in done.stdout for suffix in format_.suffixes)


def test_a_sheet_is_chosen_by_name(folder: Path) -> None:
    done = run(folder.parent, "score", f"{folder.name}/book.xlsx", "--sheet", "Notes")
    assert done.returncode == 1
    assert "header cannot be used" in done.stderr
    assert run(folder.parent, "score", f"{folder.name}/book.xlsx", "--sheet", "Articles").stdout.count("\n") == 2


def test_what_was_rejected_of_an_archive_goes_when_it_is_read_anew(tmp_path: Path, store: Store) -> None:
    path = zipped(tmp_path / "a.zip", {"in/a.jsonl": lines() + b"\n{", "b.xyz": b"x"})
    other = zipped(tmp_path / "a.zip!", {"b.xyz": b"x"})  # no member of the first, whatever it is called
    ingest([path, other], store)
    assert sorted(r.file for r in store.rejected(9)) == [f"{path}!!b.xyz", f"{path}!b.xyz", f"{path}!in/a.jsonl"]
    zipped(path, {"in/a.jsonl": lines()})
    ingest(path, store)
    assert not [r for r in store.rejected(9) if "in/a.jsonl" in r.file]


def test_members_of_an_upload_are_told_under_its_own_name(tmp_path: Path) -> None:
    path = zipped(tmp_path / "f00ba7.zip", {"in/a.jsonl": b"{"})
    found = preview([path], called={path: "my news.zip"})
    assert [r.file for r in found.rejected] == ["my news.zip!in/a.jsonl"]


def test_a_title_is_scored_as_one_sentence() -> None:
    scored = score_article(TITLE)
    (tone,) = scored.tones
    assert (tone.country, tone.sentences, tone.salient) == ("PER", 1, True)
    assert tone.tone < -0.2
    assert [proof.field for proof in tone.evidence] == ["title"]
    assert as_record(scored)["title_only"] is True
    assert "title_only" not in as_record(score_article(Article("Peru won.", date(2023, 11, 10))))


def test_a_title_without_a_country_counts_at_home() -> None:
    scored = score_article(
        Article("", date(2023, 11, 10), "Critics condemn the mayor", "The Daily Paper"), Finding(homes=(("", "GBR"),))
    )
    (tone,) = scored.tones
    assert (tone.country, tone.mentions, tone.evidence[0].field) == ("GBR", 0, "title")
    assert tone.tone < 0


def test_titles_are_told_apart_where_there_is_no_address() -> None:
    other = Article("", date(2023, 11, 10), "Peru praised", "The Daily Paper")
    assert len({TITLE.identity, other.identity}) == 2
    assert TITLE.identity == Article(" \n", date(2023, 11, 10), "Critics  condemn Peru", "The Daily Paper").identity


def test_title_only_articles_go_all_the_way(tmp_path: Path, store: Store) -> None:
    (tmp_path / "gdelt.json").write_text(json.dumps(GDELT))
    (tmp_path / "mc.csv").write_text(MEDIA_CLOUD)
    warnings: list[str] = []
    report = ingest([tmp_path / "gdelt.json", tmp_path / "mc.csv"], store, warn=warnings.append)
    assert (report.read, report.stored) == (2, 2)
    assert warnings[-1] == "2 articles have no text: only the title is scored"
    rows = store.articles(Filters(countries=("PER",), words="praised"), limit=9)
    assert {row.title for row in rows} == {"Peru praised for its election", "Peru praised, at last"}
    for what, rows_of in (("articles", export.article_rows), ("tones", export.tone_rows)):
        for fmt in ("csv", "jsonl"):
            assert export.write(rows_of(store, Filters()), export.COLUMNS[what], io.StringIO(), fmt) == 2
    assert store.verify() == []
    stored = store.article(rows[0].id)
    assert stored is not None
    assert stored.article.title_only
    page = str(article_page.layout(store, str(rows[0].id), ""))
    assert "title only" in page
    assert "Its title was scored as one sentence" in page


def test_a_title_without_any_country_has_a_page_too(store: Store) -> None:
    store.write([score_article(Article("", date(2023, 11, 10), "A quiet day"))], (), engine_stamp())
    page = str(article_page.layout(store, "1", ""))
    assert "Title only" in page
    assert "No country was found" in page


def test_the_example_of_the_readme_does_what_it_says(tmp_path: Path) -> None:
    text = (Path(__file__).parents[1] / "README.md").read_text()
    section = text[text.index("## Bring your own news") :]
    script, shown = (section.split("```")[number].partition("\n")[2] for number in (1, 3))
    home = str(Path(sys.executable).parent)
    done = subprocess.run(
        ["bash", "-euc", script],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
        timeout=120,
        env={**os.environ, "PATH": f"{home}{os.pathsep}{os.environ['PATH']}"},
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == shown
