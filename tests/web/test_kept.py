"""Answers that are kept: the same as made anew, forgotten when the store changes, made once for many readers."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard import Article, open_store, score_article
from dashboard.console import load_sample
from dashboard.limits import LIMITS, Limit
from dashboard.store.protocol import Store
from dashboard.types import ScoredArticle
from dashboard.web.app import create_app
from dashboard.web.kept import KEPT, KeptAnswers, _Answer

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "load"))
from page_calls import ADDRESSES, CALL, Call, drawing, visit

HOME = {"Host": "localhost"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("kept") / "store.db") as store:
        load_sample(store, warn=lambda _: None)
        yield store


@pytest.fixture
def client(store: Store) -> FlaskClient:
    client: FlaskClient = create_app(store).server.test_client()
    return client


def ask(client: FlaskClient, call: Call, packed: str = "") -> bytes:
    headers = HOME | {"Accept-Encoding": packed}
    answer = client.post(CALL, data=call.body, content_type="application/json", headers=headers)
    assert answer.status_code in (200, 204)
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers.get("Content-Encoding", "") == packed
    return answer.data


def new_article(title: str) -> ScoredArticle:
    return score_article(Article("Peru won praise for its election.", date(2024, 1, 2), title))


def test_each_that_is_kept_is_a_callback(client: FlaskClient) -> None:
    declared = client.get("/_dash-dependencies", headers=HOME).get_json()
    assert {one["output"].strip(".").split("...")[0] for one in declared} >= KEPT


def test_an_answer_that_is_kept_is_the_one_made_anew(
    store: Store, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as without:
        without.setitem(LIMITS, "kept_bytes", Limit(0, "bytes", "nothing is kept"))
        anew = create_app(store).server.test_client()
    callbacks = drawing(client)
    for address in ADDRESSES:
        for call in visit(client, callbacks, address).calls:
            made = ask(anew, call)
            assert ask(client, call) == ask(client, call) == made == ask(anew, call), (address, call.name)
            packed = ask(client, call, "gzip") if len(made) > 1_000 else b"\x1f\x8b"
            assert packed.startswith(b"\x1f\x8b")
            assert ask(client, call) == made  # the packed one is not given to who cannot read it


def test_what_is_written_shows_at_once(store: Store, client: FlaskClient) -> None:
    (country,) = [one for one in visit(client, drawing(client), "/country/PER").calls if one.name == "cty-steps.figure"]
    before = ask(client, country)
    store.note(date(2023, 5, 6), "A note that all will see.")
    with open_store(store.info().path) as other:  # as another program would
        other.write([new_article("One more of Peru")], [], "e1")
        after = ask(client, country)
        assert after != before
        other.write([new_article("And yet one more")], [], "e1")
        assert ask(client, country) != after


def test_a_failure_is_not_kept_and_holds_nobody_up(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    (opened,) = [
        one
        for one in visit(client, drawing(client), "/?c=RUS&at=RUS.2023-02-01.2023-02-28").calls
        if "opened" in one.name
    ]

    def broken(*_: object) -> None:
        raise RuntimeError("a fault of ours")

    with monkeypatch.context() as faulty:
        faulty.setattr("dashboard.web.overview_callbacks.opened", broken)
        faulty.setattr(client.application.logger, "disabled", True)
        answers = [client.post(CALL, data=opened.body, content_type="application/json", headers=HOME) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [500, 500]
    assert json.loads(ask(client, opened))


def test_of_many_who_ask_at_once_one_makes_the_answer() -> None:
    kept = KeptAnswers(1_000)
    key, answer = (1, b"call", "gzip", "2024-01-01"), _Answer(b"made", ())
    assert kept.find(key) is None
    found: list[_Answer | None] = []
    waiting = [threading.Thread(target=lambda: found.append(kept.find(key))) for _ in range(5)]
    for thread in waiting:
        thread.start()
    kept.keep(key, answer)
    kept.done(key)
    for thread in waiting:
        thread.join(10)
    assert found == [answer] * 5


def test_who_waits_for_one_who_fails_makes_it_next() -> None:
    kept = KeptAnswers(1_000)
    key = (1, b"call", "", "2024-01-01")
    assert kept.find(key) is None
    found: list[_Answer | None] = []
    thread = threading.Thread(target=lambda: found.append(kept.find(key)))
    thread.start()
    kept.done(key)
    thread.join(10)
    assert found == [None]


def test_kept_answers_have_an_end_and_those_of_another_state_go() -> None:
    kept = KeptAnswers(10)
    for name in (b"a", b"b", b"c"):
        assert kept.find((1, name, "", "")) is None
        kept.keep((1, name, "", ""), _Answer(b"12345", ()))
        kept.done((1, name, "", ""))
    assert kept.find((1, b"b", "", "")) is not None
    assert kept.find((1, b"a", "", "")) is None  # the longest unused
    assert kept.find((2, b"b", "", "")) is None
    kept.keep((1, b"a", "", ""), _Answer(b"late", ()))  # made for a state that is no more
    assert kept.find((2, b"a", "", "")) is None
