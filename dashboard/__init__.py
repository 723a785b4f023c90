"""Worldtone: how news coverage speaks of each country over time.

The public API is the names in `__all__`. They are bound here at import, after the modules of the same names
(`ingest`, `series`), so that `from dashboard import series` is always the function.
"""

from dashboard.countries.find import find_mentions
from dashboard.ingest import engine_stamp, ingest, score_article
from dashboard.series import series
from dashboard.store import open_store
from dashboard.tone.toward import tone_toward
from dashboard.types import Article, CountryTone, Mention, Point, Rejected, Report, ScoredArticle

__version__ = "0.1.0"

__all__ = [
    "Article",
    "CountryTone",
    "Mention",
    "Point",
    "Rejected",
    "Report",
    "ScoredArticle",
    "engine_stamp",
    "find_mentions",
    "ingest",
    "open_store",
    "score_article",
    "series",
    "tone_toward",
]
