"""Watching feeds on a server that answers in every way: what is stored, what is asked, when again."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime

import pytest
from loopback_server import Asked, Says
from watching import START, Watch, item, rss

from dashboard.sources.addresses import network_of
from dashboard.store import WatchedFeed, open_store
from dashboard.store.feeds import SeenEntry
from dashboard.watch import Watcher

XML = {"Content-Type": "application/rss+xml"}


def test_entries_are_stored_exactly_once_while_the_feed_changes(watch: Watch) -> None:
    address = watch.server.at("/f")
    watch.follow(address)
    watch.server.says["/f"] = Says(200, rss(item("a"), item("b")), XML)
    outcome = watch.one()
    assert outcome.report is not None
    assert (outcome.report.read, outcome.report.stored) == (2, 2)
    assert outcome.feed.name == "The Daily Example"
    watch.clock.go(minutes=31)
    watch.server.says["/f"] = Says(200, rss(item("c"), item("a")), XML)
    outcome = watch.one()
    assert outcome.report is not None
    assert (outcome.report.read, outcome.report.stored) == (1, 1)
    watch.clock.go(minutes=31)
    watch.server.says["/f"] = Says(200, rss(item("b"), item("b"), item("a")), XML)  # one came back, and twice
    watch.ask()
    assert watch.stored() == [(f"Norway {name}", "2024-03-04") for name in "abc"]
    assert watch.feed(address).articles == 3
    assert watch.store.verify() == []


def test_an_edited_entry_replaces_its_article(watch: Watch) -> None:
    address = watch.server.at("/f")
    watch.follow(address)
    watch.server.says["/f"] = Says(200, rss(item("a", guid="1")), XML)
    watch.ask()
    watch.clock.go(minutes=31)
    watch.server.says["/f"] = Says(200, rss(item("a", guid="1", text="Peru won praise.")), XML)
    watch.ask()
    article = watch.store.article(1)
    assert article is not None
    assert article.article.text == "Peru won praise."
    assert watch.stored() == [("Norway a", "2024-03-04")]
    assert watch.feed(address).articles == 1


def test_the_country_of_a_feed_is_that_of_its_outlet(watch: Watch) -> None:
    address = watch.server.at("/f")
    watch.follow(address, outlet="The Norwegian Example", country="NOR")
    watch.server.says["/f"] = Says(200, rss(item("a")), XML)
    watch.ask()
    assert watch.store.outlet_countries() == {"The Norwegian Example": "NOR"}


def test_etag_and_date_are_sent_back_and_304_is_a_success(watch: Watch) -> None:
    address = watch.server.at("/f")
    watch.follow(address)

    def says(asked: Asked) -> Says:
        if asked.headers.get("if-none-match") == '"v1"':
            return Says(304)
        return Says(200, rss(item("a")), {**XML, "ETag": '"v1"', "Last-Modified": "Mon, 04 Mar 2024 05:00:00 GMT"})

    watch.server.says["/f"] = says
    watch.ask()
    for number in range(3):
        watch.clock.go(minutes=31)
        outcome = watch.one()
        assert outcome.report is None
        assert (outcome.feed.succeeded, outcome.feed.error) == (watch.clock.moment, "")
        assert watch.server.asked[number + 1].headers["if-modified-since"] == "Mon, 04 Mar 2024 05:00:00 GMT"
    assert len(watch.stored()) == 1


def test_a_feed_is_asked_when_its_interval_is_over_and_not_before(watch: Watch) -> None:
    watch.follow(watch.server.at("/f"), minutes=60)
    watch.server.says["/f"] = Says(200, rss(item("a")), XML)
    for _ in range(12):
        watch.ask()
        watch.clock.go(minutes=10)
    assert watch.server.count("/f") == 2


AGES = [
    ("max-age=7200", 120),
    ("public, max-age=60", 30),
    ('max-age="7200"', 120),
    ("max-age=99999999", 24 * 60),
    ("no-cache, max-age=7200", 30),
    ("s-maxage=7200", 30),
    ("max-age=nonsense", 30),
    ("", 30),
]


@pytest.mark.parametrize(("age", "minutes"), AGES)
def test_an_answer_that_stays_fresh_is_not_asked_for_again(watch: Watch, age: str, minutes: int) -> None:
    address = watch.server.at("/f")
    watch.follow(address)
    watch.server.says["/f"] = Says(200, rss(), {**XML, "Cache-Control": age})
    watch.ask()
    assert watch.feed(address).due == watch.clock.now() + timedelta(minutes=minutes)


@pytest.mark.parametrize("status", [500, 404, 403, 429, 302])
def test_failures_are_told_in_words_and_asked_ever_more_seldom(watch: Watch, status: int) -> None:
    address = watch.server.at("/f")
    watch.follow(address)
    watch.server.says["/f"] = Says(status, b"sorry")
    waits = []
    for number in range(9):
        (outcome,) = watch.ask()
        assert f"the server answered {status}" in outcome.feed.error
        assert outcome.feed.failures == number + 1
        assert outcome.feed.due is not None
        waits.append((outcome.feed.due - watch.clock.now()).total_seconds() / 60)
        assert watch.ask() == []
        watch.clock.moment = outcome.feed.due
    assert waits == [30, 60, 120, 240, 480, 960, 1440, 1440, 1440]
    watch.server.says["/f"] = Says(200, rss(item("a")), XML)
    (outcome,) = watch.ask()
    assert (outcome.feed.failures, outcome.feed.error) == (0, "")
    assert outcome.feed.due == watch.clock.now() + timedelta(minutes=30)


def test_retry_after_is_honoured_in_seconds_and_as_a_date(watch: Watch) -> None:
    address = watch.server.at("/f")
    watch.follow(address)
    given = {
        "7200": 120,
        "5": 60,
        format_datetime(START + timedelta(days=2), usegmt=True): 0,
        "soon": 240,
        "99999999999999999999": 480,
        "999999999": 7 * 24 * 60,
        "-5": 1440,
    }
    for wait, minutes in given.items():
        watch.server.says["/f"] = Says(429, headers={"Retry-After": wait})
        (outcome,) = watch.ask()
        assert outcome.feed.due is not None
        if minutes:
            assert (outcome.feed.due - watch.clock.now()).total_seconds() / 60 == minutes, wait
        else:
            assert outcome.feed.due == START + timedelta(days=2)
        watch.clock.moment = outcome.feed.due


def test_a_feed_that_is_gone_is_never_asked_again(watch: Watch) -> None:
    address = watch.server.at("/f")
    watch.follow(address)
    watch.server.says["/f"] = Says(410)
    (outcome,) = watch.ask()
    assert outcome.feed.gone
    assert "410 (Gone)" in outcome.feed.error
    for _ in range(5):
        watch.clock.go(days=30)
        assert watch.ask() == []
    assert watch.server.count("/f") == 1
    assert not watch.store.feeds.claim(address, watch.clock.now(), watch.clock.now())


def test_a_move_for_good_is_remembered_and_another_is_not(watch: Watch) -> None:
    old, passing = watch.server.at("/old"), watch.server.at("/passing")
    watch.follow(old, passing)
    watch.server.says |= {
        "/old": Says(301, headers={"Location": "/new"}),
        "/passing": Says(302, headers={"Location": "/new"}),
        "/new": Says(200, rss(item("a")), XML),
    }
    for _ in range(3):
        assert len(watch.ask()) == 2
        watch.clock.go(minutes=31)
    assert (watch.server.count("/old"), watch.server.count("/passing"), watch.server.count("/new")) == (1, 3, 6)
    assert watch.feed(old).moved == watch.server.at("/new")
    assert watch.feed(passing).moved == ""


def test_a_move_to_what_is_no_feed_is_not_remembered(watch: Watch) -> None:
    address = watch.server.at("/old")
    watch.follow(address)
    watch.server.says["/old"] = Says(301, headers={"Location": "/sign-in"})
    watch.server.says["/sign-in"] = Says(200, b"<!DOCTYPE html><html></html>", {"Content-Type": "text/html"})
    (outcome,) = watch.ask()
    assert outcome.feed.error == "this is a web page, not a feed"
    assert outcome.feed.moved == ""


def test_a_place_moved_to_that_fails_is_given_up_for_the_old_one(watch: Watch) -> None:
    address = watch.server.at("/old")
    watch.follow(address)
    watch.server.says["/old"] = Says(301, headers={"Location": "/new"})
    watch.server.says["/new"] = Says(200, rss(item("a")), XML)
    watch.ask()
    watch.server.says["/new"] = Says(404)
    watch.server.says["/old"] = Says(200, rss(item("b")), XML)
    for _ in range(4):
        watch.clock.go(days=2)
        watch.ask()
    assert [title for title, _ in watch.stored()] == ["Norway a", "Norway b"]


def garbage(write: Callable[[bytes], object]) -> None:
    write(b"\x00\xff nonsense \r\n\r\n")


def test_one_bad_feed_never_stops_the_rest(watch: Watch) -> None:
    bad = {
        "/500": Says(500),
        "/404": Says(404),
        "/garbage": Says(raw=garbage),
        "/picture": Says(200, b"\x89PNG", {"Content-Type": "image/png"}),
        "/page": Says(200, b"<!DOCTYPE html><html></html>", {"Content-Type": "text/html"}),
        "/huge": Says(200, b"x" * 10_000_001, XML),
        "/empty": Says(200, b"", XML),
        "/json": Says(200, b'{"a": 1}', {"Content-Type": "application/json"}),
        "/inward": Says(302, headers={"Location": "http://10.0.0.1/"}),
        "/circle": Says(302, headers={"Location": "/circle"}),
        "/nothing": Says(200, rss(), XML),
    }
    watch.server.says |= {**bad, "/good": Says(200, rss(item("a")), XML)}
    watch.follow(*(watch.server.at(path) for path in bad), watch.server.at("/good"), "http://127.0.0.1:1/refused")
    outcomes = {outcome.feed.address: outcome for outcome in watch.ask()}
    assert len(outcomes) == len(bad) + 2
    assert outcomes[watch.server.at("/good")].report is not None
    fine = {watch.server.at("/good"), watch.server.at("/nothing")}
    assert {address for address, outcome in outcomes.items() if not outcome.feed.error} == fine
    words = {outcome.feed.error for outcome in outcomes.values() if outcome.feed.error}
    assert not any(
        "Traceback" in text or "Error" in text for text in words - {"the server answered 500 (Internal Server Error)"}
    )
    assert "it is larger than 10 MB" in words
    assert "the server refused the connection" in words
    assert [title for title, _ in watch.stored()] == ["Norway a"]
    # Each was asked once, the circle as often as redirects are followed.
    assert {path: watch.server.count(path) for path in bad if path != "/circle"} == dict.fromkeys(
        bad.keys() - {"/circle"}, 1
    )
    assert watch.server.count("/circle") == 6


def test_a_fault_of_our_own_in_one_feed_does_not_stop_the_rest(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    watch.server.says |= {"/a": Says(200, rss(item("a")), XML), "/b": Says(200, rss(item("b")), XML)}
    watch.follow(watch.server.at("/a"), watch.server.at("/b"))
    take = watch.watcher._entries.take

    def sometimes(feed: WatchedFeed, *others: object) -> object:
        if feed.address.endswith("/a"):
            raise KeyError("boom")
        return take(feed, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(watch.watcher._entries, "take", sometimes)
    first, second = watch.ask()
    assert "a fault in Worldtone itself" in first.feed.error
    assert second.report is not None


def test_slow_hosts_are_asked_at_the_same_time_as_others(watch: Watch) -> None:
    def late(_: Asked) -> Says:
        time.sleep(0.3)
        return Says(200, rss(item("a")), XML)

    watch.server.says["/f"] = late
    watch.follow(*(watch.server.at("/f", f"{name}.example") for name in "abcd"))
    assert len(watch.ask()) == 4
    assert watch.server.most_at_once > 1


def test_one_host_is_asked_one_request_at_a_time_with_a_pause(watch: Watch) -> None:
    for path in ("/a", "/b", "/c"):
        watch.server.says[path] = Says(200, rss(), XML)
    watch.follow(*(watch.server.at(path) for path in ("/a", "/b", "/c")))
    watch.ask()
    assert watch.server.most_at_once == 1
    assert watch.clock.waited == [2.0, 2.0]


def test_an_entry_without_a_date_is_of_the_day_it_was_new_or_of_none(watch: Watch) -> None:
    address = watch.server.at("/f")
    watch.follow(address)
    watch.server.says["/f"] = Says(200, rss(item("old", date="")), XML)
    (outcome,) = watch.ask()
    assert outcome.report is not None
    assert outcome.report.rejected == 1  # it may have been there for months
    (rejected,) = watch.store.rejected(10)
    assert (rejected.file, rejected.line, rejected.excerpt) == (address, 0, "Norway old")
    assert "it was there when the feed was first read" in rejected.reason
    watch.clock.go(days=1)
    watch.server.says["/f"] = Says(200, rss(item("new", date=""), item("old", date="")), XML)
    watch.ask()
    assert watch.stored() == [("Norway new", "2024-03-05")]
    watch.clock.go(days=1)  # edited, both are still what they were
    edited = rss(item("new", date="", text="Edited text."), item("old", date="", text="Edited text."))
    watch.server.says["/f"] = Says(200, edited, XML)
    watch.ask()
    assert watch.stored() == [("Norway new", "2024-03-05")]
    watch.clock.go(days=3)  # too long away: it may be three days old
    watch.server.says["/f"] = Says(200, rss(item("late", date="")), XML)
    watch.ask()
    assert watch.stored() == [("Norway new", "2024-03-05")]
    assert len(list(watch.store.rejected(10))) == 2


def test_the_outlet_is_what_the_user_says(watch: Watch) -> None:
    watch.follow(watch.server.at("/a"), outlet="My Paper")
    watch.follow(watch.server.at("/b"))
    aggregated = item("b").replace("</item>", "<source url='https://x.example/'>The Other</source></item>")
    watch.server.says["/a"] = Says(200, rss(aggregated.replace("b<", "a<").replace("/b<", "/a<")), XML)
    watch.server.says["/b"] = Says(200, rss(aggregated, item("c")), XML)
    watch.ask()
    assert dict(watch.store.sources()) == {"My Paper": 1, "The Other": 1, "The Daily Example": 1}


def test_two_who_watch_one_store_do_not_ask_twice(watch: Watch) -> None:
    watch.server.says["/f"] = Says(200, rss(item("a")), XML)
    watch.follow(watch.server.at("/f"))
    barrier = threading.Barrier(4)

    def look() -> None:
        with open_store(watch.store.info().path) as store:
            watcher = Watcher(store, allowed=[network_of("127.0.0.1")], clock=watch.clock)
            barrier.wait()
            watcher.once()

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert watch.server.count("/f") == 1
    assert len(watch.stored()) == 1


def test_one_who_died_while_asking_is_relieved_after_a_while(watch: Watch) -> None:
    address = watch.server.at("/f")
    watch.follow(address)
    watch.server.says["/f"] = Says(200, rss(item("a")), XML)
    assert watch.store.feeds.claim(address, watch.clock.now(), watch.clock.now() + timedelta(minutes=30))
    assert watch.ask() == []
    watch.clock.go(minutes=31)
    assert len(watch.ask()) == 1


def test_stopping_ends_what_is_being_fetched_and_leaves_the_feed_due(watch: Watch) -> None:
    address = watch.server.at("/f")
    watch.follow(address)
    begun = threading.Event()

    def hangs(_: Asked) -> Says:
        begun.set()
        time.sleep(2)
        return Says(200, rss(item("a")), XML)

    watch.server.says["/f"] = hangs
    threading.Thread(target=lambda: (begun.wait(), watch.watcher.stop())).start()
    before = time.monotonic()
    assert watch.ask() == []
    assert time.monotonic() - before < 2
    assert watch.feed(address).due is None
    assert (watch.feed(address).failures, watch.feed(address).error) == (0, "")


def test_watching_goes_on_until_it_is_stopped_and_sees_feeds_that_come(watch: Watch) -> None:
    watch.server.says |= {"/a": Says(200, rss(item("a")), XML), "/b": Says(200, rss(item("b")), XML)}
    watch.follow(watch.server.at("/a"))
    seen: list[str] = []

    def say(outcome: object) -> None:
        seen.append(outcome.feed.address)  # type: ignore[attr-defined]
        watch.follow(watch.server.at("/b"))
        if len(seen) == 4:
            watch.watcher.stop()

    watch.options["say"] = say
    watch.watcher.run()
    assert seen == [watch.server.at(path) for path in ("/a", "/b", "/a", "/b")]
    assert watch.clock.moment - START > timedelta(minutes=29)


def test_only_the_feeds_of_a_file_or_only_those_followed_are_asked(watch: Watch) -> None:
    watch.server.says |= {"/a": Says(200, rss(), XML), "/b": Says(200, rss(), XML)}
    watch.follow(watch.server.at("/a"))
    watch.store.feeds.say(WatchedFeed(watch.server.at("/b")))
    watch.ask()
    assert (watch.server.count("/a"), watch.server.count("/b")) == (1, 0)
    of_file = Watcher(watch.store, [watch.server.at("/b")], allowed=[network_of("127.0.0.1")], clock=watch.clock)
    of_file.once()
    assert (watch.server.count("/a"), watch.server.count("/b")) == (1, 1)
    watch.store.feeds.say(WatchedFeed(watch.server.at("/a"), outlet="New name"))
    assert watch.feed(watch.server.at("/a")).followed
    assert watch.feed(watch.server.at("/a")).outlet == "New name"


def test_a_feed_that_is_forgotten_while_it_is_asked_stays_forgotten(watch: Watch) -> None:
    address = watch.server.at("/f")
    watch.follow(address)

    def forget(_: Asked) -> Says:
        watch.store.feeds.forget(address)
        return Says(200, rss(item("a")), XML)

    watch.server.says["/f"] = forget
    watch.ask()
    assert watch.store.feeds.all() == []
    assert watch.store.feeds.seen(address, ["x"]) == {}


def test_entries_long_out_of_their_feed_are_forgotten(watch: Watch) -> None:
    address = watch.server.at("/f")
    watch.follow(address)
    now = watch.clock.now()
    old = SeenEntry("old", "p", now - timedelta(days=99), now - timedelta(days=61))
    watch.store.feeds.remember(address, [old, replace(old, key="late", last=now)], since=now - timedelta(days=99))
    assert set(watch.store.feeds.seen(address, ["old", "late"])) == {"old", "late"}
    watch.server.says["/f"] = Says(200, rss(), XML)
    watch.ask()
    assert set(watch.store.feeds.seen(address, ["old", "late"])) == {"late"}


def test_an_address_that_is_not_public_is_not_asked(watch: Watch) -> None:
    address = watch.server.at("/f")
    watch.follow(address)
    (outcome,) = Watcher(watch.store, clock=watch.clock).once()
    assert "is not on the public internet" in outcome.feed.error
    assert watch.server.asked == []
