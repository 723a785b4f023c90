"""What each rule and each table is worth: micro-F1 of country sets with one of them switched off in turn.

    python tests/quality/ablation.py [FILE ...] [--reuters]

FILE is a gold file in JSON Lines (text, countries_alpha2); without one, the dev file of GeoVirus and the trap table of
tests/countries are used. --reuters adds Reuters-21578's mentioned countries from the cache (see reuters.py). A rule's
gain is the F1 of all rules less the F1 without it.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import gold
import reuters

from dashboard.countries.find import find_hits
from dashboard.countries.gazetteer import gazetteer
from dashboard.countries.lexicon import Lexicon, build
from dashboard.countries.records import PRIORITY, Gazetteer, Term
from dashboard.countries.steps import STEPS

TRAPS = Path(__file__).resolve().parents[1] / "countries" / "traps.tsv"


def trap_items() -> list[gold.Item]:
    """The rows of our own trap table."""
    lines = [line for line in TRAPS.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [
        gold.Item(
            row["text"],
            frozenset(row["countries"].split()) - {"-"},
            None if row["day"] == "-" else date.fromisoformat(row["day"]),
        )
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    ]


def reuters_items() -> list[gold.Item]:
    """Reuters' stories, without the country that is left out there."""
    return [gold.Item(f"{story.title}\n{story.body}", story.places, reuters.WRITTEN) for story in reuters.stories()]


def f1(items: Iterable[gold.Item], terms: Lexicon, without: str = "", left_out: str = "") -> float:
    """Micro-F1 of the country sets found with a lexicon and without the rule named."""
    off = frozenset({without})
    pairs = [
        (
            {entry.country for _, _, entry in find_hits(item.text, terms, item.day, without=off)} - {left_out, ""},
            item.countries - {left_out},
        )
        for item in items
    ]
    return gold.score(pairs).f1


def without_kind(kind: str) -> Callable[[Gazetteer], Gazetteer]:
    """Leaves all terms of one kind out of a gazetteer."""

    def cut(tables: Gazetteer) -> Gazetteer:
        if kind == "leader":
            return replace(tables, leaders=())
        return replace(tables, terms=tuple(term for term in tables.terms if term.kind != kind))

    return cut


def marked(tables: Gazetteer, change: Callable[[Term], frozenset[str]]) -> Gazetteer:
    """A gazetteer whose terms have other marks."""
    return replace(tables, terms=tuple(replace(term, marks=change(term)) for term in tables.terms))


def without_weak_cities(tables: Gazetteer) -> Gazetteer:
    """Leaves out the cities that need other evidence."""
    kept = tuple(term for term in tables.terms if not (term.kind == "city" and "support" in term.marks))
    return replace(tables, terms=kept)


def without_surnames(tables: Gazetteer) -> Gazetteer:
    """A leader's surname counts nowhere, not even behind the full name."""
    return replace(tables, leaders=tuple(replace(leader, surnames=()) for leader in tables.leaders))


TABLES: dict[str, Callable[[Gazetteer], Gazetteer]] = {
    **{f"table of kind {kind}": without_kind(kind) for kind in PRIORITY if kind != "name"},
    "blocking phrases": lambda tables: replace(tables, blocks=()),
    "blocs and organisations": lambda tables: replace(tables, blocs=()),
    "cities below a million": without_weak_cities,
    "surnames after the full name": without_surnames,
    "names in capitals": lambda tables: marked(tables, lambda term: term.marks | {"nocaps"}),
}
"""What can be taken out of the gazetteer as a whole."""


def orders() -> dict[str, tuple[str, ...]]:
    """The order of kinds turned round, to see what their priority is worth."""
    return {"priority of kinds": tuple(reversed(PRIORITY))}


def report(name: str, items: list[gold.Item], left_out: str = "") -> None:
    """Prints the table for one gold set."""
    tables = gazetteer()
    whole = build(tables)
    full = f1(items, whole, left_out=left_out)
    rows = [(step.name, step.words, full - f1(items, whole, step.name, left_out)) for step in STEPS]
    rows += [
        (title, "left out of the tables", full - f1(items, build(cut(tables)), left_out=left_out))
        for title, cut in TABLES.items()
    ]
    rows += [
        (title, "order turned round", full - f1(items, build(tables, order), left_out=left_out))
        for title, order in orders().items()
    ]
    print(f"\n{name}: {len(items)} texts, micro-F1 {full:.2f} with all rules")
    print(f"{'rule or table':<26}{'gain':>7}  what it does")
    for title, words, gain in sorted(rows, key=lambda row: -row[2]):
        print(f"{title:<26}{gain:>+7.2f}  {words}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="gold files in JSON Lines")
    parser.add_argument("--reuters", action="store_true", help="Reuters-21578 from the cache as well")
    chosen = parser.parse_args()
    report("our trap table", trap_items())
    default = gold.folder() / gold.GEOVIRUS
    for path in chosen.files or ([default] if default.is_file() else []):
        report(path.name, gold.read(path))
    if chosen.reuters and (reuters.CACHE / "data" / "full").is_dir():
        report("Reuters-21578, mentioned", reuters_items(), reuters.LEFT_OUT)
    return 0


if __name__ == "__main__":
    sys.exit(main())
