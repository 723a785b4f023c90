"""What people add to a store: notes on days, and judgements of tones."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from store_making import scored, tone

from dashboard.store import Store, open_store
from dashboard.types import Judgement, Note

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


def test_notes_come_by_day_and_none_twice(store: Store) -> None:
    deal = store.note(date(2022, 7, 22), "Grain deal signed", "UKR")
    war = store.note(date(2022, 2, 24), "Invasion")
    assert store.note(date(2022, 7, 22), "Grain deal signed", "UKR") == deal
    both = store.note(date(2022, 7, 22), "Grain deal signed")
    assert store.notes() == [
        Note(war, date(2022, 2, 24), "Invasion"),
        Note(deal, date(2022, 7, 22), "Grain deal signed", "UKR"),
        Note(both, date(2022, 7, 22), "Grain deal signed"),
    ]
    assert [note.id for note in store.notes(date(2022, 2, 24), date(2022, 7, 21))] == [war]
    assert [note.id for note in store.notes(start=date(2022, 2, 25))] == [deal, both]
    assert [note.id for note in store.notes(end=date(2022, 2, 24))] == [war]


def test_a_note_is_forgotten_and_its_number_is_not_used_again(store: Store) -> None:
    number = store.note(date(2022, 7, 22), "Grain deal signed")
    for one in (number, number, 0, -1, 2**70):
        store.forget_note(one)
    assert store.notes() == []
    assert store.note(date(2022, 7, 22), "Another") > number


def test_notes_hold_any_text(store: Store, path: Path) -> None:
    store.note(date(1, 1, 1), "'; DROP TABLE day_notes; -- \ud800 東京", "\ud800")
    with open_store(path) as again:
        assert [(note.text, note.country) for note in again.notes()] == [
            ("'; DROP TABLE day_notes; -- \ufffd 東京", "\ufffd")
        ]


@pytest.fixture
def judged(store: Store) -> Store:
    store.write([scored("a", tone("RUS", 0.5), tone("CHN")), scored("b", tone("RUS"))], [], "e1")
    return store


MENTION = Judgement(1, "RUS", -1, 3, 9, "text", NOON)
HEADLINE = replace(MENTION, field="title", label=1, made=NOON + timedelta(minutes=1))
WHOLE = Judgement(1, "RUS", 0, made=NOON + timedelta(minutes=2))
OTHER = Judgement(2, "RUS", 1, made=NOON - timedelta(minutes=1))


def test_judgements_come_in_order_of_making(judged: Store) -> None:
    for judgement in (WHOLE, MENTION, OTHER, HEADLINE):
        judged.judge(judgement)
    assert judged.judgements() == [OTHER, MENTION, HEADLINE, WHOLE]
    assert judged.judgements(1) == [MENTION, HEADLINE, WHOLE]
    assert judged.judgements(3) == judged.judgements(-1) == judged.judgements(2**70) == []


@pytest.mark.parametrize("first", [MENTION, WHOLE])
def test_a_later_judgement_of_the_same_mention_replaces_the_earlier(judged: Store, first: Judgement) -> None:
    judged.judge(first)
    judged.judge(HEADLINE)
    changed = replace(first, label=1, made=NOON + timedelta(hours=1))
    judged.judge(changed)
    assert judged.judgements() == [HEADLINE, changed]
    judged.judge(replace(first, country="CHN"))
    assert len(judged.judgements()) == 3


def test_a_judgement_without_a_time_is_of_now_and_times_are_utc(judged: Store) -> None:
    before = datetime.now(UTC)
    judged.judge(replace(MENTION, made=None))
    (found,) = judged.judgements()
    assert found.made is not None
    assert before <= found.made <= datetime.now(UTC)
    east = NOON.astimezone(timezone(timedelta(hours=9)))
    judged.judge(replace(MENTION, made=east))
    assert judged.judgements() == [MENTION]


def test_judgements_stay_when_the_article_is_scored_anew_or_replaced(judged: Store) -> None:
    judged.judge(MENTION)
    judged.judge(WHOLE)
    judged.write([scored("a", tone("RUS", -0.5))], [], "e2")
    judged.write([scored("a", tone("USA"), text="Quite another text.", title="New")], [], "e2")
    assert judged.judgements(1) == [MENTION, WHOLE]
    assert judged.verify() == []


@pytest.mark.parametrize(
    ("judgement", "words"),
    [
        (replace(MENTION, article=3), "there is no article 3"),
        (replace(MENTION, article=0), "there is no article 0"),
        (replace(MENTION, article=2**70), "there is no article"),
        (replace(MENTION, label=2), "a judgement is -1, 0 or 1, not 2"),  # type: ignore[arg-type]  # a forged form
        (replace(MENTION, field="url"), "in title or text, not in 'url'"),  # type: ignore[arg-type]  # a forged form
        (replace(MENTION, start=None), "a start and, after it, an end; not None and 9"),
        (replace(MENTION, end=None), "a start and, after it, an end; not 3 and None"),
        (replace(MENTION, end=3), "a start and, after it, an end; not 3 and 3"),
        (replace(MENTION, start=-1), "a start and, after it, an end; not -1 and 9"),
        (replace(MENTION, end=2**70), "a start and, after it, an end"),
        (replace(MENTION, made=datetime(2024, 5, 1)), "must carry a time zone"),
    ],
)
def test_what_can_be_no_judgement_is_refused(judged: Store, judgement: Judgement, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        judged.judge(judgement)
    assert judged.judgements() == []
