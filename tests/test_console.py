from pathlib import Path

import pytest

from dashboard import open_store
from dashboard.console import load_sample
from dashboard.resources import rows


def test_the_sample_is_loaded_with_its_notes_once(tmp_path: Path) -> None:
    store = open_store(tmp_path / "demo.db")
    report = load_sample(store, warn=pytest.fail)
    assert report.stored == report.read > 0
    assert list(store.rejected(5)) == []
    notes = store.notes()
    assert [(n.day.isoformat(), n.country, n.text) for n in notes] == [
        (row["day"], row["country"], row["text"]) for row in rows("sample", "notes.tsv")
    ]
    store.forget_note(notes[0].id)
    assert load_sample(store, warn=pytest.fail).stored == 0
    assert store.notes() == notes[1:]
    store.close()
