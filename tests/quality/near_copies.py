"""How well near-copies of one story are found, on edited sample articles and on Reuters-21578.

    python tests/quality/near_copies.py [--reuters] [--pairs N]

Every sample article that is no copy itself is edited in each of eight ways, as desks edit: a new headline, the last
paragraphs cut, an agency's credit, 5, 10 and 20 in 100 words changed, another story merged in, only the title left. All
lie in one real store, the edited ones up to six days after the originals. Recall is the share of the edited articles
that share a story with their original; precision the share of pairs within a story that were made of one original.

With --reuters the stories of Reuters-21578 (see reuters.py, which fetches them) are stored too, and N pairs of the same
story, drawn by chance, are printed for the eye.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import combinations, groupby
from pathlib import Path

import reuters

from dashboard.limits import cap
from dashboard.resources import data_dir
from dashboard.store import open_store
from dashboard.types import Article, ScoredArticle

KINDS = ("headline", "cut", "credit", "5% changed", "10% changed", "20% changed", "merged", "title only")


@dataclass(frozen=True, slots=True)
class Made:
    """An article of the set: what was done to it, and the originals it was made of."""

    article: Article
    kind: str
    made_of: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Recall by kind, in the order of KINDS; precision over all pairs; how many pairs; articles."""

    recall: dict[str, float]
    precision: float
    pairs: int
    articles: int


def originals() -> list[Article]:
    """The sample articles that are no copies."""
    records = [
        json.loads(line)
        for path in sorted((data_dir() / "sample").glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return [
        Article(one["text"], date.fromisoformat(one["date"]), one["title"], one["source"])
        for one in records
        if "copy_of" not in one
    ]


def made(seed: int = 1) -> list[Made]:
    """The set: originals, and every edited form of each, in an order that chance gives; the same for the same seed."""
    chance = random.Random(seed)
    found = originals()
    words = [word for article in found for word in article.text.split()]
    titles = [article.title for article in found]
    items = [Made(article, "original", (number,)) for number, article in enumerate(found)]
    for number, article in enumerate(found):
        other = chance.choice([place for place in range(len(found)) if place != number])
        texts = {
            "headline": article.text,
            "cut": _cut(article.text, chance.uniform(0.5, 0.8)),
            "credit": f"LONDON (Meridian Wire) – {article.text}\n\nReporting by the staff of Meridian Wire",
            **{f"{share}% changed": _changed(article.text, share / 100, words, chance) for share in (5, 10, 20)},
            "merged": f"{article.text}\n\n{found[other].text}",
            "title only": "",
        }
        for kind, text in texts.items():
            title = chance.choice(titles) if kind == "headline" else article.title
            if kind == "title only":
                title = f"{title} - Meridian Wire"
            day = article.day + timedelta(days=chance.randint(0, 6))
            edited = Article(text, day, title, kind, f"https://copies.test/{number}/{KINDS.index(kind)}")
            items.append(Made(edited, kind, (number, other) if kind == "merged" else (number,)))
    chance.shuffle(items)
    return items


def stories_of(articles: list[Article]) -> dict[int, int]:
    """The story of each article that has copies, by the article's place in the list, as a real store finds it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "copies.sqlite"
        with open_store(path) as store:
            for first in range(0, len(articles), cap("batch_articles")):
                batch = articles[first : first + cap("batch_articles")]
                store.write([ScoredArticle(article, ()) for article in batch], (), "none")
            assert store.info().articles == len(articles), "no two articles of the set may have one identity"
        with sqlite3.connect(path) as connection:
            rows = connection.execute("SELECT article_id, story_id FROM copies").fetchall()
        connection.close()
        return {number - 1: story for number, story in rows}


def measure(items: list[Made]) -> Found:
    """What is found of the set."""
    story = stories_of([item.article for item in items])
    place = {item.made_of[0]: number for number, item in enumerate(items) if item.kind == "original"}
    hits: dict[str, list[bool]] = defaultdict(list)
    for number, item in enumerate(items):
        if item.kind != "original":
            its = story.get(number)
            hits[item.kind].append(its is not None and any(its == story.get(place[one]) for one in item.made_of))
    members: dict[int, list[Made]] = defaultdict(list)
    for number, one in story.items():
        members[one].append(items[number])
    right = pairs = 0
    for copies in members.values():
        for first, second in combinations(copies, 2):
            pairs += 1
            right += bool(set(first.made_of) & set(second.made_of))
    recall = {kind: sum(hits[kind]) / len(hits[kind]) for kind in KINDS}
    return Found(recall, right / pairs if pairs else 1.0, pairs, len(items))


def reuters_articles() -> list[Article]:
    """All stories of Reuters-21578 with a body and a date, each with an address of its own."""
    return [
        Article(
            item["body"], _day(item["date"]), item.get("title") or "", "Reuters", f"https://reuters.test/{item['id']}"
        )
        for item in _reuters_items()
    ]


def _reuters_items() -> Iterator[dict[str, str]]:
    seen: set[str] = set()
    for path in sorted((reuters.CACHE / "data" / "full").glob("*.json")):
        for item in json.loads(path.read_text(encoding="utf-8")):
            if item.get("body") and item.get("date") and item["id"] not in seen:
                seen.add(item["id"])
                yield item


def _day(text: str) -> date:
    return datetime.strptime(text.strip()[:11].strip(), "%d-%b-%Y").date()


def _cut(text: str, share: float) -> str:
    words = text.split(" ")
    return " ".join(words[: round(share * len(words))])


def _changed(text: str, share: float, others: list[str], chance: random.Random) -> str:
    words = text.split(" ")
    for place in chance.sample(range(len(words)), round(share * len(words))):
        words[place] = chance.choice(others)
    return " ".join(words)


def _print_reuters(number: int) -> None:
    articles = sorted(reuters_articles(), key=lambda article: article.day)
    story = stories_of(articles)
    sizes = Counter(Counter(story.values()).values())
    print(f"\nReuters-21578: {len(articles):,} stories, {len(story):,} of them in {len(set(story.values())):,} groups")
    print("copies in a group: " + ", ".join(f"{size} ({count:,}×)" for size, count in sorted(sizes.items())[:12]))
    by_story = sorted(story, key=lambda place: (story[place], place))
    groups = [list(group) for _, group in groupby(by_story, key=story.__getitem__)]
    chance = random.Random(50)
    drawn = chance.sample(groups, min(number, len(groups)))
    for count, group in enumerate(drawn, 1):
        print(f"\n{count}.")
        for place in chance.sample(group, 2):
            one = articles[place]
            print(f"  {one.day} {one.title}: {' '.join(one.text.split())[:300]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reuters", action="store_true", help="also Reuters-21578, where it is in the cache")
    parser.add_argument("--pairs", type=int, default=0, help="print so many pairs of Reuters-21578")
    chosen = parser.parse_args()
    found = measure(made())
    print(f"near-copies of one story, {found.articles:,} articles, of which eight in nine are edited copies")
    for kind, recall in found.recall.items():
        print(f"{kind:<14} recall {100 * recall:6.1f}")
    print(f"{'all':<14} recall {100 * sum(found.recall.values()) / len(KINDS):6.1f}")
    print(f"{'':<14} precision {100 * found.precision:.2f} of {found.pairs:,} pairs")
    if chosen.reuters or chosen.pairs:
        if (reuters.CACHE / "data" / "full").is_dir():
            _print_reuters(chosen.pairs)
        else:
            print("Reuters-21578 is not in the cache; python tests/quality/reuters.py fetches it")


if __name__ == "__main__":
    main()
