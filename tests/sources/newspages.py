"""Pages as outlets write them, for the tests of everything that reads pages."""

from __future__ import annotations

MENU = '<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>'
FOOTER = "<footer><p>© 2021 The Daily Paper. All rights reserved. Subscribe to our newsletter.</p></footer>"
BODY = (
    "Kenya and Ethiopia signed a trade agreement on Tuesday after two years of talks in Nairobi.",
    "Officials praised the deal as a step forward; traders at the border hope that lorries will wait less.",
    "Critics in Addis Ababa condemned the secrecy in which it was written and asked for its text.",
)
JSON_LD = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
  {"@type": "WebSite", "name": "The Daily Paper website"},
  {"@type": "NewsArticle", "headline": "Kenya signs trade deal", "datePublished": "2023-11-10T09:00:00+03:00",
   "dateModified": "2023-12-01T09:00:00+03:00", "publisher": {"@type": "Organization", "name": "The Daily Paper"}}
]}</script>"""


def page(
    *, head: str = JSON_LD, body: tuple[str, ...] = BODY, lang: str = "en-GB", charset: str = "utf-8", top: str = ""
) -> str:
    """A page with menu, article, readers' comments and footer."""
    paragraphs = "".join(f"<p>{text}</p>" for text in body)
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="{charset}">'
        f"<title>Kenya signs trade deal | The Daily Paper</title>{head}</head><body>{MENU}"
        f"<article><h1>Kenya signs trade deal</h1>{top}{paragraphs}</article>"
        '<section id="comments"><p>Reader1: Russia is to blame for everything, as always!</p></section>'
        f"{FOOTER}</body></html>"
    )
