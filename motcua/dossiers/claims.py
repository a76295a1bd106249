"""An idempotency key that is claimed in the very statement that receives."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Claim:
    """The API's key, the hash of the request's body; the answer is kept with what the statement drew."""

    token: UUID
    key: str
    request: bytes
