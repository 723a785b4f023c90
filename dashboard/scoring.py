"""Finds the countries of an article and scores its tone toward each: what a worker process runs."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from dashboard import languages, resources
from dashboard.countries.additions import NONE, Additions
from dashboard.countries.explain import Explained, explain
from dashboard.countries.find import find_mentions
from dashboard.countries.gazetteer import gazetteer_version
from dashboard.limits import cap
from dashboard.outlets import SHIPPED, Outlets, outlet_country, shipped_version
from dashboard.store.ready import Scores, ready_scores
from dashboard.stories import keys
from dashboard.tone import article as article_tone
from dashboard.tone import engines, toward
from dashboard.types import Article, Field, Mention, ScoredArticle


@dataclass(frozen=True, slots=True)
class Finding:
    """How countries are found beyond the tables: a user's own rows, and outlets' own countries.

    `homes` maps outlets to the country (alpha-3) that their articles without any country count for; the empty name
    stands for every outlet. Empty by default: such articles count for nobody. With `home_by_outlet` they count for the
    country that the tables of outlets know, `outlets` being a user's own rows. `any_language` scores every text as if
    it were English.
    """

    additions: Additions = NONE
    homes: tuple[tuple[str, str], ...] = ()
    outlets: Outlets = SHIPPED
    home_by_outlet: bool = False
    any_language: bool = False

    def home(self, article: Article) -> str:
        """The country that an article without a country counts for; empty for none."""
        homes = dict(self.homes)
        if article.source in homes:
            return homes[article.source]
        known = outlet_country(article.source, article.url, self.outlets) if self.home_by_outlet else ""
        return known or homes.get("", "")


@cache
def engine_stamp(finding: Finding = Finding()) -> str:
    """Which engine, words, gazetteer, languages and outlets' countries make the scores: stored with every article."""
    words = hashlib.sha256()
    for table in ("news_words.tsv", "adverse_words.tsv", "topic_words.tsv", "position_weights.tsv", "word_weights.tsv"):
        words.update(resources.data_file("tone", table).read_bytes())
    homes = "".join(f", home {name}={code}" if name else f", home {code}" for name, code in finding.homes)
    own = f", own rows {finding.additions.digest[:8]}" if finding.additions.digest else ""
    shipped = (
        f"{toward.NAME} {toward.VERSION}, words {words.hexdigest()[:8]}, gazetteer {gazetteer_version()}, "
        f"languages {languages.VERSION}"
    )
    if finding.home_by_outlet:
        homes += f", home by outlet {shipped_version()}{finding.outlets.digest[:8]}"
    return shipped + own + homes + (", any language" if finding.any_language else "")


def score_article(article: Article, finding: Finding = Finding(), *, engine: str = toward.NAME) -> ScoredArticle:
    """Finds the countries an article speaks of and scores its tone toward each.

    A title that the text begins with is not scored a second time. An article in another language than English (see
    `language_of`) gets no scores, and says why. `engine` names the tone engine: "toward", or "vader"
    for plain VADER of the whole sentence. Raises ValueError for a name that there is not.
    """
    return score_articles([article], finding, engine=engine)[0]


def score_articles(
    articles: Sequence[Article], finding: Finding = Finding(), *, engine: str = toward.NAME
) -> list[ScoredArticle]:
    """What `score_article` makes of each of several articles, quicker than one by one.

    All go through one stage before any goes through the next, so that a stage's tables stay in the processor's cache.
    """
    chosen, own = engines.engine(engine), finding.additions
    asked = not finding.any_language
    reasons = [languages.refusal(one.text, one.title, one.language) if asked else "" for one in articles]
    found = [
        article_tone.Found(article, *_mentions(article, own), finding.home(article))
        for article, reason in zip(articles, reasons, strict=True)
        if not reason
    ]
    scored = iter(article_tone.score_all(found, chosen))
    return [
        ScoredArticle(article, (), unscored=reason) if reason else next(scored)
        for article, reason in zip(articles, reasons, strict=True)
    ]


def _mentions(article: Article, own: Additions) -> tuple[list[Mention], list[Mention]]:
    """The mentions in an article's title, where that stands alone, and in what is read of its text."""
    in_title = find_mentions(article.title, date=article.day, additions=own) if article.title_stands_alone else []
    return in_title, find_mentions(article.text[: cap("text_chars")], date=article.day, additions=own)


def explain_article(article: Article, finding: Finding = Finding()) -> list[tuple[Field, Explained]]:
    """Every listed name in an article's title and text, with the rule that kept or dropped it as a mention."""
    title = explain(article.title, date=article.day, additions=finding.additions) if article.title_stands_alone else []
    text = explain(article.text, date=article.day, additions=finding.additions)
    return [*(("title", found) for found in title), *(("text", found) for found in text)]


def score_batch(articles: list[Article], finding: Finding) -> list[Scores]:
    """Scores several articles in the order they came, and makes their keys; what a worker process runs."""
    scores = [ready_scores(scored, keys(scored.article)) for scored in score_articles(articles, finding)]
    _spare_the_tables()
    return scores


@cache
def _spare_the_tables() -> None:
    """Has Python's search for unreachable objects pass over what is loaded now, once for a process.

    Else it would look through all of the tables every few thousand articles, which takes as long as scoring a thousand,
    and find each time that all is in use.
    """
    gc.freeze()


def prepare() -> None:
    """Loads all tables that scoring needs, which else the first articles would wait for."""
    day = date(2000, 1, 1)
    score_batch(
        [Article("Germany praised France.", day), Article("Die Kanzlerin war gestern in Lyon.", day)], Finding()
    )
