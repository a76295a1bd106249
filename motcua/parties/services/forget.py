"""Forget persons of whom nothing is left: nobody's dossier, nobody's message, and never corrected."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from motcua.kernel.act import not_an_act
from motcua.kernel.statements import rows, run
from motcua.parties.services.alone import be_alone
from motcua.parties.sockets import ties

FORGET = """
delete from parties_person where id = any(%s) and made_at = any(%s) and revision = 1 returning name_plain
"""
NAMES = """
delete from parties_name n where plain = any(%s) and not exists (select from parties_person p where p.name_plain = n.plain)
"""


@not_an_act("a part of the act that takes away what these persons were recorded for")
def forget(persons: Collection[UUID], *, made_at: Collection[datetime]) -> int:
    """Take away those of these persons who were recorded at one of these moments, whom nothing names any more; return how many.

    Whoever was corrected or came again since stays. It comes last in the caller's act: nobody reads persons until that ends. Raises
    SomebodyWasQuicker as ``be_alone`` does.
    """
    be_alone()
    free = set(persons).difference(*(tie.tied(persons) for tie in ties))
    gone = rows(FORGET, [list(free), list(made_at)])
    run(NAMES, [[one["name_plain"] for one in gone]])
    return len(gone)
