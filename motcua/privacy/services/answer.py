"""Give a person everything that is held of them, or tell who looked; the identity is checked by the number on the card."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.dossiers import queries as dossiers
from motcua.dossiers.types import HANDED_IN, KIND
from motcua.files import queries as files
from motcua.kernel import access
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.keys import seal
from motcua.kernel.moments import local
from motcua.kernel.refusal import Invalid
from motcua.ledger import services as ledger
from motcua.organisation import queries as organisation
from motcua.parties import queries as parties
from motcua.parties.types import STREAM, Person
from motcua.prints.types import Head, LookersInputs
from motcua.privacy import queries
from motcua.privacy.models import Answer
from motcua.privacy.reading import held
from motcua.privacy.sealing import REASON
from motcua.privacy.services.propose import LONGEST
from motcua.privacy.types import ANSWER, Everything


@act
def give_everything(*, actor: Actor, at: datetime, number: str, reason: str) -> Everything:
    """Return everything that is held of whoever's card bears this number, to be handed over once; nothing of it is kept.

    Of a dossier that the person only handed in for somebody else: that, and nothing of whose it is.
    That it was given, by whom and why stays. Refuses with NotAllowed, and with Invalid (no reason; no person of this number).
    """
    person, own = _asked(actor, at, number, reason, "everything")
    found = [("", one) for one in held(STREAM, person.id)]
    kept = {each: KIND if each.owner == person.id else HANDED_IN for each in own if each.erased_at is None}
    found += [(each.number, one) for each, kind in kept.items() for one in held(kind, each.id)]
    ledger.note_looks(actor, kind=KIND, subjects=[each.id for each in kept], at=at, act="export")
    stored = [file for each, kind in kept.items() if kind == KIND for file in files.of_owner(KIND, each.id)]
    return Everything(person.name, local(at), _head(actor, at), tuple(found), tuple(stored))


@act
def tell_who_looked(*, actor: Actor, at: datetime, number: str, reason: str) -> LookersInputs:
    """Return who looked at the record and the dossiers of whoever's card bears this number, as the sheet takes it.

    Units and posts are named; officials only where ``settings.NAME_LOOKERS`` says so. Refuses as ``give_everything`` does.
    """
    person, own = _asked(actor, at, number, reason, "looks")
    seen, earlier = queries.seen_of_person(person.id, own)
    return {
        "head": _head(actor, at),
        "person": person.name,
        "printed_at": local(at).isoformat(),
        "lines": [
            {"at": one.at.isoformat(), "who": one.who, "what": one.what, "act": one.act, "reason": one.reason}
            for one in seen
        ],
        "more": earlier,
    }


def _asked(actor: Actor, at: datetime, number: str, reason: str, what: str) -> tuple[Person, tuple[dossiers.Kept, ...]]:
    """Find the person, and write that they were told; the look is noted as an export."""
    access.require(actor, ANSWER, actor.unit)
    if not reason.strip():
        raise Invalid({"reason": _("Ghi vì sao đưa, ví dụ: người ấy đến quầy yêu cầu ngày 11/5.")})
    if len(reason) > LONGEST:
        raise Invalid({"reason": _("Viết ngắn lại, không quá %(most)s chữ cái.") % {"most": LONGEST}})
    person = _bearer(actor, at, number)
    if not number.strip():
        raise Invalid({"number": _("Gõ số trên thẻ mà người ấy đưa.")})
    if person is None:
        raise Invalid(
            {"number": _("Không có người nào mang số giấy tờ này. Gõ lại đủ các chữ số trên thẻ người ấy đưa.")}
        )
    made: UUID = new_id()
    Answer.objects.create(
        id=made,
        at=at,
        by_account=actor.account,
        by_post=actor.post,
        by_unit=actor.unit,
        person_id=person.id,
        what=what,
        reason=seal(reason.strip(), REASON),
    )
    ledger.note_look(actor, kind=STREAM, subject=person.id, at=at, act="export")
    verb = "privacy.given" if what == "everything" else "privacy.looks_told"
    ledger.write(actor, verb, kind=ANSWER, stream=made, seq=1, at=at, person=person.id)
    return person, dossiers.kept_of_person(person.id)


def _bearer(actor: Actor, at: datetime, number: str) -> Person | None:
    typed = "".join(number.split()).upper()
    ids = parties.ids_by_number_or_phone(actor, typed, at=at) if typed else []
    return next((one for one in parties.persons(ids).values() if one.number == typed), None)


def _head(actor: Actor, at: datetime) -> Head:
    assert actor.unit is not None, "required above"
    return organisation.head_of(actor.unit, local(at).date())
