"""Small places whose name is the first part of a company's."""

from __future__ import annotations

import re

from dashboard.countries.reading import Reading
from dashboard.countries.scan import Hit

_COMPANY = re.compile(
    r"(?: (?:&|and|of|[A-Z][\w&'.-]*)){0,4}"
    r" (?:Corp|Inc|Ltd|Co|PLC|Plc|LLC|CORP|INC|LTD|CO|Corporation|Company|Industries|INDUSTRIES|Bancorp|Holdings"
    r"|<[A-Z.]+>)(?!\w)"
)
"""Up to four more words of a name, and what companies end with: a legal form, or a ticker in angle brackets."""


def company_names(hits: list[Hit], reading: Reading) -> list[Hit]:
    """Drops a place that needs other evidence anyway where it begins a company's name: "Oxford Industries Inc"."""
    text = reading.text
    return [
        hit
        for hit in hits
        if not ("support" in hit[2].marks and hit[2].kind in {"city", "state"} and _COMPANY.match(text, hit[1]))
    ]
