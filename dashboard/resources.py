"""Finds the data folder, in a checkout and in an installed wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def data_dir() -> Path:
    """The folder with countries/, tone/ and sample/. Raises FileNotFoundError where neither place has it."""
    for place in (_PACKAGE / "_data", _PACKAGE.parent / "data"):
        if (place / "countries").is_dir():
            return place
    raise FileNotFoundError(f"Worldtone's data folder is missing beside {_PACKAGE}; install the package again")


def data_file(*parts: str) -> Path:
    """The path of one data file, for example data_file("countries", "names.tsv"). Raises FileNotFoundError."""
    path = data_dir().joinpath(*parts)
    if not path.is_file():
        raise FileNotFoundError(f"Worldtone's data file {path} is missing; install the package again")
    return path


def rows(*parts: str) -> list[dict[str, str]]:
    """The rows of a TSV data file as dictionaries by its header; lines starting with # are comments.

    Raises ValueError, naming file and line, where a row has another number of fields than the header.
    """
    path = data_file(*parts)
    header: list[str] | None = None
    out: list[dict[str, str]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        fields = line.split("\t")
        if header is None:
            header = fields
            continue
        if len(fields) != len(header):
            raise ValueError(f"{path}:{number}: {len(fields)} fields, the header has {len(header)}")
        out.append(dict(zip(header, fields, strict=True)))
    return out
