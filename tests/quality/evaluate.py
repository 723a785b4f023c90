"""Prints the accuracy of what is shipped: python tests/quality/evaluate.py (or make eval).

The shipped weights have learned from these labels too; estimate.py tells how they would do on others.
"""

import gold
from labels import sample_gold
from rich.console import Console
from rich.table import Table

from dashboard import check
from dashboard.check import CountryGold, Row, ToneGold

TONE = ("tone_countries_dev.jsonl", "tone_countries_native_dev.jsonl")
COUNTRIES = ("countries_geovirus_dev.jsonl", "country_traps_dev.jsonl")


def tone_tables() -> list[tuple[str, list[Row]]]:
    """The tables of tone toward countries: on our own labels, and on the files that lie beside the checkout."""
    tables = [("sample articles (learned from), labels of data/labels/tone.tsv", check.tone_table(sample_gold()))]
    for name in TONE:
        if (gold.folder() / name).exists():
            items = [item for item in check.load(gold.folder() / name) if isinstance(item, ToneGold)]
            tables.append((name, check.tone_table(items)))
    return tables


def main() -> None:
    console = Console(soft_wrap=True)
    for title, rows in tone_tables():
        table = Table("method", "neutral band", "macro-F1", "accuracy")
        for row in rows:
            table.add_row(row.method, row.bands, f"{row.macro_f1:.1f}", f"{row.accuracy:.1f}")
        console.print(f"Tone toward the country: {title}, n = {rows[0].n:,}", table, highlight=False)
    table = Table("gold", "n", "precision", "recall", "micro-F1")
    for name in COUNTRIES:
        if (gold.folder() / name).exists():
            sets = check.country_row(
                [item for item in check.load(gold.folder() / name) if isinstance(item, CountryGold)]
            )
            table.add_row(name, str(sets.n), f"{sets.precision:.1f}", f"{sets.recall:.1f}", f"{sets.f1:.1f}")
    console.print("Sets of countries", table, highlight=False)
    if not gold.folder().exists():
        console.print(f"{gold.folder()} is not here: the files with other people's sentences were left out.")


if __name__ == "__main__":
    main()
