"""Knows news outlets: which name a web address stands for, and in which country an outlet is edited."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList

from dashboard import resources
from dashboard.names import countries

FIELDS = ("domain", "name", "country", "aliases", "origin")
_HOST = re.compile(r"[^\s/:@?#]+\.[^\s/:@?#.]+")


class OutletsError(ValueError):
    """A table of outlets that cannot be used; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """A row: a domain (empty where only the name is known), the outlet's name, its country, other names for it."""

    domain: str
    name: str
    country: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlets:
    """A user's own rows, which come before ours, with a digest of their file by which two are compared.

    A plain record that can be pickled, as `Additions` is.
    """

    digest: str = ""
    rows: tuple[Outlet, ...] = field(default=(), compare=False, repr=False)


SHIPPED = Outlets()
"""Our rows alone."""


def read_outlets(path: Path) -> Outlets:
    """Reads a tab-separated table of the columns domain, name, country, and where wanted aliases and origin.

    The domain may be empty, and so may the name, which then is the domain. A first line with the columns' names may be
    there; lines starting with # are comments. Raises OutletsError, naming file and line, for a file that cannot be
    read, a row that cannot be right, and two rows of one domain or name that disagree.
    """
    try:
        raw = path.read_bytes()
        lines = raw.decode("utf-8-sig").splitlines()
    except OSError as error:
        raise OutletsError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise OutletsError(f"{path}: is not UTF-8 text") from error
    return Outlets(hashlib.sha256(raw).hexdigest(), tuple(_checked(path, lines)))


def domain_of(url: str) -> str:
    """The registrable domain of a web address: bbc.co.uk for https://www.bbc.co.uk/news; "" where it has none."""
    host = _host(url)
    return _registrable(host) if host else ""


def outlet_name(url: str, own: Outlets = SHIPPED) -> str:
    """What to call the outlet of a web address: its name in the tables, else its registrable domain, else ""."""
    host = _host(url)
    if not host:
        return ""
    found = _by_host(host, own)
    return found.name if found else _registrable(host)


def called(source: str, own: Outlets = SHIPPED) -> str:
    """An outlet's name as a record gives it; where that is a domain that the tables know, the outlet's name."""
    if not _HOST.fullmatch(source):
        return source
    known = _index(own)
    if _key(source) in known.names:
        return source
    found = _by_host(source.lower(), own)
    return found.name if found else source


def outlet_country(source: str, url: str = "", own: Outlets = SHIPPED) -> str:
    """The country (alpha-3) of an outlet: by its name, else by its domain, else by the address; "" where unknown."""
    found = _index(own).names.get(_key(source)) if source else None
    for host in (source.lower() if _HOST.fullmatch(source) else "", _host(url)):
        if found is None and host:
            found = _by_host(host, own)
    return found.country if found else ""


def shipped_version() -> str:
    """Eight hexadecimal digits that change with any row of ours."""
    return hashlib.sha256(resources.data_file("outlets.tsv").read_bytes()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class _Index:
    hosts: Mapping[str, Outlet]
    names: Mapping[str, Outlet]


@cache
def _index(own: Outlets) -> _Index:
    hosts: dict[str, Outlet] = {}
    named: dict[str, Outlet] = {}
    for row in (*own.rows, *_shipped()):
        if row.domain:
            hosts.setdefault(row.domain, row)
        for name in (row.name, *row.aliases):
            named.setdefault(_key(name), row)
    return _Index(MappingProxyType(hosts), MappingProxyType(named))


@cache
def _shipped() -> tuple[Outlet, ...]:
    path = resources.data_file("outlets.tsv")
    return tuple(_checked(path, path.read_text(encoding="utf-8").splitlines()))


def _checked(path: Path, lines: Iterable[str]) -> list[Outlet]:
    rows: list[Outlet] = []
    domains: dict[str, tuple[int, Outlet]] = {}
    named: dict[str, tuple[int, Outlet]] = {}
    for number, line in enumerate(lines, 1):
        fields = tuple(part.strip() for part in line.split("\t"))
        if not line.strip() or line.startswith("#") or fields == FIELDS[: len(fields)]:
            continue
        try:
            row = _row(fields)
        except ValueError as error:
            raise OutletsError(f"{path}:{number}: {error}") from error
        at, earlier = domains.setdefault(row.domain, (number, row)) if row.domain else (number, row)
        if at != number:
            raise OutletsError(f"{path}:{number}: {row.domain} has a row already, in line {at}")
        for name in (row.name, *row.aliases):
            at, earlier = named.setdefault(_key(name), (number, row))
            if earlier.country != row.country:
                raise OutletsError(
                    f"{path}:{number}: {name!r} is {row.country} here, but {earlier.country} in line {at}; "
                    "give the two outlets different names"
                )
        rows.append(row)
    return rows


def _row(fields: tuple[str, ...]) -> Outlet:
    """One row. Raises ValueError with the reason it cannot be right."""
    if not 3 <= len(fields) <= len(FIELDS):
        raise ValueError(
            f"{len(fields)} fields, parted by tabs, where 3 to {len(FIELDS)} are wanted: {', '.join(FIELDS)}"
        )
    domain, name, country = fields[0].lower(), fields[1], fields[2]
    aliases = tuple(part.strip() for part in (fields[3] if len(fields) > 3 else "").split(";") if part.strip())
    if not domain and not name:
        raise ValueError("neither a domain nor a name")
    if domain and (not _HOST.fullmatch(domain) or not _registrable(domain)):
        raise ValueError(f"{domain!r} is no domain of an outlet; write one such as bbc.co.uk, without https:// or path")
    if country not in countries():
        raise ValueError(f"unknown country code {country!r}; alpha-3 codes such as GBR")
    return Outlet(domain, name or domain, country, aliases)


def _by_host(host: str, own: Outlets) -> Outlet | None:
    """The row of a host or the nearest domain above it, down to the registrable one."""
    hosts, last = _index(own).hosts, _registrable(host)
    while last and host.endswith(last):
        if host in hosts:
            return hosts[host]
        host = host.partition(".")[2]
    return None


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()  # the list that lies in the package; it never asks the network


def _registrable(host: str) -> str:
    return _suffixes().privatesuffix(host) or ""


def _host(url: str) -> str:
    """The host of an address, in small letters; "" for a numeric one and for what is no address."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""
    try:
        ip_address(host)
    except ValueError:
        return host
    return ""


def _key(name: str) -> str:
    """A name as it is compared: without regard to case, white space, and a leading "The" before two words or more."""
    words = name.casefold().split()
    return " ".join(words[1:] if len(words) > 2 and words[0] == "the" else words)
