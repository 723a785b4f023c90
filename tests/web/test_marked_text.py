from typing import Any

from dash import html

from dashboard.types import CountryTone, Evidence, Word
from dashboard.web.components.marked_text import heading, marks_of, paragraphs

TEXT = "Peru won praise.\n\nIn Lima, Chile\nfailed."
NAMES = {"PER": "Peru", "CHL": "Chile"}


def tone(country: str, *proofs: Evidence) -> CountryTone:
    return CountryTone(country, 0.1, 0.1, len(proofs), len(proofs), True, proofs)


PERU = tone(
    "PER",
    Evidence(0, 16, 0.42, 0.7, ((0, 4),), (Word(5, 8, 1.4), Word(9, 15, 0.9))),
    Evidence(18, 40, -0.1, 0.0, ((21, 25),), (Word(33, 39, -0.5),)),
)
CHILE = tone("CHL", Evidence(18, 40, -0.38, -0.5, ((27, 32),), (Word(33, 39, -1.6),)))


def plain(node: Any) -> str:
    """All the text under a component, as a browser would show it."""
    if isinstance(node, str):
        return node
    if isinstance(node, list):
        return "".join(plain(child) for child in node)
    return plain(getattr(node, "children", "") or "")


def marked(nodes: list[Any]) -> list[tuple[str, str]]:
    return [
        (child.children, child.className)
        for node in nodes
        for child in (node.children if isinstance(node, html.P) else [node])
        if isinstance(child, html.Mark)
    ]


def test_words_of_the_chosen_country_and_mentions_of_all_are_marked() -> None:
    marks = marks_of([PERU, CHILE], "PER", "text", NAMES)
    assert marked(paragraphs(TEXT, marks, PERU.evidence, "Peru")) == [
        ("Peru", "wt-mention wt-own"),
        ("won", "wt-word wt-up"),
        ("praise", "wt-word wt-up"),
        ("Lima", "wt-mention wt-own"),
        ("Chile", "wt-mention"),
        ("failed", "wt-word wt-down"),
    ]


def test_the_text_comes_back_whole_with_each_sentences_tone_behind_it() -> None:
    marks = marks_of([PERU, CHILE], "PER", "text", NAMES)
    shown = [plain(node) for node in paragraphs(TEXT, marks, PERU.evidence, "Peru")]
    assert shown == ["Peru won praise.+0.42", "In Lima, Chile\nfailed.−0.10"]


def test_a_word_inside_a_mention_gives_way_to_the_mention() -> None:
    text = "United Nations praise"
    own = tone("PER", Evidence(0, 21, 0.1, 0.1, ((0, 14),), (Word(0, 6, 0.4), Word(15, 21, 0.9))))
    marks = marks_of([own], "PER", "text", NAMES)
    assert marked(heading(text, marks, own.evidence, "Peru")) == [
        ("United Nations", "wt-mention wt-own"),
        ("praise", "wt-word wt-up"),
    ]


def test_lines_are_paragraphs_where_no_blank_line_stands() -> None:
    assert [plain(node) for node in paragraphs("one\ntwo\r\nthree", [], [], "")] == ["one", "two", "three"]


def test_title_marks_do_not_show_in_the_text() -> None:
    title = tone("PER", Evidence(0, 8, 0.1, 0.1, ((0, 4),), (Word(5, 8, 1.0),), "title"))
    assert marks_of([title], "PER", "text", NAMES) == []
    assert [mark.kind for mark in marks_of([title], "PER", "title", NAMES)] == ["wt-mention wt-own", "wt-word wt-up"]
