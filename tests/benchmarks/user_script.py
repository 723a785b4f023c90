"""The script that a user would write without Worldtone: pandas, flashgeotext, and vaderSentiment for each sentence.

Articles are exploded into sentences, the country finder and the analyser are applied to each sentence, and the tones
are grouped by article and country: the plain way to do it with these three tools, which are made ready once. It is
neither slowed nor tuned by us. As it stands in tutorials every sentence gets a tone; a thriftier user would leave out
those that name no country, so `tones` does that too where it is asked to. Either way it knows country names only, and
gives each country the tone of the whole sentence.
"""

import re

import pandas as pd
from flashgeotext.geotext import GeoText
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

SENTENCE = re.compile(r"(?<=[.!?])\s+")
GEOTEXT = GeoText()
ANALYZER = SentimentIntensityAnalyzer()


def countries_in(sentence: str) -> list[str]:
    """The names of the countries that a sentence names."""
    return list(GEOTEXT.extract(sentence)["countries"])


def compound_of(sentence: str) -> float:
    """VADER's compound score of a sentence."""
    return float(ANALYZER.polarity_scores(sentence)["compound"])


def tones(articles: pd.DataFrame, *, naming_only: bool = False) -> pd.DataFrame:
    """The mean tone of the sentences that name a country, for each article and country, with their number.

    `articles` has a column "text"; the result has the columns article (its index), country, tone and sentences. With
    `naming_only` no other sentence is given to VADER; the result is the same.
    """
    sentences = articles["text"].map(SENTENCE.split).explode().rename("sentence").rename_axis("article").reset_index()
    sentences["country"] = sentences["sentence"].map(countries_in)
    if naming_only:
        sentences = sentences[sentences["country"].str.len() > 0].copy()
    sentences["tone"] = sentences["sentence"].map(compound_of)
    named = sentences.explode("country").dropna(subset="country")
    grouped = named.groupby(["article", "country"])["tone"].agg(["mean", "size"])
    return grouped.reset_index().rename(columns={"mean": "tone", "size": "sentences"})
