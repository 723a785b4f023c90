"""Prints how well ways of averaging sentences into an article's tone agree with the labels.

    python tests/quality/aggregation.py

On the labelled mentions of our sample articles and of Reuters-21578's stories, by weights learned without the judged
sentences. The gold value of an article and country is the mean of its labels; titles carry none, so what they add is
judged by the labels of the text. A way is worth using where it ranks both articles and countries better than the mean
in both collections, by more than chance: the last column is the share of 500 draws of countries, with replacement, in
which it ranks all countries better than the mean does.
"""

import json
import random
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

import estimate
from estimate import Labels, labelled
from learning import Design, Settings
from scipy.stats import spearmanr

from dashboard import find_mentions
from dashboard.tone import toward

EARLY = 250  # code points
OFTEN = 3
ENOUGH = 8  # labelled mentions of a country
DRAWS = 500


@dataclass(frozen=True, slots=True)
class Sentence:
    """Where a labelled mention begins in its text, its tone by weights learned without it, and its label."""

    start: int
    tone: float
    label: int


@dataclass(frozen=True, slots=True)
class Piece:
    """An article's labelled sentences on one country, and the tone of its title toward it where that names it."""

    corpus: str
    country: str
    sentences: tuple[Sentence, ...]
    title: float | None

    @property
    def gold(self) -> float:
        return fmean(one.label for one in self.sentences)

    @property
    def is_salient(self) -> bool:
        early = any(one.start < EARLY for one in self.sentences)
        return early or self.title is not None or len(self.sentences) >= OFTEN


Way = Callable[[Piece], float]


def weighted(weight: Callable[[Sentence], float], cap: float = 1.0, title: float = 0.0) -> Way:
    """A weighted mean of the sentences, none beyond ±cap; the title counts as `title` sentences."""

    def mean(piece: Piece) -> float:
        pairs = [(weight(one), max(-cap, min(cap, one.tone))) for one in piece.sentences]
        if title and piece.title is not None:
            pairs.append((title, max(-cap, min(cap, piece.title))))
        return sum(share * tone for share, tone in pairs) / sum(share for share, _ in pairs)

    return mean


def early(factor: float) -> Callable[[Sentence], float]:
    return lambda one: factor if one.start < EARLY else 1.0


def alike(_: Sentence) -> float:
    return 1.0


WAYS: Mapping[str, Way] = {
    "mean of the sentences": weighted(alike),
    "with the title as one (what is used)": weighted(alike, title=1.0),
    "with the title as two": weighted(alike, title=2.0),
    "first 250 characters count double": weighted(early(2.0)),
    "first 250 characters count four times": weighted(early(4.0)),
    "no sentence beyond ±0.5": weighted(alike, 0.5),
    "no sentence beyond ±0.3": weighted(alike, 0.3),
    "strongest sentence alone": lambda piece: max((one.tone for one in piece.sentences), key=abs),
    "strong sentences weigh more": weighted(lambda one: 0.1 + abs(one.tone)),
}


def texts() -> dict[tuple[str, str], tuple[str, str]]:
    """Title and text by corpus and key, as data/labels/tone.tsv names them."""
    titles: dict[str, str] = {}
    for path in sorted((labelled.ROOT / "data" / "sample").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            titles[item["text"]] = item.get("title", "")
    for path in sorted(labelled.REUTERS.glob("*.json")):
        for item in json.loads(path.read_text(encoding="utf-8")):
            titles[item.get("body") or ""] = item.get("title") or ""
    return {key: (titles.get(text, ""), text) for key, text in labelled.own_texts().items() if key[0] != "newsmtsc"}


def pieces() -> list[Piece]:
    """The labelled mentions by article and country."""
    examples = labelled.gather()
    labels = Labels(examples)
    tones = estimate.nested(labels, Design(examples), [Settings()], 1)[0].tones.tolist()
    own = [tone for one, tone in zip(examples, tones, strict=True) if one.origin.startswith(labelled.OWN)]
    found: dict[tuple[str, str, str], list[Sentence]] = defaultdict(list)
    for row, tone in zip(labelled.own_rows(), own, strict=True):
        if row.corpus != "newsmtsc":
            found[row.corpus, row.key, row.country].append(Sentence(row.start, tone, row.label))
    articles = texts()
    return [
        Piece(corpus, country, tuple(sentences), _of_title(articles[corpus, key][0], country))
        for (corpus, key, country), sentences in found.items()
    ]


def _of_title(title: str, country: str) -> float | None:
    spans = [(one.start, one.end) for one in find_mentions(title) if one.country == country]
    return toward.score(toward.read(title), spans)[0] if spans else None


def ranks(scores: Sequence[float], gold: Sequence[float]) -> float:
    """Spearman's rank correlation; 0 where either side is one value throughout."""
    return float(spearmanr(scores, gold).statistic) if len(set(scores)) > 1 and len(set(gold)) > 1 else 0.0


def by_country(found: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces of each country that has enough labels."""
    countries: dict[str, list[Piece]] = defaultdict(list)
    for piece in found:
        countries[piece.country].append(piece)
    return [kept for kept in countries.values() if sum(len(piece.sentences) for piece in kept) >= ENOUGH]


def mean_gold(kept: Sequence[Piece]) -> float:
    return fmean(piece.gold for piece in kept)


def main() -> None:
    if not labelled.EVAL.is_dir() or not labelled.REUTERS.is_dir():
        print(f"{labelled.EVAL} or {labelled.REUTERS} is not here: no way of averaging is judged.")
        return
    found = pieces()
    sets = {"sample": "our articles", "reuters-21578": "Reuters"}
    print("Rank correlation with the labels' means, of articles with two or more labels, and of countries' averages")
    heads = [f"{name}, {kind}" for name in sets.values() for kind in ("articles", "countries")]
    print(
        f"{'way of averaging':38} "
        + " ".join(f"{head:>23}" for head in heads)
        + f" {'all countries':>14} {'better':>7}"
    )
    everything = by_country(found)
    gold = [mean_gold(kept) for kept in everything]
    base = [fmean(map(WAYS["mean of the sentences"], kept)) for kept in everything]
    rows = {name: [fmean(map(way, kept)) for kept in everything] for name, way in WAYS.items()}
    rows["salient articles count double"] = [
        sum((1 + one.is_salient) * fmean([WAYS["mean of the sentences"](one)]) for one in kept)
        / sum(1 + one.is_salient for one in kept)
        for kept in everything
    ]
    for name, averages in rows.items():
        numbers = []
        way = WAYS.get(name)
        for corpus in sets:
            here = [piece for piece in found if piece.corpus == corpus]
            several = [piece for piece in here if len(piece.sentences) > 1]
            kept = by_country(here)
            if way is None:
                numbers += ["-", "-"]
                continue
            numbers.append(f"{ranks([*map(way, several)], [piece.gold for piece in several]):.2f}")
            numbers.append(f"{ranks([fmean(map(way, one)) for one in kept], [mean_gold(one) for one in kept]):.2f}")
        print(
            f"{name:38} "
            + " ".join(f"{number:>23}" for number in numbers)
            + f" {ranks(averages, gold):14.2f} {_better(averages, base, gold):6.0%}"
        )
    several = sum(len(piece.sentences) > 1 for piece in found)
    labels = sum(len(piece.sentences) for piece in found)
    print(f"{labels:,} labels; {several} articles with two or more on a country; {len(everything)} countries")


def _better(ours: Sequence[float], base: Sequence[float], gold: Sequence[float]) -> float:
    draw = random.Random(1)
    won = 0.0
    for _ in range(DRAWS):
        chosen = draw.choices(range(len(gold)), k=len(gold))
        one, other, given = ([values[at] for at in chosen] for values in (ours, base, gold))
        ahead = ranks(one, given) - ranks(other, given)
        won += 0.5 if ahead == 0 else float(ahead > 0)
    return won / DRAWS


if __name__ == "__main__":
    main()
