"""The circumstances in which a target stands in its sentence, that make the words near it tell less about it."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.tone.tokens import Tokens, word_of
from dashboard.tone.towns import towns

# "in Russia", "to the Netherlands": the country as the place where things happen.
_PLACE = frozenset("in at from to across near inside outside throughout around into toward towards through via".split())
# "a Russian striker", "Chinese food": the demonym describes a person, a firm or a thing, not the state.
_DESCRIBED = frozenset(
    (
        "man men woman women boy boys girl girls child children couple family families teenager teenagers mother "
        "father son daughter wife husband widow brother sister journalist journalists reporter reporters "
        "correspondent newspaper newspapers magazine media broadcaster blogger editor player players striker "
        "midfielder defender goalkeeper umpire referee coach captain sprinter swimmer cyclist boxer golfer athlete "
        "athletes driver racer actor actress singer rapper musician pianist violinist composer conductor dancer "
        "painter artist artists sculptor filmmaker director film films movie novel novelist writer author poet "
        "chef cuisine food wine beer music song songs citizen citizens national nationals resident residents "
        "expatriates officer officers tourist tourists traveller travellers student students pupil pupils teacher "
        "teachers scholar historian scientist scientists researcher researchers physicist astronomer engineer "
        "engineers professor doctor doctors nurse nurses surgeon patient patients lawyer lawyers judge judges firm "
        "firms company companies giant group bank banks brewer carmaker automaker airline airlines retailer "
        "manufacturer manufacturers conglomerate startup team teams club clubs champion champions fans businessman "
        "businessmen businesswoman billionaire tycoon magnate entrepreneur descent origin born language speakers "
        "football soccer league worker workers labourers miners sailors pilot pilots investor investors exporter "
        "exporters importers dealers traders producers farmers fishermen carpenter translator interpreter guide "
        "hostage hostages victim victims passenger passengers clinic clinics hospital hospitals university "
        "universities school schools museum church hotel restaurant helicopter plane aircraft ship vessel tanker "
        "ferry cargo election elections presidential primary embassy consulate base bases market markets stocks "
        "shares bonds currency dollar dollars pound yen peso rupee lira rial"
    ).split()
)
# "Russia said the attack …": what speakers speak of is seldom about themselves.
_SPEAKS = frozenset("said says say told tells added adds noted notes stated announced believes explained vowed".split())
# "to combat terrorism", "an end to corruption": what is fought tells nothing against the one who fights it.
_FIGHTS = frozenset(
    (
        "combat combats combating combatting combated fight fights fighting fought stop stops stopping stopped "
        "prevent prevents preventing prevented counter counters countering countered curb curbs curbing curbed "
        "tackle tackles tackling tackled reduce reduces reducing reduced end ends ending ended halt halts halting "
        "halted eradicate eradicating avoid avoiding avoided defeat defeating resist resisting oppose opposing "
        "opposed anti against"
    ).split()
)
_NEGATES = frozenset(
    "not no never without cannot can't didn't doesn't don't isn't aren't wasn't weren't won't wouldn't".split()
)
# "could collapse", "a possible attack": what may be is told for less than what is.
_POSSIBLE = frozenset(
    "would could may might should can if unless whether perhaps possible possibly potential likely".split()
)
# Between a word and the target these begin another clause.
_JOINING = frozenset("who which that because after before when as since until if unless where whose".split())
_INSIDE = frozenset("in across inside within".split())
# "Russia's war on Ukraine": words that lead from a deed to those whom it meets, and who owns the deed.
_MEETS = frozenset("in of on against into with over across".split())
_OWNERS = frozenset("its their his her".split())
_DONE_WITHIN = 4
_NO_OWNERS = frozenset("it's that's he's she's there's what's who's here's let's".split())
# Whatever bears on a word from so far before it.
_TELLING = _FIGHTS | _NEGATES | _POSSIBLE
_REACH = 4
_LEADS = 2  # so few words, at most, stand before a target that its sentence is about
_OWNS_WITHIN = 3
_JOINERS, _THE = ("and", "or"), ("the", "The")
_QUOTES = {"“": "”", '"': '"', "«": "»"}


def circumstances(tokens: Tokens, first: int, last: int, name: str) -> tuple[str, ...]:
    """Which of these hold of the target at words first…last; the names are those of weights.CIRCUMSTANCES.

    "target leads" its sentence; "target is a town" or a province by its `name`; "target is a place": of what happens
    ("in Russia"); "target describes" a person, firm or thing ("a Russian striker"); "target speaks": it says the rest
    ("Russia said", "said Kim").
    """
    before = tokens.word(first - 1)
    after = [word_of(run) for run in tokens.runs[last + 1 : last + 3]]
    found: tuple[str, ...] = ("target leads",) if first <= _LEADS else ()
    if name in towns():
        found += ("target is a town",)
    if before in _PLACE or (before == "the" and tokens.word(first - 2) in _PLACE):
        found += ("target is a place",)
    if not _DESCRIBED.isdisjoint(after):
        found += ("target describes",)
    if before in _SPEAKS or not _SPEAKS.isdisjoint(after):
        found += ("target speaks",)
    return found


def of_word(runs: Sequence[str], at: int) -> tuple[str, ...]:
    """Which of these hold of the word at index `at`, whatever the target.

    "is fought": somebody fights or ends it ("to combat terrorism"); "is negated" ("no progress"); "is only possible"
    ("could collapse").
    """
    near = [word_of(run) for run in runs[at - _REACH if at > _REACH else 0 : at]]
    if _TELLING.isdisjoint(near):  # as mostly
        return ()
    found: tuple[str, ...] = () if _FIGHTS.isdisjoint(near[-2:]) else ("is fought",)
    if not _NEGATES.isdisjoint(near[-3:]):
        found += ("is negated",)
    if not _POSSIBLE.isdisjoint(near):
        found += ("is only possible",)
    return found


def is_joined(between: Sequence[str]) -> bool:
    """Whether one of the runs between a word and the target begins another clause ("which", "because")."""
    return not _JOINING.isdisjoint(between)


def happens_there(runs: Sequence[str], at: int, target: int) -> bool:
    """Whether the word at index `at` is said to happen in the target that begins at word `target`."""
    return at + 1 < target <= at + _DONE_WITHIN and runs[at + 1] in _INSIDE


def owns(sentence: str, end: int, distance: int) -> bool:
    """Whether a word `distance` words after a target that ends at code point `end` is its own ("Iran's army")."""
    return distance <= _OWNS_WITHIN and sentence[end : end + 2] in ("'s", "’s")


def is_anothers(tokens: Tokens, at: int, target: int) -> bool:
    """Whether the word at index `at` is what another does to the target that begins at word `target`, or does there.

    "Russia's war on Ukraine", "its operations in Syria".
    """
    if not at + 1 < target <= at + _DONE_WITHIN or _MEETS.isdisjoint(tokens.runs[at + 1 : target]):
        return False
    return any(word in _OWNERS or (word.endswith("'s") and word not in _NO_OWNERS) for word in tokens.words(at - 2, at))


def quotations(sentence: str) -> list[tuple[int, int]]:
    """The quotations of a sentence as (start, end) in code points; an unclosed one reaches to the end."""
    spans: list[tuple[int, int]] = []
    if '"' not in sentence and "“" not in sentence and "«" not in sentence:  # nearly always
        return spans
    at = 0
    while True:
        opened = min((place for place in (sentence.find(mark, at) for mark in _QUOTES) if place >= 0), default=-1)
        if opened < 0:
            return spans
        closed = sentence.find(_QUOTES[sentence[opened]], opened + 1)
        end = len(sentence) if closed < 0 else closed + 1
        spans.append((opened, end))
        at = end


def is_quoted(quotations: Sequence[tuple[int, int]], word: int, target: int) -> bool:
    """Whether a word that starts at `word` stands in a quotation that the target, from `target` on, is not in."""
    return any(start <= word < end and not start <= target < end for start, end in quotations)


def coordinated(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """The words of a target together with the names it is joined to by "and" ("Russia, Iran and China were …").

    All of them share what is said of the group, so distances count from its ends. A list without "and" or "or" is
    none: "Paris, France".
    """
    runs = tokens.runs
    left, right = first, last
    joined_left = joined_right = False
    # What is neither next to "and" nor to a comma is in no list, as nearly always.
    if first and (runs[first - 1] in _JOINERS or runs[first - 1][-1] == ","):
        left, joined_left = _end_of_list(tokens, first, -1)
    if last + 1 < len(runs) and (runs[last + 1] in _JOINERS or runs[last][-1] == ","):
        right, joined_right = _end_of_list(tokens, last, 1)
    return (left, right) if joined_left or joined_right else (first, last)


def _end_of_list(tokens: Tokens, index: int, step: int) -> tuple[int, bool]:
    """The far end of the names that go on from `index` in the direction of `step`, and whether "and" is among them."""
    runs = tokens.runs
    beyond = -1 if step < 0 else len(runs)
    at, joined = index, False
    while at + step != beyond:
        near = at + step
        joins = runs[near] in _JOINERS
        if joins:
            near += step
        elif not runs[at if step > 0 else near].endswith(","):
            break
        while near != beyond and runs[near] in _THE:
            near += step
        if near == beyond or not tokens.is_capital(near):
            break
        while tokens.is_capital(near + step) and not _parted(runs, near, step):
            near += step
        at, joined = near, joined or joins
    return at, joined


def _parted(runs: Sequence[str], index: int, step: int) -> bool:
    return runs[index if step > 0 else index + step].endswith((",", ";", ":"))
