"""Plain text: both forms of header, titles, and what is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from dashboard.sources.headline import title_of

DAY = date(2023, 11, 10)
BODY = "Turkey and Greece signed an accord. Both called it historic.\n\nMarkets rose."


@pytest.mark.parametrize(
    "opening",
    [
        "date 2023-11-10 ",
        " date 2023-11-10 ",
        "\n\n  Date: 2023-11-10\n\n",
        "DATE 2023-11-10\n",
        "date:2023-11-10  ",
    ],
)
def test_date_first(reading, opening: str) -> None:
    article = reading("a.txt", opening + BODY + "\n\n").article
    assert (article.published, article.text) == (DAY, BODY)
    assert article.title == "Turkey and Greece signed an accord."
    assert not article.title_stands_alone


def test_a_time_may_follow_the_day(reading) -> None:
    article = reading("a.txt", "date 2023-11-10T12:30:00Z Peru voted today.").article
    assert article.published == datetime(2023, 11, 10, 12, 30, tzinfo=UTC)
    assert article.text == "Peru voted today."


def test_windows_line_ends_become_line_feeds(reading) -> None:
    assert reading("a.txt", "date 2023-11-10 One.\r\n\r\nTwo.\rThree.").article.text == "One.\n\nTwo.\nThree."


def test_inner_white_space_stays(reading) -> None:
    assert reading("a.txt", "date 2023-11-10 One  two.\n\n\n\tThree.").article.text == "One  two.\n\n\n\tThree."


@pytest.mark.parametrize("name", ["a.txt", "a.TEXT", "a.md"])
def test_header_lines_in_any_order(reading, name: str) -> None:
    header = "Outlet: The Gazette\nLINK: https://example.org/a\nHeadline: An accord\nlanguage: en-GB\n"
    article = reading(name, f"{header}published: 10 November 2023\n\n{BODY}").article
    assert (article.title, article.source, article.url) == (
        "An accord",
        "The Gazette",
        "https://example.org/a",
    )
    assert (article.language, article.published, article.text) == ("en", DAY, BODY)


def test_header_that_begins_with_a_bare_date(reading) -> None:
    article = reading("a.txt", "date 2023-11-10\ntitle: An accord\nsource: Gazette\n\n" + BODY).article
    assert (article.title, article.source, article.text) == ("An accord", "Gazette", BODY)


def test_header_date_with_a_time(reading) -> None:
    article = reading("a.txt", "date: 2023-11-10 12:30\n\n" + BODY).article
    assert article.published == datetime(2023, 11, 10, 12, 30, tzinfo=UTC)
    assert article.text == BODY


def test_a_name_that_comes_again_belongs_to_the_text(reading) -> None:
    article = reading("a.txt", "date: 2023-11-10\nsource: A\nsource: B said so.").article
    assert (article.source, article.text) == ("A", "source: B said so.")


def test_options_fill_in_what_the_file_lacks(reading) -> None:
    article = reading("a.txt", BODY, date=DAY, source="Gazette").article
    assert (article.published, article.source, article.text) == (DAY, "Gazette", BODY)
    own = reading("b.txt", "date: 2020-01-02\nsource: Own\n\n" + BODY, date=DAY, source="Gazette").article
    assert (own.published, own.source) == (date(2020, 1, 2), "Own")


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        ("", 0, "the file is empty"),
        (" \n\n ", 0, "the file is empty"),
        ("Just some text.\n", 1, "no date"),
        ("\n\nJust some text.\n", 3, "no date"),
        ("title: A\nsource: B\n\nText.", 1, "no date"),
        ("date 2023-11-10", 1, "no text"),
        ("title: A\ndate: 2023-11-10\n\n \n", 2, "no text"),
        ("date 2023-02-30 Text.", 1, "cannot be"),
        ("title: A\nsource: B\ndate: 03/04/2023\n\nText.", 3, "--day-first or --month-first"),
        ("title: A\ndate: yesterday\n\nText.", 2, "relative"),
        ("date: 1066-10-14\n\nText.", 1, "before 1800"),
        ("date 10 November 2023 Peru voted.", 1, "is not a date"),
        ("date 2023-11-10 Good.\nT\0ext.", 2, "NUL"),
    ],
)
def test_refuses(reading, content: str, line: int, reason: str) -> None:
    fault = reading("a.txt", content).fault
    assert fault.line == line
    assert reason in fault.reason


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Kim visits Russia\n\nThe leader of North Korea came by train.", "Kim visits Russia"),
        ("Kim visits Russia\nThe leader of North Korea came by train.", "Kim visits Russia"),
        ("Will Peru vote?\n\nNobody knows.", "Will Peru vote?"),
        ("Kim visits Russia.\n\nMore.", "Kim visits Russia."),
        (
            "The U.S. president met Mr. Sharif in Lahore. They ate.",
            "The U.S. president met Mr. Sharif in Lahore.",
        ),
        ("“We won.” Then they left.", "“We won.”"),
        ("It cost 3.5 million. Then it rose.", "It cost 3.5 million."),
        (
            "this line was wrapped by hand and\ngoes on here. Next.",
            "this line was wrapped by hand and\ngoes on here.",
        ),
        ("One line only", "One line only"),
        ("x" * 151 + "\n\nText follows. Here.", "x" * 151),
        ("A sentence " + "very " * 100 + "long.", ("A sentence " + "very " * 100)[:300].rsplit(None, 1)[0]),
        ("w" * 1000, "w" * 300),
    ],
)
def test_titles(text: str, title: str) -> None:
    assert title_of(text) == title
    assert text.startswith(title)
