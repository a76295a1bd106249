"""Give a result back online: a code to the person's telephone or mailbox, then the file (NĐ 61/2018 Đ20.3)."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from motcua.dossiers import online
from motcua.dossiers.record import Record, load
from motcua.dossiers.services.return_result import delivery_row
from motcua.dossiers.types import NoSuchDossier, NotOnline, Person, ProofKind, State, WrongCode
from motcua.dossiers.writing import by, write
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.keys import seal, unseal
from motcua.kernel.statements import row

#: So long a code opens its result: a slow line takes minutes over a file, and one that broke off begins again.
VALID = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Handed:
    """A result that was given back online: the dossier as it stands now, and the file."""

    record: Record
    file: UUID


@act
def send_online_code(*, actor: Actor, at: datetime, token: str) -> Record:
    """Send the code with which the bearer of a receipt takes the result online, to the address that the person left.

    The code itself stands in no line: the message reads it from its row. A new code ends those before it.
    Refuses with NoSuchDossier (no such receipt), NotOnline (not chosen, not ready, not paid,
    originals still kept, no electronic copy, no address).
    """
    record = _opened(token, at)
    code = f"{secrets.randbelow(10**online.DIGITS):0{online.DIGITS}}"
    sent = by(actor, record.id, at) | {"code": seal(code, online.CODE), "until": at + VALID}
    return write(
        record,
        record.life,
        actor=actor,
        at=at,
        verb="dossiers.online_code_sent",
        rows={"dossiers_online_code": [sent]},
        facts={"online_code": sent["id"]},
    )


@act
def return_online(*, actor: Actor, at: datetime, token: str, code: str) -> Handed:
    """Give the result back to whoever holds the receipt and the newest code; state 10, once.

    As long as the code is valid the same file is given again: a download that broke off is no second return.
    Refuses with NoSuchDossier, NotOnline, and WrongCode (mistyped, ended, replaced by a newer one). Count the
    tries before (``gate.check``): six figures can be guessed.
    """
    record = _opened(token, at)
    newest = row(
        "select code, until from dossiers_online_code where dossier_id = %s order by at desc, id desc limit 1",
        [record.id],
    )
    if newest is None or newest["until"] < at:
        raise WrongCode
    if not hmac.compare_digest(unseal(newest["code"], online.CODE).encode(), "".join(code.split()).encode()):
        raise WrongCode
    file = online.copy_of(record)
    assert file is not None, "opened only where there is a copy"
    if record.standing.state is State.RETURNED:
        return Handed(record, file)
    recipient = Person(record.facts["submitter_name"] or record.facts["owner_name"], ProofKind.ONLINE, "", "self")
    delivery = delivery_row(actor, at, record, recipient)
    returned = write(
        record,
        replace(record.life, returned_at=at),
        actor=actor,
        at=at,
        verb="dossiers.returned_online",
        rows={"dossiers_delivery": [delivery]},
        facts={"delivery": delivery["id"], "proof": ProofKind.ONLINE},
    )
    return Handed(returned, file)


def _opened(token: str, at: datetime) -> Record:
    found = row("select id from dossiers_dossier where token = %s", [token])
    record = load(dossier_id=found["id"], lock=True) if found else None
    if record is None:
        raise NoSuchDossier
    if reason := online.why_not(record, at.date()):
        raise NotOnline(reason)
    if not online.addresses_of(record):
        raise NotOnline(online.no_address())
    return record
