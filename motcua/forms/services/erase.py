"""Take away what was typed for something whose time of keeping is over."""

from __future__ import annotations

from uuid import UUID

from motcua.kernel.act import not_an_act
from motcua.kernel.statements import run


@not_an_act("a part of the act that erases their subject")
def erase(kind: str, subject: UUID) -> int:
    """Remove the draft that stands under the id of a subject, as a dossier's reception does; return how many."""
    del kind
    return run("delete from forms_draft where id = %s", [subject])
