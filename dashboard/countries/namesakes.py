"""Names that two countries share: the Congos, and the people of Dominica and the Dominican Republic."""

from __future__ import annotations

from dashboard.countries.reading import Reading, count_of
from dashboard.countries.scan import Hit

BRAZZAVILLE_CUES = ("Brazzaville", "Pointe-Noire", "Republic of Congo", "Republic of the Congo", "Sassou")
KINSHASA_CUES = (
    "Democratic Republic of Congo", "Democratic Republic of the Congo", "DR Congo", "DRC", "Goma", "Ituri", "Kabila",
    "Kananga", "Kinshasa", "Kivu", "Lubumbashi", "M23", "Mobutu", "Rwanda", "Tshisekedi", "Zaire",
)  # fmt: skip


def congo(hits: list[Hit], reading: Reading) -> list[Hit]:
    """Gives a bare "Congo" or "Congolese" to Brazzaville where the article speaks of it and not of Kinshasa."""
    text = reading.text.replace("Democratic Republic of", "DRC")
    brazzaville = count_of(BRAZZAVILLE_CUES, text)
    country = "COG" if brazzaville and not count_of(KINSHASA_CUES, text) else "COD"
    return [(start, end, entry.of(country) if "congo" in entry.marks else entry) for start, end, entry in hits]


def dominica(hits: list[Hit], reading: Reading) -> list[Hit]:
    """Gives "Dominican" to Dominica where the article names Dominica and not the Dominican Republic."""
    countries = {entry.country for _, _, entry in hits if "dominica" not in entry.marks}
    country = "DMA" if "DMA" in countries and "DOM" not in countries else "DOM"
    return [(start, end, entry.of(country) if "dominica" in entry.marks else entry) for start, end, entry in hits]
