"""The script that a user would write without Worldtone: pandas, flashgeotext, and vaderSentiment for each sentence.

Written as well as such a script is: both tools are made ready once, and only sentences with a country are scored. It
knows country names only, and gives each country the tone of the whole sentence.
"""

import re

import pandas as pd
from flashgeotext.geotext import GeoText
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

SENTENCE = re.compile(r"(?<=[.!?])\s+")
GEOTEXT = GeoText()
ANALYZER = SentimentIntensityAnalyzer()


def tones(articles: pd.DataFrame) -> pd.DataFrame:
    """The mean tone of the sentences that name a country, for each article and country, with their number.

    `articles` has a column "text"; the result has the columns article (its index), country, tone and sentences.
    """
    rows = []
    for article, text in articles["text"].items():
        for sentence in SENTENCE.split(text):
            if countries := GEOTEXT.extract(sentence)["countries"]:
                tone = ANALYZER.polarity_scores(sentence)["compound"]
                rows += [(article, country, tone) for country in countries]
    frame = pd.DataFrame(rows, columns=["article", "country", "tone"])
    grouped = frame.groupby(["article", "country"])["tone"].agg(["mean", "size"])
    return grouped.reset_index().rename(columns={"mean": "tone", "size": "sentences"})
