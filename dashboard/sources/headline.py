"""Takes a title from a text that came without one."""

from __future__ import annotations

import re

from dashboard.limits import cap

_LONGEST_HEADLINE = 150  # code points; news headlines seldom pass 120
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[^\W_a-z])|\n\s*\n")
_SHORTENED = re.compile(
    r"(?:^|[\s(\"'“‘])(?:[^\W\d_](?:\.[^\W\d_])*|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Maj|Sen|Rep|Gov|Pres|St|No|vs"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)$"
)
_SEARCHED = 1_000  # code points of the text that are looked at


def title_of(text: str) -> str:
    """The first line where it looks like a headline, else the first sentence; always how the text begins.

    A headline is short, ends without a full stop, and more text follows. A sentence above the limit
    `title_chars` is cut after a word.
    """
    text = text[:_SEARCHED].strip()
    first, _, rest = text.partition("\n")
    first = first.rstrip()
    goes_on = rest[:1].islower()  # a paragraph that was wrapped by hand
    if rest.strip() and len(first) <= _LONGEST_HEADLINE and first[-1] not in ".…,;:" and not goes_on:
        return first
    return _cut(_first_sentence(text))


def _first_sentence(text: str) -> str:
    for end in _END.finditer(text):
        if not _SHORTENED.search(text[max(0, end.start() - 30) : end.start()]) or end[0][0] != ".":
            return text[: end.end()].rstrip()
    return text


def _cut(sentence: str) -> str:
    limit = cap("title_chars")
    if len(sentence) <= limit:
        return sentence
    return sentence[: limit + 1].rsplit(None, 1)[0][:limit]
