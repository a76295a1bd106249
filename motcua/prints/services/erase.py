"""Take away the prints of something whose time of keeping is over."""

from __future__ import annotations

from uuid import UUID

from motcua.kernel.act import not_an_act
from motcua.kernel.statements import run


@not_an_act("a part of the act that erases their owner")
def erase(kind: str, subject: UUID) -> int:
    """Remove every print of an owner (kind and id), and return how many; they are not printed again."""
    return run("delete from prints_print where owner_kind = %s and owner_id = %s", [kind, subject])
