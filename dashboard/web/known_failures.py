"""Sentences of the sample articles on which the score is wrong, chosen by reading."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard import tone_toward
from dashboard.types import Label


@dataclass(frozen=True, slots=True)
class Failure:
    """A sentence, the words in it that name the country (alpha-3), what a reader says of it, and why we miss it."""

    sentence: str
    target: str
    country: str
    reader: Label
    why: str

    @property
    def span(self) -> tuple[int, int]:
        """Where the target stands in the sentence, in code points."""
        start = self.sentence.index(self.target)
        return start, start + len(self.target)

    @property
    def tone(self) -> float:
        """What the engine makes of it today."""
        return tone_toward(self.sentence, *self.span)


FAILURES = (
    Failure(
        "Eritrea, whose troops fought beside the Ethiopian army and are accused of grave abuses, was not at the table "
        "and is not named as a party.",
        "Ethiopian",
        "ETH",
        0,
        "The wrong country is hit. “Accused of grave abuses” is said of Eritrea’s troops, but stands nearer to "
        "“Ethiopian”. Distance in words is all we know of grammar here; a reader follows the clause to its subject.",
    ),
    Failure(
        "Beijing appealed for calm on all sides, the most that it ever says to its friend in Moscow.",
        "Beijing",
        "CHN",
        -1,
        "Irony. “Calm” and “friend” are friendly words, and the sting lies in “the most that it ever says”, where "
        "no word is unfriendly. Comment pieces do this often, reports seldom.",
    ),
    Failure(
        "Tokyo’s lost decades are no longer the only story about it.",
        "Tokyo",
        "JPN",
        1,
        "What is taken back. “Lost” stands beside Tokyo and counts in full, and that these decades “are no longer the "
        "only story” has no word for us to score. A negation turns the scoring words behind it here, never a phrase "
        "before it.",
    ),
)
