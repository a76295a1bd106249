"""Pure decisions of the gate: merging drawn numbers, hashing a request, seeing a client's network."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

from motcua.gate.types import KEY_LENGTH

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


def merged(body: Mapping[str, Any], drawn: Mapping[str, Any] | None) -> dict[str, Any]:
    """Put the numbers that the writing statement drew into an answer prepared before: objects merge, others replace."""
    whole = dict(body)
    for name, value in (drawn or {}).items():
        old = whole.get(name)
        whole[name] = merged(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return whole


def fits(key: str) -> bool:
    """Whether an idempotency key is 1 to 128 visible ASCII characters."""
    return 0 < len(key) <= KEY_LENGTH and all("!" <= letter <= "~" for letter in key)


def request_hash(method: str, path: str, body: bytes) -> bytes:
    """Return SHA-256 (32 bytes) of what makes two requests the same: method, path and body."""
    start = f"{method} {path}\n".encode()
    return hashlib.sha256(start + body).digest()


def client_address(remote: str, forwarded: str, trusted: Sequence[str]) -> Address:
    """Return the address that a request comes from.

    ``forwarded`` (X-Forwarded-For) is believed only as far as trusted networks passed it on: read from the right,
    the first address that is not a trusted proxy is the client. An unreadable address is 0.0.0.0.
    """
    networks = [ip_network(net, strict=False) for net in trusted]
    address = _read(remote)
    hops = [hop for hop in forwarded.split(",") if hop.strip()]
    while hops and any(address in network for network in networks):
        address = _read(hops.pop())
    return address


def network_of(address: Address) -> Network:
    """Return the network that counts as one caller: /24 for IPv4, /64 for IPv6."""
    return ip_network((address, 24 if address.version == 4 else 64), strict=False)  # noqa: PLR2004  IP versions


def _read(text: str) -> Address:
    try:
        address = ip_address(text.strip().strip("[]"))
    except ValueError:
        return IPv4Address(0)
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address
