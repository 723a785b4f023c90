"""Prints how well ways of averaging sentences into an article's tone agree with the labels.

    python tests/quality/aggregation.py

On the labelled mentions of the sample articles: the gold value of an article and country is the mean of its labels.
The weights were learned from these labels too, so only the differences between the rows tell anything.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from statistics import fmean

from labels import sample_gold
from scipy.stats import spearmanr

from dashboard import find_mentions, tone_toward

Sentence = tuple[int, float, int]  # where the mention begins, the tone, the label
EARLY = 250


def weighted(weight: Callable[[Sentence], float], cap: float = 1.0) -> Callable[[list[Sentence]], float]:
    def mean(sentences: list[Sentence]) -> float:
        weights = [weight(one) for one in sentences]
        return sum(w * max(-cap, min(cap, one[1])) for w, one in zip(weights, sentences, strict=True)) / sum(weights)

    return mean


WAYS: Mapping[str, Callable[[list[Sentence]], float]] = {
    "mean of the sentences (what is used)": weighted(lambda _: 1.0),
    "first 250 characters count double": weighted(lambda one: 2.0 if one[0] < EARLY else 1.0),
    "first 250 characters count four times": weighted(lambda one: 4.0 if one[0] < EARLY else 1.0),
    "no sentence beyond ±0.5": weighted(lambda _: 1.0, 0.5),
    "no sentence beyond ±0.3": weighted(lambda _: 1.0, 0.3),
    "strongest sentence alone": lambda sentences: max(sentences, key=lambda one: abs(one[1]))[1],
    "strong sentences weigh more": weighted(lambda one: 0.1 + abs(one[1])),
}


def main() -> None:
    articles: dict[tuple[str, str], list[Sentence]] = defaultdict(list)
    found = {}
    for gold in sample_gold():
        if gold.text not in found:
            found[gold.text] = find_mentions(gold.text)
        countries = [m.country for m in found[gold.text] if m.start < gold.end and gold.start < m.end]
        if countries:
            tone = tone_toward(gold.text, gold.start, gold.end)
            articles[gold.text, countries[0]].append((gold.start, tone, gold.label))
    several = {key: sentences for key, sentences in articles.items() if len(sentences) > 1}
    by_country: dict[str, list[list[Sentence]]] = defaultdict(list)
    for (_, country), sentences in articles.items():
        by_country[country].append(sentences)
    countries = {country: lists for country, lists in by_country.items() if sum(map(len, lists)) >= 8}
    print(f"{'way of averaging':40} {'articles':>9} {'countries':>10}   (rank correlation with the labels' means)")
    for name, way in WAYS.items():
        of_articles = spearmanr(
            [way(sentences) for sentences in several.values()],
            [fmean(one[2] for one in sentences) for sentences in several.values()],
        ).statistic
        of_countries = spearmanr(
            [fmean(way(sentences) for sentences in lists) for lists in countries.values()],
            [fmean(fmean(one[2] for one in sentences) for sentences in lists) for lists in countries.values()],
        ).statistic
        print(f"{name:40} {of_articles:9.2f} {of_countries:10.2f}")
    print(
        f"{len(several)} articles and countries with two or more labels; {len(countries)} countries with eight or more"
    )


if __name__ == "__main__":
    main()
