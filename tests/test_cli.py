import csv
import io
import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from command_line import run_here

from dashboard import Article, open_store, score_article
from dashboard.web import server

Run = Callable[..., subprocess.CompletedProcess[str]]

KIM = (
    " date 2023-11-10 Kim Jong Un praised Russia as his train reached Khasan.\n\n"
    "Critics condemned North Korea. Ukraine protested, and China watched."
)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command line in this process, where all tables are read once, with a store in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return run_here


@pytest.fixture
def run_apart(tmp_path: Path) -> Run:
    """Runs the command line in a process of its own, with a store in an empty folder."""

    def run(*words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "dashboard", *words]
        return subprocess.run(
            command, input=stdin, capture_output=True, text=True, cwd=tmp_path, check=False, timeout=120
        )

    return run


@pytest.fixture
def kim(tmp_path: Path) -> Path:
    path = tmp_path / "kim.txt"
    path.write_text(KIM, encoding="utf-8")
    return path


def test_articles_in_series_out(run_apart: Run, kim: Path) -> None:
    done = run_apart("ingest", kim.name, "--store", "s.db")
    assert (done.returncode, done.stdout) == (0, "read 1, stored 1, unchanged 0, rejected 0\n")
    again = run_apart("ingest", kim.name, "--store", "s.db")
    assert (again.returncode, again.stdout) == (0, "read 1, stored 0, unchanged 1, rejected 0\n")
    table = list(csv.DictReader(io.StringIO(run_apart("export", "series", "--by", "month", "--store", "s.db").stdout)))
    assert {(row["country"], row["period"], row["articles"]) for row in table} == {
        (code, "2023-11", "1") for code in ("PRK", "RUS", "UKR", "CHN")
    }
    assert all(row["engine"].startswith("toward") for row in table)


def test_a_damaged_store_is_not_exported_where_it_is_checked_first(run: Run, kim: Path, tmp_path: Path) -> None:
    run("ingest", kim.name, "--store", "s.db")
    ask = ("export", "tones", "--out", "t.csv", "--store", "s.db")
    assert "was not checked whole; --verify does that first" in run(*ask).stderr
    (tmp_path / "t.csv").unlink()
    done = run(*ask, "--verify")
    assert (done.returncode, done.stderr) == (0, "")
    (tmp_path / "t.csv").unlink()
    with closing(sqlite3.connect(tmp_path / "s.db")) as connection:
        connection.execute("UPDATE tones SET tone = tone + 1 WHERE country = 'PRK'")
        connection.commit()
    done = run(*ask, "--verify")
    assert (done.returncode, done.stdout) == (1, "")
    assert "the store is damaged; restore it from a copy" in done.stderr
    assert not (tmp_path / "t.csv").exists()


def test_score_prints_offsets_that_cut_out_the_words(run: Run, kim: Path) -> None:
    done = run("score", kim.name)
    assert done.returncode == 0
    record = json.loads(done.stdout)
    text = KIM.removeprefix(" date 2023-11-10 ")
    assert set(record) == {"title", "published", "source", "countries"}
    assert record["published"] == "2023-11-10"
    assert {country["country"] for country in record["countries"]} == {"PRK", "RUS", "UKR", "CHN"}
    for country in record["countries"]:
        for proof in country["evidence"]:
            assert text[proof["start"] : proof["end"]] == proof["text"]
            for part in (*proof["mentions"], *proof["words"]):
                assert text[part["start"] : part["end"]] == part["text"]
    words = [word["text"] for c in record["countries"] for proof in c["evidence"] for word in proof["words"]]
    assert "praised" in words


@pytest.mark.parametrize("stdin", [KIM, json.dumps({"date": "2023-11-10", "text": "Kim met Putin in Russia."})])
def test_score_reads_standard_input(run_apart: Run, stdin: str) -> None:
    done = run_apart("score", "-", stdin=stdin)
    assert done.returncode == 0
    assert "RUS" in {country["country"] for country in json.loads(done.stdout)["countries"]}


def test_info_tells_what_is_stored_and_what_was_rejected(run: Run, tmp_path: Path, kim: Path) -> None:
    (tmp_path / "bad.jsonl").write_text('{"text": "no day"}\n', encoding="utf-8")
    assert run("ingest", "kim.txt", "bad.jsonl", "--store", "s.db").returncode == 0
    told = run("info", "--store", "s.db").stdout
    assert "s.db" in told
    assert "2023-11-10 to 2023-11-10" in told
    listed = run("info", "--rejected", "--store", "s.db").stdout
    assert "bad.jsonl:1: " in listed
    assert "no day" in listed
    assert "whole" in run("info", "--verify", "--store", "s.db").stdout


def test_info_warns_of_another_engine_and_rescore_mends_it(run: Run, tmp_path: Path, kim: Path) -> None:
    assert kim.exists()
    store = open_store(tmp_path / "s.db")
    store.write([score_article(Article("Peru won praise.", date(2024, 1, 2)))], (), "toward 0")
    store.close()
    assert "1 articles were scored by another engine (toward 0)" in run("info", "--store", "s.db").stderr
    assert "rescored 1" in run("ingest", "--rescore", "--store", "s.db").stdout
    assert "another engine" not in run("info", "--store", "s.db").stderr


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("ingest", "nowhere.txt", "--store", "s.db"), 1, "rejected 1"),
        (("ingest", "--store", "s.db"), 2, "Give files or folders"),
        (("ingest", "kim.txt", "--column", "text", "--store", "s.db"), 2, "text=FIELD"),
        (("ingest", "kim.txt", "--column", "body=x", "--store", "s.db"), 2, "fields are title"),
        (("ingest", "kim.txt", "--date", "soon", "--store", "s.db"), 2, "--date"),
        (("ingest", "kim.txt", "--store", "."), 1, "this folder is no lake, and not empty"),
        (("score", "nowhere.txt"), 1, "no usable article"),
        (("export", "series", "--store", "none.db"), 1, "no store at none.db"),
        (("export", "series", "--country", "Atlantis", "--store", "s.db"), 2, "ISO 3166"),
        (("export", "series", "--by", "century"), 2, "century"),
        (("export", "series", "--outlet-country", "Atlantis", "--store", "s.db"), 2, "--outlet-country"),
        (("ingest", "kim.txt", "--outlets", "kim.txt", "--store", "s.db"), 1, "kim.txt:1: 1 fields"),
        (("info", "--store", "kim.txt"), 1, "kim.txt"),
        (("serve", "--store", "none.db"), 1, "no store at none.db"),
        (("check", "kim.txt"), 1, "kim.txt:1"),
        (("nonsense",), 2, "nonsense"),
    ],
)
def test_mistakes_are_answered_in_words(run: Run, kim: Path, words: tuple[str, ...], status: int, says: str) -> None:
    assert kim.exists()
    done = run(*words)
    said = done.stdout + done.stderr
    assert done.returncode == status, said
    assert says in said
    assert "Traceback" not in said


def test_debug_shows_the_traceback(run_apart: Run) -> None:
    assert "Traceback" in run_apart("--debug", "info", "--store", "none.db").stderr


@pytest.mark.parametrize(
    "command", ["demo", "ingest", "score", "formats", "serve", "password", "watch", "export", "check", "info"]
)
def test_every_command_has_help_and_takes_a_store(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert done.returncode == 0
    assert "--store" in done.stdout


@pytest.mark.parametrize("words", [("--host", "192.0.2.7"), ("--host", "0.0.0.0"), ("--name", "news.example")])
@pytest.mark.parametrize("command", ["serve", "demo"])
def test_serving_others_without_asking_who_they_are_is_refused(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: str, words: tuple[str, ...]
) -> None:
    monkeypatch.setattr(server, "serve", lambda *_, **__: pytest.fail("it was served"))
    done = run(command, "--store", "s.db", *words)
    assert done.returncode == 1
    assert "lets other machines in: it needs --auth FILE" in done.stderr


def test_a_file_that_holds_no_password_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "password").write_text("correct horse battery staple\n")
    done = run("serve", "--store", "s.db", "--host", "192.0.2.7", "--auth", "password")
    assert done.returncode == 1
    assert "password: this holds no password's hash" in done.stderr
    assert "horse" not in done.stderr
    assert "No such file" in run("serve", "--store", "s.db", "--auth", "nowhere").stderr


def test_export_makes_formula_cells_harmless(run: Run, tmp_path: Path) -> None:
    record = {"date": "2024-01-02", "title": "=1+1 for Peru", "text": "Peru won praise.", "source": "@paper"}
    (tmp_path / "a.jsonl").write_text(json.dumps(record), encoding="utf-8")
    run("ingest", "a.jsonl", "--store", "s.db")
    (row,) = csv.DictReader(io.StringIO(run("export", "tones", "--store", "s.db").stdout))
    assert (row["title"], row["source"]) == ("'=1+1 for Peru", "'@paper")
    (line,) = run("export", "articles", "--format", "jsonl", "--store", "s.db").stdout.splitlines()
    assert json.loads(line)["title"] == "=1+1 for Peru"


def test_explain_names_the_rule_for_each_name_found(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("date 2023-05-06 NATO met in Paris, Texas. Chad Smith drummed for Chad.", "utf-8")
    record = json.loads(run("score", "a.txt", "--explain").stdout)
    found = {(row["text"], row["kept"]): row for row in record["explained"]}
    assert found["NATO", False]["kind"] == "bloc"
    assert ("Chad", True) in found
    assert all(row["rule"] for row in record["explained"])
    assert {country["country"] for country in record["countries"]} == {"USA", "TCD"}


def test_a_table_of_ones_own_adds_and_overrides(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("date 2023-05-06 Zubrowka praised Peru.", "utf-8")
    (tmp_path / "my.tsv").write_text("Zubrowka\tPOL\tname\nPeru\t\tphrase\n", "utf-8")
    record = json.loads(run("score", "a.txt", "--gazetteer", "my.tsv").stdout)
    assert [country["country"] for country in record["countries"]] == ["POL"]
    run("ingest", "a.txt", "--gazetteer", "my.tsv", "--store", "s.db")
    assert "POL" in run("export", "tones", "--store", "s.db").stdout
    assert "another engine" not in run("info", "--store", "s.db").stderr
    (tmp_path / "bad.tsv").write_text("Zubrowka\tZZZ\n", "utf-8")
    done = run("score", "a.txt", "--gazetteer", "bad.tsv")
    assert (done.returncode, "bad.tsv:1: " in done.stderr) == (1, True)


def test_an_article_without_a_country_counts_at_home_when_asked(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("title: The flood\ndate: 2023-05-06\nsource: Gazette\n\nA brave rescue.", "utf-8")
    assert json.loads(run("score", "a.txt").stdout)["countries"] == []
    for home in ("GBR", "gb", "Gazette=GBR"):
        (country,) = json.loads(run("score", "a.txt", "--home", home).stdout)["countries"]
        assert (country["country"], country["mentions"], country["salient"]) == ("GBR", 0, False)
        assert country["tone"] > 0
    assert json.loads(run("score", "a.txt", "--home", "Other=GBR").stdout)["countries"] == []
    assert run("score", "a.txt", "--home", "Atlantis").returncode == 2


GERMAN = "Der Präsident hat am Montag in Berlin ein neues Abkommen mit Polen unterzeichnet."


def test_what_is_not_english_is_stored_and_counted_but_not_scored(run: Run, tmp_path: Path) -> None:
    texts = (GERMAN, "The president signed a treaty with Poland and thanked it.")
    lines = [json.dumps({"text": text, "date": "2024-01-01"}) for text in texts]
    (tmp_path / "two.jsonl").write_text("\n".join(lines), "utf-8")
    german, english = map(json.loads, run("score", "two.jsonl").stdout.splitlines())
    assert (german["countries"], german["unscored"]) == ([], "language: de")
    assert "unscored" not in english and english["countries"]
    done = run("ingest", "two.jsonl", "--store", "s.db")
    assert done.stdout.splitlines() == [
        "read 2, stored 2, unchanged 0, rejected 0",
        "1 not scored: language (de 1)",
    ]
    assert "1 not scored: language (de 1)" in run("info", "--store", "s.db").stdout
    forced = run("ingest", "two.jsonl", "--any-language", "--store", "s.db")
    assert forced.stdout == "read 2, stored 2, unchanged 0, rejected 0\n"
    info = run("info", "--store", "s.db")
    assert "not scored" not in info.stdout and "another engine" not in info.stderr
    assert run("ingest", "--rescore", "--store", "s.db").stdout == "rescored 2\n"
    assert "1 not scored" in run("info", "--store", "s.db").stdout


def test_outlets_by_address_filter_by_country_and_count_at_home(run: Run, tmp_path: Path) -> None:
    rows = [("https://www.bbc.co.uk/1", "Peru won praise."), ("https://paper.example.org/1", "A brave rescue.")]
    lines = [json.dumps({"text": text, "date": "2024-01-01", "url": url}) for url, text in rows]
    (tmp_path / "news.jsonl").write_text("\n".join(lines), "utf-8")
    (tmp_path / "my.tsv").write_text("domain\tname\tcountry\nexample.org\tMy Paper\tKEN\n", "utf-8")
    assert [json.loads(line)["source"] for line in run("score", "news.jsonl").stdout.splitlines()] == [
        "BBC News",
        "example.org",
    ]
    own = ("--outlets", "my.tsv", "--home", "outlet", "--store", "s.db")
    assert run("ingest", "news.jsonl", *own).returncode == 0
    table = run("export", "tones", "--outlet-country", "gb", "--store", "s.db").stdout
    assert [row["source"] for row in csv.DictReader(io.StringIO(table))] == ["BBC News"]
    table = run("export", "series", "--outlet-country", "KEN", "--store", "s.db").stdout
    assert [row["country"] for row in csv.DictReader(io.StringIO(table))] == ["KEN"]
    assert "My Paper" in run("export", "tones", "--store", "s.db").stdout
