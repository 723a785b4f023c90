"""Texts with accents as separate marks or with invisible characters, made plain, with the way back."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Soft hyphen, zero-width space and joiners, word joiner, byte order mark: nobody sees them inside a word."""

_ACCENTS = (b"\xcc", b"\xcd")
"""What separate accents (U+0300 to U+036F) begin with in UTF-8, and hardly anything else does."""

_CLUSTER = re.compile(f"([^{_INVISIBLE}])[{_INVISIBLE}]*([\u0300-\u036f]{{0,4}})")
"""A character with its accents; more than four on one letter are no accents, and slow to sort."""


def is_plain(text: str) -> bool:
    """Whether the text has neither separate accents nor invisible characters, as nearly all texts."""
    if text.isascii():
        return True
    data = text.encode("utf-8", "surrogatepass")  # looking for a byte is much quicker than for a range of characters
    return not any(first in data for first in _ACCENTS) and not any(sign in text for sign in _INVISIBLE)


def made_plain(text: str) -> tuple[str, list[int]]:
    """The text with accents joined to their letters and invisible characters left out, and where each character
    began in the text given; the list has one more number, the text's length.
    """
    parts: list[str] = []
    origins: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        joined = unicodedata.normalize("NFC", cluster[1] + cluster[2])
        parts.append(joined)
        origins += [cluster.start(1)] * len(joined)
    return "".join(parts), [*origins, len(text)]
