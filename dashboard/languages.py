"""Tells the language of an article: what its record says, else what its text looks like. Only English is scored."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from dashboard import resources
from dashboard.limits import cap

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENGLISH = "en"
VERSION = "2"
"""Changes whenever other texts are taken for English than before: part of every stored engine stamp."""

# A text counts as another language only where English is less likely than one in a thousand. Measured by
# tests/quality/languages.py: English headlines in capitals and lists of names stay above, foreign headlines below.
LEAST = 0.001
_FEWEST_BYTES = 24  # below this, which is a name or two, a text is anybody's
_REASON = "language: "
_NO_LANGUAGE = "zxx"  # the detector's code for digits and signs

# Three different ones of these in a beginning make it English, without asking the detector, which costs thirty times as
# much. No other written language has three of them; those that are common words of another ("at", "by", "is", "was",
# "for", "are") are left out.
_ENGLISH_WORDS = frozenset(
    (
        "the and that with from which were have been their would said this than its after about other who they there "
        "could should between against because when while where these those into what before through some such an it "
        "has had as of to"
    ).split()
)


@cache
def names() -> Mapping[str, str]:
    """English names of languages by code, from data/languages.tsv.

    Raises FileNotFoundError without the table, ValueError for a row with a wrong number of fields.
    """
    return MappingProxyType({row["code"]: row["name"] for row in resources.rows("languages.tsv")})


def language_name(code: str) -> str:
    """The English name of a language, for example "German" for de; an unknown code comes back as it is."""
    return names().get(code, code)


def known_code(said: str) -> str:
    """The shortest ISO 639 code of a language given as a code, a locale or an English name; "" where it is none.

    "de", "deu", "ger", "de-AT", "de_CH.UTF-8" and "German" are all de.
    """
    word = said.strip().casefold()
    codes = _codes()
    return codes.get(word) or codes.get(re.split(r"[-_.@]", word, maxsplit=1)[0], "")


def language_of(text: str, title: str = "", said: str = "") -> str:
    """The language of an article as an ISO 639 code: `said`, where that is a language we know, else by the text.

    Looks at no more of the text than the limit `language_chars`, twice at most. Where it is unsure the answer is
    English: a wrong "other" would lose data, a wrong "English" adds noise.
    """
    if code := known_code(said):
        return code
    longest = cap("language_chars")
    middle = max(0, len(text) - longest) // 2
    start, inside = text[:longest], text[middle : middle + longest] if middle else ""
    if _plainly_english(start) or _plainly_english(inside):
        return ENGLISH
    found = _detected(f"{title}\n{start}" if len(start) < longest else start)
    if found == ENGLISH or not middle:
        return found
    # A foreign beginning may be a quotation or a notice: the middle must agree that this is not English.
    return ENGLISH if _detected(inside) == ENGLISH else found


def language_of_site(said: str, text: str, title: str = "") -> str:
    """The code of the language that a page or feed gives itself; "" where that is English, and the text surely is not.

    Sites of every language keep the "en-US" that their tools put there; of what is "" the text tells the language.
    """
    code = known_code(said)
    return "" if code == ENGLISH and language_of(text, title) != ENGLISH else code


def refusal(text: str, title: str = "", said: str = "") -> str:
    """Why an article is not scored for its language; empty for English. The arguments are those of `language_of`."""
    language = language_of(text, title, said)
    return "" if language == ENGLISH else unscored_reason(language)


def unscored_reason(code: str) -> str:
    """Why an article in this language is not scored, as `ScoredArticle.unscored` has it: "language: de"."""
    return _REASON + code


def unscored_language(reason: str) -> str:
    """The language's code in such a reason; "" for a reason of another kind, and for none."""
    return reason.removeprefix(_REASON) if reason.startswith(_REASON) else ""


def unscored_in_words(counts: Mapping[str, int], *, named: bool = False) -> str:
    """How many articles were not scored, and why: "15 not scored: language (de 12, fr 3)"; "" for none.

    With `named` the languages are called by their names, for pages.
    """
    told = [(unscored_language(reason) or reason, number) for reason, number in counts.items() if number]
    if not told:
        return ""
    told.sort(key=lambda one: (-one[1], one[0]))
    parts = ", ".join(f"{language_name(code) if named else code} {number:,}" for code, number in told)
    return f"{sum(number for _, number in told):,} not scored: language ({parts})"


def _plainly_english(text: str) -> bool:
    return len(_ENGLISH_WORDS.intersection(text.split())) > 2


def _detected(text: str) -> str:
    """The detector's answer, English where it is unsure."""
    if len(text.encode("utf-8", "replace")) < _FEWEST_BYTES:
        return ENGLISH
    data = text.replace("\0", " ").encode("utf-8", "replace")
    first, _ = _identifier().classify(data)
    if first in (ENGLISH, _NO_LANGUAGE):
        return ENGLISH
    # How likely the others are is asked only now: it takes the detector a third longer.
    ranked = _identifier().rank(data)
    english = next((chance for code, chance in ranked if code == ENGLISH), 0.0)
    return ENGLISH if english > LEAST else known_code(first) or first


@cache
def _identifier() -> LanguageIdentifier:
    # Unpacking the model takes half a second, NumPy a tenth: not for a command that reads nothing.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@cache
def _codes() -> Mapping[str, str]:
    """Codes and names, in small letters, with the shortest code of each."""
    found: dict[str, str] = {}
    for row in resources.rows("languages.tsv"):
        for word in (row["code"], *row["codes"].split(","), row["name"].casefold()):
            if word:
                found.setdefault(word, row["code"])
    return MappingProxyType(found)
