from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dashboard import Article, engine_stamp, open_store, score_article
from dashboard.store import Store, WordsError
from dashboard.web import captions
from dashboard.web.app import create_app
from dashboard.web.components import filters, spans
from dashboard.web.components.why import in_words
from dashboard.web.headline import headline
from dashboard.web.opened import opened, span_before
from dashboard.web.pages import overview
from dashboard.web.query import Mark, Query, parse
from dashboard.web.stamp import stamp_of
from dashboard.web.view import first_countries, group_members, view
from dashboard.web.wording import length_in_words, span_in_words, within

DAYS = (date(2023, 1, 1), date(2024, 2, 29))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Peru praised in January by the Herald, and condemned in February by the Herald and the Post; Chile once."""
    good = [Article(f"Peru won praise {n}.", date(2024, 1, n), source="Herald") for n in range(1, 9)]
    bad = [
        Article(f"Peru was condemned {n}.", date(2024, 2, n), source="Herald" if n % 2 else "Post") for n in range(1, 9)
    ]
    other = [Article("Chile signed a grain deal.", date(2024, 2, 3), source="Post")]
    with open_store(tmp_path / "s.db") as made:
        made.write([score_article(article) for article in good + bad + other], (), engine_stamp())
        yield made


def test_the_headline_of_one_country_tells_of_the_span_before(store: Store) -> None:
    query = Query(countries=("PER",), start=date(2024, 2, 1), end=date(2024, 2, 29))
    words = headline(store, view(store, query))
    assert words.startswith("Tone toward Peru: −")
    assert "8 articles in 2 outlets; " in words
    assert words.endswith(" lower than in the month before.")


def test_the_headline_counts_stories_where_there_are_copies_and_each_once_if_asked(store: Store) -> None:
    text = "Peru won praise on Monday for new homes that it built within a year of the flood in the north."
    copies = [Article(text, date(2024, 1, 20 + n), source=f"Outlet {n}") for n in range(3)]
    store.write([score_article(article) for article in copies], (), engine_stamp())
    january = Query(countries=("PER",), start=date(2024, 1, 1), end=date(2024, 1, 31))
    assert "11 articles, 9 stories, in 4 outlets" in headline(store, view(store, january))
    once = replace(january, copies="first")
    assert "9 articles in 2 outlets" in headline(store, view(store, once))
    assert "each story once" in stamp_of(store, once, 9)
    assert opened(store, replace(once, at=Mark("PER"))).total == 9  # type: ignore[union-attr]


def test_the_headline_of_several_says_who_stands_at_the_ends(store: Store) -> None:
    words = headline(store, view(store, Query(countries=("PER", "CHL"))))
    assert words.startswith("Of 2 countries, the tone is lowest toward ")
    assert words.endswith("too few articles for an interval of the difference.")


def test_why_names_both_spans_and_its_parts_add_up(store: Store) -> None:
    found = opened(store, Query(at=Mark("PER", date(2024, 2, 1), date(2024, 2, 29))))
    assert found is not None
    assert (found.heading, found.total) == ("Peru, February 2024", 8)
    assert found.why is not None
    assert found.why.before == (date(2024, 1, 1), date(2024, 1, 31))
    assert found.why.tone_effect + found.why.mix_effect == pytest.approx(found.why.change.value)
    assert "in January 2024 (8 articles)" in in_words(found.why)


def test_outlets_edited_elsewhere_are_left_out_of_charts_and_of_what_they_open(store: Store) -> None:
    store.locate({"Herald": "GBR"})
    query = Query(countries=("PER",), outlet_countries=("GBR",), at=Mark("PER", date(2024, 2, 1), date(2024, 2, 29)))
    seen = view(store, query)
    assert sum(point.articles for point in seen.lines["PER"]) == 12 == seen.ranking[0].articles
    assert "(only outlets edited in United Kingdom)" in captions.of_lines(seen)
    assert "only outlets edited in United Kingdom" in stamp_of(store, query, 12)
    found = opened(store, query)
    assert found is not None and found.total == 4 and {row.source for row in found.rows} == {"Herald"}


def test_the_page_says_how_many_articles_were_not_scored(store: Store) -> None:
    create_app(store)  # without an app the graphs have no addresses for their assets
    assert "not scored" not in str(overview.layout(store, "", ""))
    text = "Der Präsident hat am Montag in Berlin ein neues Abkommen mit Polen unterzeichnet."
    store.write([score_article(Article(text, date(2024, 1, 1)))], (), engine_stamp())
    assert "18 articles, from 2 outlets" in str(overview.layout(store, "", ""))
    assert "1 not scored: language (German 1)." in str(overview.layout(store, "", ""))


def test_a_mark_outside_the_days_shown_has_no_articles(store: Store) -> None:
    found = opened(store, Query(start=date(2024, 2, 1), at=Mark("PER", date(2024, 1, 1), date(2024, 1, 31))))
    assert found is not None
    assert (found.rows, found.total, found.why) == ([], 0, None)


def test_words_narrow_the_view_and_malformed_ones_raise(store: Store) -> None:
    assert [point.country for point in view(store, Query(words="grain")).ranking] == ["CHL"]
    with pytest.raises(WordsError):
        view(store, Query(words='"grain'))


def test_a_group_narrows_to_its_members(store: Store) -> None:
    query = Query(groups=("NATO",))
    assert first_countries(store, query) == ()
    assert view(store, query).ranking == []
    assert group_members(store, Query()) is None
    assert "USA" in (group_members(store, query) or ())


def test_countries_chosen_beside_a_group_keep_their_means(store: Store) -> None:
    seen = view(store, Query(countries=("PER", "CHL"), groups=("NATO",)))
    assert seen.ranking == []
    assert {point.country: point.articles for point in seen.means} == {"PER": 16, "CHL": 1}
    assert headline(store, seen).startswith("Of 2 countries")
    assert "NATO" not in captions.of_lines(seen)
    assert "members of NATO" in captions.of_map(seen)


def test_smoothing_and_baseline_are_named_in_the_caption(store: Store) -> None:
    caption = captions.of_lines(view(store, Query(by="month", smoothing="mean", baseline="outlet")))
    assert "a rolling mean over three months" in caption
    assert "less its outlet's own mean" in caption
    assert "sampling error only; not whether the method reads the text correctly" in caption


def test_the_stamp_says_filters_engine_date_and_n(store: Store) -> None:
    lines = stamp_of(store, Query(countries=("PER",), words="grain", sources=("Post",)), 1200).split("\n")
    assert lines[0] == "Worldtone: Peru; all days; only Post; only articles with grain"
    assert engine_stamp() in lines[1]
    assert lines[3] == "n = 1,200 article-and-country pairs"


@pytest.mark.parametrize(
    "query",
    [
        Query(),
        Query(countries=("PER",), groups=("NATO",), start=DAYS[0], end=DAYS[1], sources=("Herald",), words="grain"),
        Query(outlet_countries=("GBR", "KEN")),
        Query(by="year", measure="vader", band=0.35, baseline="start", smoothing="ewm", salient=True),
    ],
)
def test_the_controls_give_back_the_query_they_show(query: Query) -> None:
    assert filters.from_values(filters.values(query, ("USA",)), ("USA",)) == query


def test_controls_with_any_values_give_a_query() -> None:
    for value in (None, 7, "x", [], {}, [None], float("nan")):
        asked = filters.from_values([value] * len(filters.CONTROLS), ())
        assert parse(asked.search()) == asked


def test_each_ready_made_span_is_found_again_from_its_days() -> None:
    for choice in spans.choices(DAYS):
        ends = spans.ends(choice["value"], DAYS)
        assert (ends is None) == (choice["value"] == spans.OWN)
        if ends:
            assert spans.chosen(*ends, DAYS) == choice["value"]
    assert spans.chosen(date(2023, 3, 3), None, DAYS) == spans.OWN
    assert spans.ends("1800", DAYS) is None


def test_the_span_before_a_whole_period_is_a_whole_period() -> None:
    assert span_before(date(2024, 3, 1), date(2024, 3, 31)) == (date(2024, 2, 1), date(2024, 2, 29))
    assert span_before(date(2024, 1, 1), date(2024, 12, 31)) == (date(2023, 1, 1), date(2023, 12, 31))
    assert span_before(date(2024, 3, 2), date(2024, 3, 4)) == (date(2024, 2, 28), date(2024, 3, 1))
    assert span_before(date.min, date(2024, 1, 1)) is None


def test_spans_in_words() -> None:
    assert span_in_words(date(2023, 10, 1), date(2023, 12, 31)) == "fourth quarter of 2023"
    assert within(date(2023, 10, 1), date(2023, 12, 31)) == "in the fourth quarter of 2023"
    assert within(date(2024, 3, 4), date(2024, 3, 4)) == "on 4 March 2024"
    assert within(date(2024, 3, 4), date(2024, 3, 5)) == "from 4 March 2024 to 5 March 2024"
    assert length_in_words(date(2023, 10, 1), date(2023, 12, 31)) == "three months"
    assert length_in_words(date(2023, 1, 1), date(2023, 12, 31)) == "year"
    assert length_in_words(date(2023, 1, 2), date(2023, 12, 31)) == "364 days"
