"""Names that two countries share: the Congos, and the people of Dominica and the Dominican Republic."""

from __future__ import annotations

import re
from datetime import date

from dashboard.countries.cues import Cues
from dashboard.countries.reading import Reading
from dashboard.countries.scan import Hit

BRAZZAVILLE_CUES = Cues("Brazzaville", "Pointe-Noire", "Republic of Congo", "Republic of the Congo", "Sassou")
KINSHASA_CUES = Cues(
    "Democratic Republic of Congo", "Democratic Republic of the Congo", "DR Congo", "DRC", "Goma", "Ituri", "Kabila",
    "Kananga", "Kinshasa", "Kivu", "Lubumbashi", "M23", "Mobutu", "Rwanda", "Tshisekedi", "Zaire",
)  # fmt: skip


ZAIRE = (date(1971, 10, 27), date(1997, 5, 17))
"""The days on which today's DR Congo was called Zaire, and "Congo" was the other."""

_BESIDE = re.compile(r"\bZaire,? (?:and|or|to|from|with) (?:the )?Congo\b|\bCongo,? (?:and|or|to|from|with) Zaire\b")


def congo(hits: list[Hit], reading: Reading) -> list[Hit]:
    """Gives a bare "Congo" or "Congolese" to Brazzaville where the article speaks of it and not of Kinshasa.

    Also where the article is of Zaire's days, or names Congo beside Zaire as another country; "Congo, the former
    Zaire" is Kinshasa's.
    """
    text = reading.text.replace("Democratic Republic of", "DRC")
    brazzaville = BRAZZAVILLE_CUES.count_in(text) and not KINSHASA_CUES.count_in(text)
    of_its_day = reading.day is not None and ZAIRE[0] <= reading.day < ZAIRE[1]
    country = "COG" if brazzaville or of_its_day or _BESIDE.search(text) else "COD"
    return [(start, end, entry.of(country) if "congo" in entry.marks else entry) for start, end, entry in hits]


def dominica(hits: list[Hit], reading: Reading) -> list[Hit]:
    """Gives "Dominican" to Dominica where the article names Dominica and not the Dominican Republic."""
    countries = {entry.country for _, _, entry in hits if "dominica" not in entry.marks}
    country = "DMA" if "DMA" in countries and "DOM" not in countries else "DOM"
    return [(start, end, entry.of(country) if "dominica" in entry.marks else entry) for start, end, entry in hits]
