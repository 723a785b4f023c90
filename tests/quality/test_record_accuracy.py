"""What `make eval` records is the same at every run."""

from dataclasses import replace
from datetime import date

import pytest

pytest.importorskip("numpy", reason="the regression needs the build extra")

import record_accuracy

from dashboard.web.accuracy import accuracy


def test_the_date_stays_where_the_numbers_stay() -> None:
    found = accuracy()
    before = record_accuracy.dated(found, None)
    assert before == record_accuracy.dated(replace(found, measured=date(2099, 1, 1)), before)
    later = replace(found, measured=date(2099, 1, 1), engine="another")
    assert record_accuracy.dated(later, before)["measured"] == "2099-01-01"


def test_every_set_of_labels_is_described_once() -> None:
    assert sorted(what for what, _ in record_accuracy.TONE.values()) == sorted(row.what for row in accuracy().tone)
