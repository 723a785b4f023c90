"""The terms on which a dashboard is served: to this machine alone, or to others who sign in."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

_HEADER = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?")  # a server drops names with an underscore
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")
_HOW = (
    "it needs --auth FILE (`worldtone password FILE` makes one), or --auth-header NAME with --proxy ADDRESS where a "
    "proxy signs readers in"
)


class AccessError(ValueError):
    """Terms that would let strangers in, or that nobody could fulfil; the message names the option."""


@dataclass(frozen=True, slots=True)
class Access:
    """Host names answered to beside this machine's own, and what a reader must show.

    `password` is a hash as passwords.py makes it, `header` the header in which the proxy at the address `proxy` names
    the reader it has signed in; at most one of the two. With neither, everybody on this machine may see everything.
    """

    names: frozenset[str] = frozenset()
    password: str = field(default="", repr=False)
    header: str = ""
    proxy: str = ""

    @property
    def demanded(self) -> bool:
        """Whether a reader must show anything."""
        return bool(self.password or self.header)

    def answers_to(self, host: str) -> bool:
        """Whether a request for this host name (without port; an IPv6 address may be in brackets) is for us."""
        plain = host.strip("[]").rstrip(".").lower()
        return is_loopback(plain) or plain in self.names


def terms(host: str, names: Iterable[str] = (), *, password: str = "", header: str = "", proxy: str = "") -> Access:
    """The terms for serving at the address `host` under further public `names`.

    Raises AccessError where others could come in without being asked, or where no name is left to answer to.
    """
    everywhere = _is_everywhere(host)
    known = {_name(name) for name in (names if everywhere else (host, *names))}
    strangers = sorted(name for name in known if not is_loopback(name))
    if password and header:
        raise AccessError("--auth and --auth-header cannot both decide who comes in; give one")
    if not (password or header) and (everywhere or strangers):
        option = f"--name {strangers[0]}" if is_loopback(host) else f"--host {host}"
        raise AccessError(f"{option} lets other machines in: {_HOW}")
    if everywhere and not strangers:
        raise AccessError(f"--host {host}: give with --name the name or address by which others come")
    if header and not _HEADER.fullmatch(header):
        raise AccessError(f"--auth-header {header}: a header's name has letters, figures and hyphens")
    if header and not proxy:
        raise AccessError(
            "--auth-header needs --proxy ADDRESS: from other addresses the header would be anyone's claim"
        )
    return Access(frozenset(known), password, header, address(proxy) if proxy else "")


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine's own: localhost, 127.0.0.0/8 or ::1."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def address(text: str) -> str:
    """An IP address in its one usual form; IPv4 within IPv6 as IPv4. Raises AccessError for anything else."""
    try:
        found = ipaddress.ip_address(text.strip("[]"))
    except ValueError as error:
        raise AccessError(f"--proxy {text}: this is not an IP address") from error
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return str(mapped or found)


def _is_everywhere(host: str) -> bool:
    """Whether the address stands for all of this machine's: 0.0.0.0 or ::."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_unspecified
    except ValueError:
        return False


def _name(text: str) -> str:
    plain = text.strip("[]").rstrip(".").lower()
    try:
        return str(ipaddress.ip_address(plain))
    except ValueError:
        pass
    if not _NAME.fullmatch(plain):
        raise AccessError(f"{text!r} is no host name: give it without http:// and without a port")
    return plain
