"""Rows as JSON that ``jsonb_populate_record`` reads."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import orjson

from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id


def as_json(value: object) -> str:
    """Write rows as JSON: bytes as hex, moments in ISO."""
    return orjson.dumps(value, default=_plain).decode()


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return "\\x" + value.hex()
    message = f"a row cannot hold {value!r}"
    raise TypeError(message)


def by(actor: Actor, at: datetime) -> dict[str, Any]:
    """Return what every row begins with: its key, when, and by whom for which post in which unit."""
    return {"id": new_id(), "at": at, "by_account": actor.account, "by_post": actor.post, "by_unit": actor.unit}
