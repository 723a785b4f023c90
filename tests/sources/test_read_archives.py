"""ZIP and tar archives: what is read of them, and what they cannot do to us."""

from __future__ import annotations

import gzip
import io
import random
import struct
import tarfile
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from makers import RECORDS, lines, parquet, table, tarred, workbook, zipped
from newspages import page

from dashboard.limits import LIMITS, Limit
from dashboard.sources import read
from dashboard.types import Article, Rejected

TAR_MODES = {"a.tar": "w", "a.tar.gz": "w:gz", "a.tgz": "w:gz", "a.tar.bz2": "w:bz2", "a.tar.xz": "w:xz"}


def limit(monkeypatch: pytest.MonkeyPatch, name: str, number: int) -> None:
    monkeypatch.setitem(LIMITS, name, Limit(number, "test", "test"))


def outcome(path: Path) -> tuple[list[Article], list[Rejected]]:
    records = list(read(path, warn=lambda _: None))
    return [r for r in records if isinstance(r, Article)], [r for r in records if isinstance(r, Rejected)]


def mixed(folder: Path) -> dict[str, bytes]:
    """Files of many kinds as an archive holds them, some packed, some in folders."""
    return {
        "a.csv": table(),
        "deep/er/b.jsonl.gz": gzip.compress(lines()),
        "page.html": page().encode(),
        "book.xlsx": workbook(folder / "book.xlsx").read_bytes(),
        "rows.parquet": parquet(folder / "rows.parquet").read_bytes(),
        "__MACOSX/._a.csv": b"\0\0",
        ".DS_Store": b"\0\0",
    }


@pytest.mark.parametrize("name", ["a.zip", *TAR_MODES])
def test_each_file_goes_to_its_own_reader(tmp_path: Path, name: str) -> None:
    files = mixed(tmp_path)
    path = tmp_path / name
    zipped(path, files) if name == "a.zip" else tarred(path, files, TAR_MODES[name])
    articles, rejected = outcome(path)
    assert not rejected
    assert len(articles) == 4 * len(RECORDS) + 1
    assert {a.title for a in articles} == {"Peru praised", "Chile warned", "Kenya signs trade deal"}


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_rejected_records_name_archive_member_and_line(tmp_path: Path, pack) -> None:
    path = tmp_path / ("a.zip" if pack is zipped else "a.tgz")
    warnings: list[str] = []
    pack(path, {"in/a.jsonl": lines() + b"\n{", "b.csv": b"title,date\nPeru,2023-11-10\n", "c.pdf": b"%PDF-1.7"})
    records = list(read(path, warn=warnings.append))
    faults = [(r.file, r.line, r.reason) for r in records if isinstance(r, Rejected)]
    assert faults[0] == (f"{path}!in/a.jsonl", 3, faults[0][2])
    assert "not valid JSON" in faults[0][2]
    assert faults[1][:2] == (f"{path}!c.pdf", 0)
    assert "PDF" in faults[1][2]
    assert len(warnings) == 1
    assert warnings[0].startswith(f"{path}!b.csv: no column holds the text")


def test_archives_in_archives_and_their_depth(tmp_path: Path, monkeypatch) -> None:
    inner = zipped(tmp_path / "inner.zip", {"a.csv": table()}).read_bytes()
    middle = tarred(tmp_path / "middle.tgz", {"inner.zip": inner, "b.jsonl": lines()}).read_bytes()
    path = zipped(tmp_path / "outer.zip", {"middle.tgz": middle})
    assert len(outcome(path)[0]) == 2 * len(RECORDS)
    limit(monkeypatch, "archive_depth", 2)
    articles, (fault,) = outcome(path)
    assert len(articles) == len(RECORDS)
    assert (fault.file, fault.line) == (f"{path}!middle.tgz!inner.zip", 0)
    assert "more than 2 deep" in fault.reason


@pytest.mark.parametrize("pack", [zipped, tarred])
@pytest.mark.parametrize("name", ["../../evil.csv", "/etc/evil.csv", "..\\evil.csv", "C:\\evil.csv", "a/../../b.csv"])
def test_names_are_never_used_as_paths(tmp_path: Path, pack, name: str) -> None:
    folder = tmp_path / "one" / "two"
    folder.mkdir(parents=True)
    path = pack(folder / ("a.zip" if pack is zipped else "a.tgz"), {name: table() + b"\nbroken"})
    articles, (fault,) = outcome(path)
    assert len(articles) == len(RECORDS)
    assert fault.file == f"{path}!{name}"
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == [path.name]


def test_odd_names_are_shown_on_one_line(tmp_path: Path) -> None:
    path = tarred(tmp_path / "a.tar", {"a\n\x1b[31m" + "x" * 600 + ".csv": b"nonsense"}, "w")
    _, (fault,) = outcome(path)
    assert fault.file.isprintable()
    assert len(fault.file) < len(str(path)) + 202
    assert fault.file.endswith("x.csv")


def test_links_and_devices_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_bytes(table())
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as archive:
        for name, kind in (("s.csv", tarfile.SYMTYPE), ("h.csv", tarfile.LNKTYPE), ("d.csv", tarfile.CHRTYPE)):
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, str(tmp_path / "secret.csv")
            archive.addfile(entry)
    articles, rejected = outcome(path)
    assert not articles
    assert [r.file for r in rejected] == [f"{path}!{name}" for name in ("s.csv", "h.csv", "d.csv")]


def test_encrypted_members_are_named(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.csv": table(), "b.csv": table()})
    data = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # the flag of the first member, in both of its places
        data[data.index(mark) + at] |= 1
    path.write_bytes(data)
    articles, (fault,) = outcome(path)
    assert len(articles) == len(RECORDS)
    assert (fault.file, "encrypted" in fault.reason) == (f"{path}!a.csv", True)


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz"])
def test_a_bomb_is_cut_and_fills_neither_memory_nor_disk(tmp_path: Path, monkeypatch, name: str) -> None:
    limit(monkeypatch, "file_bytes", 4 << 20)
    limit(monkeypatch, "record_bytes", 1 << 20)
    limit(monkeypatch, "unpacked_bytes", 128 << 20)
    path = tmp_path / name
    bomb = b"x" * (64 << 20)
    zipped(path, {"a.csv": table(), "bomb.jsonl": bomb, "z.csv": table()}) if name == "a.zip" else tarred(
        path, {"a.csv": table(), "bomb.jsonl": bomb, "z.csv": table()}
    )
    del bomb
    tracemalloc.start()
    articles, rejected = outcome(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(articles) == 2 * len(RECORDS)
    assert {r.file for r in rejected} == {f"{path}!bomb.jsonl"}
    assert "larger than 4 MiB" in rejected[-1].reason
    assert peak < 16 << 20


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.tar.gz", "a.tar.bz2", "a.tar.xz", "a.warc.gz", "a.zip"])
def test_what_unpacks_to_far_more_than_it_was_is_cut(tmp_path: Path, monkeypatch, name: str) -> None:
    limit(monkeypatch, "unpacked_bytes", 1 << 20)
    path, bomb = tmp_path / name, b"x" * (64 << 20)
    if name == "a.jsonl.gz":
        path.write_bytes(gzip.compress(lines() + b"\n" + bomb))
    elif name == "a.warc.gz":
        path.write_bytes(gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 70000000\r\n\r\n" + bomb))
    elif name == "a.zip":
        zipped(path, {"a.csv": table(), "bomb.jsonl": bomb})
    else:
        tarred(path, {"a.csv": table(), "bomb.jsonl": bomb}, f"w:{path.suffix[1:]}")
    del bomb
    articles, rejected = outcome(path)
    assert len(articles) == (0 if "warc" in name else len(RECORDS))
    assert any("200 times its size" in record.reason for record in rejected), rejected


def test_a_zip_whose_files_are_the_same_bytes_is_not_unpacked(tmp_path: Path) -> None:
    data = zipped(tmp_path / "a.zip", {"a.csv": table()}).read_bytes()
    at, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    contents = data[at:end] * 3
    (tmp_path / "b.zip").write_bytes(
        data[:at] + contents + b"PK\x05\x06\0\0\0\0" + struct.pack("<HHIIH", 3, 3, len(contents), at, 0)
    )
    articles, rejected = outcome(tmp_path / "b.zip")
    assert articles == []
    assert "the same bytes" in rejected[0].reason


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_an_archive_stops_at_its_limits(tmp_path: Path, monkeypatch, pack) -> None:
    path = pack(tmp_path / ("a.zip" if pack is zipped else "a.tgz"), {f"{n}.csv": table() for n in range(6)})
    limit(monkeypatch, "archive_bytes", 2 * len(table()))
    articles, rejected = outcome(path)
    assert len(articles) == 2 * len(RECORDS)
    assert "left out" in rejected[-1].reason
    limit(monkeypatch, "archive_bytes", 1 << 20)
    limit(monkeypatch, "archive_members", 4)
    articles, rejected = outcome(path)
    assert len(articles) == (0 if pack is zipped else 4 * len(RECORDS))  # a ZIP says beforehand how many it holds
    assert "more than 4 files" in rejected[-1].reason


def test_a_table_of_contents_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"PK\x03\x04" + b"\0" * 40 + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, 1 << 30, 0, 0))
    assert "table of contents larger" in outcome(path)[1][0].reason


def test_a_tar_header_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.tar.gz"
    header = tarfile.TarInfo("pax")
    header.type, header.size = tarfile.XHDTYPE, 512 << 20
    with gzip.open(path, "wb", 1) as file:
        file.write(header.tobuf())
        for _ in range(64):
            file.write(b"x" * (1 << 20))
    tracemalloc.start()
    articles, rejected = outcome(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert not articles
    assert rejected
    assert peak < 16 << 20


def test_a_damaged_member_costs_itself_only(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.jsonl", lines())
        archive.writestr("b.jsonl", lines())
    data = bytearray(path.read_bytes())
    data[data.index(b"Peru")] ^= 1  # the checksum of the first fails
    path.write_bytes(data)
    articles, rejected = outcome(path)
    assert len(articles) >= len(RECORDS)
    assert {r.file for r in rejected} == {f"{path}!a.jsonl"}
    assert "cannot be unpacked whole" in rejected[-1].reason


@pytest.mark.parametrize("name", TAR_MODES)
def test_a_tar_that_ends_too_early_keeps_what_came_before(tmp_path: Path, name: str) -> None:
    noise = random.Random(1).randbytes(300_000).hex()
    path = tarred(tmp_path / name, {"a.csv": table(), "b.txt": f"date 2023-11-10 {noise}".encode()}, TAR_MODES[name])
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    articles, rejected = outcome(path)
    assert rejected
    if name != "a.tar.bz2":  # it unpacks in blocks, and here all is one
        assert [a.title for a in articles[:2]] == [r["title"] for r in RECORDS]


@pytest.mark.parametrize("name", ["a.zip", *TAR_MODES])
@pytest.mark.parametrize("data", [b"", b"PK\x05\x06", b"x" * 2000, b"\x1f\x8b\x08" + b"\0" * 50, b"BZh91AY&SY" * 5])
def test_what_is_no_archive(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    articles, rejected = outcome(tmp_path / name)
    assert not articles
    assert all(r.reason and r.file == str(tmp_path / name) for r in rejected)


def test_an_empty_archive_gives_nothing(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w"):
        pass
    with tarfile.open(fileobj=io.BytesIO(), mode="w") as archive:
        archive.close()
        (tmp_path / "a.tar").write_bytes(archive.fileobj.getvalue())
    assert outcome(tmp_path / "a.zip") == ([], [])
    assert outcome(tmp_path / "a.tar") == ([], [])


def test_a_zip_without_its_end_is_not_taken_for_one_inside_it(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "inner.zip", {"a.csv": table()}).read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:  # stored, as archives in archives are
        archive.writestr("first.csv", table())
        archive.writestr("inner.zip", inner)
    whole = (tmp_path / "a.zip").read_bytes()
    (tmp_path / "a.zip").write_bytes(whole[: whole.index(inner) + len(inner)])
    articles, (fault,) = outcome(tmp_path / "a.zip")
    assert not articles
    assert "is cut off" in fault.reason
    (tmp_path / "b.zip").write_bytes(b"#!/bin/sh\n" + whole)  # one that unpacks itself has a program in front
    assert len(outcome(tmp_path / "b.zip")[0]) == 2 * len(RECORDS)
