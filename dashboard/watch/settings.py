"""Reads feeds.toml: which feeds to watch, and how."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dashboard import names
from dashboard.limits import cap
from dashboard.sources.addresses import Network, network_of
from dashboard.sources.exchange import FetchError
from dashboard.sources.fetch import checked
from dashboard.store import WatchedFeed

INTERVAL = 30  # minutes, where nothing is said
_KEYS = ("address", "outlet", "country", "interval", "full_text")
_INTERVAL = re.compile(r"(\d{1,5})\s*(m|min|minutes?|h|hours?|d|days?)?")
_MINUTES = {"m": 1, "h": 60, "d": 24 * 60}
_HEADER = re.compile(r"\s*\[\[\s*feed\s*\]\]")


class SettingsError(ValueError):
    """A file of feeds that cannot be used; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The feeds of a file, and the networks that are not public but may be asked all the same."""

    feeds: tuple[WatchedFeed, ...]
    allowed: tuple[Network, ...] = ()


def read_settings(path: Path) -> Settings:
    """The settings in a TOML file.

    It holds tables [[feed]] with `address` and, as the user likes, `outlet`, `country` (of the outlet, an ISO code),
    `interval` ("30 minutes", "2 hours", or a number of minutes) and `full_text` (true: fetch the article's page where
    the feed has only a teaser); before these, `allow_networks`, a list such as ["10.0.0.0/8"]. Raises SettingsError
    for anything else, OSError where the file cannot be read.
    """
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
        values = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SettingsError(f"{path}:{line}: this is not UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+), column (\d+)\)|\(at end of document\)", str(error))
        line = int(found[1]) if found and found[1] else text.count("\n") + 1
        reason = str(error).split(" (at ")[0]
        raise SettingsError(f"{path}:{line}: not valid TOML: {reason[:1].lower()}{reason[1:]}") from None
    except RecursionError:
        raise SettingsError(f"{path}: not usable TOML: nested too deep") from None
    return _settings(values, _Places(path, text.split("\n")))


def feed_of(values: Mapping[str, object], *, followed: bool = False) -> WatchedFeed:
    """The feed that values with the keys of a [[feed]] describe. Raises ValueError, beginning with the key at fault."""
    if unknown := [key for key in values if key not in _KEYS]:
        raise ValueError(f"{unknown[0]}: a feed has no such setting; there are {', '.join(_KEYS)}")
    for key, kind, words in (
        ("address", str, "text"),
        ("outlet", str, "text"),
        ("country", str, "text"),
        ("full_text", bool, "true or false"),
    ):
        if key in values and not isinstance(values[key], kind):
            raise ValueError(f"{key}: this must be {words}")
    if "address" not in values:
        raise ValueError("address: a feed needs one")
    address = str(values["address"]).strip()
    try:
        checked(address)
    except FetchError as error:
        raise ValueError(f"address: {error}") from None
    country = str(values.get("country", "")).strip()
    try:
        code = names.alpha3(country) if country else ""
    except ValueError as error:
        raise ValueError(f"country: {error}") from None
    return WatchedFeed(
        address=address,
        outlet=" ".join(str(values.get("outlet", "")).split()),
        country=code,
        minutes=_minutes(values.get("interval", INTERVAL)),
        full_text=bool(values.get("full_text", False)),
        followed=followed,
    )


def interval_in_words(minutes: int) -> str:
    """Minutes as one writes them: "30 minutes", "2 hours", "1 day"."""
    for size, name in ((24 * 60, "day"), (60, "hour"), (1, "minute")):
        if minutes % size == 0:
            number = minutes // size
            return f"{number} {name}" + ("" if number == 1 else "s")
    raise AssertionError(minutes)


def _minutes(given: object) -> int:
    minutes = 0
    if isinstance(given, int) and not isinstance(given, bool):
        minutes = given
    elif isinstance(given, str) and (found := _INTERVAL.fullmatch(given.strip().lower())):
        minutes = int(found[1]) * _MINUTES[(found[2] or "m")[0]]
    least, most = cap("feed_minutes_least"), cap("feed_minutes_most")
    if not least <= minutes <= most:
        raise ValueError(
            f'interval: write "30 minutes" or "2 hours", from {interval_in_words(least)} to {interval_in_words(most)}'
        )
    return minutes


@dataclass(frozen=True, slots=True)
class _Places:
    """Where things stand in the file: tomllib does not say."""

    path: Path
    lines: list[str]

    def error(self, key: str, reason: str, feed: int | None = None) -> SettingsError:
        """The error at a key, of the feed of that number (from 0) or before all feeds."""
        headers = [number for number, line in enumerate(self.lines) if _HEADER.match(line)]
        bounds = [*headers, len(self.lines)]
        start, end = (0, bounds[0]) if feed is None else (0, len(self.lines))
        if feed is not None and feed < len(headers):
            start, end = bounds[feed], bounds[feed + 1]
        named = re.compile(rf"\s*[\"']?{re.escape(key)}\b")
        at = next((number for number in range(start, end) if named.match(self.lines[number])), start)
        return SettingsError(f"{self.path}:{at + 1}: {reason}")


def _settings(values: Mapping[str, object], places: _Places) -> Settings:
    if unknown := [key for key in values if key not in ("feed", "allow_networks")]:
        raise places.error(unknown[0], f"{unknown[0]}: no such setting; there are allow_networks and [[feed]]")
    tables = values.get("feed", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise places.error("feed", "write each feed as a table that begins with [[feed]]")
    if not tables:
        raise places.error("feed", "there is no [[feed]] in this file")
    networks = values.get("allow_networks", [])
    if not isinstance(networks, list) or not all(isinstance(network, str) for network in networks):
        raise places.error("allow_networks", 'allow_networks: write a list such as ["10.0.0.0/8"]')
    try:
        allowed = tuple(network_of(network) for network in networks)
    except ValueError as error:
        raise places.error("allow_networks", f"allow_networks: {error}") from None
    feeds: dict[str, WatchedFeed] = {}
    for number, table in enumerate(tables):
        try:
            feed = feed_of(table)
        except ValueError as error:
            raise places.error(str(error).partition(":")[0], str(error), number) from None
        if feed.address in feeds:
            raise places.error("address", f"address: {feed.address} stands in this file twice", number)
        feeds[feed.address] = feed
    return Settings(tuple(feeds.values()), allowed)
