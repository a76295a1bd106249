"""Where a gateway reports of an SMS: an address for one attempt, signed so that nobody else can report of it."""

from __future__ import annotations

import hmac
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from motcua.kernel import keys

PURPOSE = "notices.report"
#: Signs of the key in the address; a gateway keeps the address beside the message, so it must not be long.
SIGNS = 32


def address_of(attempt: UUID) -> str:
    """Return where the gateway reports of an attempt, «%d» standing for its code; empty where no reports are wanted."""
    if not settings.SMS_REPORTS:
        return ""
    return f"{settings.SMS_REPORTS.rstrip('/')}{reverse('notices:report', args=[attempt])}?khoa={key_of(attempt)}&ma=%d"


def key_of(attempt: UUID) -> str:
    """Return the key with which one may report of an attempt."""
    return keys.blind(str(attempt), PURPOSE).hex()[:SIGNS]


def is_signed(attempt: UUID, key: str) -> bool:
    """Whether a key is the attempt's own."""
    known = (each.hex()[:SIGNS] for each in keys.blinds(str(attempt), PURPOSE))
    return any(hmac.compare_digest(each.encode(), key.encode()) for each in known)
