"""Persons in office: whom a full name, a title with a surname, or a bare surname means on a day."""

from __future__ import annotations

from functools import lru_cache

from dashboard.countries.boundaries import stands_alone, word_after, word_before
from dashboard.countries.reading import Reading
from dashboard.countries.records import Leader
from dashboard.countries.scan import Hit
from dashboard.countries.spellings import even, without_accents


@lru_cache(maxsize=8192)
def _forms(name: str) -> tuple[str, ...]:
    """A name as articles write it, with and without its accents."""
    return tuple(dict.fromkeys((even(name), without_accents(even(name)))))


def _one_country(leaders: list[Leader]) -> str:
    """The country of all of them, or nothing where they disagree or there are none."""
    if len(leaders) == 1:
        return leaders[0].country
    countries = {leader.country for leader in leaders}
    return countries.pop() if len(countries) == 1 else ""


def _meant(hit: Hit, reading: Reading) -> list[Leader]:
    """The terms of office that a hit may speak of: a full name at any time, else only those in office."""
    start, end, entry = hit
    if "fullname" in entry.marks:
        in_office = [leader for leader in entry.leaders if leader.in_office(reading.day)]
        return in_office if in_office else list(entry.leaders)
    before = word_before(reading.text, start)
    if "surname" in entry.marks and (
        before in reading.tables.given_names or (before.endswith(".") and len(before) == 2)
    ):
        return []
    if word_after(reading.text, end) in reading.tables.words["namesake"]:
        return []
    if "titled" in entry.marks and before.lower() in reading.tables.words["lesser"]:
        return []
    if "titled" in entry.marks and before in reading.tables.words["former"]:
        return list(entry.leaders)
    return [leader for leader in entry.leaders if leader.in_office(reading.day)]


def _whole_name(hit: Hit, leaders: list[Leader], text: str) -> tuple[int, list[Leader]]:
    """Where the full name ends that a title with a surname begins ("President Yoon Suk Yeol"), and whose it is."""
    start, end, entry = hit
    for at in range(start + 1, end):
        if text[at - 1] == " " and text[at].isalpha():
            for leader in entry.leaders:
                for name in _forms(leader.text):
                    if text.startswith(name, at) and at + len(name) > end and stands_alone(text, at, at + len(name)):
                        return at + len(name), [leader]
    return end, leaders


def persons_in_office(hits: list[Hit], reading: Reading) -> list[Hit]:
    """Decides for each person's name which country it stands for, drops the undecided, and adds bare surnames."""
    out: list[Hit] = []
    introduced: dict[str, tuple[int, Hit]] = {}
    for hit in hits:
        start, end, entry = hit
        if out and start < out[-1][1]:  # lies in a full name that was longer than what the search matched
            continue
        if "leader" not in entry.marks:
            out.append(hit)
            continue
        leaders = _meant(hit, reading)
        if "titled" in entry.marks:
            end, leaders = _whole_name(hit, leaders, reading.text)
        country = _one_country(leaders)
        if not country:
            continue
        decided: Hit = (start, end, entry.of(country))
        out.append(decided)
        for leader in leaders:
            for surname in _usable_surnames(leader, reading):
                introduced.setdefault(surname, (end, decided))
    return _with_surnames(out, introduced, reading) if introduced else out


def _usable_surnames(leader: Leader, reading: Reading) -> list[str]:
    """The surnames that may stand alone: not those that are given names as well, unless the name begins with it.

    "Ali" after "Irfaan Ali" may be anybody; "Kim" after "Kim Jong Un" is he.
    """
    given = reading.tables.given_names
    return [name for name in leader.surnames if name not in given or leader.text.startswith(name)]


def _with_surnames(hits: list[Hit], introduced: dict[str, tuple[int, Hit]], reading: Reading) -> list[Hit]:
    """The hits together with each surname that stands alone after its full name or title, where nothing else is."""
    text = reading.text
    added: list[Hit] = []
    for surname, (behind, first) in introduced.items():
        for form in _forms(surname):
            at = text.find(form, behind)
            while at >= 0:
                end = at + len(form)
                if _is_bare(text, at, end, reading):
                    added.append((at, end, first[2]))
                at = text.find(form, end)
    return _apart(hits, added) if added else hits


def _apart(hits: list[Hit], added: list[Hit]) -> list[Hit]:
    """The hits with those of the added that overlap none of them and no other, left to right."""
    out: list[Hit] = []
    old = sorted(hits, key=lambda hit: hit[0])
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
