"""Words that tell what an article is about, without being mentions themselves."""

from __future__ import annotations

from ahocorasick_rs import BytesAhoCorasick, Implementation


class Cues:
    """A list of words, asked how many of them a text holds: one search for all, where asking for each takes as long
    as finding every country.
    """

    def __init__(self, *words: str) -> None:
        self._search = BytesAhoCorasick([word.encode() for word in words], implementation=Implementation.DFA)

    def count_in(self, text: str) -> int:
        """How many of the words stand in the text, as they are written here; each is counted once."""
        data = text.encode("utf-8", "surrogatepass")
        return len({number for number, _, _ in self._search.find_matches_as_indexes(data, overlapping=True)})
