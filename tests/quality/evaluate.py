"""Prints the accuracy tables: python tests/quality/evaluate.py (or make eval)."""

from collections import defaultdict
from statistics import fmean

import gold
from labels import sample_gold
from rich.console import Console
from rich.table import Table
from scipy.stats import spearmanr

from dashboard import check, find_mentions, tone_toward
from dashboard.check import CountryGold, Row, ToneGold
from dashboard.tone.toward import sentence_at
from dashboard.tone.vader import polarity_scores

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


def averages() -> tuple[int, int, float, float]:
    """Rank correlation (Spearman) of countries' mean tone with their mean label, ours and plain VADER's.

    Over the countries with at least eight labelled mentions in the tone files. Returns the number of countries, of
    mentions, and the two correlations.
    """
    means: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
    for name in TONE:
        for item in check.load(gold.folder() / name):
            if isinstance(item, ToneGold):
                country = next(
                    (m.country for m in find_mentions(item.text) if m.start < item.end and item.start < m.end), ""
                )
                start, end = sentence_at(item.text, item.start, item.end)
                compound = polarity_scores(item.text[start:end])["compound"]
                means[country].append((tone_toward(item.text, item.start, item.end), compound, item.label))
    kept = [values for country, values in means.items() if country and len(values) >= 8]
    ours, plain, labels = ([fmean(value[at] for value in values) for values in kept] for at in range(3))
    return (
        len(kept),
        sum(len(values) for values in kept),
        float(spearmanr(ours, labels).statistic),
        float(spearmanr(plain, labels).statistic),
    )


def main() -> None:
    console = Console(soft_wrap=True)
    for title, rows in tone_tables():
        table = Table("method", "neutral band", "macro-F1", "accuracy")
        for row in rows:
            table.add_row(row.method, row.bands, f"{row.macro_f1:.1f}", f"{row.accuracy:.1f}")
        console.print(f"Tone toward the country: {title}, n = {rows[0].n:,}", table, highlight=False)
    if all((gold.folder() / name).exists() for name in TONE):
        countries, mentions, ours, plain = averages()
        console.print(
            f"Rank correlation of country averages with gold averages ({countries} countries, {mentions} mentions): "
            f"toward {ours:.2f}, VADER {plain:.2f}",
            highlight=False,
        )
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
