"""A scored article as the one JSON object that `worldtone score` prints."""

from __future__ import annotations

from dashboard.types import CountryTone, Evidence, ScoredArticle


def as_record(scored: ScoredArticle) -> dict[str, object]:
    """Title, date, outlet, and for each country its tone with evidence.

    Offsets count code points into the article's text, or into its title where `field` says "title"; the words cut
    out are given beside them, so that a reader can check.
    """
    article = scored.article
    return {
        "title": article.title,
        "published": article.published.isoformat(),
        "source": article.source,
        "countries": [_country(tone, article.text, article.title) for tone in scored.tones],
    }


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
