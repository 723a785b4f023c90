"""Near-copies: which articles meet, and which are copies of each other."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.stories import Words, keys, likeness
from dashboard.types import Article

TEXT = (
    "The grain ship left Odesa at dawn on Tuesday with 26,000 tonnes of Ukrainian maize for Lebanon, the first to "
    "sail since February. Turkey said its officials, with Russian and United Nations inspectors, would board it off "
    "Istanbul. Kyiv hopes that some 16 other vessels, loaded and waiting for months, will follow it within days. "
    "Merchants in Beirut, where bread has run short, called the news a relief, though one cargo changes little."
)


def article(text: str = TEXT, title: str = "First grain ship sails") -> Article:
    return Article(text, date(2022, 8, 2), title)


def alike(one: Article, other: Article) -> bool:
    assert likeness(Words(one), Words(other)).alike == likeness(Words(other), Words(one)).alike
    return bool(set(keys(one)) & set(keys(other))) and likeness(Words(one), Words(other)).alike


@pytest.mark.parametrize(
    "edited",
    [
        TEXT,
        f"ODESA (Meridian Wire) – {TEXT}\n\nReporting by the staff",
        TEXT[: TEXT.index(" Kyiv")],
        TEXT.replace("'", "’").replace(",", " –"),
        TEXT.replace("left", "departed").replace("hopes", "expects").replace("a relief", "good news"),
        TEXT.lower(),
        TEXT.upper(),
    ],
)
def test_what_desks_do_to_a_text_leaves_it_a_copy(edited: str) -> None:
    assert alike(article(), article(edited, "Something else altogether"))


def test_another_text_is_no_copy_whatever_its_title() -> None:
    other = (
        "Lebanon waits. " * 3
        + "Bread queues grew in Beirut again on Tuesday, and bakers said that flour for a week is left." * 2
    )
    assert not likeness(Words(article()), Words(article(other))).alike


def test_one_template_with_other_names_and_numbers_is_no_copy() -> None:
    template = (
        "{} is issuing a {} mln dlr bond due {}, paying {} pct and priced at {}, lead manager {} said. The bond is "
        "available in denominations of {} dlrs and will be listed in {}. The payment date is {}."
    )
    one = template.format("Toronto Dominion", 75, 1997, 8.5, 101.25, "Nomura", 5_000, "London", "May 4")
    other = template.format("Saitama Bank", 120, 2002, 9.125, 100.5, "Salomon", 1_000, "Luxembourg", "June 11")
    assert not likeness(Words(article(one)), Words(article(other))).alike
    assert likeness(Words(article(one)), Words(article(one + " Agency report."))).alike


def test_titles_alone_are_matched_without_the_outlet_behind_a_dash() -> None:
    title = "Grain ship leaves Odesa for Lebanon"
    assert alike(article("", f"{title} - Northgate Courier"), article("", f"{title} | Pacific Dispatch"))
    assert alike(article("", title), article(title=title))
    assert not alike(article("", title), article("", "Grain prices fall as ships leave port"))
    assert not alike(article("", "Oil up 2% on Monday morning"), article("", "Oil up 3% on Monday morning"))
    assert not alike(article("", "Morning briefing"), article("", "Morning briefing"))  # says too little


def test_the_keys_are_the_same_in_another_process() -> None:
    script = (
        "from datetime import date; from dashboard.stories import keys; from dashboard.types import Article; "
        f"print(keys(Article({TEXT!r}, date(2022, 8, 2), 'First grain ship sails')))"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert found.strip() == str(keys(article()))


@given(st.text(), st.text(), st.text())
def test_any_text_has_keys_and_a_likeness(text: str, title: str, other: str) -> None:
    found = keys(article(text, title))
    assert all(0 <= key < 2**32 for key in found)
    like = likeness(Words(article(text, title)), Words(article(other, title)))
    assert 0 <= like.resemblance <= like.shared <= 1


@pytest.mark.parametrize(
    "text", ["\ud800 lone \udfff surrogates here and there and on", "\0" * 9, "。" * 50, "a " * 99]
)
def test_odd_texts_do_no_harm(text: str) -> None:
    assert likeness(Words(article(text)), Words(article(text))).resemblance in (0, 1)
    assert isinstance(keys(article(text)), tuple)


def test_a_long_text_is_read_by_its_beginning() -> None:
    chance = random.Random(5)
    words = [f"word{chance.randrange(5_000)}" for _ in range(400_000)]
    started = time.process_time()
    short = keys(article(" ".join(words[:9_000])))
    between = time.process_time()
    assert set(keys(article(" ".join(words)))) & set(short)
    assert time.process_time() - between < 50 * (between - started) + 0.5
