"""Answers are compressed; a library's script is kept compressed, an answer of a page never."""

import gzip

from flask import Flask, request

from dashboard.web.packing import PackedScripts, pack, script_of


def test_a_script_is_kept_compressed_and_an_answer_is_not() -> None:
    server = Flask(__name__)
    asked: list[str] = []

    @server.route("/_dash-component-suites/lib.js")
    @server.route("/answer", methods=["GET", "POST"])
    def answer() -> tuple[str, dict[str, str]]:
        asked.append(request.path)
        return f"{len(asked)} " * 2_000, {"Content-Type": "application/javascript"}

    pack(server)
    client = server.test_client()

    def text(path: str) -> str:
        got = client.get(path, headers={"Accept-Encoding": "gzip"})
        assert got.headers["Content-Encoding"] == "gzip"
        return gzip.decompress(got.data).decode()[:2]

    assert [text("/_dash-component-suites/lib.js") for _ in range(2)] == ["1 ", "1 "]
    assert [text("/answer") for _ in range(2)] == ["3 ", "4 "]


def test_what_has_no_key_is_not_kept() -> None:
    kept = PackedScripts()
    kept.set("gzip;", b"a")
    kept.set("gzip;/_dash-component-suites/a.js", b"b")
    assert (kept.get("gzip;"), kept.get("gzip;/_dash-component-suites/a.js")) == (None, b"b")
    with Flask(__name__).test_request_context("/_dash-component-suites/a.js", method="POST"):
        assert script_of(request) == ""  # type: ignore[arg-type]
