import json
from pathlib import Path

import pytest

from dashboard import check
from dashboard.check import CountryGold, GoldError, ToneGold


def gold_file(tmp_path: Path, *records: object) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
    return path


def test_macro_f1_is_the_mean_over_the_three_labels() -> None:
    assert check.macro_f1([-1, 0, 1], [-1, 0, 1]) == 1
    assert check.macro_f1([0, 0, 0], [-1, 0, 1]) == pytest.approx((2 * 1 / (2 * 1 + 2)) / 3)
    assert check.macro_f1([1, -1], [-1, 1]) == 0


def test_scores_are_cut_into_labels() -> None:
    assert check.cut([-0.3, -0.2, 0.0, 0.2, 0.21], -0.2, 0.2) == [-1, 0, 0, 0, 1]


def test_the_tone_table_sets_ours_beside_vader_and_always_neutral(tmp_path: Path) -> None:
    records = [
        {"text": "Critics condemned Iran.", "start": 18, "end": 22, "label": -1},
        {"text": "Leaders praised Iran.", "start": 16, "end": 20, "label": 1},
        {"text": "They met in Iran.", "start": 12, "end": 16, "label": 0},
    ] * 20
    rows = check.tone_table([item for item in check.load(gold_file(tmp_path, *records)) if isinstance(item, ToneGold)])
    assert [(row.method, row.bands) for row in rows] == [
        ("always neutral", "none"),
        ("VADER, whole sentence", "±0.05"),
        ("VADER, whole sentence", "cross-validated"),
        ("toward", "±0.20"),
        ("toward", "cross-validated"),
    ]
    assert rows[0].macro_f1 == pytest.approx(100 / 6)
    assert rows[3].macro_f1 == 100
    assert all(row.n == 60 for row in rows)


def test_country_sets_are_scored_by_micro_f1(tmp_path: Path) -> None:
    gold = check.load(
        gold_file(
            tmp_path,
            {"text": "Peru and Chile met.", "countries_alpha2": ["PE", "CL"]},
            {"text": "Kenya spoke.", "countries": ["KEN", "TZA"]},
        )
    )
    row = check.country_row([item for item in gold if isinstance(item, CountryGold)])
    assert (row.precision, row.recall, row.n) == (100, 75, 2)
    assert row.f1 == pytest.approx(100 * 6 / 7)


@pytest.mark.parametrize(
    "content",
    ["{", '{"text": 1, "start": 0, "end": 1, "label": 0}', '{"text": "a", "start": 0, "end": 9, "label": 0}',
     '{"text": "a", "start": 0, "end": 1, "label": 2}', '{"text": "a"}', '["a"]', "7",
     '{"text": "a", "countries": ["??"]}'],
)  # fmt: skip
def test_a_bad_record_is_named_by_file_and_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(f"\n{content}\n", encoding="utf-8")
    with pytest.raises(GoldError, match=r"gold\.jsonl:2: "):
        check.load(path)


@pytest.mark.parametrize(
    "records", [(), ({"text": "a", "start": 0, "end": 1, "label": 0}, {"text": "a", "countries": []})]
)
def test_an_empty_or_mixed_file_is_refused(tmp_path: Path, records: tuple[object, ...]) -> None:
    with pytest.raises(GoldError, match="gold"):
        check.load(gold_file(tmp_path, *records))
