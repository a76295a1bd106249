"""Reads: a stored answer, and the network that a request comes from."""

from __future__ import annotations

from uuid import UUID

import orjson
from django.conf import settings
from django.http import HttpRequest

from motcua.gate import rules
from motcua.gate.types import Answer, KeptAnswer
from motcua.kernel import keys, statements


def answer(token: UUID, key: str) -> KeptAnswer | None:
    """Return the answer kept under this key of this token, the numbers drawn with it put in; None when there is none.

    Waits for nobody: a twin's open transaction is not seen.
    """
    found = statements.row(
        "SELECT request, answer, drawn::text AS drawn, status FROM gate_answer WHERE token = %s AND key = %s",
        (token, key),
    )
    if found is None or found["answer"] is None:
        return None
    body = orjson.loads(keys.unseal_bytes(found["answer"], purpose(token, key)))
    drawn = orjson.loads(found["drawn"]) if found["drawn"] else None
    return KeptAnswer(bytes(found["request"]), Answer(found["status"], rules.merged(body, drawn), repeated=True))


def client_address(request: HttpRequest) -> str:
    """Return the address of the client; X-Forwarded-For counts only as passed on by ``settings.TRUSTED_PROXIES``."""
    meta = request.META
    remote, forwarded = meta.get("REMOTE_ADDR") or "", meta.get("HTTP_X_FORWARDED_FOR") or ""
    return str(rules.client_address(remote, forwarded, settings.TRUSTED_PROXIES))


def client_network(request: HttpRequest) -> str:
    """Return the network that counts as one caller: «203.0.113.0/24», «2001:db8::/64»."""
    meta = request.META
    remote, forwarded = meta.get("REMOTE_ADDR") or "", meta.get("HTTP_X_FORWARDED_FOR") or ""
    return str(rules.network_of(rules.client_address(remote, forwarded, settings.TRUSTED_PROXIES)))


def purpose(token: UUID, key: str) -> str:
    """Return what a sealed answer is bound to."""
    return f"gate.answer:{token}:{key}"
