"""Encodings, compression, caps, and files that cannot be opened."""

from __future__ import annotations

import gzip
import json
import os
import random
import sys
import tracemalloc
from pathlib import Path

import pytest

from dashboard.limits import LIMITS, Limit, cap
from dashboard.sources import read
from dashboard.types import Rejected

TEXT = "São Tomé’s “vote”."
LINE = json.dumps({"text": TEXT, "date": "2023-11-10"}, ensure_ascii=False)
CONTENTS = {
    "a.txt": f"date 2023-11-10 {TEXT}\n",
    "a.csv": f"date,text\n2023-11-10,{TEXT}\n",
    "a.jsonl": LINE + "\n",
    "a.json": f"[{LINE}]",
}
MARKS = ["utf-8", "utf-8-sig", "utf-16", "utf-32"]


@pytest.mark.parametrize("name", CONTENTS)
@pytest.mark.parametrize("encoding", [*MARKS, "utf-16-be", "utf-32-be"])
@pytest.mark.parametrize("packed", [False, True])
def test_marked_encodings(reading, name: str, encoding: str, packed: bool) -> None:
    mark = "\ufeff" if encoding.endswith("-be") else ""
    data = (mark + CONTENTS[name]).encode(encoding)
    outcome = reading(name + ".gz", gzip.compress(data)) if packed else reading(name, data)
    assert outcome.article.text == TEXT
    assert outcome.warnings == []


@pytest.mark.parametrize("name", CONTENTS)
def test_windows_1252_is_read_with_a_warning(reading, name: str) -> None:
    outcome = reading(name, CONTENTS[name].encode("cp1252"))
    assert outcome.article.text == TEXT
    (warning,) = outcome.warnings
    assert name in warning
    assert "Windows-1252" in warning


@pytest.mark.parametrize("name", CONTENTS)
def test_bytes_that_windows_1252_lacks(reading, name: str) -> None:
    data = CONTENTS[name].encode("cp1252").replace("ã".encode("cp1252"), b"\x81")
    outcome = reading(name, data)
    assert outcome.article.text == TEXT.replace("ã", "�")
    assert len(outcome.warnings) == 2
    assert "replaced" in outcome.warnings[1]


def test_each_line_is_decoded_by_itself_and_warned_of_once(reading) -> None:
    old = LINE.encode("cp1252")
    outcome = reading("a.jsonl", b"\n".join([LINE.encode(), old, LINE.encode(), old]))
    assert [a.text for a in outcome.articles] == [TEXT] * 4
    assert len(outcome.warnings) == 1


def test_broken_utf_16_is_read_with_a_warning(reading) -> None:
    data = CONTENTS["a.txt"].encode("utf-16-le")
    outcome = reading("a.txt", b"\xff\xfe" + data + b"\x00\xd8x")
    assert outcome.article.text.startswith(TEXT)
    assert len(outcome.warnings) == 1


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-32-be"])
@pytest.mark.parametrize("name", CONTENTS)
def test_unmarked_utf_16_is_refused(reading, name: str, encoding: str) -> None:
    outcome = reading(name, CONTENTS[name].encode(encoding))
    assert not outcome.articles
    assert outcome.rejected


def many(name: str, number: int) -> bytes:
    # Numbers that differ keep the packed form long enough to be cut in the middle.
    chance = random.Random(7)
    records = [{"text": f"Peru {i} {chance.randbytes(30).hex()}", "date": "2023-11-10"} for i in range(number)]
    if name == "a.csv":
        return ("date,text\n" + "".join(f"{r['date']},{r['text']}\n" for r in records)).encode()
    lines = [json.dumps(record) for record in records]
    return ("[" + ",\n".join(lines) + "]" if name == "a.json" else "\n".join(lines)).encode()


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.json"])
@pytest.mark.parametrize("damage", ["cut", "flipped"])
def test_damaged_gzip_keeps_what_came_before(reading, name: str, damage: str) -> None:
    packed = bytearray(gzip.compress(many(name, 5000)))
    if damage == "cut":
        del packed[len(packed) // 2 :]
    else:
        packed[len(packed) // 2 : len(packed) // 2 + 50] = bytes(50)
    outcome = reading(name + ".gz", bytes(packed))
    assert 500 < len(outcome.articles) < 4999
    last = outcome.rejected[-1]
    assert "gzip" in last.reason
    assert len(outcome.articles) <= last.line < 5000


def test_a_bad_record_does_not_hide_the_good_ones_before_the_break(reading) -> None:
    array = b'[{"n": NaN},' + many("a.json", 5000)[1:]
    outcome = reading("a.json.gz", gzip.compress(array)[:-20_000])
    assert len(outcome.articles) > 500
    assert [r.reason[:12] for r in outcome.rejected] == ["NaN is not v", "the gzip dat"]


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.json"])
def test_a_wrong_checksum_is_told(reading, name: str) -> None:
    packed = bytearray(gzip.compress(many(name, 5)))
    packed[-8] ^= 1
    outcome = reading(name + ".gz", bytes(packed))
    assert [r.reason for r in outcome.rejected] == [
        "the gzip data fails its checksum; what was read of it may be wrong"
    ]


def test_rubbish_after_the_gzip_data_is_told(reading) -> None:
    outcome = reading("a.jsonl.gz", gzip.compress((LINE + "\n").encode()) + b"rubbish")
    assert (len(outcome.articles), len(outcome.rejected)) == (1, 1)
    assert "follows the gzip data" in outcome.rejected[0].reason


def test_a_text_that_ends_too_early_is_no_article(reading) -> None:
    fault = reading("a.txt.gz", gzip.compress(CONTENTS["a.txt"].encode())[:-9]).fault
    assert "ends too early" in fault.reason


def test_gzip_is_known_by_its_mark(reading) -> None:
    assert reading("a.txt", gzip.compress(CONTENTS["a.txt"].encode())).article.text == TEXT
    assert "holds no gzip data" in reading("a.txt.gz", CONTENTS["a.txt"]).fault.reason


def test_members_one_after_the_other(reading) -> None:
    packed = gzip.compress((LINE + "\n").encode()) * 2
    assert len(reading("a.jsonl.gz", packed).articles) == 2


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_a_file_above_the_limit_is_read_up_to_it(reading, monkeypatch, name: str) -> None:
    monkeypatch.setitem(LIMITS, "file_bytes", Limit(10_240, "bytes", "test"))
    outcome = reading(name + ".gz", gzip.compress(many(name, 5000)))
    assert 50 < len(outcome.articles) < 200
    assert "larger than 10 KiB" in outcome.rejected[-1].reason


def test_a_text_above_the_limit(reading, monkeypatch) -> None:
    monkeypatch.setitem(LIMITS, "record_bytes", Limit(1000, "bytes", "test"))
    assert "larger than 1000 bytes" in reading("a.txt", "date 2023-11-10 " + "Peru. " * 1000).fault.reason


def test_a_bomb_in_one_line_does_not_fill_the_memory(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setitem(LIMITS, "record_bytes", Limit(1 << 20, "bytes", "test"))
    monkeypatch.setitem(LIMITS, "unpacked_bytes", Limit(1 << 30, "bytes", "test"))
    path = tmp_path / "bomb.jsonl.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        for _ in range(64):
            file.write(b"x" * (1 << 20))
        file.write(b"\n" + LINE.encode())
    tracemalloc.start()
    records = list(read(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [type(record).__name__ for record in records] == ["Rejected", "Article"]
    assert peak < 16 << 20


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("a.xyz", "no reader for .xyz files"),
        ("a.tar.gz", "holds no gzip data"),
        ("a.xyz.tar.old", "no reader for .old files"),
        ("a", "files without a suffix"),
    ],
)
def test_unknown_suffixes(reading, name: str, reason: str) -> None:
    fault = reading(name, "x").fault
    assert fault.line == 0
    assert reason in fault.reason


def one(path: Path) -> Rejected:
    (record,) = read(path)
    assert isinstance(record, Rejected)
    return record


@pytest.mark.parametrize("suffix", [".txt", ".csv", ".jsonl", ".json"])
def test_files_that_cannot_be_read(tmp_path: Path, suffix: str) -> None:
    assert one(tmp_path / f"missing{suffix}") == Rejected(str(tmp_path / f"missing{suffix}"), 0, "no such file")
    folder = tmp_path / f"folder{suffix}"
    folder.mkdir()
    assert "not an ordinary file" in one(folder).reason
    assert one(folder).line == 0
    assert "cannot be read" in one(tmp_path / f"{'x' * 300}{suffix}").reason
    assert one(Path(f"nul\0{suffix}")).line == 0


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.txt")
        assert "not an ordinary file" in one(tmp_path / "pipe.txt").reason
    else:
        assert sys.platform == "win32"


def test_a_file_name_that_is_no_utf_8_can_be_stored(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    one(tmp_path / name).file.encode()


HOLLOW = {
    "a.jsonl": "{}\n",
    "b.csv": "x\n",
    "c.json": "[],\n",
}


@pytest.mark.parametrize("name", HOLLOW)
def test_a_file_of_records_that_hold_nothing_is_given_up(reading, name: str) -> None:
    begun = {"b.csv": "text,date\n", "c.json": "["}.get(name, "")
    found = reading(name, begun + HOLLOW[name] * (cap("hollow_records") + 5) + "{}]")
    assert found.articles == []
    assert len(found.rejected) == cap("hollow_records")
    assert "in a row hold nothing" in found.rejected[-1].reason
    assert found.rejected[-1].line > cap("hollow_records") - 2


def test_an_article_among_records_that_hold_nothing_is_kept(reading) -> None:
    few = "{}\n" * (cap("hollow_records") - 1)
    article = '{"text": "Peru won.", "date": "2023-11-10"}\n'
    found = reading("a.jsonl", few + article + few + article)
    assert len(found.articles) == 2
    assert len(found.rejected) == 2 * (cap("hollow_records") - 1)


def test_records_that_hold_something_are_all_rejected_one_by_one(reading) -> None:
    number = cap("hollow_records") + 5
    found = reading("a.jsonl", '{"text": "Peru won.", "when": ""}\n' * number)
    assert len(found.rejected) == number


def test_a_quote_that_never_closes_costs_its_lines_and_no_more(reading) -> None:
    row = "Peru won praise.,2023-11-10\n"
    found = reading("a.csv", 'text,date\n"' + row * (cap("record_lines") + 10))
    assert len(found.articles) == 9  # without the line that was one too many
    assert found.rejected[0].line == 2
    assert "probably a quote never closes" in found.rejected[0].reason


def test_blank_lines_without_end_are_given_up(reading) -> None:
    article = '{"text": "Peru won.", "date": "2023-11-10"}\n'
    found = reading("a.jsonl", article + "\r\n" * cap("blank_lines") + article)
    assert (len(found.articles), found.rejected) == (2, [])
    found = reading("b.jsonl", article + "\r\n" * (cap("blank_lines") + 1) + article)
    assert len(found.articles) == 1
    assert "blank; the rest was left out" in found.rejected[0].reason
    assert found.rejected[0].line == cap("blank_lines") + 2
