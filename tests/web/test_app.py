import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard import Article, engine_stamp, open_store, score_article
from dashboard.limits import cap
from dashboard.web.access import is_loopback
from dashboard.web.app import create_app, page_of
from dashboard.web.components.filters import CONTROLS

HOME = {"Host": "127.0.0.1:8050"}


@pytest.fixture
def client(tmp_path: Path) -> Iterator[FlaskClient]:
    store = open_store(tmp_path / "s.db")
    articles = [Article(f"Peru won praise {n}.", date(2024, 1, n), source="Herald") for n in range(1, 9)]
    store.write([score_article(article) for article in articles], (), engine_stamp())
    yield create_app(store).server.test_client()
    store.close()


def call(client: FlaskClient, output: str, inputs: list[tuple[str, object]], state: list[tuple[str, object]]) -> int:
    """Calls a callback as a browser would, with the given values; returns the status."""
    dependencies = client.get("/_dash-dependencies", headers=HOME).get_json()
    (spec,) = [one for one in dependencies if one["output"] == output]
    names = output.strip(".").split("...")
    outputs = [dict(zip(("id", "property"), name.rsplit(".", 1), strict=True)) for name in names]
    body = {
        "output": output,
        "outputs": outputs if output.startswith("..") else outputs[0],
        "inputs": [one | {"value": value} for one, (_, value) in zip(spec["inputs"], inputs, strict=True)],
        "state": [one | {"value": value} for one, (_, value) in zip(spec["state"], state, strict=True)],
        "changedPropIds": [f"{one['id']}.{one['property']}" for one in spec["inputs"][:1]],
    }
    return client.post("/_dash-update-component", json=body, headers=HOME).status_code


def output_with(client: FlaskClient, output: str, first_input: str = "") -> str:
    """The outputs of the one callback that has the given output, and the given first input where several have it."""
    dependencies = client.get("/_dash-dependencies", headers=HOME).get_json()
    (found,) = [
        one["output"]
        for one in dependencies
        if any(name.split("@")[0] == output for name in one["output"].strip(".").split("..."))
        and first_input in ("", one["inputs"][0]["id"])
    ]
    return str(found)


def test_every_answer_carries_the_security_headers(client: FlaskClient) -> None:
    for path in ("/", "/_dash-layout", "/assets/worldtone.css", "/article/1"):
        headers = client.get(path, headers=HOME).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
        assert "unsafe" not in scripts
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("host", ["news.example", "127.0.0.1.news.example", "192.0.2.7:8050", "0.0.0.0"])
def test_a_foreign_host_name_is_refused(client: FlaskClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8050", "[::1]:8050", "127.9.9.9"])
def test_this_machines_own_names_are_served(client: FlaskClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


def test_another_origin_cannot_post(client: FlaskClient) -> None:
    for origin in ("https://news.example", "null", "http://127.0.0.1:9999"):
        answer = client.post("/_dash-update-component", json={}, headers=HOME | {"Origin": origin})
        assert answer.status_code == 403


def test_a_huge_body_is_refused(client: FlaskClient) -> None:
    body = json.dumps({"output": "x" * cap("request_bytes")})
    answer = client.post("/_dash-update-component", data=body, headers=HOME, content_type="application/json")
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "value",
    [None, "", 7, -1.5, True, [], {}, "?at=PER.x.y", "?c=" + "PER." * 900, "?from=9999-12-31&to=0001-01-01",
     "?from=0001-01-01&to=9999-12-31&by=day", "?at=PER.0001-01-01.9999-12-31", "\x00", "?" + "%F0%9F" * 50, [[[1]]]],
)  # fmt: skip
def test_no_value_a_browser_may_send_breaks_a_callback(client: FlaskClient, value: object) -> None:
    search, path, narrow = ("search", value), ("pathname", value), ("narrow", value)
    assert call(client, output_with(client, "page.children"), [path, search, narrow], [("shown", value)]) in (200, 204)
    drawn = call(
        client, output_with(client, "o-lines.figure"), [search, ("noted", value)], [("drawn", None), ("narrow", value)]
    )
    assert drawn in (200, 204)
    assert call(client, output_with(client, "o-opened.children"), [search], []) in (200, 204)
    assert call(client, "url.search", [("control", value)] * len(CONTROLS), [("drawn", value)]) in (200, 204)
    clicked = output_with(client, "url.search", "o-lines")
    assert call(client, output_with(client, "f-start.value", "f-span"), [("span", value)], []) in (200, 204)
    assert call(client, clicked, [("click", value)] * 4, [search]) in (200, 204)


@pytest.mark.parametrize(
    "custom", [None, [], ["PER"], ["PER", "2024-01-01", "2024-01-31"], ["PER", 1, 2], "PER", {"a": 1}, [["PER"]]]
)
def test_no_click_breaks_the_list(client: FlaskClient, custom: object) -> None:
    click = {"points": [{"customdata": custom}]}
    clicked = output_with(client, "url.search", "o-lines")
    assert call(client, clicked, [("c", click), ("c", None), ("c", None), ("c", None)], [("search", "")]) in (200, 204)


def test_each_address_has_its_page_and_tail() -> None:
    for path, tail in (("/", ""), ("/article/7", "7"), ("/country/RUS", "RUS")):
        page, rest = page_of(path)
        assert page is not None
        assert path == page.PATH + tail
        assert rest == tail
    assert page_of("/nowhere") == (None, "")
    assert page_of("/country") == (None, "")


def test_loopback_is_told_from_the_rest() -> None:
    assert all(is_loopback(host) for host in ("localhost", "127.0.0.1", "127.1.2.3", "::1", "[::1]"))
    assert not any(is_loopback(host) for host in ("", "0.0.0.0", "::", "192.168.0.1", "localhost.news.example"))
