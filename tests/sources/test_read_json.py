"""JSON Lines, arrays and their kin."""

from __future__ import annotations

import json
import tracemalloc
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from dashboard.limits import LIMITS, Limit
from dashboard.sources import bounded, jsonwindow, read

GOOD: dict[str, Any] = {"title": "A vote", "text": "Peru voted.", "date": "2023-11-10"}
LINE = json.dumps(GOOD)
DEEP = "[" * 100_000


@pytest.mark.parametrize(
    ("name", "content", "count"),
    [
        ("a.jsonl", f"{LINE}\n\n{LINE}", 2),
        ("a.ndjson", f"{LINE}\r\n", 1),
        ("a.json", LINE, 1),
        ("a.json", json.dumps(GOOD, indent=2), 1),
        ("a.json", f"{LINE}\n{LINE}\n", 2),
        ("a.json", json.dumps(GOOD, indent=2) * 2, 2),
        ("a.json", json.dumps([GOOD, GOOD]), 2),
        ("a.json", json.dumps([GOOD, GOOD], indent=1), 2),
        ("a.json", f"\n [\n{LINE},\n{LINE}\n] \n", 2),
        ("a.json", json.dumps({"status": "ok", "articles": [GOOD, GOOD]}), 2),
        ("a.json", json.dumps({"status": "ok", "articles": [GOOD, GOOD]}, indent=2), 2),
        ("a.json", "[]", 0),
        ("a.json", '{"articles": []}', 0),
        ("a.jsonl", "", 0),
    ],
)
def test_shapes(reading, name: str, content: str, count: int) -> None:
    outcome = reading(name, content)
    assert not outcome.rejected
    assert [a.text for a in outcome.articles] == ["Peru voted."] * count
    assert all(a.published == date(2023, 11, 10) for a in outcome.articles)


def test_a_news_service_answer(reading) -> None:
    record = {
        "source": {"id": None, "name": "The Gazette"},
        "author": None,
        "title": "A vote",
        "url": "https://example.org/a",
        "publishedAt": "2023-11-10T12:00:00Z",
        "content": "Peru voted.",
    }
    article = reading("a.json", json.dumps({"status": "ok", "totalResults": 1, "articles": [record]})).article
    assert (article.source, article.text) == ("The Gazette", "Peru voted.")
    assert article.published == datetime(2023, 11, 10, 12, tzinfo=UTC)


def test_a_newspapers_own_headline_with_parts(reading) -> None:
    record = {"headline": {"main": "A vote", "kicker": None}, "abstract": "Peru voted.", "pub_date": "2023-11-10"}
    article = reading("a.json", json.dumps({"status": "OK", "response": {"docs": [record]}})).article
    assert (article.title, article.text) == ("A vote", "Peru voted.")


def test_what_must_be_paid_for_is_no_text(reading) -> None:
    paid = "ONLY AVAILABLE IN PAID PLANS"
    record = {"title": "A vote", "description": "Peru voted.", "content": paid, "pubDate": "2023-11-10 12:00:00"}
    assert reading("a.json", json.dumps({"results": [record]})).article.text == "Peru voted."
    assert reading("b.json", json.dumps({"results": [record | {"description": paid}]})).article.title_only


@pytest.mark.parametrize("indent", [None, 1])
def test_rejected_records_of_an_answer_are_told_apart(reading, indent: int | None) -> None:
    answer = {"articles": [GOOD, {"title": "A"}, GOOD, {"date": "2023-11-10"}]}
    outcome = reading("a.json", json.dumps(answer, indent=indent))
    assert [fault.line for fault in outcome.rejected] == [2, 4]


def test_a_headline_service_answer_is_title_only(reading) -> None:
    record = {
        "title": "A vote",
        "seendate": "20231110T120000Z",
        "domain": "example.org",
        "language": "English",
    }
    article = reading("a.json", json.dumps({"articles": [record]})).article
    assert (article.title, article.text, article.title_only) == ("A vote", "", True)
    assert (article.source, article.language, article.published.isoformat()) == (
        "example.org",
        "en",
        "2023-11-10T12:00:00+00:00",
    )


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not valid JSON"),
        ('{"text": "x', "not valid JSON"),
        ("nonsense", "not valid JSON"),
        ("[1, 2]", "a list, not an object"),
        ('"text"', "text, not an object"),
        ("3", "a number, not an object"),
        ("null", "empty, not an object"),
        ('{"text": "x", "date": "2023-11-10", "n": NaN}', "NaN is not valid JSON"),
        ('{"text": "x", "date": "2023-11-10", "n": -Infinity}', "-Infinity is not valid JSON"),
        ('{"text": "x", "date": NaN}', "NaN"),
        (DEEP, "nested too deep"),
        ('{"text": "x", "n": ' + "9" * 5000 + "}", "too many digits"),
        ('{"text": ["x"], "date": "2023-11-10"}', "text is a list, not text"),
        ('{"text": 5, "date": "2023-11-10"}', "text is a number"),
        ('{"text": "x", "title": 5, "date": "2023-11-10"}', "title is a number"),
        ('{"text": "x", "url": {}, "date": "2023-11-10"}', "url is an object"),
        ('{"text": "x", "source": {"name": 3}, "date": "2023-11-10"}', "source is a number"),
        ('{"text": "x", "date": true}', "true or false"),
        ('{"text": "x", "date": {}}', "an object"),
        ('{"text": "x", "date": 1e400}', "not a date"),
        ('{"text": "x"}', "no date"),
        ('{"title": " ", "text": "", "date": "2023-11-10"}', "no text and no title"),
        ("{}", "no text and no title"),
        ('{"text": "x", "date": "03/04/2023"}', "--day-first"),
    ],
)
@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
def test_a_bad_line_is_named_and_the_next_is_read(reading, name: str, line: str, reason: str) -> None:
    outcome = reading(
        name,
        f"{LINE}\n\n{LINE}\n{line}\n{LINE}\n" if name == "a.jsonl" else f"{LINE}\n{LINE}\n\n{line}\n{LINE}",
    )
    assert len(outcome.articles) == 3
    (fault,) = outcome.rejected
    assert fault.line == 4
    assert reason in fault.reason
    assert 0 < len(fault.excerpt) <= LIMITS["excerpt_chars"].number


def test_a_broken_first_line_does_not_cost_the_others(reading) -> None:
    outcome = reading("a.json", f'{{"text": bad}}\n{LINE}\n{LINE}\n')
    assert (len(outcome.articles), [r.line for r in outcome.rejected]) == (2, [1])


def test_lines_of_records_in_an_array(reading) -> None:
    outcome = reading("a.json", f'[\n{LINE},\n{{"text": "x"}},\n\n7, {{"n": NaN}},\n{LINE}]')
    assert len(outcome.articles) == 2
    assert [(r.line, r.reason[:7]) for r in outcome.rejected] == [
        (3, "no date"),
        (5, "the rec"),
        (5, "NaN is "),
    ]


def test_numbers_of_records_in_a_list_of_articles(reading) -> None:
    outcome = reading("a.json", json.dumps({"articles": [GOOD, {"text": "x"}, GOOD]}, indent=2))
    assert (len(outcome.articles), [r.line for r in outcome.rejected]) == (2, [2])


@pytest.mark.parametrize(
    ("end", "line", "reason"),
    [
        (f",\n{LINE[:-5]}", 2, "not valid JSON"),
        (f",\n{LINE}", 2, "a comma or ] is missing"),
        (f"\n{LINE}]", 1, "a comma or ] is missing"),
        (",\n{oops}]", 2, "not valid JSON"),
        (f",\n{DEEP}", 2, "nested too deep"),
        (",", 1, "does not end"),
        (",]", 1, "not valid JSON"),
    ],
)
def test_a_broken_array_keeps_what_came_before(reading, end: str, line: int, reason: str) -> None:
    outcome = reading("a.json", f"[{LINE}{end}")
    assert outcome.articles
    (fault,) = outcome.rejected
    assert fault.line == line
    assert reason in fault.reason


@pytest.mark.parametrize(
    "content",
    [
        "",
        "  \n",
    ],
)
def test_an_empty_json_file(reading, content: str) -> None:
    assert reading("a.json", content).fault.reason == "the file is empty"


def test_lone_surrogates_can_be_stored(reading) -> None:
    record = r'{"title": "\ud83d", "text": "Peru \udc00 voted \ud83d\ude00 \u0000.", "date": "2023-11-10"}'
    article = reading("a.jsonl", record).article
    assert article.text == "Peru � voted 😀 �."
    assert article.title == "�"
    article.text.encode()


def test_a_named_key_that_is_absent_names_the_keys_found(reading) -> None:
    outcome = reading("a.jsonl", f'{{"story": "x", "date": "2023-11-10"}}\n{LINE}\n', columns={"text": "story"})
    assert [a.text for a in outcome.articles] == ["x"]
    (fault,) = outcome.rejected
    assert fault.line == 2
    assert "'story'" in fault.reason
    assert "'title', 'text', 'date'" in fault.reason


def test_epoch_numbers(reading) -> None:
    outcome = reading("a.jsonl", '{"text": "x", "date": 1699617600}\n{"text": "x", "date": 1699617600000}\n')
    assert [a.published for a in outcome.articles] == [datetime(2023, 11, 10, 12, tzinfo=UTC)] * 2


def test_limits_of_lines_and_arrays(reading, monkeypatch) -> None:
    monkeypatch.setitem(LIMITS, "record_bytes", Limit(200, "bytes", "test"))
    long = json.dumps({**GOOD, "text": "x" * 300})
    lines = reading("a.jsonl", f"{LINE}\n{long}\n{LINE}\n")
    assert (len(lines.articles), [r.line for r in lines.rejected]) == (2, [2])
    assert "longer than 200 bytes" in lines.rejected[0].reason
    array = reading("a.json", f"[{LINE},\n{long},\n{LINE}]")
    assert (len(array.articles), [r.line for r in array.rejected]) == (2, [2])
    one_line = reading("b.json", json.dumps([GOOD] * 10))  # an array in one line is no record
    assert (len(one_line.articles), one_line.rejected) == (10, [])


@pytest.mark.parametrize("window", [16, 100, 1_000])
@pytest.mark.parametrize("indent", [None, 2])
def test_an_array_is_read_piece_by_piece(reading, monkeypatch, window: int, indent: int | None) -> None:
    monkeypatch.setattr(jsonwindow, "_WINDOW", window)
    monkeypatch.setattr(bounded, "_CHUNK", 7)
    rows = [{**GOOD, "text": f"São Tomé’s 🗳 vote {n}.", "n": [n, 1e5, None, "\\ud800"]} for n in range(30)]
    text = json.dumps(rows, indent=indent, ensure_ascii=False)
    outcome = reading("a.json", text)
    assert (outcome.rejected, outcome.warnings) == ([], [])
    assert [one.text for one in outcome.articles] == [row["text"] for row in rows]
    broken = reading("b.json", text[: text.index("vote 20")] + '"oops')
    assert len(broken.articles) == 20
    assert broken.rejected[-1].line == (1 if indent is None else 1 + text[: text.index("vote 20")].count("\n"))
    numbers = reading("c.json", "[" + ",\n".join("1234567890123" for _ in range(30)) + "]")
    assert [fault.line for fault in numbers.rejected] == list(range(1, 31))


def test_an_array_larger_than_a_record_may_be_takes_little_memory(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setitem(LIMITS, "record_bytes", Limit(1 << 18, "bytes", "test"))
    monkeypatch.setattr(jsonwindow, "_WINDOW", 1 << 16)
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{**GOOD, "text": "Peru voted. " * 100}] * 10_000))
    tracemalloc.start()
    count = sum(1 for _ in read(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 10_000
    assert peak < path.stat().st_size / 4


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
@pytest.mark.parametrize("values", ["[" + "[]," * 200 + "0]", "[" + '{"a":1},' * 200 + "0]", "[" + "0," * 400 + "0]"])
def test_a_record_of_very_many_values_is_refused(reading, monkeypatch, name: str, values: str) -> None:
    monkeypatch.setitem(LIMITS, "json_values", Limit(300, "values", "test"))
    fault = reading(name, f'{{"text": "x", "date": "2023-11-10", "n": {values}}}\n').fault
    assert "more than 300 values" in fault.reason
