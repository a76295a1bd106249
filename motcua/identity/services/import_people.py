"""Take a list of people in: whole or not at all."""

from __future__ import annotations

from datetime import datetime

from motcua.identity.queries.importing import ImportLine, faults, import_lines
from motcua.identity.services.appoint import appoint
from motcua.identity.services.bulk import create_people
from motcua.identity.types import Acts, ImportFaulty, NewAppointment, NewPerson
from motcua.kernel.access import require
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.ui.spreadsheet import Rows


@act
def import_people(*, actor: Actor, at: datetime, rows: Rows) -> tuple[ImportLine, ...]:
    """Make the accounts and appointments of a list (``spreadsheet.read``); return what each line did. Twice without effect.

    The list is looked at anew: between preview and act something may have changed. Raises ImportFaulty when a line is
    wrong, and then nothing is taken; NotAllowed.
    """
    require(actor, Acts.ACCOUNTS)
    lines = import_lines(actor, rows, at)
    if wrong := faults(lines):
        raise ImportFaulty(wrong[0].line, wrong[0].sentence, len(wrong))
    new: dict[str, tuple[str, list[NewAppointment]]] = {}
    for line in lines:
        if line.account is None and line.appointment is not None:
            new.setdefault(line.username, (line.name, []))[1].append(line.appointment)
    if new:
        people = [NewPerson(username, name, tuple(places)) for username, (name, places) in new.items()]
        create_people(actor=actor, at=at, rows=people, is_demo=False)
    for line in lines:
        if line.account is not None and line.appointment is not None:
            made = line.appointment
            appoint(
                actor=actor,
                at=at,
                account=line.account,
                post=made.post,
                valid_from=made.valid_from,
                valid_to=made.valid_to,
                roles=made.roles,
            )
    return lines
