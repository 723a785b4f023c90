"""Gives the program files and texts that were made to fill its memory or to take its time, each in a child of its own.

python tests/torture/bombs.py [SHARE]: the first of every so many bombs; all by default
"""

from __future__ import annotations

import resource
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import forked
from bomb_files import FILES, entities
from corpus import write_corpus
from kinds import whole
from protego import Protego

from dashboard import Article, ingest, open_store, score_article
from dashboard.sources.dates import DateError, parse_date
from dashboard.sources.fetch import AGENT
from dashboard.stories import keys
from dashboard.watch.opml import read_opml
from dashboard.watch.settings import SettingsError

MOST_SECONDS, MOST_MEGABYTES = 1.0, 256
TRIES = (
    4  # of a bomb above these seconds: on a machine that does much else, the same work takes up to three times as long
)
_MOST_MEMORY = 6 << 30


# Texts that a rule or a pattern of ours might take long over, repeated to 200,000 signs: all of them are scored.
UNITS: tuple[str, ...] = (
    *(
        "good but ",
        "not ",
        "never so good ",
        "very ",
        "least ",
        "without doubt ",
        "GOOD ",
        "good!!! ",
        "?",
        "!",
        "kind of ",
        "at least ",
    ),
    *(
        "\U0001f600",
        ":) ",
        "bad ass ",
        "yeah right ",
        "cut the mustard ",
        "no good ",
        "won't ",
        "isn't good, ",
        "good. ",
        "good ",
    ),
    *(
        ". ",
        ".",
        "U.S. ",
        "Mr. ",
        "e.g. ",
        "J. ",
        "... ",
        "“Peru.” ",
        "'",
        '"',
        "(",
        ")",
        "[",
        "—",
        "-",
        "a-",
        ", ",
        ";",
        "\n",
        "\n\n",
        "\t",
        " ",
    ),
    *(
        "Peru ",
        "Peru and ",
        "Peru, Chile, ",
        "Peru's ",
        "Peru-",
        "U.S.-",
        "Georgia ",
        "Jordan ",
        "Chad ",
        "Korea ",
        "Congo ",
        "New York, ",
    ),
    *(
        "Paris, Texas, ",
        "Turkey ",
        "turkey ",
        "Washington ",
        "President of ",
        "Kim Jong Un ",
        "Guinea pig ",
        "American ",
        "Peruvian, ",
        "the U.S. ",
    ),
    *(
        "Peru condemned Chile ",
        "Peru was condemned by ",
        "Critics of Peru said that Chile blamed ",
        "Peru; Chile: ",
        "Mary Nigel Santos Bush ",
    ),
    *(
        "A",
        "x",
        "Ab ",
        "aB",
        "\u0301",
        "İ",
        "ß",
        "ﷺ",
        "\u200b",
        "\u202e",
        "東京",
        "é",
        "\0",
        "\ufffd",
        "1,000 ",
        "1.",
        "% ",
        "$1 ",
        "http://x.y/ ",
        "@a ",
        "# ",
    ),
    *(
        "united nations of the republic of the ",
        "Democratic Republic of the ",
        "South ",
        "North ",
        "West Bank of ",
        "of ",
        "who said that ",
        "to be ",
    ),
)
_SIGNS = 200_000

# Fields of a hundred signs, which is all that is read of a date; the dearest of some hundred is told.
DATES = (
    "1 ",
    "1-",
    "1:",
    "Fri, ",
    "nov ",
    "2023-",
    "T",
    "Z",
    "+00:00",
    "a.m. ",
    "1st ",
    ".",
    "٣",
    "\t",
    "(",
    "May ",
    "th of ",
    "W1-",
    "0",
)


def _ingested(path: Path) -> str:
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "s.db") as store:
        report = ingest(path, store, warn=lambda _: None)
        reasons = {record.reason for record in store.rejected(3)}
        return f"{report.stored} stored, {report.rejected} rejected: {'; '.join(reasons)[:150]}"


def _scored(text: str) -> str:
    article = Article(text, date(2023, 11, 10), text[:300])
    keys(article)
    return f"{len(score_article(article).tones)} countries"


def _dated() -> str:
    refused = 0
    for one in DATES:
        for other in DATES:
            try:
                parse_date(((one * 50)[:50] + other * 50)[:100])
            except DateError:
                refused += 1
    return f"{refused} of {len(DATES) ** 2} refused"


def _robots() -> str:
    rules = "User-agent: *\n" + "".join(f"Disallow: /{'*a' * 40}{n}$\n" for n in range(500))
    return f"allowed: {Protego.parse(rules).can_fetch('https://x.test/' + 'a' * 3_000, AGENT)}"


def _opml(path: Path) -> str:
    path.write_text(f'<?xml version="1.0"?>{entities(9, 10)}<opml><body>&l9;</body></opml>', "utf-8")
    try:
        return f"{len(read_opml(path, print))} feeds"
    except SettingsError as error:
        return str(error)


Meet = Callable[[], str]


def bombs(place: Path) -> Iterator[tuple[str, Callable[[], Meet]]]:
    """Every bomb: its name, and what makes it and gives what meets it."""
    for name, (file, make) in FILES.items():
        yield name, lambda file=file, make=make: _made(place / file, make())
    for unit in UNITS:
        text = f"Peru {unit * (_SIGNS // len(unit))}"  # where no country is named, nothing is scored
        sentences = " ".join(f"Peru {text[at : at + 900]}." for at in range(0, _SIGNS, 900))
        yield f"a text of {unit!r}", lambda text=text: lambda: _scored(text)
        yield f"sentences of {unit!r}", lambda sentences=sentences: lambda: _scored(sentences)
    yield "dates", lambda: _dated
    yield "robots.txt", lambda: _robots
    yield "entities in OPML", lambda: lambda: _opml(place / "a.opml")


def _made(path: Path, data: bytes) -> Meet:
    path.write_bytes(data)
    return lambda: _ingested(path)


def _at_best(meet: Callable[[], str]) -> forked.Ended:
    """How a child ends that meets the bomb, the quickest of some where they took too long."""
    tries: list[forked.Ended] = []
    while not tries or (tries[-1].seconds > MOST_SECONDS and len(tries) < TRIES):
        tries.append(forked.run(lambda: _limited(meet)))
    return min(tries, key=lambda ended: ended.seconds)


def _limited(meet: Callable[[], str]) -> None:
    """Meets the bomb where it can harm nobody: what takes far too long, or far too much memory, is ended."""
    resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    print(meet())


def main(share: int = 1) -> int:
    failures: list[str] = []
    dearest, largest, number = (0.0, ""), (0.0, ""), 0
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        forked.warm(write_corpus(place / "corpus", 8), place / "warm.db")
        for name in ("book.xlsx", "rows.parquet", "page.html", "feed.rss", "crawl.warc.gz"):
            (place / name).write_bytes(whole(name))
            _ingested(place / name)  # its libraries are loaded before the forks
        for place_in_list, (name, ready) in enumerate(bombs(place)):
            if place_in_list % share:
                continue
            number += 1
            best = _at_best(ready())
            dearest, largest = max(dearest, (best.seconds, name)), max(largest, (best.megabytes, name))
            if best.status or best.seconds > MOST_SECONDS or best.megabytes > MOST_MEGABYTES:
                failures.append(
                    f"{name}: {best.seconds:.2f} s, {best.megabytes:.0f} MB, exit {best.status}, {best.said[-300:]}"
                )
    print(
        f"{number} bombs; dearest {dearest[0]:.2f} s of processor time ({dearest[1]}); "
        f"most memory {largest[0]:.0f} MB ({largest[1]})"
    )
    print(f"(of one above {MOST_SECONDS:g} s, the quickest of {TRIES} tries)")
    print(f"failures {len(failures)}", *failures, sep="\n")
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
