"""Mark a person whose record is erased, and forget the names that nobody else bears."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.kernel.act import act, not_an_act
from motcua.kernel.actor import Actor
from motcua.kernel.statements import row, rows, run
from motcua.ledger import services as ledger
from motcua.parties import rules
from motcua.parties.services.alone import be_alone
from motcua.parties.types import STREAM, ErasedAlready, PersonUnknown

MARK = """
update parties_person set erased_at = %s, revision = revision + 1 where id = %s and erased_at is null returning revision
"""
NAMES = """
select name from parties_person where id = %(id)s union select name from parties_earlier where person_id = %(id)s
"""
FORGET = """
delete from parties_name n where plain = any(%s)
and not exists (select from parties_person p where p.name_plain = n.plain and p.id <> %s)
"""


@act
def mark_erased(*, actor: Actor, at: datetime, person: UUID) -> None:
    """Write that a person's record is erased; part of the act that erases it, whose rules say whether it may be.

    Nobody takes persons in or reads them until that act ends: it comes last there, and what the person came with meanwhile is
    asked for after it. Raises PersonUnknown, ErasedAlready, and SomebodyWasQuicker as ``be_alone`` does.
    """
    be_alone()
    marked = row(MARK, [at, person])
    if marked is None:
        raise PersonUnknown if row("select id from parties_person where id = %s", [person]) is None else ErasedAlready
    ledger.write(actor, "parties.erased", kind=STREAM, stream=person, seq=marked["revision"], at=at)


@not_an_act("a part of the act that erases the person")
def forget_names(kind: str, subject: UUID) -> int:
    """Remove the names of a person that nobody else bears from the list by which names are searched; return how many."""
    if kind != STREAM:
        return 0
    plain = [rules.plain(one["name"]) for one in rows(NAMES, {"id": subject})]
    return run(FORGET, [plain, subject])
