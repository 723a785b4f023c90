"""A scored article as the one JSON object that `worldtone score` prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from dashboard.countries import Explained
from dashboard.types import CountryTone, Evidence, Field, ScoredArticle


def as_record(scored: ScoredArticle, explained: Sequence[tuple[Field, Explained]] | None = None) -> dict[str, object]:
    """Title, date, outlet, and for each country its tone with evidence.

    `explained`, where given, are the names found in title and text with the rule that kept or dropped each.

    Offsets count code points into the article's text, or into its title where `field` says "title"; the words cut
    out are given beside them, so that a reader can check. "truncated" stands only where the text was longer than what
    is scored of one article, "title_only" only where there is no text, "unscored" only where it was not scored, with
    the reason.
    """
    article = scored.article
    record: dict[str, object] = {
        "title": article.title,
        "published": article.published.isoformat(),
        "source": article.source,
        "countries": [_country(tone, article.text, article.title) for tone in scored.tones],
    }
    if article.title_only:
        record["title_only"] = True
    if scored.unscored:
        record["unscored"] = scored.unscored
    if scored.truncated:
        record["truncated"] = True
    if explained is not None:
        record["explained"] = [{"field": field} | asdict(found) for field, found in explained]
    return record


def _country(tone: CountryTone, text: str, title: str) -> dict[str, object]:
    return {
        "country": tone.country,
        "tone": tone.tone,
        "vader": tone.vader,
        "mentions": tone.mentions,
        "sentences": tone.sentences,
        "salient": tone.salient,
        "evidence": [_evidence(proof, title if proof.field == "title" else text) for proof in tone.evidence],
    }


def _evidence(proof: Evidence, text: str) -> dict[str, object]:
    return {
        "field": proof.field,
        "start": proof.start,
        "end": proof.end,
        "tone": proof.tone,
        "vader": proof.vader,
        "text": text[proof.start : proof.end],
        "mentions": [{"start": start, "end": end, "text": text[start:end]} for start, end in proof.mentions],
        "words": [
            {
                "start": word.start,
                "end": word.end,
                "contribution": word.contribution,
                "text": text[word.start : word.end],
            }
            for word in proof.words
        ],
    }
