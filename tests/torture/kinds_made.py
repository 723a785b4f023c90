"""Good files of each kind, and what every kind of malformed ones is made with."""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / room) for room in ("sources", "hostile")]

import makers  # noqa: E402
from hostile_values import changed as changed  # noqa: E402, PLC0414

Lot = random.Random
Maker = Callable[[Lot, Path], Path]
RECORD = dict(makers.RECORDS[0])
LINE = json.dumps(RECORD).encode()


@cache
def whole(name: str) -> bytes:
    """The bytes of the good file of that name."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        makers.KINDS[name](path)
        return path.read_bytes()


def written(path: Path, name: str, data: bytes) -> Path:
    (path / name).write_bytes(data)
    return path / name


def mutated(name: str) -> Maker:
    def make(lot: Lot, place: Path) -> Path:
        data = bytearray(whole(name))
        for _ in range(lot.choice((1, 1, 3, 20, 200))):
            data[lot.randrange(len(data))] = lot.randrange(256)
        return written(place, name, bytes(data))

    return make


def spliced(name: str) -> Maker:
    def make(lot: Lot, place: Path) -> Path:
        data = whole(name)
        one, two = sorted(lot.choices(range(len(data)), k=2))
        piece = data[one:two]
        made = (data[:one], data[two:], data[:one] + data[two:], data[:two] + piece * lot.choice((1, 9)) + data[two:])
        return written(place, name, lot.choice(made))

    return make


def inserted(lot: Lot, data: bytes, signs: tuple[bytes, ...]) -> bytes:
    for _ in range(lot.choice((1, 3, 30))):
        at = lot.randrange(len(data) + 1)
        data = data[:at] + lot.choice(signs) * lot.choice((1, 1, 500)) + data[at:]
    return data


def with_signs(signs: tuple[bytes, ...], *names: str) -> Maker:
    def make(lot: Lot, place: Path) -> Path:
        name = lot.choice(names)
        return written(place, name, inserted(lot, whole(name), signs))

    return make


TEXTS = ("text.txt", "table.csv", "lines.jsonl", "service.json", "page.html", "feed.rss", "feed.json", "stories.csv")
