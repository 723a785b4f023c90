"""Words in capitals: when "US" is the pronoun."""

from __future__ import annotations

from dashboard.countries.boundaries import word_after, word_before
from dashboard.countries.reading import Reading, keep
from dashboard.countries.scan import Hit


def us_in_capitals(hits: list[Hit], reading: Reading) -> list[Hit]:
    """Drops "US" in a line of capitals after a word that asks for a pronoun: "GIVE US A BREAK"."""

    def is_country(hit: Hit) -> bool:
        before = word_before(reading.text, hit[0])
        after = word_after(reading.text, hit[1])
        shouted = (len(before) > 1 and before.isupper()) and (not after or after.isupper())
        return not (shouted and before in reading.tables.words["pronoun"])

    return keep(hits, "caps", is_country)
