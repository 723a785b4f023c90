import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from dashboard import Article, check, engine_stamp, open_store, score_article
from dashboard.agreement import Estimate
from dashboard.method import method, position_weights
from dashboard.names import countries
from dashboard.store.protocol import Store
from dashboard.types import Label
from dashboard.web import hand_check, theme
from dashboard.web.accuracy import accuracy
from dashboard.web.app import create_app
from dashboard.web.components.agreeing import in_words, result
from dashboard.web.components.handcheck import WORDS, sentence
from dashboard.web.hand_check import NUMBERS, Draw, Progress, draw_of, drawn, following, moved, progress_of
from dashboard.web.known_failures import FAILURES
from dashboard.web.pages import method as page
from dashboard.web.query import Query

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"
HOME = {"Host": "127.0.0.1:8050"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "s.db")
    articles = [
        Article(
            f"Peru won praise {n}. Critics in Russia blamed Peru and Russia for it. Nothing else.",
            date(2024, 1, n),
            title=f"Story {n}",
            source="Herald",
        )
        for n in range(1, 29)
    ]
    opened.write([score_article(article) for article in articles], (), engine_stamp())
    yield opened
    opened.close()


def text_of(component: Any) -> str:
    """All text of a page, also of attributes: what a reader might get to see."""
    return json.dumps(component, default=lambda one: one.to_plotly_json(), ensure_ascii=False)


@given(st.text(max_size=200))
def test_an_address_is_never_trusted(search: str) -> None:
    draw = draw_of(search)
    assert draw is None or draw.number in NUMBERS


@pytest.mark.parametrize(
    "search", ["", "?check=20", "?check=21&seed=1", "?check=20&seed=-1", "?check=20&seed=1000000", "?check=²&seed=1"]
)
def test_an_address_without_a_draw_gives_none(search: str) -> None:
    assert draw_of(search) is None


def test_a_draw_goes_into_the_address_and_comes_back() -> None:
    draw = Draw(50, 17, Query(countries=("RUS",), start=date(2024, 1, 1), salient=True))
    assert draw_of(draw.search()) == draw


def test_the_same_seed_draws_the_same_mentions_one_an_article(store: Store) -> None:
    one, again, other = (drawn(store, Draw(20, seed, Query())) for seed in (7, 7, 8))
    assert one == again != other
    assert len({item.article for item in one}) == len(one) == 20
    assert {item.country for item in one} == {"PER", "RUS"}
    for item in one:
        assert item.sentence[item.start : item.end] in ("Peru", "Russia")
        assert (item.start, item.end) in item.mentions
        assert "".join(getattr(part, "children", part) for part in sentence(item)) == item.sentence


def test_filters_hold_for_the_mentions_too(store: Store) -> None:
    asked = Query(countries=("RUS",), end=date(2024, 1, 4))
    assert [item.country for item in drawn(store, Draw(20, 1, asked))] == ["RUS"] * 4


def test_nothing_of_the_score_is_on_the_page_before_it_is_asked_for(store: Store) -> None:
    shown = text_of(page.layout(store, "", "?check=20&seed=7"))
    for item in drawn(store, Draw(20, 7, Query())):
        assert theme.signed(item.tone) not in shown or item.tone == 0
    assert "Agreement with your labels" not in shown
    assert "Story" not in shown


def test_a_reader_goes_on_back_and_to_what_was_skipped(store: Store) -> None:
    items = drawn(store, Draw(20, 7, Query()))[:3]
    labelled: dict[hand_check.Key, Label] = {}
    progress = Progress(following(items, labelled))
    labelled[items[0].key] = 0
    progress = moved(progress, "neutral", items, labelled)
    assert progress == Progress(1, (0,))
    progress = moved(progress, "skip", items, labelled)
    assert progress == Progress(2, (0, 1))
    assert moved(progress, "undo", items, labelled) == Progress(1, (0,))
    labelled[items[2].key] = 1
    progress = moved(progress, "positive", items, labelled)
    assert progress == Progress(None, (0, 1, 2))
    assert moved(progress, "skip", items, labelled) == progress
    assert moved(progress, "again", items, labelled).at == 1
    assert moved(Progress(0), "undo", items, labelled) == Progress(0)


@pytest.mark.parametrize("data", [None, [], {"at": 9}, {"at": True}, {"at": "1"}, {"at": -1, "path": "x"}])
def test_what_the_browser_says_of_the_place_is_never_trusted(data: object) -> None:
    assert progress_of(data, 3) == Progress(None)
    assert progress_of({"at": 1, "path": [0, 7, "2", 2]}, 3) == Progress(1, (0, 2))


def test_saved_judgements_are_gold_that_check_reads(store: Store, tmp_path: Path) -> None:
    items = drawn(store, Draw(20, 7, Query()))
    for place, item in enumerate(items):
        store.judge(item.judgement((-1, 0, 1)[place % 3]))  # type: ignore[arg-type]  # one of the three
    lines, lost = hand_check.gold_lines(store)
    assert (len(lines), lost) == (20, 0)
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    gold = check.load(path)
    found = {(one.text, one.start, one.end, one.label) for one in gold if isinstance(one, check.ToneGold)}
    assert found == {(item.sentence, item.start, item.end, (-1, 0, 1)[place % 3]) for place, item in enumerate(items)}
    assert check.tone_table([one for one in gold if isinstance(one, check.ToneGold)])


def test_a_judgement_whose_sentence_is_gone_is_left_out_and_counted(store: Store) -> None:
    day, url = date(2024, 2, 1), "https://herald.example/1"
    store.write([score_article(Article("Peru sang.", day, source="Star", url=url))], (), engine_stamp())
    (item,) = drawn(store, Draw(20, 7, Query(sources=("Star",))))
    store.judge(item.judgement(1))
    assert hand_check.gold_lines(store)[1] == 0
    store.write([score_article(Article("Chad and Peru sang.", day, source="Star", url=url))], (), engine_stamp())
    assert hand_check.gold_lines(store) == ([], 1)


def test_agreement_is_told_with_intervals_and_differences_link_to_their_articles(store: Store) -> None:
    items = drawn(store, Draw(20, 7, Query()))
    labelled: dict[hand_check.Key, Label] = {item.key: 0 for item in items[:6]}
    labelled[items[0].key] = -1 if items[0].tone > 0 else 1
    shown = text_of(result(items, labelled, 0.2, "Worldtone: stamp"))
    assert "Agreement with your labels, n = 6" in shown
    assert f"/article/{items[0].article}?c={items[0].country}" in shown
    assert re.search(r"\d+ \(95% \d+ to \d+\)", shown)
    assert "Nothing is judged yet" in text_of(result(items, {}, 0.2, ""))


def test_an_estimate_in_words() -> None:
    assert in_words(Estimate(0.72, 0.514, 0.862)) == "72 (95% 51 to 86)"
    assert in_words(Estimate(0.4, -0.1, 0.9), 1) == "0.40 (95% −0.10 to 0.90)"
    assert in_words(Estimate(1.0)) == "100"
    assert in_words(None) == "not defined"


def test_the_method_says_what_is_installed(store: Store) -> None:
    made = method()
    assert engine_stamp().startswith(f"{made.engine} {made.version}, ")
    assert made.gazetteer in engine_stamp()
    assert made.countries == len(countries())
    assert all(made.names[kind] > 100 for kind in ("name", "demonym", "capital", "city", "state", "metonym"))
    assert len(position_weights()) == 8
    assert any("train_tone" in line for line in made.record)
    shown = text_of(page.layout(store, "", ""))
    for words in (made.gazetteer, f"version {made.version}", "sampling error", "CC BY 4.0", "who have signed in"):
        assert words in shown


def test_the_accuracy_that_is_shipped_can_be_read_and_is_not_worse_than_vader() -> None:
    found = accuracy()
    assert found.measured <= date.today()
    assert len(found.tone) >= 5
    for row in found.tone:
        assert row.n > 100
        assert row.toward_f1 > row.vader_f1
        assert row.toward_cut_f1 > row.vader_cut_f1
    assert all(row.toward > row.vader for row in found.averages)
    assert all(0 < row.f1 <= 100 for row in found.sets)


@pytest.mark.parametrize("failure", FAILURES)
def test_the_known_failures_are_sample_sentences_that_still_fail(failure: Any) -> None:
    texts = "".join(path.read_text(encoding="utf-8") for path in SAMPLE.glob("*.jsonl"))
    assert json.dumps(failure.sentence, ensure_ascii=False)[1:-1] in texts
    assert theme.tone_word(failure.tone) != WORDS[failure.reader], "it is right now: choose another sentence"
    assert failure.country in countries()


def test_a_draw_that_fits_nothing_says_what_to_do(store: Store, tmp_path: Path) -> None:
    assert "Widen the filters" in text_of(page.layout(store, "", "?check=20&seed=1&c=TON"))
    assert "cannot be searched for" in text_of(page.layout(store, "", "?check=20&seed=1&words=%22open"))
    with open_store(tmp_path / "empty.db") as empty:
        assert "No articles yet" in text_of(page.layout(empty, "", "?check=20&seed=1"))
        assert "nothing yet" in text_of(page.layout(empty, "", ""))


def press(client: FlaskClient, action: str, data: object, search: object) -> Any:
    dependencies = client.get("/_dash-dependencies", headers=HOME).get_json()
    (spec,) = [one for one in dependencies if "m-item.children" in one["output"]]
    names = [name.rsplit(".", 1) for name in spec["output"].strip(".").split("...")]
    body = {
        "output": spec["output"],
        "outputs": [{"id": name, "property": prop} for name, prop in names],
        "inputs": [one | {"value": 1 if one["id"] == f"m-{action}" else None} for one in spec["inputs"]],
        "state": [one | {"value": value} for one, value in zip(spec["state"], (data, search), strict=True)],
        "changedPropIds": [f"m-{action}.n_clicks"],
    }
    return client.post("/_dash-update-component", json=body, headers=HOME)


def test_a_pressed_label_is_stored_for_the_mention_that_was_shown(store: Store) -> None:
    client = create_app(store).server.test_client()
    items = drawn(store, Draw(20, 7, Query()))
    answer = press(client, "negative", {"at": 3, "path": [2], "step": 5}, "?check=20&seed=7").get_json()["response"]
    assert hand_check.labels_of(store) == {items[3].key: -1}
    assert answer["m-state"]["data"] == {"at": 4, "path": [2, 3], "step": 6}
    press(client, "positive", {"at": 3, "path": [], "step": 1}, "?check=20&seed=7")
    assert hand_check.labels_of(store) == {items[3].key: 1}


@pytest.mark.parametrize("data", [None, {"at": 99}, {"at": None}, {"at": {"x": 1}}, "at"])
@pytest.mark.parametrize("search", ["?check=20&seed=7", "?check=1&seed=x", None, 5])
def test_a_press_from_nowhere_stores_nothing(store: Store, data: object, search: object) -> None:
    client = create_app(store).server.test_client()
    for action in ("negative", "undo", "skip", "again", "show"):
        assert press(client, action, data, search).status_code in (200, 204)
    assert store.judgements() == []
