"""What is taken from an HTML page, and what from its head."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from newspages import BODY, page

from dashboard.limits import cap
from dashboard.sources import ReadOptions
from dashboard.sources.fields import RecordError
from dashboard.sources.html import article_of_page

URL = "https://www.dailypaper.example/world/kenya"
META = (
    '<meta property="og:site_name" content="The Daily Paper"><meta property="og:title" content="Kenya signs">'
    '<meta property="article:published_time" content="2023-11-10T06:00:00Z"><meta property="og:locale" content="en_GB">'
)


def of_page(markup: str, url: str = URL, **options: object):
    return article_of_page(markup.encode(), url, ReadOptions(**options))


def test_the_article_without_menu_comments_or_footer() -> None:
    article = of_page(page())
    assert all(text in article.text for text in BODY)
    for other in ("Home", "Reader1", "rights reserved", "<p>"):
        assert other not in article.text
    assert article.title == "Kenya signs trade deal"
    assert article.published == datetime(2023, 11, 10, 6, tzinfo=UTC)
    assert (article.source, article.url, article.language) == ("The Daily Paper", URL, "en")


@pytest.mark.parametrize(
    ("head", "title"),
    [(META, "Kenya signs"), ("<meta name='date' content='10 November 2023'>", "Kenya signs trade deal")],
)
def test_meta_elements_where_there_is_no_json_ld(head: str, title: str) -> None:
    article = of_page(page(head=head))
    assert (article.day, article.title) == (date(2023, 11, 10), title)


@pytest.mark.parametrize(
    "json_ld",
    [
        '[{"@type": ["ReportageNewsArticle"], "datePublished": "2023-11-10"}]',
        '{"@type": "WebPage", "mainEntity": {"@type": "NewsArticle", "datePublished": "2023-11-10"}}',
        '{"@type": "NewsArticle", "inLanguage": {"name": "en"}, "datePublished": "2023-11-10"}',
    ],
)
def test_json_ld_in_its_many_shapes(json_ld: str) -> None:
    article = of_page(page(head=f'<script type="application/ld+json">{json_ld}</script>'))
    assert article.published == date(2023, 11, 10)


def test_json_ld_with_the_entities_of_html() -> None:
    story = '{"@type": "NewsArticle", "headline": "Peru &amp; Chile&#039;s &quot;deal&quot;", "publisher": "A &amp; B"}'
    article = of_page(page(head=f'{META}<script type="application/ld+json">{story}</script>'))
    assert (article.title, article.source) == ('Peru & Chile\'s "deal"', "A & B")


@pytest.mark.parametrize(
    "broken", ["{", "[" * 50_000, '{"@type": 3}', '{"@type": "Article", "datePublished": {}}', "null"]
)
def test_broken_json_ld_leaves_the_other_sources(broken: str) -> None:
    article = of_page(page(head=f'<script type="application/ld+json">{broken}</script>{META}'))
    assert article.published == datetime(2023, 11, 10, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    "top",
    [
        '<time datetime="2023-11-10T06:00:00Z">10 Nov</time>',
        '<span itemprop="datePublished" content="2023-11-10">today</span>',
        '<div class="post-date">November 10, 2023</div>',
    ],
)
def test_the_day_on_the_page_itself(top: str) -> None:
    assert of_page(page(head="", top=top)).day == date(2023, 11, 10)


def test_the_day_in_the_address() -> None:
    assert of_page(page(head=""), "https://a.example/2023/11/10/kenya").published == date(2023, 11, 10)
    assert of_page(page(head=""), "https://a.example/kenya-2023-11-10").day == date(2023, 11, 10)


def test_no_day_is_guessed_from_copyright_or_text() -> None:
    with pytest.raises(RecordError, match="no date in the record"):
        of_page(page(head="", body=(*BODY, "The last such deal was signed on 3 May 2012.")))
    assert of_page(page(head=""), date=date(2023, 11, 12)).published == date(2023, 11, 12)


def test_a_page_that_calls_itself_english_and_is_not() -> None:
    german = (
        "Kritiker verurteilten Peru am Freitag wegen des Damms, der drei Dörfer überfluten wird.",
        "Die Regierung habe ihre Versprechen gebrochen, sagte ein Sprecher der Bauern.",
        "Die Arbeiten sollen trotzdem im Frühjahr beginnen, wie das Ministerium mitteilte.",
    )
    assert of_page(page(body=german, lang="en-US")).language == ""
    assert of_page(page(body=german, lang="de-AT")).language == "de"
    assert of_page(page(lang="en-US")).language == "en"


def test_two_days_on_a_page_are_none() -> None:
    top = '<time datetime="2023-11-10">a</time><time datetime="2022-01-01">b</time>'
    with pytest.raises(RecordError, match="no date"):
        of_page(page(head="", top=top))


def test_a_canonical_address_where_none_is_given() -> None:
    head = META + '<link rel="canonical" href="https://dailypaper.example/kenya">'
    assert of_page(page(head=head), "").url == "https://dailypaper.example/kenya"
    assert of_page(page(head=head), URL).url == URL
    assert of_page(page(head=META + '<link rel="canonical" href="javascript:alert(1)">'), "").url == ""


def test_a_title_without_heading_drops_the_outlet() -> None:
    markup = page(head=META.replace("og:title", "x")).replace("<h1>Kenya signs trade deal</h1>", "")
    assert of_page(markup).title == "Kenya signs trade deal"


ACCENTS = ("São Tomé’s “vote” pleased Côte d’Ivoire on Friday, its foreign minister said in Abidjan.", *BODY)


@pytest.mark.parametrize(
    ("declared", "encoding", "header"),
    [
        ("utf-8", "utf-8", ""),
        ("iso-8859-1", "cp1252", ""),  # a lie that browsers take for Windows-1252
        ("windows-1252", "cp1252", ""),
        ("utf-8", "cp1252", ""),  # a lie that does not fit
        ("nonsense", "utf-8", ""),
        ("hex", "utf-8", "rot13"),  # codecs that make no text
        ("utf-16", "utf-8", ""),  # could not have been read
        ("x", "utf-8-sig", "latin-1"),  # the byte order mark is surer than the header
        ("x", "utf-16", ""),
        ("x", "cp1250", "windows-1250"),
    ],
)
def test_encodings(declared: str, encoding: str, header: str) -> None:
    accents = tuple(text.replace("ã", "a").replace("ô", "o") for text in ACCENTS) if encoding == "cp1250" else ACCENTS
    markup = page(body=accents, charset=declared).encode(encoding)
    assert accents[0] in article_of_page(markup, URL, ReadOptions(), charset=header).text


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"only words", "no HTML page"),
        (b"<html><body><p></p></body></html>", "no article text"),
        (b"<html><body>" + b"<div>" * 20_000, "no article text"),
        (b"<html><body>" + b"<a href=x>Kenya</a> " * 30_000, "more than 25,000 elements"),
        (b"<html>" + b" " * (11 << 20), "larger than 10 MiB"),
        (bytes(range(256)) * 9, "no HTML page"),
    ],
)
def test_what_is_no_article(markup: bytes, reason: str) -> None:
    with pytest.raises(RecordError, match=reason):
        article_of_page(markup, URL, ReadOptions(date=date(2023, 11, 10)))


def test_entities_are_never_looked_up(tmp_path) -> None:
    (tmp_path / "secret").write_text("the secret")
    top = (
        f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file://{tmp_path}/secret"><!ENTITY y "{"z" * 99}">]>'
    )
    article = of_page(top + page(body=("&x; &y;&y; " + BODY[0], *BODY[1:])).removeprefix("<!doctype html>"))
    assert "secret" not in article.text.replace(f"{tmp_path}/secret", "")
    assert "zzz" not in article.text


def test_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    for markup in (b"x", b"<html></html>", b"<html><body><p>Hi"):
        with pytest.raises(RecordError):
            article_of_page(markup, "", ReadOptions())
    assert not caplog.records


def test_the_limits_are_in_the_table() -> None:
    assert cap("page_bytes") == 10 << 20
