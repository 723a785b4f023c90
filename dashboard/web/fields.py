"""A page's own fields in the query string, beside those of the shared `Query`."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import parse_qs, urlencode

from dashboard.limits import cap


def field(search: object, name: str) -> str:
    """The last value of a field in a query string that nobody vouches for; empty where there is none."""
    if not isinstance(search, str) or len(search) > cap("query_chars"):
        return ""
    try:
        return parse_qs(search.removeprefix("?"), max_num_fields=100).get(name, [""])[-1]
    except ValueError:
        return ""


def with_fields(search: str, pairs: Iterable[tuple[str, str]]) -> str:
    """A query string (empty, or with its question mark) with those of the fields added that have a value."""
    added = urlencode([(name, value) for name, value in pairs if value])
    if not added:
        return search
    return f"{search}&{added}" if search else f"?{added}"
