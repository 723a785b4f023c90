"""Values of wrong types, ranges and sizes, as somebody might send them who wants to break a page."""

import random
import string
from typing import Any
from urllib.parse import quote, quote_plus

NUMBERS = (
    *(0, -1, 1, 7, 2**31, -(2**31) - 1, 2**53, 2**63 - 1, 2**63, -(2**63) - 1, 10**30, 10**400),
    *(0.1, -0.0, 1e-320, 1e308, float("nan"), float("inf")),
)
DAYS = (
    *("0001-01-01", "9999-12-31", "2024-02-30", "2024-13-01", "10000-01-01", "-001-01-01", "2023-06-01", "2023-06-30"),
    *("20230601", "2023-W05-1", "2023-06-01T00:00:00+99:00", "٢٠٢٣-٠٦-٠١", "2024-02-29 24:00"),
)
TEXTS = (
    *("", " ", "\0", "a\0b", "\n\r\t", "\ufeff", "\u202e\u2066abc", "\U0001f1f7\U0001f1fa", "e\u0301" * 50, "\uffff"),
    *("\x7f\x1b[2J", "\ud800", "\udfff\ud800x", "9" * 5_000, "x" * 10_000, "x " * 5_000, "-0", "0x1f", "١٢٣", "1e999"),
    *(
        "RUS",
        "rus",
        "XXX",
        "RUS.USA.CHN",
        "." * 200,
        "RUS." * 900,
        "None",
        "null",
        "true",
        "NaN",
        "inf",
        "0.20",
        "-0.1",
    ),
    *(
        "<script>alert(1)</script>",
        "javascript:alert(1)",
        "=1+1",
        "@SUM(1)",
        "%s%n%d",
        "{0.__class__}",
        "%00",
        "%F0%9F",
    ),
    *("'; DROP TABLE articles; --", "../../../etc/passwd", "..\\..\\x", "&a=b&a=c", "?x#y;z", "NEAR(a b)", "a AND"),
    *("grain -war", '"grain', '""', '"a" "', "-", "-a", "- -", "*", "a*", "(a OR b", "text:a", "^a", "a" + " b" * 400),
    *("raw", "vader", "tone", "auto", "day", "week", "year", "linear", "none", "on", "0.500001", "1", "negative"),
)


def anything(lot: random.Random, depth: int = 0) -> Any:
    """A value of any type and size that JSON can hold, some that it should not."""
    kinds = (_nothing, _number, _number, text, text, text, *(() if depth >= 3 else (_list, _list, _object, _nested)))
    kind = lot.choice(kinds)
    return kind(lot) if kind in (_nothing, _number, text, _nested) else kind(lot, depth)


def text(lot: random.Random) -> str:
    """A text that may mean something to someone: a day, a code, a search, markup, a path, noise."""
    kind = lot.randrange(8)
    if kind < 2:
        return lot.choice(DAYS)
    if kind < 7:
        return lot.choice(TEXTS)
    return "".join(
        chr(lot.choice((lot.randrange(32, 127), lot.randrange(0xD7FF)))) for _ in range(lot.randrange(1, 60))
    )


def _nothing(lot: random.Random) -> Any:
    return lot.choice((None, True, False))


def _number(lot: random.Random) -> Any:
    return lot.choice(NUMBERS) if lot.random() < 0.8 else lot.uniform(-1e6, 1e6)


def _list(lot: random.Random, depth: int) -> Any:
    if lot.random() < 0.05:
        return [lot.choice(("RUS", 1, None, [], "2023-06-01"))] * 3_000
    return [anything(lot, depth + 1) for _ in range(lot.choice((0, 1, 1, 2, 3, 5, 40)))]


def _object(lot: random.Random, depth: int) -> Any:
    return {text(lot)[:40]: anything(lot, depth + 1) for _ in range(lot.randrange(4))}


def _nested(lot: random.Random) -> Any:
    nested: Any = anything(lot, 3)
    for _ in range(lot.choice((2, 15, 25, 200))):
        nested = [nested] if lot.random() < 0.5 else {"props": nested}
    return nested


def changed(lot: random.Random, value: Any, depth: int = 0) -> Any:
    """A value in which something was put in another's place: the whole, a part, a key, or how often it comes."""
    if depth > 8 or not value or lot.random() < 0.25:
        return anything(lot)
    if isinstance(value, list):
        return _changed_list(lot, value, depth)
    if isinstance(value, dict):
        key = lot.choice(list(value))
        if lot.random() < 0.2:
            return {name: part for name, part in value.items() if name != key}
        return value | {key: changed(lot, value[key], depth + 1)}
    if isinstance(value, str) and lot.random() < 0.5:
        place = lot.randrange(len(value))
        return value[:place] + lot.choice((text(lot)[:500], lot.choice(string.printable), "")) + value[place + 1 :]
    return anything(lot)


def _changed_list(lot: random.Random, value: list[Any], depth: int) -> list[Any]:
    place = lot.randrange(len(value))
    if lot.random() < 0.2:
        return value[:place] + value[place + 1 :]
    if lot.random() < 0.2:
        return value * lot.choice((2, 50))
    return [*value[:place], changed(lot, value[place], depth + 1), *value[place + 1 :]]


def query_string(lot: random.Random, names: list[str], name: str = "") -> str:
    """A page's query string with a hostile value for the field `name`, or for some of `names`, and sane ones beside."""
    chosen = [name] if name else lot.choices(names, k=lot.choice((1, 1, 2, 4, 12)))
    opened = lot.choice(("time.2023-01-01.2023-06-30", "word.praised", "tone.9", "with.USA", "outlet."))
    sane = {"c": "RUS.USA", "from": "2023-01-01", "to": "2023-12-31", "by": "day", "words": "grain"}
    sane |= {"at": "RUS.2023-01-01.2023-12-31", "open": opened, "check": "20", "seed": "7", "mode": "outlets"}
    parts = [f"{key}={value}" for key, value in sane.items() if lot.random() < 0.3 and key not in chosen]
    for field in chosen:
        value = text(lot) if lot.random() < 0.8 else ".".join(text(lot)[:30] for _ in range(lot.randrange(1, 6)))
        write = lot.choice((quote_plus, quote, str))
        parts.append(f"{field}={write(value, errors='replace') if write is not str else value}")
    lot.shuffle(parts)
    return lot.choice(("?", "?", "?", "", "??")) + lot.choice(("&", "&", "&", ";", "&&")).join(parts)
