"""Articles as rows of a lake's table."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

import pyarrow as pa

from dashboard.lake.folding import words_of
from dashboard.store.ready import Ready
from dashboard.store.rows import day_text, storable

_TONE = pa.struct(
    [
        ("country", pa.string()),
        ("tone", pa.int32()),
        ("vader", pa.int32()),
        ("mentions", pa.int32()),
        ("sentences", pa.int32()),
        ("salient", pa.int32()),
    ]
)
_PAIR = pa.struct(
    [
        ("country", pa.string()),
        ("other", pa.string()),
        ("tone", pa.int32()),
        ("vader", pa.int32()),
        ("sentences", pa.int32()),
        ("salient", pa.int32()),
    ]
)
SCHEMA = pa.schema(
    [
        ("month", pa.string()),  # 2024-01: the table is partitioned by it
        ("number", pa.int64()),  # given once; of two rows of one article the higher one counts
        ("identity_key", pa.int64()),
        ("content_key", pa.int64()),
        ("identity", pa.string()),
        ("fingerprint", pa.string()),
        ("engine", pa.string()),
        ("source", pa.string()),
        ("day", pa.string()),
        ("published", pa.string()),
        ("title", pa.string()),
        ("url", pa.string()),
        ("language", pa.string()),
        ("text", pa.string()),
        ("words", pa.string()),  # for searches; see folding.py
        ("unscored", pa.string()),
        ("evidence", pa.string()),
        ("story_keys", pa.list_(pa.int64())),
        ("tones", pa.list_(_TONE)),
        ("pairs", pa.list_(_PAIR)),
    ]
)


def table_of(articles: Iterable[tuple[int, Ready]], engine: str) -> pa.Table:
    """The rows of articles, each with its number; their texts must be storable."""
    return pa.Table.from_pylist([_row(number, item, storable(engine)) for number, item in articles], schema=SCHEMA)


def identity_key(identity: str) -> int:
    """A whole number of 64 bits that two identities share only by rare chance."""
    return _key(identity)


def content_key(identity: str, fingerprint: str, engine: str) -> int:
    """Such a number for an article as it is, scored by an engine: what has it need not be scored again."""
    return _key("\x1f".join((identity, fingerprint, engine)))


def _key(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), signed=True)


def _row(number: int, item: Ready, engine: str) -> dict[str, object]:
    article, scores, day = item.article, item.scores, day_text(item.article.day)
    salience = {tone[0]: tone[5] for tone in scores.tones}
    return {
        "month": day[:7],
        "number": number,
        "identity_key": identity_key(item.identity),
        "content_key": content_key(item.identity, item.fingerprint, engine),
        "identity": item.identity,
        "fingerprint": item.fingerprint,
        "engine": engine,
        "source": article.source,
        "day": day,
        "published": article.published.isoformat(),
        "title": article.title,
        "url": article.url,
        "language": article.language,
        "text": article.text,
        "words": words_of(article.title, article.text),
        "unscored": scores.unscored,
        "evidence": scores.evidence,
        "story_keys": scores.keys,
        "tones": [dict(zip(_TONE.names, tone, strict=True)) for tone in scores.tones],
        "pairs": [dict(zip(_PAIR.names, (*pair, salience[pair[0]]), strict=True)) for pair in scores.pairs],
    }
