"""A lake in an object store answers as one in a folder; against moto's S3 server on loopback. For `make test-s3`."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.console import load_sample
from dashboard.lake import Address, open_lake
from dashboard.lake.compacting import compact, search_stories
from dashboard.store import Store, StoreError, open_store
from dashboard.types import Filters

MOTO = Path(sys.executable).parents[1] / "s3" / "bin" / "moto_server"  # `make test-s3` puts it there
SAMPLE = Path(__file__).parents[2] / "data" / "sample"


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """The address of an empty bucket; the environment says how it is reached, as users' does."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [MOTO, "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    asked = {
        "AWS_ACCESS_KEY_ID": "none",
        "AWS_SECRET_ACCESS_KEY": "none",
        "AWS_ENDPOINT_URL": address,
        "AWS_REGION": "us-east-1",
        "AWS_ALLOW_HTTP": "true",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in asked.items():
            patch.setenv(name, value)
        try:
            for _ in range(200):
                try:
                    request = urllib.request.Request(f"{address}/news", method="PUT")
                    urllib.request.urlopen(request, timeout=5).close()
                    break
                except (urllib.error.URLError, ConnectionError):
                    time.sleep(0.1)
            yield "s3://news"
        finally:
            server.terminate()
            server.wait()


@pytest.fixture(autouse=True, scope="module")
def _data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        yield


def _answers(store: Store) -> list[object]:
    filters = [Filters(), Filters(("RUS", "USA"), words="war -peace", salient=True), Filters(copies="first")]
    return [
        answer
        for one in filters
        for answer in (
            store.cells(one),
            store.totals_by_source(one, "vader"),
            store.pairs(one),
            store.twins(one),
            store.articles(one, limit=50),
            list(store.whole(one, limit=50)),
        )
    ]


def test_a_lake_in_an_object_store_answers_as_a_file_does(bucket: str, tmp_path: Path) -> None:
    with open_store(tmp_path / "s.db") as file, open_lake(Address(f"{bucket}/sample"), create=True) as lake:
        load_sample(file, warn=print)
        load_sample(lake, warn=print)
        search_stories(lake)
        assert _answers(lake) == _answers(file)
        assert lake.info().stories == file.info().stories
        assert next(iter(compact(lake))).startswith("joined ")
        assert _answers(lake) == _answers(file)
        assert lake.verify() == []


def test_the_command_spreads_an_ingest_over_processes_into_it(bucket: str) -> None:
    store = f"{bucket}/spread"
    command = [sys.executable, "-m", "dashboard", "ingest", SAMPLE, "--store", store, "--workers", "2"]
    for expected in ("stored 627, unchanged 0", "stored 0, unchanged 627"):
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ)
        assert expected in done.stdout
    with open_lake(Address(store)) as lake:
        assert (lake.info().articles, lake.info().stories) == (627, 550)


def test_a_bucket_that_is_not_there_is_told(bucket: str) -> None:
    with pytest.raises(StoreError, match=r"^s3://other/lake: the lake cannot be read or written: .*NoSuchBucket"):
        open_lake(Address("s3://other/lake"))
