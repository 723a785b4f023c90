"""Why a name in a text counted for a country, or did not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from dashboard.countries.additions import NONE, Additions
from dashboard.countries.lexicon import SILENT, Entry, lexicon
from dashboard.countries.plain import made_plain
from dashboard.countries.reading import Reading
from dashboard.countries.scan import Hit, scan
from dashboard.countries.spellings import even
from dashboard.countries.steps import Step, judged

REASONS = {
    "phrase": "a phrase that speaks of no country hides the names inside it",
    "bloc": "a bloc or organisation stands for no single country",
}
LISTED = "listed, and no rule speaks against it"


@dataclass(frozen=True, slots=True)
class Explained:
    """A listed text that was found: where, which country it stands for (empty for none), its kind, whether it counts
    as a mention, and the rule that kept or dropped it, in plain words.

    `kind` is a mention's kind, or bloc or phrase.
    """

    start: int
    end: int
    text: str
    country: str
    kind: str
    kept: bool
    rule: str


class _Record:
    """What became of each hit, by where it starts."""

    def __init__(self, hits: list[Hit]) -> None:
        self.all = {start: (end, entry, LISTED) for start, end, entry in hits}

    def watch(self, step: Step, before: list[Hit], after: list[Hit]) -> None:
        """Notes the rule for hits that it dropped, added, changed, or was asked about and kept."""
        kept = {start: (end, entry) for start, end, entry in after}
        for start, end, entry in before:
            new_end, new_entry = kept.get(start, (end, entry))
            if start not in kept or new_end != end or new_entry.country != entry.country:
                self.all[start] = (new_end, new_entry, step.words)
            elif step.marks & entry.marks and self.all[start][2] == LISTED:
                self.all[start] = (end, entry, f"listed, and does not fall under the rule: {step.words}")
        for start, (end, entry) in kept.items():
            if start not in self.all:
                self.all[start] = (end, entry, step.words)


def explain(text: str, *, date: date | None = None, additions: Additions = NONE) -> list[Explained]:
    """Every listed text found in `text`, left to right: the mentions of `find_mentions`, and what was dropped.

    `date` and `additions` as for `find_mentions`; offsets count code points.
    """
    plain, origins = made_plain(text)
    evened = even(plain)
    terms = lexicon(additions)
    found = scan(evened, terms, silent=True)
    hits = [hit for hit in found if hit[2].kind not in SILENT]
    record = _Record(hits)
    kept = {start: end for start, end, _ in judged(hits, Reading(evened, date, terms.tables), watch=record.watch)}
    rows = [
        _explained(start, end, entry, rule, kept=kept.get(start) == end)
        for start, (end, entry, rule) in record.all.items()
    ]
    rows += [
        _explained(at, end, entry, REASONS[entry.kind], kept=False)
        for at, end, entry in found
        if not entry.country and not entry.leaders
    ]
    return [
        replace(row, start=origins[row.start], end=origins[row.end], text=text[origins[row.start] : origins[row.end]])
        for row in sorted(rows, key=lambda row: row.start)
    ]


def _explained(start: int, end: int, entry: Entry, rule: str, *, kept: bool) -> Explained:
    return Explained(start, end, "", entry.country, entry.kind, kept, rule)
