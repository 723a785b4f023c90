"""A store that turns out to be damaged while it is served: the page says so, and what to do."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from dashboard import Article, engine_stamp, open_store, score_article
from dashboard.web.app import create_app

HOME = {"Host": "127.0.0.1:8050"}


@pytest.mark.parametrize("address", ["/country/PER", "/compare", "/relations", "/article/1", "/method"])
def test_the_page_says_that_the_store_is_damaged(tmp_path: Path, address: str) -> None:
    path = tmp_path / "s.db"
    with open_store(path) as store:
        text = "Peru won praise from Chile."
        store.write([score_article(Article(text, date(2024, 1, day))) for day in range(1, 9)], (), engine_stamp())
        client = create_app(store).server.test_client()
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("UPDATE rollups SET day = replace(day, '-01-', '-o1-')")
            connection.execute("UPDATE pairs SET day = replace(day, '-01-', '-o1-')")
            connection.execute("UPDATE pair_months SET month = '2024-o1', n = 'x'")
            connection.execute("UPDATE tones SET day = replace(day, '-01-', '-o1-')")
            connection.execute("UPDATE articles SET day = '2024-01-o1', published = '2024-01-o1'")
            connection.execute("UPDATE evidence SET body = '{'")
            connection.commit()
        said = []
        for spec in client.get("/_dash-dependencies", headers=HOME).get_json():
            if spec.get("clientside_function") or not any(one["id"] == "url" for one in spec["inputs"]):
                continue
            values = {"url.pathname": address, "url.search": "?c=PER.CHL"}
            parts = [
                [one | {"value": values.get(f"{one['id']}.{one['property']}")} for one in spec[kind]]
                for kind in ("inputs", "state")
            ]
            outputs = [
                dict(zip(("id", "property"), name.rsplit(".", 1), strict=True))
                for name in spec["output"].strip(".").split("...")
            ]
            body = {
                "output": spec["output"],
                "outputs": outputs if ".." in spec["output"][:2] else outputs[0],
                "inputs": parts[0],
                "state": parts[1],
                "changedPropIds": [f"{parts[0][0]['id']}.{parts[0][0]['property']}"],
            }
            answer = client.post("/_dash-update-component", json=body, headers=HOME)
            assert answer.status_code in (200, 204), answer.text[:500]
            said.append(answer.text)
        assert any("the store is damaged" in one and "worldtone info --verify" in one for one in said), said
