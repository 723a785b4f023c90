"""No value that anybody may send breaks a callback or a page, whatever callbacks and fields there are."""

import time
from collections.abc import Iterator

import pytest
from callback_driving import Driver

from dashboard import open_store
from dashboard.console import load_sample
from dashboard.store.protocol import Store

TIMES = 20  # `make torture` takes 200
# The dearest page draws the whole store by the day; nothing hostile may cost many times what is usual.
TIMES_AS_SLOW = 20


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("hostile") / "store.db") as store:
        load_sample(store, warn=print)
        yield store
        while any(job.state == "running" for job in store.jobs(1_000)):
            time.sleep(0.05)


@pytest.fixture(scope="module")
def driver(store: Store) -> Driver:
    return Driver(store, seed=20_261_127)


def test_the_driver_finds_callbacks_and_fields_by_itself(driver: Driver) -> None:
    assert len(driver.callbacks) > 25
    assert {"c", "from", "to", "words", "at", "check", "seed"} <= set(driver.fields)
    usual = driver.honest()
    assert set(usual.statuses) <= {200, 204}, usual.statuses
    assert usual.failures == []


def test_no_value_breaks_a_callback(driver: Driver) -> None:
    usual = max(driver.honest().slowest for _ in range(3))
    for spec in driver.callbacks:
        driver.attack(spec, TIMES)
    found = driver.outcome
    print(f"slowest call with usual values: {usual:.2f} s of processor time\n{found.figures()}")
    assert found.failures == []
    assert found.calls > TIMES * len(driver.callbacks)
    assert found.statuses[400] < 0.5 * found.calls  # most are such that the callbacks themselves must stand them
    assert found.slowest < TIMES_AS_SLOW * usual, found.slowest_call


def test_no_field_of_the_query_string_breaks_a_page(driver: Driver) -> None:
    for name in driver.fields:
        driver.attack_field(name, TIMES)
    assert driver.outcome.failures == []


def test_no_body_that_a_page_would_not_send_breaks_the_server(driver: Driver) -> None:
    driver.attack_bodies(10 * TIMES)
    assert driver.outcome.failures == []
    for body in (b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"[" * 100_000, b'{"output": ' * 50_000, b"1" * 5_000):
        for kind in ("application/json", "text/plain", ""):
            answer = driver.client.post(
                "/_dash-update-component", data=body, content_type=kind, headers={"Host": "localhost"}
            )
            assert answer.status_code == 400, body[:20]


def test_the_store_is_whole_afterwards(driver: Driver, store: Store) -> None:
    while any(job.state == "running" for job in store.jobs(1_000)):
        time.sleep(0.05)
    print(driver.outcome.figures())  # shown by pytest -rP
    assert store.verify() == []
