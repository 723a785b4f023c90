"""Persons in office: whom a full name, a title with a surname, or a bare surname means on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from dashboard.countries.boundaries import stands_alone, word_after, word_before
from dashboard.countries.lexicon import Entry
from dashboard.countries.reading import Reading
from dashboard.countries.records import Leader
from dashboard.countries.scan import Hit
from dashboard.countries.spellings import even, without_accents


class _Person(NamedTuple):
    """Whom a name means: the name's entry for their country, and the surnames that mean them from there on."""

    entry: Entry
    surnames: tuple[str, ...]


@lru_cache(maxsize=8192)
def _forms(name: str) -> tuple[str, ...]:
    """A name as articles write it, with and without its accents."""
    return tuple(dict.fromkeys((even(name), without_accents(even(name)))))


def _person(entry: Entry, leaders: Sequence[Leader], given_names: frozenset[str]) -> _Person | None:
    """The person behind a name, by the terms of office it may speak of; None where these agree on no country.

    Surnames that are given names as well do not mean them, unless the name begins with it: "Ali" after "Irfaan Ali"
    may be anybody; "Kim" after "Kim Jong Un" is he.
    """
    countries = {leader.country for leader in leaders}
    if len(countries) != 1:
        return None
    surnames = dict.fromkeys(
        form
        for leader in leaders
        for name in leader.surnames
        if name not in given_names or leader.text.startswith(name)
        for form in _forms(name)
    )
    return _Person(entry.of(countries.pop()), tuple(surnames))


@lru_cache(maxsize=8192)
def _in_office(entry: Entry, day: date | None, given_names: frozenset[str]) -> _Person | None:
    """The person of that name in office on a day; of a full name also one who is not, where nobody is.

    Without a day, whoever ever was in office. The same few persons are spoken of again and again.
    """
    leaders = [leader for leader in entry.leaders if leader.in_office(day)]
    if not leaders and "fullname" in entry.marks:
        return _person(entry, entry.leaders, given_names)
    return _person(entry, leaders, given_names)


def _meant(hit: Hit, reading: Reading) -> tuple[int, _Person | None]:
    """Where a person's name ends, and whom it means; None for nobody, or for one of whom nobody can tell."""
    start, end, entry = hit
    text, day, tables = reading
    given_names = tables.given_names
    if "fullname" in entry.marks:
        return end, _in_office(entry, day, given_names)
    name = _whole_name(hit, text)
    if name is not None:
        return name[0], _person(entry, [name[1]], given_names)
    before = word_before(text, start)
    if before.lower() in tables.words["lesser"]:
        return end, None
    if before in tables.words["former"]:
        day = None
    if word_after(text, end) in tables.words["namesake"]:
        return end, None
    return end, _in_office(entry, day, given_names)


@lru_cache(maxsize=8192)
def _longer_names(entry: Entry) -> tuple[tuple[int, str, Leader], ...]:
    """The full names that may go on behind a title with a surname: where in it they begin, the name, whose it is."""
    said = entry.text
    return tuple(
        (at, name, leader)
        for at in range(1, len(said))
        if said[at - 1] == " " and said[at].isalpha()
        for leader in entry.leaders
        for name in _forms(leader.text)
        if name.startswith(said[at:]) and len(name) > len(said) - at
    )


def _whole_name(hit: Hit, text: str) -> tuple[int, Leader] | None:
    """Where the full name ends that a title with a surname begins ("President Yoon Suk Yeol"), and whose it is."""
    for offset, name, leader in _longer_names(hit[2]):
        at = hit[0] + offset
        if text.startswith(name, at) and stands_alone(text, at, at + len(name)):
            return at + len(name), leader
    return None


def persons_in_office(hits: list[Hit], reading: Reading) -> list[Hit]:
    """Decides for each person's name which country it stands for, drops the undecided, and adds bare surnames."""
    out: list[Hit] = []
    introduced: dict[str, tuple[int, Entry]] = {}
    done = 0
    for hit in hits:
        if hit[0] < done:  # lies in a full name that was longer than what the search matched
            continue
        if "leader" not in hit[2].marks:
            out.append(hit)
            continue
        end, person = _meant(hit, reading)
        if person is None:
            continue
        done = end
        out.append((hit[0], end, person.entry))
        for surname in person.surnames:
            if surname not in introduced:
                introduced[surname] = (end, person.entry)
    return _with_surnames(out, introduced, reading) if introduced else out


def _with_surnames(hits: list[Hit], introduced: dict[str, tuple[int, Entry]], reading: Reading) -> list[Hit]:
    """The hits together with each surname that stands alone after its full name or title, where nothing else is."""
    text = reading.text
    found: list[Hit] = []
    for surname, (behind, entry) in introduced.items():
        at = text.find(surname, behind)
        while at >= 0:
            end = at + len(surname)
            found.append((at, end, entry))
            at = text.find(surname, end)
    if not found:
        return hits
    taken = {start for start, _, _ in hits}
    added = [hit for hit in found if hit[0] not in taken and _is_bare(text, hit[0], hit[1], reading)]
    return _apart(hits, added) if added else hits


def _apart(hits: list[Hit], added: list[Hit]) -> list[Hit]:
    """The hits with those of the added that overlap none of them and no other, left to right."""
    out: list[Hit] = []
    old = hits  # left to right already, as all rules leave them
    at = 0
    for hit in sorted(added, key=lambda hit: (hit[0], -hit[1])):
        while at < len(old) and old[at][0] <= hit[0]:
            out.append(old[at])
            at += 1
        if (not out or out[-1][1] <= hit[0]) and (at == len(old) or hit[1] <= old[at][0]):
            out.append(hit)
    return [*out, *old[at:]]


def _is_bare(text: str, start: int, end: int, reading: Reading) -> bool:
    """Whether a surname stands whole and is not part of another person's or a thing's name."""
    if not stands_alone(text, start, end) or text[end : end + 2] in {"-j", "-h"}:
        return False
    words = reading.tables.words
    before = word_before(text, start)
    after = word_after(text, end)
    if text[start:end] in words["month"] and (before in words["before-month"] or after[:1].isdigit()):
        return False
    if before in reading.tables.given_names or after in reading.tables.words["namesake"]:
        return False
    return not (after[:1].isupper() and after not in {"and"} and before[:1].isupper())
