"""Writes a file, reads it with the real readers, and sorts what came out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dashboard.sources import ReadOptions, read
from dashboard.types import Article, Rejected


@dataclass(frozen=True)
class Outcome:
    articles: list[Article]
    rejected: list[Rejected]
    warnings: list[str]

    @property
    def article(self) -> Article:
        assert not self.rejected, self.rejected
        (only,) = self.articles
        return only

    @property
    def fault(self) -> Rejected:
        assert not self.articles, self.articles
        (only,) = self.rejected
        return only


Reading = Callable[..., Outcome]


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    """reading(name, content, **options): the outcome of reading such a file."""

    def go(name: str, content: str | bytes, **options: Any) -> Outcome:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        warnings: list[str] = []
        records = list(read(path, ReadOptions(**options), warnings.append))
        assert all(record.file == str(path) for record in records if isinstance(record, Rejected))
        return Outcome(
            [record for record in records if isinstance(record, Article)],
            [record for record in records if isinstance(record, Rejected)],
            warnings,
        )

    return go
