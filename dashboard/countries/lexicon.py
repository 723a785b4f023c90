"""Every text the search looks for, with what it means when found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from dashboard.countries.gazetteer import gazetteer
from dashboard.countries.records import PRIORITY, Gazetteer, Leader
from dashboard.countries.spellings import even, spellings, without_accents
from dashboard.types import MentionKind

TITLES: Mapping[str, tuple[str, ...]] = {
    "president": ("President", "Pres."),
    "vice president": ("Vice President",),
    "prime minister": ("Prime Minister", "Premier", "PM"),
    "chancellor": ("Chancellor",),
    "foreign minister": ("Foreign Minister", "Foreign Secretary"),
    "defence minister": ("Defence Minister", "Defense Minister", "Defense Secretary", "Defence Secretary"),
    "finance minister": ("Finance Minister", "Chancellor"),
    "secretary of state": ("Secretary of State",),
    "general secretary": ("General Secretary", "Party chief"),
    "supreme leader": ("Supreme Leader", "Ayatollah"),
    "chairman": ("Chairman",),
    "leader": ("Leader",),
    "general": ("General", "Gen."),
    "commander": ("General", "Gen."),
}
"""How a holder of an office is addressed before the surname."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a found text means: the country, the kind, the context rules to ask (`marks`), and for persons the
    terms of office behind the name. `country` is empty for a person of whom only the date can tell.
    """

    text: str
    country: str
    kind: MentionKind
    marks: frozenset[str] = frozenset()
    leaders: tuple[Leader, ...] = ()
    second: str = ""

    def of(self, country: str) -> Entry:
        """The same entry for another country, with no rule left to ask."""
        return replace(self, country=country, marks=frozenset())

    def marked(self, mark: str) -> Entry:
        """The same entry with one more rule to ask."""
        return replace(self, marks=self.marks | {mark})


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The automaton with its entries in the order of its patterns; None where a phrase blocks."""

    automaton: AhoCorasick
    entries: tuple[Entry | None, ...]
    by_text: Mapping[str, Entry | None] = field(repr=False)


def _term_entries(tables: Gazetteer) -> dict[str, Entry]:
    """Entries of all terms: as listed before derived spellings, kinds in their order of priority.

    A derived spelling that would mean two countries is left out.
    """
    found: dict[str, Entry] = {}
    for kind in PRIORITY:
        terms = [term for term in tables.terms if term.kind == kind]
        for term in terms:
            found.setdefault(even(term.text), Entry(term.text, term.country, kind, term.marks))
        derived: dict[str, Entry | None] = {}
        for term in terms:
            entry = Entry(term.text, term.country, kind, term.marks)
            for form in spellings(term)[1:]:
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
    for surname in leader.alone:
        for form in (surname, without_accents(surname)):
            yield even(form), "surname"
            if len(form) >= 5:
                yield even(form).upper(), "surname"


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


def build(tables: Gazetteer) -> Lexicon:
    """Builds the automaton over all texts of a gazetteer."""
    by_text: dict[str, Entry | None] = dict(_term_entries(tables))
    for entry in (*_pair_entries(tables), *_leader_entries(tables)):
        by_text.setdefault(even(entry.text), entry)
    for phrase in tables.blocks:
        by_text[even(phrase)] = None
        by_text.setdefault(even(phrase).upper(), None)
    automaton = AhoCorasick(
        list(by_text),
        matchkind=MatchKind.LeftmostLongest,
        store_patterns=False,
        implementation=Implementation.ContiguousNFA,
    )
    return Lexicon(automaton, tuple(by_text.values()), by_text)


@cache
def lexicon() -> Lexicon:
    """The automaton over the shipped gazetteer, built once a process."""
    return build(gazetteer())
