"""Feed files in all dialects, with the faults that feeds have, and with malice."""

from __future__ import annotations

import json
import random
import socket
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from makers import RSS

from dashboard.limits import cap
from dashboard.sources.feed import FeedError, parse

Reading = Callable[..., Any]

RSS2 = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
  <title>The Daily Example</title><link>https://news.example/</link><language>en-gb</language>
  <item>
    <title>Norway praised &amp; thanked</title>
    <link>https://news.example/a?utm_source=rss&amp;id=7&amp;utm_medium=feed</link>
    <guid isPermaLink="false">a-7</guid>
    <pubDate>Fri, 10 Nov 2023 23:30:00 -0500</pubDate>
    <description>Short.</description>
    <content:encoded><![CDATA[<p>Critics praised <b>Norway</b>.</p><script>alert(1)</script>
      <figure><img src="x"><figcaption>A picture</figcaption></figure><p>It helped&nbsp;Chad.<br>Twice.</p>]]>
    </content:encoded>
  </item>
  <item>
    <title><![CDATA[&lt;i&gt;Iran&lt;/i&gt; condemned <b>again</b>]]></title>
    <link>/relative/b</link>
    <dc:date>2023-11-09T08:00:00Z</dc:date>
    <description>&lt;p&gt;Iran was condemned.&lt;/p&gt;</description>
    <source url="https://other.example/feed">The Other Paper</source>
  </item>
</channel></rss>"""

RSS1 = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
  xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://news.example/"><title>RDF Times</title><link>https://news.example/</link>
<description/></channel>
<item rdf:about="https://news.example/1"><title>Peru won praise</title><link>https://news.example/1</link>
<description>Peru won praise from Chile.</description><dc:date>2023-11-10</dc:date><dc:language>en</dc:language></item>
</rdf:RDF>"""

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://news.example/world/">
  <title type="html">Atom &amp;amp; Example</title><link href="/"/><id>urn:x</id><updated>2023-11-10T00:00:00Z</updated>
  <entry>
    <title type="html">&lt;em&gt;Kenya&lt;/em&gt; &amp;lt;3 Uganda</title>
    <link rel="self" href="self"/><link rel="alternate" href="kenya"/>
    <id>urn:x:1</id><published>2023-11-08T12:00:00+02:00</published><updated>2023-11-10T12:00:00Z</updated>
    <summary>Short.</summary>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Kenya praised Uganda.</p><p>Twice.</p></div>
    </content>
  </entry>
  <entry>
    <title>Only updated</title><link href="https://news.example/2"/><id>urn:x:2</id>
    <updated>2023-11-07T12:00:00Z</updated><summary type="text">Spain &lt;b&gt; agreed.</summary>
  </entry>
</feed>"""

JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "JSON Example",
    "home_page_url": "https://news.example/",
    "language": "en-US",
    "items": [
        {
            "id": 1,
            "url": "/json",
            "title": "Ghana & Mali: 1 < 2",
            "content_html": "<p>Ghana praised Mali.</p><p>Again.</p>",
            "date_published": "2023-11-10T10:00:00-05:00",
        },
        {
            "id": "2",
            "external_url": "https://b.example/",
            "content_text": "Cuba agreed.",
            "date_modified": "2023-11-09",
        },
        "nonsense",
    ],
}


def test_rss_2(reading: Reading) -> None:
    first, second = reading("feed.rss", RSS2).articles
    assert first.title == "Norway praised & thanked"
    assert first.text == "Critics praised Norway.\n\nIt helped Chad.\nTwice."
    assert first.url == "https://news.example/a?id=7"
    assert first.published == datetime.fromisoformat("2023-11-10T23:30:00-05:00")
    assert first.day == date(2023, 11, 11)
    assert (first.source, first.language) == ("The Daily Example", "en")
    assert second.title == "Iran condemned again"
    assert second.text == "Iran was condemned."
    assert second.url == "https://news.example/relative/b"
    assert (second.source, second.day) == ("The Other Paper", date(2023, 11, 9))


def test_rss_1(reading: Reading) -> None:
    article = reading("feed.xml", RSS1).article
    assert (article.title, article.text) == ("Peru won praise", "Peru won praise from Chile.")
    assert (article.source, article.published, article.url) == (
        "RDF Times",
        date(2023, 11, 10),
        "https://news.example/1",
    )


def test_atom(reading: Reading) -> None:
    first, second = reading("feed.atom", ATOM).articles
    assert (first.title, first.text) == ("Kenya <3 Uganda", "Kenya praised Uganda.\n\nTwice.")
    assert (first.url, first.source, first.language) == ("https://news.example/world/kenya", "Atom & Example", "en")
    assert first.published == datetime(2023, 11, 8, 10, tzinfo=UTC)
    assert (second.day, second.url) == (date(2023, 11, 7), "https://news.example/2")


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("name", ["feed.json", "feed.xml"])
def test_json_feed(reading: Reading, indent: int | None, name: str) -> None:
    first, second = reading(name, json.dumps(JSON_FEED, indent=indent)).articles
    assert (first.title, first.text) == ("Ghana & Mali: 1 < 2", "Ghana praised Mali.\n\nAgain.")
    assert (first.url, first.source, first.language) == ("https://news.example/json", "JSON Example", "en")
    assert first.published == datetime.fromisoformat("2023-11-10T10:00:00-05:00")
    assert (second.text, second.url, second.published) == ("Cuba agreed.", "https://b.example/", date(2023, 11, 9))


def test_other_json_is_read_as_before(reading: Reading) -> None:
    record = {"version": "1", "date": "2023-11-10", "text": "See https://jsonfeed.org/version/1 in Peru."}
    assert reading("a.json", json.dumps(record)).article.text.startswith("See")


def rss(*items: str, head: str = "<title>T</title>", start: str = "") -> str:
    inside = "".join(f"<item>{item}</item>" for item in items)
    return f'{start}<rss version="2.0"><channel>{head}{inside}</channel></rss>'


DATED = "<pubDate>Fri, 10 Nov 2023 10:00:00 GMT</pubDate>"


def test_an_entry_without_a_date_is_rejected_unless_one_is_given(reading: Reading) -> None:
    feed = rss("<title>A</title><description>Peru agreed.</description>", f"<title>B</title>{DATED}")
    outcome = reading("a.rss", feed)
    assert [article.title for article in outcome.articles] == ["B"]
    (rejected,) = outcome.rejected
    assert (rejected.line, rejected.excerpt) == (1, "A")
    assert "no date in the record" in rejected.reason
    given = reading("a.rss", feed, date=date(2024, 1, 2)).articles
    assert [article.day for article in given] == [date(2024, 1, 2), date(2023, 11, 10)]


def test_an_entry_with_only_a_title_is_that(reading: Reading) -> None:
    article = reading("a.rss", rss(f"<title>Peru agreed</title>{DATED}")).article
    assert (article.title, article.text, article.title_only) == ("Peru agreed", "", True)


def test_the_outlet_is_named_by_the_entry_the_user_the_address_or_the_feed(reading: Reading) -> None:
    known = f"<title>A</title><link>https://www.bbc.co.uk/news/1</link>{DATED}"
    other = f"<title>B</title><link>https://news.example/1</link>{DATED}"
    named = f"<title>C</title><source url='https://x.example/'>The Other</source>{DATED}"
    feed = rss(known, other, named, head="<title>World news</title>")
    assert [one.source for one in reading("a.rss", feed).articles] == ["BBC News", "World news", "The Other"]
    assert [one.source for one in reading("a.rss", feed, source="Mine").articles] == ["Mine", "Mine", "The Other"]


def test_an_entry_with_nothing_is_rejected(reading: Reading) -> None:
    assert reading("a.rss", rss(DATED)).fault.reason == "no text and no title"


DATES = [
    ("Fri, 10 Nov 2023 10:00:00 IST", date(2023, 11, 10)),
    ("10 Nov 2023 10:00:00 XYZ", date(2023, 11, 10)),
    ("Fri, 10 Nov 2023 10:00:00 EST", datetime(2023, 11, 10, 15, tzinfo=UTC)),
    ("Friday, 10 November 2023", date(2023, 11, 10)),
    ("2023-11-10T10:00:00.000Z", datetime(2023, 11, 10, 10, tzinfo=UTC)),
    ("2023-11-10 10:00:00", datetime(2023, 11, 10, 10, tzinfo=UTC)),
]


@pytest.mark.parametrize(("written", "read"), DATES)
def test_dates_of_feeds(reading: Reading, written: str, read: date) -> None:
    article = reading("a.rss", rss(f"<title>A</title><pubDate>{written}</pubDate>")).article
    assert article.published == read


@pytest.mark.parametrize(
    "written", ["yesterday", "10:00", "Nov 2023", "32 Nov 2023 10:00 IST", "2 Nov 9999 10:00:00 IST"]
)
def test_a_date_is_never_guessed(reading: Reading, written: str) -> None:
    assert reading("a.rss", rss(f"<title>A</title><pubDate>{written}</pubDate>")).fault.line == 1


ENCODINGS = [
    (rss(f"<title>Côte d’Ivoire</title>{DATED}", start='<?xml version="1.0" encoding="utf-8"?>'), "cp1252", True),
    (
        rss(f"<title>Côte d’Ivoire</title>{DATED}", start='<?xml version="1.0" encoding="windows-1252"?>'),
        "cp1252",
        False,
    ),
    (rss(f"<title>Côte d’Ivoire</title>{DATED}", start='<?xml version="1.0" encoding="utf-16"?>'), "utf-16", False),
    (rss(f"<title>Côte d’Ivoire</title>{DATED}", start='<?xml version="1.0" encoding="utf-16"?>'), "utf-8", None),
    (rss(f"<title>Côte d’Ivoire</title>{DATED}", start='<?xml version="1.0" encoding="no-such"?>'), "utf-8", None),
    (rss(f"<title>Côte d’Ivoire</title>{DATED}"), "utf-8-sig", None),
    (rss(f"<title>C&ocirc;te d&rsquo;Ivoire</title>{DATED}"), "ascii", None),
    (rss(f"<title>C&amp;ocirc;te d&#8217;Ivoire</title>{DATED}"), "ascii", None),
]


@pytest.mark.parametrize(("feed", "encoding", "warned"), ENCODINGS)
def test_encodings_right_and_wrong(reading: Reading, feed: str, encoding: str, warned: bool | None) -> None:
    outcome = reading("a.xml", feed.encode(encoding))
    assert outcome.article.title == "Côte d’Ivoire"
    if warned is not None:
        assert bool(outcome.warnings) is warned


BROKEN = [
    rss(f"<title>A & B</title>{DATED}"),
    rss(f"<title>A</title>{DATED}")[:-15],
    "\n\n  " + rss(f"<title>A</title>{DATED}", start='<?xml version="1.0"?>'),
    rss(f"<title>A\x0b\x01</title>{DATED}"),
    rss(f"<title>A</title><description><p>never closed</description>{DATED}"),
    rss(f"<title>A</title>{DATED}<media:thumbnail url='x'/>"),
    "<!-- generated -->" + rss(f"<title>A</title>{DATED}"),
]


@pytest.mark.parametrize("feed", BROKEN)
def test_feeds_that_are_not_well_formed_are_read_all_the_same(reading: Reading, feed: str) -> None:
    assert reading("a.xml", feed).article.title.startswith("A")


NONE = {
    "": "it is empty",
    "   \n": "it is empty",
    "just words": "this is no feed (RSS, Atom or JSON Feed)",
    '<?xml version="1.0"?><books><book/></books>': "this is no feed (RSS, Atom or JSON Feed)",
    '{"a": 1}': "this is JSON, but no JSON Feed",
    '{"version": "https://jsonfeed.org/version/1"': "this is no JSON Feed: not valid JSON at line 1, column 45",
    '{"version": "https://jsonfeed.org/version/1", "items": 3}': "this JSON Feed has no list of items: a number",
    '{"a":' * 100_000: "this is no JSON Feed: not valid JSON",
    "\x89PNG\r\n\x1a\n": "this is no feed (RSS, Atom or JSON Feed)",
}


@pytest.mark.parametrize("content", NONE)
def test_what_is_no_feed_is_told(reading: Reading, content: str) -> None:
    fault = reading("a.xml", content.encode("latin-1")).fault
    assert (fault.line, fault.reason) == (0, NONE[content])


def test_a_web_page_is_told_from_a_feed() -> None:
    with pytest.raises(FeedError, match="this is a web page, not a feed"):
        parse(b"<!DOCTYPE html><html><body>Sign in</body></html>")


def test_a_feed_without_entries_is_a_feed() -> None:
    assert parse(rss().encode()).entries == ()


def test_entities_can_neither_swell_nor_open_files_nor_connect(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("a connection was made")

    monkeypatch.setattr(socket, "create_connection", never)
    monkeypatch.setattr(socket.socket, "connect", never)
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(12))
    attacks = (
        f'<!DOCTYPE x [<!ENTITY l0 "lol">{laughs}]>',
        f'<!DOCTYPE x [<!ENTITY l12 "{"a" * 50_000}">]>',
        '<!DOCTYPE x [<!ENTITY l12 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x [<!ENTITY l12 SYSTEM "http://127.0.0.1:9/">]>',
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    )
    for attack in attacks:
        feed = parse(rss(f"<title>A{'&l12;' * 1000}</title>{DATED}", start=f'<?xml version="1.0"?>{attack}').encode())
        assert len(feed.entries[0].title) <= 6_000
        assert "root:" not in feed.entries[0].title


def test_bytes_that_look_like_a_path_or_an_address_are_not_opened() -> None:
    for data in (b"/etc/passwd", b"http://127.0.0.1:9/", b"feed://127.0.0.1:9/", __file__.encode()):
        with pytest.raises(FeedError, match="this is no feed"):
            parse(data)


def test_any_mutation_of_a_feed_is_read_or_told() -> None:
    chance = random.Random(6)
    seeds = [RSS2.encode(), RSS1.encode(), ATOM.encode(), json.dumps(JSON_FEED).encode()]
    pieces = [
        b"<",
        b">",
        b"&",
        b"]]>",
        b"<![CDATA[",
        b"<!--",
        b"\0",
        b"\xff\xfe",
        b"<item>",
        b"<!DOCTYPE [",
        b'"',
        b"{",
    ]
    for _ in range(600):
        data = bytearray(chance.choice(seeds))
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(data))
            data[at : at + chance.randint(0, 30)] = chance.choice(pieces) * chance.randint(0, 3)
        try:
            feed = parse(bytes(data))
        except FeedError as error:
            assert str(error)
        else:
            assert all(isinstance(entry.title, str) and entry.key for entry in feed.entries)


def test_the_links_of_a_fetched_feed_start_at_its_address() -> None:
    feed = parse(rss("<title>A</title><link>b/c</link>").encode(), url="https://news.example/feeds/world.xml")
    assert feed.entries[0].url == "https://news.example/feeds/b/c"
    # What the server says of the encoding is wrong as often as what the feed says.
    said = parse(rss("<title>Côte</title>").encode(), content_type="text/xml; charset=iso-8859-1")
    assert said.entries[0].title in ("Côte", "CÃ´te")


TEASERS = [
    ("Short.", True),
    ("Long " * 400, False),
    ("Long " * 400 + "and once more.", False),
    ("Long " * 400 + "… ", True),
    ("Long " * 400 + "[...]", True),
]


@pytest.mark.parametrize(("text", "teaser"), [*TEASERS, ("Long " * 400 + "Continue reading →", True)])
def test_a_teaser_is_short_or_cut_off(text: str, teaser: bool) -> None:
    (entry,) = parse(rss(f"<title>A</title><description>{text}</description>").encode()).entries
    assert entry.teaser(1_000) is teaser


def test_an_entry_is_told_apart_by_its_id_whatever_is_edited() -> None:
    def entry(text: str, guid: str = "<guid>g</guid>") -> tuple[str, str]:
        (found,) = parse(rss(f"<title>A</title>{guid}<description>{text}</description>").encode()).entries
        return found.key, found.fingerprint

    assert entry("one")[0] == entry("two")[0]
    assert entry("one")[1] != entry("two")[1]
    assert entry("one", "")[0] == entry("one", "")[0] != entry("two", "")[0]


def test_a_feed_of_very_many_levels_is_refused(reading) -> None:
    deep = "<rss><channel><item>" + "<a>" * 20_000
    assert "levels of elements" in reading("a.rss", deep).fault.reason
    wide = "<![CDATA[" + "<br>" * 20_000 + "]]>" + "<b></b>" * 3_000 + "<c/>" * 3_000
    good = RSS.replace("&lt;p&gt;", wide, 1)
    assert good != RSS
    assert [one.title for one in reading("b.rss", good).articles] == ["Peru thanked"]


@pytest.mark.parametrize(("sign", "limit"), [("<b/>", "feed_tags"), ("</b>", "feed_tags"), ("&lt;", "feed_references")])
def test_a_feed_of_very_many_tags_is_cut_at_an_entry(reading, sign: str, limit: str) -> None:
    other = RSS[RSS.index("<item>") : RSS.index("</item>") + 7]
    long = RSS.replace("</channel>", f"<item><title>Long</title>{sign * 2 * cap(limit)}</item>{other}</channel>")
    found = reading("a.rss", long)
    assert [one.title for one in found.articles] == ["Peru thanked"]
    assert any("more tags or references" in warning for warning in found.warnings)


def test_a_long_feed_of_rich_entries_is_read_whole(reading) -> None:
    one = RSS[RSS.index("<item>") : RSS.index("</item>")] + "<media:a/>" * 16 + "</item>"
    long = RSS.replace(
        "</channel>", "".join(one.replace("thanked", f"thanked {n}") for n in range(1_500)) + "</channel>"
    )
    assert long.count("<") > 1.5 * cap("feed_tags")
    found = reading("a.rss", long)
    assert len(found.articles) == 1_501
    assert found.warnings == []


def test_an_element_of_very_many_attributes_is_refused(reading) -> None:
    many = " ".join(f"a{n}='x'" for n in range(5_000))
    assert "attributes" in reading("a.rss", RSS.replace("<item>", f"<item {many}>")).fault.reason
    long = f"<media:content url='data:{'x' * 50_000}'/>"
    assert reading("b.rss", RSS.replace("<item>", f"<item>{long}")).articles


@pytest.mark.parametrize(
    "kept", ["<title>Pe", "<title>Peru thanked</title>", "Chile thanked", "<pubDate>Fri, 10 Nov 2023 08:00"]
)
def test_a_feed_that_ends_in_the_middle_says_so(reading: Reading, kept: str) -> None:
    whole = RSS[RSS.index("<item>") : RSS.index("</item>") + 7]
    found = reading("a.rss", RSS.replace("<item>", whole + "<item>", 1)[: len(whole) + RSS.index(kept) + len(kept)])
    assert "Peru thanked" in {one.title for one in found.articles}
    assert ["ends in the middle" in warning for warning in found.warnings] == [True]


def test_an_item_of_a_json_feed_that_is_none_is_rejected_in_its_place(reading: Reading) -> None:
    items = [None, {"id": 1, "content_text": "Peru voted.", "date_published": "2023-11-10"}, "rubbish"]
    found = reading("a.json", json.dumps({**JSON_FEED, "items": items}))
    assert (len(found.articles), [fault.line for fault in found.rejected]) == (1, [1, 3])


def test_a_feed_that_calls_itself_english_and_is_not(reading: Reading) -> None:
    text = "Die Regierung habe ihre Versprechen gebrochen, sagte ein Sprecher der Bauern am Freitag in Lima."
    entry = f"<title>Kritik an Peru</title><description>{text}</description>{DATED}"
    outcome = reading("a.rss", rss(entry).replace("<channel>", "<channel><language>en-us</language>"))
    assert outcome.article.language == ""
    outcome = reading("a.rss", rss(entry).replace("<channel>", "<channel><language>de</language>"))
    assert outcome.article.language == "de"
