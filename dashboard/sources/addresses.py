"""Tells which internet addresses are public, and what the others are."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network

# IANA's registries of special-purpose addresses, and the multicast and transition ranges beside them. Python's own
# `is_global` changed from release to release, and takes multicast and 6to4 for global.
_SPECIAL: tuple[tuple[str, str], ...] = (
    ("0.0.0.0/8", "unspecified"),
    ("10.0.0.0/8", "private"),
    ("100.64.0.0/10", "a provider's shared (CGNAT)"),
    ("127.0.0.0/8", "loopback"),
    ("169.254.0.0/16", "link-local"),
    ("172.16.0.0/12", "private"),
    ("192.0.0.0/24", "reserved"),
    ("192.0.2.0/24", "documentation"),
    ("192.31.196.0/24", "reserved"),
    ("192.52.193.0/24", "reserved"),
    ("192.88.99.0/24", "6to4 relay"),
    ("192.168.0.0/16", "private"),
    ("192.175.48.0/24", "reserved"),
    ("198.18.0.0/15", "benchmarking"),
    ("198.51.100.0/24", "documentation"),
    ("203.0.113.0/24", "documentation"),
    ("224.0.0.0/4", "multicast"),
    ("240.0.0.0/4", "reserved"),
    ("::/128", "unspecified"),
    ("::1/128", "loopback"),
    ("::ffff:0:0/96", "IPv4-mapped"),
    ("::/96", "IPv4-compatible"),
    ("64:ff9b::/96", "NAT64"),
    ("64:ff9b:1::/48", "NAT64"),
    ("100::/64", "discard-only"),
    ("2001::/32", "Teredo"),
    ("2001:db8::/32", "documentation"),
    ("2001::/23", "reserved"),
    ("2002::/16", "6to4"),
    ("2620:4f:8000::/48", "reserved"),
    ("3fff::/20", "documentation"),
    ("fc00::/7", "private"),
    ("fe80::/10", "link-local"),
    ("fec0::/10", "site-local"),
    ("ff00::/8", "multicast"),
)
_TABLE: tuple[tuple[Network, str], ...] = tuple((ip_network(network), name) for network, name in _SPECIAL)
_UNICAST = IPv6Network("2000::/3")  # all that was ever given out for the public internet
_ISATAP = frozenset((0x00005EFE, 0x02005EFE))  # the second half of an address that wraps an IPv4 one (RFC 5214)


def special_kind(address: Address) -> str:
    """What sort of address it is, as "loopback" or "private"; "" for a public one that may be connected to."""
    for network, name in _TABLE:
        if address.version == network.version and address in network:
            return name
    if isinstance(address, IPv6Address):
        if address.scope_id:
            return "link-local"
        if address not in _UNICAST:
            return "reserved"
        if (int(address) >> 32) & 0xFFFFFFFF in _ISATAP:
            return "ISATAP"
    return ""


def usable(addresses: Iterable[str], allowed: Iterable[Network]) -> tuple[list[str], str]:
    """Those of the numeric addresses that may be connected to, and what the first of the others is ("" for none).

    Public ones may be, and those in the `allowed` networks. An address that cannot be read is left out.
    """
    networks = tuple(allowed)
    good: list[str] = []
    refused = ""
    for text in addresses:
        try:
            address = ip_address(text)
        except ValueError:
            refused = refused or "unreadable"
            continue
        kind = special_kind(address)
        if not kind or any(address.version == network.version and address in network for network in networks):
            good.append(text)
        else:
            refused = refused or kind
    return good, refused


def network_of(text: str) -> Network:
    """The network that "10.0.0.0/8", or the single address that "10.1.2.3" names. Raises ValueError in words."""
    try:
        return ip_network(text.strip())
    except ValueError:
        raise ValueError(f"{text!r} is no network such as 10.0.0.0/8 or fd00::/8") from None
