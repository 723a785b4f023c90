"""Which addresses are public: a table of those that are not, in every notation a name may resolve to."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from dashboard.sources.addresses import network_of, special_kind, usable

SPECIAL = """
0.0.0.0 unspecified
0.1.2.3 unspecified
10.0.0.1 private
10.255.255.255 private
100.64.0.1 CGNAT
100.127.255.255 CGNAT
127.0.0.1 loopback
127.255.255.254 loopback
169.254.169.254 link-local
172.16.0.1 private
172.31.255.255 private
192.0.0.8 reserved
192.0.0.170 reserved
192.0.2.1 documentation
192.88.99.1 6to4
192.168.1.1 private
198.18.0.1 benchmarking
198.19.255.255 benchmarking
198.51.100.7 documentation
203.0.113.9 documentation
224.0.0.1 multicast
239.255.255.250 multicast
233.252.0.1 multicast
240.0.0.1 reserved
255.255.255.255 reserved
:: unspecified
::1 loopback
::7f00:1 IPv4-compatible
::ffff:127.0.0.1 IPv4-mapped
::ffff:10.0.0.1 IPv4-mapped
::ffff:8.8.8.8 IPv4-mapped
64:ff9b::7f00:1 NAT64
64:ff9b::808:808 NAT64
64:ff9b:1::1 NAT64
100::1 discard
2001::1 Teredo
2001:0:4136:e378:8000:63bf:3fff:fdd2 Teredo
2001:2::1 reserved
2001:10::1 reserved
2001:20::1 reserved
2001:db8::1 documentation
2002:7f00:1::1 6to4
2002:c0a8:101::1 6to4
3fff::1 documentation
4000::1 reserved
5f00::1 reserved
fc00::1 private
fd12:3456::1 private
fe80::1 link-local
fe80::1%eth0 link-local
2606:4700::1%eth0 link-local
febf::1 link-local
fec0::1 site-local
ff02::1 multicast
ff0e::1 multicast
2a00:1450::5efe:10.0.0.1 ISATAP
2a00:1450::200:5efe:10.0.0.1 ISATAP
""".strip().splitlines()

PUBLIC = """
1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.1 151.101.0.81 169.253.0.1
169.255.0.0 172.15.255.255 172.32.0.0 191.255.255.255 192.0.1.0 192.167.0.1 192.169.0.1 198.17.0.1 198.20.0.0
223.255.255.255 2001:200::1 2001:4860:4860::8888 2003::1 2400:cb00::1 2606:4700:4700::1111 2a00:1450:4001:81a::200e
""".split()


@pytest.mark.parametrize("row", SPECIAL)
def test_a_special_address_is_named_and_refused(row: str) -> None:
    text, kind = row.split()
    assert kind in special_kind(ip_address(text))
    good, refused = usable([text], ())
    assert good == []
    assert kind in refused


@pytest.mark.parametrize("text", PUBLIC)
def test_a_public_address_may_be_connected_to(text: str) -> None:
    assert special_kind(ip_address(text)) == ""
    assert usable([text], ()) == ([text], "")


def test_of_several_addresses_only_the_public_ones_are_taken() -> None:
    # Networks that translate IPv6 add a NAT64 address to the true one.
    assert usable(["64:ff9b::808:808", "8.8.8.8", "nonsense"], ()) == (["8.8.8.8"], "NAT64")


def test_a_network_in_the_settings_is_allowed_and_no_other() -> None:
    allowed = [network_of("10.1.0.0/16"), network_of("fd00::/8"), network_of("127.0.0.1")]
    addresses = ["10.1.2.3", "10.2.0.1", "fd00::1", "fc00::1", "127.0.0.1", "127.0.0.2", "::ffff:10.1.2.3"]
    assert usable(addresses, allowed)[0] == ["10.1.2.3", "fd00::1", "127.0.0.1"]


@pytest.mark.parametrize("text", ["", "10.0.0.1/8", "localhost", "10.0.0.0/99", "*"])
def test_what_is_no_network_is_said_so(text: str) -> None:
    with pytest.raises(ValueError, match="is no network such as"):
        network_of(text)
