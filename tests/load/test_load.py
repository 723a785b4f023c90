"""Many readers at once find no error while articles are written; `make torture-load` holds how soon they are served."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from page_calls import ADDRESSES
from torture_load import under_load


def test_readers_find_no_error_while_articles_are_written(tmp_path: Path) -> None:
    (heard,), stored, problems = under_load(tmp_path, ADDRESSES, 32, [(4, 0.5)], articles=30)
    print(f"{heard.figures()}\narticles stored meanwhile: {stored:,}")  # shown by pytest -rP
    assert heard.errors == {}
    assert heard.answers > 32 * 3  # every reader has opened a page at least
    assert problems == []
    assert stored >= 30
