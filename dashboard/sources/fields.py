"""Makes an article of the values that a record gave."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.outlets import called, outlet_name
from dashboard.sources.clean import kind, language_code, storable, web_address
from dashboard.sources.dates import DateError, parse_date
from dashboard.sources.headline import title_of
from dashboard.sources.options import ReadOptions
from dashboard.types import Article

FIELDS = ("title", "text", "date", "source", "url", "language")


class RecordError(ValueError):
    """A record that is no article; the message says why in plain words."""


def article_of(values: Mapping[str, object], options: ReadOptions) -> Article:
    """The article with these values; keys are names of FIELDS, missing ones count as empty.

    The text stays as it is, but for characters that cannot be stored; a missing title is taken from its beginning, and
    a missing text stays empty: the article is its title only. The outlet is the record's, else that of the options,
    else by the record's address. Raises RecordError where there is neither text nor title, no usable date, or a value
    of the wrong type.
    """
    text, title = _string(values, "text"), _string(values, "title").strip()
    if not text.strip():
        if not title:
            raise RecordError("no text and no title")
        text = ""
    given = values.get("date")
    missing = given is None or (isinstance(given, str) and not given.strip())
    if missing and options.date is None:
        raise RecordError("no date in the record; give one for such records with --date")
    try:
        published = options.date if missing else parse_date(given, day_first=options.day_first)
    except DateError as error:
        raise RecordError(str(error)) from None
    assert published is not None  # noqa: S101  both cases above are settled; tells the type checker so
    url = web_address(_string(values, "url"))
    source = called(_string(values, "source").strip(), options.outlets) or options.source
    return Article(
        text=storable(text),
        published=published,
        title=storable(title or title_of(text)),
        source=storable(source or outlet_name(url, options.outlets)),
        url=url,
        language=language_code(_string(values, "language")),
    )


def _string(values: Mapping[str, object], name: str) -> str:
    value = values.get(name)
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    raise RecordError(f"{name} is {kind(value)}, not text")
