"""Is a port free, and which is the next one?"""

from __future__ import annotations

import socket

TRIED = 50


def is_free(host: str, port: int) -> bool:
    """Whether a server could listen there now."""
    try:
        places = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except socket.gaierror:
        return False
    for family, kind, protocol, _name, address in places:
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(address)
            except OSError:
                return False
    return True


def next_free(host: str, port: int) -> int | None:
    """Return the first free port from this one on, None if there is none near."""
    return next((number for number in range(port, min(port + TRIED, 65536)) if is_free(host, number)), None)
