"""The spellings under which one name may stand in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

EVENED = (
    ("\u00a0", " "),  # no-break space
    ("\u202f", " "),  # narrow no-break space
    ("\u2009", " "),  # thin space
    ("\u2019", "'"),  # right single quotation mark, the typographic apostrophe
    ("\u2018", "'"),
    ("\u02bc", "'"),  # modifier letter apostrophe
    ("\u2010", "-"),  # hyphen
    ("\u2011", "-"),  # no-break hyphen
    ("\u2013", "-"),  # en dash, as in US–China
)
"""Characters that stand for a plain one: one for one, so that offsets hold."""

CAPITALS_FROM = 5
"""Letters a name must have for its form in capitals to count: CHAD, MALI and OMAN are also other things."""


def even(text: str) -> str:
    """The text with typographic spaces, apostrophes and hyphens made plain; every character keeps its place."""
    if text.isascii():
        return text
    for odd, plain in EVENED:
        text = text.replace(odd, plain)
    return text


def without_accents(text: str) -> str:
    """The text with its letters' accents taken off: "São Tomé" is "Sao Tome"."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _abbreviated(text: str) -> Iterator[str]:
    """The text itself, with "&" for "and" and the other way round, with "St." and "St" for "Saint"."""
    joined = {text, re.sub(r"\band\b", "&", text), re.sub(r" & ", " and ", text)}
    for form in sorted(joined):
        yield form
        if form.startswith("Saint "):
            yield "St. " + form.removeprefix("Saint ")
            yield "St " + form.removeprefix("Saint ")
        elif form.startswith("St. "):
            yield "Saint " + form.removeprefix("St. ")
            yield "St " + form.removeprefix("St. ")


def spellings(text: str, marks: frozenset[str] = frozenset()) -> list[str]:
    """All forms of a text that the search looks for, the text as listed first.

    Capitals only for names of five letters or more that are not marked `nocaps`; no accents only where they are
    not what tells the name from a word (mark `accents`).
    """
    forms = list(dict.fromkeys(_abbreviated(even(text))))
    if "accents" not in marks:
        forms += [without_accents(form) for form in forms]
    letters = sum(char.isalpha() for char in text)
    if letters >= CAPITALS_FROM and not marks & {"nocaps", "aftercomma"}:
        forms += [form.upper() for form in forms if form[:1].isupper()]
    return list(dict.fromkeys(forms))
