"""Outlets by address and name: the shipped table, a user's own, and countries in the store."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from publicsuffixlist import PublicSuffixList

from dashboard import Article, ingest, open_store, resources, score_article
from dashboard.ingest import Finding, engine_stamp
from dashboard.names import countries
from dashboard.outlets import OutletsError, called, domain_of, outlet_country, outlet_name, read_outlets
from dashboard.series import by_outlet, by_outlet_country, series
from dashboard.sources import ReadOptions
from dashboard.types import Filters


def test_the_shipped_table_holds_together() -> None:
    rows = resources.rows("outlets.tsv")
    assert len(rows) > 300 and len({row["country"] for row in rows}) > 100
    assert len(read_outlets(resources.data_file("outlets.tsv")).rows) == len(rows)  # codes, duplicates, disagreement
    suffixes = PublicSuffixList()
    registrable = {row["domain"] for row in rows if suffixes.privatesuffix(row["domain"]) == row["domain"]}
    for row in rows:
        assert row["country"] in countries() and row["name"] and row["origin"] == "curated"
        assert row["domain"] == row["domain"].lower().strip()
        # A host below a registrable domain stands only where several outlets share it, which its comment says.
        assert row["domain"] in registrable or suffixes.privatesuffix(row["domain"]) in {
            "go.com",
            "globo.com",
            "indiatimes.com",
            "uol.com.br",
        }
    sample = {row["name"] for row in resources.rows("sample", "outlets.tsv")}
    files = sorted((resources.data_dir() / "sample").glob("*.jsonl"))
    assert sample == {json.loads(line)["source"] for path in files for line in path.open(encoding="utf-8")}
    assert not any(outlet_country(name) for name in sample)  # invented outlets are none of the real table's


@pytest.mark.parametrize(
    ("url", "domain", "name", "country"),
    [
        ("https://www.bbc.co.uk/news/1", "bbc.co.uk", "BBC News", "GBR"),
        ("https://edition.CNN.com/2024/", "cnn.com", "CNN", "USA"),
        ("https://economictimes.indiatimes.com/a", "indiatimes.com", "The Economic Times", "IND"),
        ("https://news.example.co.uk/a", "example.co.uk", "example.co.uk", ""),
        ("http://user@blog.example.com:8080/x?y#z", "example.com", "example.com", ""),
        ("http://127.0.0.1/x", "", "", ""),
        ("http://[2001:db8::1]/x", "", "", ""),
        ("http://localhost/x", "", "", ""),
        ("http://[broken", "", "", ""),
        ("no address", "", "", ""),
        ("", "", "", ""),
    ],
)
def test_an_outlet_by_its_address(url: str, domain: str, name: str, country: str) -> None:
    assert (domain_of(url), outlet_name(url), outlet_country("", url)) == (domain, name, country)


@pytest.mark.parametrize(
    ("source", "country"),
    [("BBC", "GBR"), ("bbc news", "GBR"), ("www.bbc.co.uk", "GBR"), ("New York Times", "USA"), ("Guardian", "GBR"),
     ("The Guardian Nigeria", "NGA"), ("AFP", "FRA"), ("My Paper", ""), ("", "")],
)  # fmt: skip
def test_an_outlet_by_its_name(source: str, country: str) -> None:
    assert outlet_country(source) == country


def test_a_domain_given_as_the_outlet_is_called_by_its_name() -> None:
    assert called("lemonde.fr") == "Le Monde"
    assert called("www.example.org") == "www.example.org"
    assert called("St. Louis Post-Dispatch") == "St. Louis Post-Dispatch"


WRONG = [
    ("bbc.co.uk\tBBC", "2 fields, parted by tabs, where 3 to 5 are wanted"),
    ("bbc.co.uk\tBBC\tUK", "unknown country code 'UK'"),
    ("\t\tGBR", "neither a domain nor a name"),
    ("https://bbc.co.uk/\tBBC\tGBR", "is no domain of an outlet"),
    ("co.uk\tAll of it\tGBR", "is no domain of an outlet"),
    ("a.com\tPaper\tGBR\na.com\tPaper\tGBR", "a.com has a row already, in line 2"),
    ("a.com\tPaper\tGBR\nb.com\tThe Paper\tGBR\nc.com\tpaper\tFRA", "'paper' is FRA here, but GBR in line 2"),
    ("a.com\tPaper\tGBR\nb.com\tOther\tFRA\tThing;PAPER", "'PAPER' is FRA here, but GBR in line 2"),
]


@pytest.mark.parametrize(("rows", "reason"), WRONG, ids=[reason[:30] for _, reason in WRONG])
def test_a_wrong_row_is_refused_with_its_file_and_line(tmp_path: Path, rows: str, reason: str) -> None:
    path = tmp_path / "own.tsv"
    path.write_text(f"# mine\n{rows}\n", encoding="utf-8")
    with pytest.raises(OutletsError) as refusal:
        read_outlets(path)
    assert str(refusal.value).startswith(f"{path}:{2 + rows.count(chr(10))}: ") and reason in str(refusal.value)


def test_a_file_that_is_no_table(tmp_path: Path) -> None:
    (tmp_path / "latin.tsv").write_bytes(b"a.com\tM\xfcnchen\tDEU\n")
    with pytest.raises(OutletsError, match="is not UTF-8 text"):
        read_outlets(tmp_path / "latin.tsv")
    with pytest.raises(OutletsError, match="cannot be read"):
        read_outlets(tmp_path / "none.tsv")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.tsv"
    path.write_text("domain\tname\tcountry\nexample.org\tThe Example\tKEN\n\tMy Paper\tFRA\nbbc.co.uk\tAuntie\tIRL\n")
    return path


def test_own_rows_come_before_ours(own: Path) -> None:
    outlets = read_outlets(own)
    assert outlet_name("https://www.example.org/1", outlets) == "The Example"
    assert outlet_country("my paper", "", outlets) == "FRA"
    assert (outlet_name("https://bbc.co.uk/1", outlets), outlet_name("https://bbc.co.uk/1")) == ("Auntie", "BBC News")
    assert outlet_country("CNN", "", outlets) == "USA"


RECORDS = [
    {"url": "https://www.bbc.co.uk/1", "text": "Peru won praise from Chile."},
    {"url": "https://www.itv.com/1", "text": "Peru failed. Peru was condemned."},
    {"url": "https://www.example.org/1", "text": "Peru praised its farmers."},
    {"source": "Odd Paper", "url": "https://www.cnn.com/1", "text": "Peru was attacked."},
    {"text": "Peru praised Chile."},
]


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    path.write_text("\n".join(json.dumps(record | {"date": "2024-01-01"}) for record in RECORDS), encoding="utf-8")
    return path


def test_the_store_knows_where_outlets_are_edited(tmp_path: Path, news: Path, own: Path) -> None:
    with open_store(tmp_path / "s.db") as store:
        ingest(news, store)
        assert dict(store.sources()) == {"BBC News": 1, "ITV News": 1, "example.org": 1, "Odd Paper": 1, "": 1}
        assert store.outlet_countries() == {"BBC News": "GBR", "ITV News": "GBR", "Odd Paper": "USA"}
        british = Filters(countries=("PER",), outlet_countries=("GBR",))
        assert store.count(british) == 2 == store.totals(british)[0].n == sum(store.histogram(british)["PER"])
        assert [cell.source for cell in store.totals_by_source(british)] == ["BBC News", "ITV News"]
        assert store.count(Filters(countries=("PER",), outlet_countries=("",))) == 2
        assert store.count(Filters(countries=("PER",), outlet_countries=("GBR", "USA"), sources=("Odd Paper",))) == 1
        assert store.count(Filters(countries=("PER",), outlet_countries=("GBR",), words="praise")) == 1
        assert [pair.n for pair in store.pairs(Filters(outlet_countries=("GBR",)))] == [1, 1]
        assert store.articles(Filters(outlet_countries=("ZWE",)), limit=9) == []
        assert [point.articles for point in series(store, countries=["PER"], outlet_countries=["GBR"])] == [2]
        # With own rows, the same records: what was unknown is known, and what they say anew is changed.
        outlets = read_outlets(own)
        ingest(news, store, options=ReadOptions(outlets=outlets), finding=Finding(outlets=outlets))
        assert store.outlet_countries() == {
            "Auntie": "IRL",
            "ITV News": "GBR",
            "The Example": "KEN",
            "Odd Paper": "USA",
        }
        assert store.verify() == []


def test_the_outlet_that_was_said_comes_before_the_address(tmp_path: Path, news: Path) -> None:
    with open_store(tmp_path / "s.db") as store:
        ingest(news, store, options=ReadOptions(source="Collected"))
        assert dict(store.sources()) == {"Collected": 4, "Odd Paper": 1}


def test_own_countries_outlast_an_ingest_without_them(tmp_path: Path) -> None:
    rows, news = tmp_path / "own.tsv", tmp_path / "news.jsonl"
    rows.write_text("\tReuters\tCHE\n")
    news.write_text(json.dumps({"source": "Reuters", "date": "2024-01-01", "text": "Peru failed."}))
    with open_store(tmp_path / "s.db") as store:
        ingest(news, store)
        assert store.outlet_countries() == {"Reuters": "GBR"}
        outlets = read_outlets(rows)
        assert (
            ingest(news, store, options=ReadOptions(outlets=outlets), finding=Finding(outlets=outlets)).unchanged == 1
        )
        assert store.outlet_countries() == {"Reuters": "CHE"}
        ingest(news, store)
        assert store.outlet_countries() == {"Reuters": "CHE"}


def test_own_rows_reach_the_worker_processes(tmp_path: Path, news: Path, own: Path) -> None:
    news.write_text(json.dumps({"source": "My Paper", "date": "2024-01-01", "text": "A brave rescue."}))
    finding = Finding(outlets=read_outlets(own), home_by_outlet=True)
    with open_store(tmp_path / "s.db") as store:
        ingest(news, store, finding=finding, workers=2)
        assert store.countries() == [("FRA", 1)] and store.outlet_countries() == {"My Paper": "FRA"}


def test_dots_by_country_of_the_outlet_are_the_sums_of_their_outlets(tmp_path: Path, news: Path) -> None:
    with open_store(tmp_path / "s.db") as store:
        ingest(news, store)
        outlets = {one.outlet: one for one in by_outlet(store, "PER")}
        found = {one.outlet: one for one in by_outlet_country(store, "PER")}
        assert {code: one.n for code, one in found.items()} == {"GBR": 2, "USA": 1, "": 2}
        both = (outlets["BBC News"].mean + outlets["ITV News"].mean) / 2
        assert found["GBR"].mean == pytest.approx(both) and found["GBR"].low is None
        assert by_outlet_country(store, "FRA") == []


def test_articles_without_a_country_count_for_the_outlets_own_if_asked(own: Path) -> None:
    text, day = "Residents praised the new school and thanked the mayor.", date(2024, 1, 1)
    at_home = Finding(home_by_outlet=True)
    assert score_article(Article(text, day, source="Le Monde")).tones == ()
    assert [tone.country for tone in score_article(Article(text, day, source="Le Monde"), at_home).tones] == ["FRA"]
    address = Article(text, day, source="Odd Paper", url="https://www.cnn.com/1")
    assert [tone.country for tone in score_article(address, at_home).tones] == ["USA"]
    assert score_article(Article(text, day, source="My Paper"), at_home).tones == ()
    mine = Finding(home_by_outlet=True, outlets=read_outlets(own))
    assert [tone.country for tone in score_article(Article(text, day, source="My Paper"), mine).tones] == ["FRA"]
    # What is said of one outlet comes first, what is said of all of them last.
    said = Finding(homes=(("", "NOR"), ("Le Monde", "BEL")), home_by_outlet=True)
    for source, code in (("Le Monde", "BEL"), ("CNN", "USA"), ("Odd Paper", "NOR")):
        assert [tone.country for tone in score_article(Article(text, day, source=source), said).tones] == [code]
    assert len({engine_stamp(), engine_stamp(at_home), engine_stamp(mine), engine_stamp(said)}) == 4


def test_ours_is_not_read_where_it_is_spoilt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dashboard import outlets

    shutil.copy(resources.data_file("outlets.tsv"), tmp_path)
    with (tmp_path / "outlets.tsv").open("a") as table:
        table.write("bbc.co.uk\tBBC\tFRA\t\tcurated\n")
    monkeypatch.setattr(resources, "data_dir", lambda: tmp_path)
    with pytest.raises(OutletsError, match=r"outlets\.tsv:\d+: bbc\.co\.uk has a row already"):
        outlets._shipped.__wrapped__()
