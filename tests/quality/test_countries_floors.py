"""Accuracy of country sets may not fall below what was reached."""

from __future__ import annotations

import gold
import pytest
import reuters

from dashboard.countries import find_mentions

# The gold files hold sentences that other people wrote, under licences of their own, so they are kept outside this
# repository. Where they are not at hand there is nothing to measure, and a test that then passed would be a lie: it is
# skipped, and says so. `make eval` prints the same tables.
GOLD = {
    gold.GEOVIRUS: (96.0, "9a6f915d91bb834c1f0b133309929ddab24a65afeed8aae38c303339b2261d25"),
    gold.TRAPS: (100.0, "7fe9df404184b5f9511c222de191741607f2deaa2cdd5d17f1fb4533f3db69b7"),
}


@pytest.mark.parametrize("name", GOLD)
def test_country_sets_hold_their_floor(name: str) -> None:
    path = gold.folder() / name
    if not path.is_file():
        pytest.skip(f"{name} is not in {gold.folder()}; set WORLDTONE_EVAL to the folder that has it")
    floor, digest = GOLD[name]
    assert gold.digest(path) == digest, "the gold file is another one; measure anew, then record it here"
    reached = gold.score(
        [({mention.country for mention in find_mentions(item.text)}, item.countries) for item in gold.read(path)]
    )
    assert reached.f1 >= floor


def test_reuters_floors() -> None:
    if not (reuters.CACHE / "data" / "full").is_dir():
        pytest.skip("Reuters-21578 is not in the cache; python tests/quality/reuters.py fetches it")
    mentioned, salient = reuters.scores()
    assert mentioned.texts == 18_398
    assert mentioned.f1 >= 70
    assert salient.f1 >= 75
