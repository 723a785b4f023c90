"""Says what small words tell of the words near them, in one letter for each run."""

from __future__ import annotations

from dashboard.tone.runs import word_of

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
# Between a word and the target these begin another clause, written just so.
_JOINING = frozenset("who which that because after before when as since until if unless where whose".split())
_BE = frozenset("was were is are be been being am got get gets stands stood".split())

# A capital says that the word begins another clause, so that one look at bytes tells that none does, as mostly.
NOTHING, PLACE, THE, DESCRIBES, SPEAKS, BE, BY, FIGHTS, NEGATES, POSSIBLE = b"optdsebfnm"
JOINS, POSSIBLE_AND_JOINS = b"JM"

_LETTERS = {
    word: letter
    for words, letter in (
        (_PLACE, PLACE),
        (("the",), THE),
        (_DESCRIBED, DESCRIBES),
        (_SPEAKS, SPEAKS),
        (_BE, BE),
        (_FIGHTS, FIGHTS),
        (_NEGATES, NEGATES),
        (_POSSIBLE, POSSIBLE),
    )
    for word in words
}


def bearing(run: str) -> int:
    """The letter of a run: one of those above."""
    letter = _LETTERS.get(word_of(run), NOTHING)
    if run in _JOINING:
        return POSSIBLE_AND_JOINS if letter == POSSIBLE else JOINS
    return BY if run == "by" else letter
