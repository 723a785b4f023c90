"""Every text the search looks for, with what it means when found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from dashboard.countries.additions import NONE, Additions
from dashboard.countries.gazetteer import gazetteer
from dashboard.countries.records import PLACES, PRIORITY, RULE_MARKS, Gazetteer, Kind, Leader, Term
from dashboard.countries.spellings import even, spellings, without_accents
from dashboard.countries.titles import TITLES

Led = tuple[tuple[str, "Entry"], ...]
"""What may go before a pattern and makes a longer text of it, the longest first, with that text's meaning."""

SILENT = frozenset({"bloc", "phrase"})
"""Kinds that stand for no country, and hide the names inside them."""

_NO_MARKS: frozenset[str] = frozenset()

_CAPITAL = re.compile(r"[^\W\d_a-zß-öø-ÿ]")


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """What a found text means: the country, the kind, the context rules to ask (`marks`), and for persons the
    terms of office behind the name. `country` is empty for a person of whom only the date can tell, and for blocs
    and blocking phrases. Entries are told apart by identity, as it is quicker for a key.
    """

    text: str
    country: str
    kind: Kind
    marks: frozenset[str] = frozenset()
    leaders: tuple[Leader, ...] = ()
    second: str = ""

    def of(self, country: str) -> Entry:
        """The same entry for another country, with no rule left to ask."""
        return Entry(self.text, country, self.kind, _NO_MARKS, self.leaders, self.second)

    def marked(self, mark: str) -> Entry:
        """The same entry with one more rule to ask."""
        return Entry(self.text, self.country, self.kind, self.marks | {mark}, self.leaders, self.second)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The automaton over UTF-8, with the meaning of each pattern by its number.

    A text that begins with a small letter ("the Emirates") is searched by what follows from its first capital on
    (`led` has the rest), for an automaton that waits for capitals only is twice as quick. None in `entries` is a
    pattern that means nothing without what leads it; in `speaking` also one that stands for no country.
    """

    tables: Gazetteer
    automaton: BytesAhoCorasick
    entries: tuple[Entry | None, ...]
    speaking: tuple[Entry | None, ...]
    led: Mapping[int, Led]
    by_text: Mapping[str, Entry] = field(repr=False)


@cache
def _asked(marks: frozenset[str]) -> frozenset[str]:
    """Those of a term's marks that a rule asks about, one object for all terms that have the same.

    That a demonym is a plural is asked only where it may be a person's name.
    """
    asked = marks & RULE_MARKS
    if "person" in asked:
        asked |= marks & {"plural"}
    return asked or _NO_MARKS


def _term_entry(term: Term, tables: Gazetteer) -> Entry:
    """What a term's text means."""
    marks = _asked(term.marks)
    if term.text in tables.namesakes and term.kind in PLACES:
        marks |= {"namesake"}
    return Entry(term.text, term.country, term.kind, marks)


def _term_entries(tables: Gazetteer, order: Sequence[str]) -> dict[str, Entry]:
    """Entries of all terms: as listed before derived spellings, kinds in their order of priority.

    A derived spelling that would mean two countries is left out.
    """
    found: dict[str, Entry] = {}
    for kind in order:
        terms = [term for term in tables.terms if term.kind == kind]
        for term in terms:
            found.setdefault(even(term.text), _term_entry(term, tables))
        derived: dict[str, Entry | None] = {}
        for term in terms:
            entry = _term_entry(term, tables)
            for form in spellings(term.text, term.marks)[1:]:
                other = derived.setdefault(form, entry)
                if other is not None and other.country != entry.country:
                    derived[form] = None
        for form, derived_entry in derived.items():
            if derived_entry is not None:
                found.setdefault(form, derived_entry)
    return found


def _pair_entries(tables: Gazetteer) -> Iterable[Entry]:
    for pair in tables.pairs:
        yield Entry(pair.text, pair.country, pair.kind, frozenset({"pair"}), second=pair.second)


def _leader_texts(leader: Leader) -> Iterable[tuple[str, str]]:
    """The texts a person goes by, each with the rule that must agree."""
    for name in (leader.text, without_accents(leader.text)):
        yield even(name), "fullname"
        yield even(name).upper(), "fullname"
    for surname in leader.surnames:
        for form in (surname, without_accents(surname)):
            for title in TITLES.get(leader.office, ()):
                yield f"{title} {even(form)}", "titled"


def _leader_entries(tables: Gazetteer) -> Iterable[Entry]:
    """One entry a text, with all terms of office of all persons it may mean."""
    meant: dict[str, dict[Leader, None]] = {}
    rules: dict[str, str] = {}
    for leader in tables.leaders:
        for text, rule in _leader_texts(leader):
            meant.setdefault(text, {})[leader] = None
            rules.setdefault(text, rule)
    for text, leaders in meant.items():
        yield Entry(text, "", "leader", frozenset({"leader", rules[text]}), tuple(leaders))


_SMALL = frozenset({"a", "and", "at", "de", "in", "is", "of", "on", "the", "to"})


def _headline(text: str) -> str:
    """A phrase with its words beginning in capitals, the small ones but the first left as they are."""
    words = text.split(" ")
    return " ".join(word if word in _SMALL and at else word[:1].upper() + word[1:] for at, word in enumerate(words))


def _silent(tables: Gazetteer) -> Iterable[tuple[str, Entry]]:
    """Blocking phrases and blocs: they hide the names inside them, and stand for no country themselves.

    A phrase is also written as headlines are, "Turkey Sandwiches".
    """
    for kind, texts in (("phrase", tables.blocks), ("bloc", tables.blocs)):
        for text in texts:
            entry = Entry(text, "", "phrase" if kind == "phrase" else "bloc")
            yield even(text), entry
            if len(text) > 4:
                yield even(text).upper(), entry
            if kind == "phrase":
                yield _headline(even(text)), entry


def meanings(tables: Gazetteer, order: Sequence[str] = PRIORITY) -> dict[str, Entry]:
    """What each text of a gazetteer means: a user's own rows before all, then phrases and blocs as they are listed."""
    by_text = _term_entries(tables, order)
    for entry in (*_pair_entries(tables), *_leader_entries(tables)):
        by_text.setdefault(even(entry.text), entry)
    listed = {even(text) for text in (*tables.blocks, *tables.blocs)}
    for form, entry in _silent(tables):
        if form in listed:
            by_text[form] = entry
        else:
            by_text.setdefault(form, entry)
    return by_text


def own_meanings(tables: Gazetteer) -> dict[str, Entry]:
    """What a user's own rows mean: the text as they wrote it before its derived spellings."""
    found: dict[str, Entry] = {}
    entries: dict[str, Entry] = {}
    for row in tables.own:
        term = Leader(row.text, row.country, "", row.since, row.until, ())
        earlier = entries.get(row.text)
        if earlier is not None:
            entries[row.text] = replace(earlier, leaders=(*earlier.leaders, term))
        elif row.since or row.until:
            entries[row.text] = Entry(row.text, "", row.kind, frozenset({"dated"}), (term,))
        else:
            entries[row.text] = Entry(row.text, row.country, row.kind)
    for text, entry in entries.items():
        found[even(text)] = entry
    for text, entry in entries.items():
        for form in spellings(text):
            found.setdefault(form, entry)
    return found


def build(tables: Gazetteer, order: Sequence[str] = PRIORITY) -> Lexicon:
    """Builds the automaton over all texts of a gazetteer, a text of several kinds in the order given."""
    by_text = meanings(tables, order) | own_meanings(tables)
    patterns: dict[str, Entry | None] = {}
    led: dict[str, list[tuple[str, Entry]]] = {}
    for text, entry in by_text.items():
        capital = _CAPITAL.search(text)
        at = capital.start() if capital else 0
        if at == 0:
            patterns[text] = entry
        else:
            patterns.setdefault(text[at:], None)
            led.setdefault(text[at:], []).append((text[:at], entry))
    automaton = BytesAhoCorasick(
        [pattern.encode("utf-8", "surrogatepass") for pattern in patterns],
        matchkind=MatchKind.LeftmostLongest,
        implementation=Implementation.ContiguousNFA,
    )
    numbers = {pattern: number for number, pattern in enumerate(patterns)}
    by_number = {numbers[text]: tuple(sorted(leads, key=lambda lead: -len(lead[0]))) for text, leads in led.items()}
    entries = tuple(patterns.values())
    speaking = tuple(None if entry is None or entry.kind in SILENT else entry for entry in entries)
    return Lexicon(tables, automaton, entries, speaking, by_number, by_text)


@cache
def shipped() -> Lexicon:
    """The automaton over the shipped gazetteer, built once a process."""
    return build(gazetteer())


@lru_cache(maxsize=4)
def lexicon(additions: Additions = NONE) -> Lexicon:
    """The automaton over the shipped gazetteer with a user's own rows, built once a process for each such table."""
    return build(gazetteer(additions)) if additions.rows else shipped()
