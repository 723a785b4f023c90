import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard import Article, engine_stamp, open_store, score_article
from dashboard.limits import cap
from dashboard.store import Store
from dashboard.types import CountryTone, Judgement, ScoredArticle
from dashboard.web.app import create_app
from dashboard.web.pages import article

HOME = {"Host": "127.0.0.1:8050"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "s.db") as made:
        made.write([score_article(Article("Peru won praise.", date(2024, 1, 1)))], (), engine_stamp())
        yield made


def choose(store: Store, number: object, country: object, value: object) -> Any:
    """Sends a choice as a browser would; returns the answer."""
    key = {"article": number, "country": country}
    one, two = ({"type": kind, **key} for kind in ("art-judge", "art-judged"))
    kinds = ("art-judge", "art-judged")
    spec = [f'{{"article":["MATCH"],"country":["MATCH"],"type":"{kind}"}}' for kind in kinds]
    body = {
        "output": f"{spec[1]}.children",
        "outputs": {"id": two, "property": "children"},
        "inputs": [{"id": one, "property": "value", "value": value}],
        "state": [],
        "changedPropIds": [f"{_text(one)}.value"],
    }
    return create_app(store).server.test_client().post("/_dash-update-component", json=body, headers=HOME)


def _text(key: dict[str, object]) -> str:
    return json.dumps(key, sort_keys=True, separators=(",", ":"))


def test_a_chosen_label_is_stored_and_shown_on_the_next_visit(store: Store) -> None:
    assert b"negative" in choose(store, 1, "PER", "-1").data
    (made,) = store.judgements(1)
    assert (made.country, made.label, made.start) == ("PER", -1, None)
    choose(store, 1, "PER", "0")
    assert [one.label for one in store.judgements()] == [0]
    assert "your label" in str(article.layout(store, "1", ""))


@pytest.mark.parametrize(
    ("number", "country", "value"),
    [(1, "PER", "2"), (1, "PER", None), (1, "CHL", "1"), (9, "PER", "1"), (True, "PER", "1"), ("1", "PER", "1"),
     (2**70, "PER", "1"), (1, 5, "1"), (1.5, "PER", "1")],
)  # fmt: skip
def test_no_choice_that_the_page_does_not_offer_is_stored(
    store: Store, number: object, country: object, value: object
) -> None:
    assert choose(store, number, country, value).status_code in (200, 204)
    assert store.judgements() == []


def test_a_judgement_stays_with_an_article_that_lost_the_country(store: Store) -> None:
    store.judge(Judgement(1, "CHL", 1))
    assert "your label" not in str(article.layout(store, "1", ""))


@pytest.mark.parametrize("search", ["?c=XXX", "?" + "&".join("c=PER" for _ in range(500)), "c", "?c=" + "x" * 9000])
def test_any_query_string_shows_the_article(store: Store, search: str) -> None:
    assert "art-table" in str(article.layout(store, "1", search))


def test_a_text_longer_than_what_is_scored_says_so_and_is_cut(store: Store) -> None:
    most = cap("text_chars")
    tones = (CountryTone("PER", 0.1, 0.1, 1, 1, True),)
    for n, text in enumerate(("x" * most, "y" * most + "z"), 2):
        store.write([ScoredArticle(Article(text, date(2024, 1, n)), tones)], (), "e")
    whole, cut = (str(article.layout(store, number, "")) for number in ("2", "3"))
    assert "Only the beginning was scored" not in whole
    assert "Only the beginning was scored" in cut
    assert "yz" not in cut


@pytest.mark.parametrize(("said", "how"), [("", "by the look of its words"), ("de-AT", "as its record says")])
def test_an_article_in_another_language_says_so(tmp_path: Path, said: str, how: str) -> None:
    text = "Der Präsident hat am Montag in Berlin ein neues Abkommen mit Polen unterzeichnet."
    with open_store(tmp_path / "s.db") as made:
        made.write([score_article(Article(text, date(2024, 1, 1), language=said))], (), engine_stamp())
        shown = str(article.layout(made, "1", ""))
    assert "Not scored: language" in shown and f"Its language is German, {how}." in shown
    assert text in shown and "No country was found" not in shown


def test_the_other_copies_are_listed_with_their_outlets_and_only_web_addresses_are_links(store: Store) -> None:
    text = (
        "Peru won praise on Monday for the way in which it sheltered families after the flood, and said that new homes "
        "for most of them would stand before the rains come back."
    )
    outlets = (("Wire", "https://wire.test/1"), ("Herald", "javascript:alert(1)"), ("", "https://post.test/3"))
    copies = [
        ScoredArticle(Article(text, date(2024, 2, 1 + day), f"Title {day}", outlet, url), ())
        for day, (outlet, url) in enumerate(outlets)
    ]
    store.write(copies, (), "e")
    page = str(article.layout(store, "3", "?c=PER"))
    assert "Also carried by" in page
    assert "2 other copies" in page
    assert "Wire · 1 February 2024 · 100% in common" in page
    assert "first copy" in page
    assert "(no outlet) · 3 February 2024" in page
    assert "href='https://wire.test/1'" in page
    assert "javascript:" not in page
    assert "Also carried by" not in str(article.layout(store, "1", ""))
