"""Correct a mistyped dossier: the old values stay, sealed, and the receipt is issued in a new version."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.dossiers import printing
from motcua.dossiers.deeds import begin
from motcua.dossiers.printing import Filled
from motcua.dossiers.receipts import Persons, named_on, receipts_of
from motcua.dossiers.record import Record
from motcua.dossiers.services.refuse import REASON
from motcua.dossiers.types import Correction, Deed, NothingToCorrect, PaperIn
from motcua.dossiers.writing import Change, Row, by, put
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.keys import seal
from motcua.kernel.refusal import Invalid
from motcua.kernel.statements import rows
from motcua.organisation import queries as organisation
from motcua.parties import queries as parties
from motcua.parties import services as people
from motcua.parties.types import Person, PersonFields

BEFORE = "dossiers.before"
ADDRESS = "dossiers.address"
MOST = 99
#: Fields of a person that are compared; the kind of person is no slip of the keys.
FIELDS = tuple(name for name in PersonFields.__slots__ if name != "kind")
PAPERS = (
    "select id, position, name, originals, certified, copies from dossiers_paper "
    "where dossier_id = %s order by received_at, position"
)
DELIVERIES = ("counter", "post", "online")


@act
def correct(
    *, actor: Actor, at: datetime, number: str, correction: Correction, reason: str, revision: int | None = None
) -> Record:
    """Put right what was mistyped: persons, counts of papers, sets, the way back, the case; never code, unit or moment.

    A person is corrected in the register of persons; where the right number is somebody recorded under the same name,
    the dossier is that person's. The receipt comes out anew, as the next version, and the old print stays; where another body gave it, none is printed.
    Refuses with Invalid (a sentence for each field), NothingToCorrect, and as ``deeds.begin`` does.
    """
    if not reason.strip():
        raise Invalid({"reason": _("Ghi vì sao phải đính chính, ví dụ: gõ nhầm tên so với căn cước.")})
    record = begin(actor, number, Deed.CORRECT, revision=revision)
    found = _compared(actor, at, record, correction)
    persons = _put_right(actor, at, found)
    corrected, change = correcting(
        record, found, actor=actor, at=at, reason=reason, persons=persons, keeps=printing.keep
    )
    return put(corrected, change, actor=actor, at=at)


def correcting(
    record: Record,
    found: Compared,
    *,
    actor: Actor,
    at: datetime,
    reason: str,
    persons: Persons,
    keeps: Callable[[Filled], UUID],
) -> tuple[Record, Change]:
    """Return a dossier whose facts are put right, and what the correction makes of it; ``persons`` as they are right.

    ``keeps`` keeps the receipt that comes out anew and answers its print.
    """
    ordinal = len(record.rows["corrections"]) + 1
    facts = {**record.facts, **found.changes, **_names(record, persons)}
    corrected = replace(record, facts=facts | {"delivery_address": _as_read(facts["delivery_address"])})
    kept = None
    if record.life.has_receipt:
        kept = keeps(
            printing.receipt_anew(
                actor=actor, at=at, record=corrected, persons=persons, papers=found.papers, corrected=True
            )
        )
    row = by(actor, record.id, at) | {
        "ordinal": ordinal,
        "fields": list(found.before),
        "before": seal(json.dumps(found.before, ensure_ascii=False), BEFORE),
        "reason": seal(reason.strip(), REASON),
        "print_id": kept,
    }
    updates: dict[str, list[Row]] = {}
    if changed := found.changes | _names(record, persons):
        updates["dossiers_dossier"] = [{"id": record.id, **changed}]
    if found.counts:
        updates["dossiers_paper"] = found.counts
    return corrected, Change(
        life=record.life,
        verb="dossiers.corrected" if kept else "dossiers.corrected_elsewhere",
        rows={"dossiers_correction": [row]},
        updates=updates,
        facts={"correction": row["id"], "fields": list(found.before)}
        | ({"version": len(receipts_of(record)) + 1, "print": kept} if kept else {}),
    )


@dataclass(slots=True)
class Compared:
    """What differs: old values in words, new columns, new counts, the persons to put right."""

    before: dict[str, str] = field(default_factory=dict)
    changes: dict[str, Any] = field(default_factory=dict)
    counts: list[Row] = field(default_factory=list)
    papers: list[PaperIn] = field(default_factory=list)
    persons: dict[str, tuple[Person, PersonFields]] = field(default_factory=dict)


def _compared(actor: Actor, at: datetime, record: Record, correction: Correction) -> Compared:
    found, wrong = Compared(), dict[str, str]()
    known = named_on(record)
    for who, typed in (("owner", correction.owner), ("submitter", correction.submitter)):
        if who in known and typed is not None:
            wrong |= _compare_person(actor, at, who, known=known[who][1], typed=typed, found=found)
    compare(record, correction, found, brought=rows(PAPERS, [record.id]), wrong=wrong)
    found.persons = {who: found.persons.get(who, (one, _as_fields(one))) for who, (_id, one) in known.items()}
    return found


def compare(
    record: Record, correction: Correction, found: Compared, *, brought: Sequence[Row], wrong: Mapping[str, str]
) -> None:
    """Note in ``found`` what differs besides persons; ``brought`` are the dossier's papers, ``wrong`` what cannot be taken already.

    Refuses with Invalid, with a sentence for each field, and NothingToCorrect.
    """
    wrong = dict(wrong)
    _compare_papers(brought, correction, found, wrong)
    _compare_rest(record, correction, found, wrong)
    if wrong:
        raise Invalid(wrong)
    if not found.before:
        raise NothingToCorrect


def _compare_person(
    actor: Actor, at: datetime, who: str, *, known: Person, typed: Mapping[str, str], found: Compared
) -> dict[str, str]:
    """Note what differs in a person; return a sentence for each field that cannot be taken."""
    try:
        fields = parties.clean_person({**typed, "kind": known.kind}, at.date())
    except Invalid as problem:
        return {f"{who}.{name}": sentence for name, sentence in problem.fields.items()}
    changed = [name for name in FIELDS if getattr(known, name) != getattr(fields, name)]
    if not changed:
        return {}
    found.persons[who] = (known, fields)
    found.before |= {f"{who}.{name}": shown(name, getattr(known, name)) for name in changed}
    other = _bearer(actor, at, known, fields) if "number" in changed else None
    if other and parties.plain(other.name) != parties.plain(fields.name):
        sentence = _(
            "Số giấy tờ này đã ghi cho người mang tên khác. Xem lại số trên giấy; nếu số đúng, sửa cả họ tên cho khớp."
        )
        return {f"{who}.number": sentence}
    return {}


def shown(name: str, value: object) -> str:
    """Return a person's field in the words in which a correction keeps it."""
    if name == "commune_id":
        return organisation.full_name(value).removeprefix("UBND ") if isinstance(value, UUID) else ""
    if name == "sex":
        return {"male": _("Nam"), "female": _("Nữ")}.get(str(value), "")
    if name == "birth":
        return "/".join(str(int(part)) for part in reversed(str(value).split("-")) if part.isdigit())
    return str(value or "")


def _bearer(actor: Actor, at: datetime, known: Person, fields: PersonFields) -> Person | None:
    """Return somebody else who is recorded with the number that was typed."""
    if not fields.number:
        return None
    ids = [one for one in parties.ids_by_number_or_phone(actor, fields.number, at=at) if one != known.id]
    people_found = parties.persons(ids).values()
    return next((one for one in people_found if one.kind == known.kind and one.number == fields.number), None)


def _compare_papers(brought: Sequence[Row], correction: Correction, found: Compared, wrong: dict[str, str]) -> None:
    for paper in brought:
        was = (paper["originals"], paper["certified"], paper["copies"])
        now = correction.papers.get(paper["id"], was)
        if not any(now) or not all(0 <= count <= MOST for count in now):
            wrong["papers"] = _("Mỗi giấy tờ có ít nhất một bản, mỗi loại không quá 99 bản.")
        found.papers.append(PaperIn(paper["position"], paper["name"], now[0], now[1], now[2]))
        if now != was:
            counts = dict(zip(("originals", "certified", "copies"), now, strict=True))
            found.counts.append({"id": paper["id"], **counts})
            said = _("%(name)s: %(originals)s chính, %(certified)s chứng thực, %(copies)s chụp") % paper
            found.before["papers"] = "; ".join(filter(None, (found.before.get("papers"), said)))


def _compare_rest(record: Record, correction: Correction, found: Compared, wrong: dict[str, str]) -> None:
    facts = record.facts
    if correction.sets is not None and not 1 <= correction.sets <= MOST:
        wrong["sets"] = _("Số bộ hồ sơ là một số từ 1 đến 99.")
    labels = {case.label for case in record.procedure.cases}
    if correction.case is not None and correction.case != facts["case_label"] and correction.case not in labels:
        wrong["case"] = _("Thủ tục này không có trường hợp ấy. Chọn trong danh sách.")
    if facts["submitter_id"] and correction.authorisation is not None and not correction.authorisation.strip():
        wrong["authorisation"] = _("Người nộp không phải chủ hồ sơ: ghi giấy uỷ quyền hoặc quan hệ với chủ hồ sơ.")
    plain = {
        "authorisation": ("authorisation", correction.authorisation),
        "sets": ("sets", correction.sets),
        "case": ("case_label", correction.case),
    }
    for name, (column, value) in plain.items():
        new = value.strip() if isinstance(value, str) else value
        if new is not None and new != facts[column]:
            found.before[name] = str(facts[column])
            found.changes[column] = new
    _compare_delivery(facts, correction, found, wrong)


def _compare_delivery(facts: Mapping[str, Any], correction: Correction, found: Compared, wrong: dict[str, str]) -> None:
    delivery = correction.delivery or facts["delivery"]
    kept = printing.address_unsealed(facts["delivery_address"])
    address = kept if correction.delivery_address is None else correction.delivery_address.strip()
    address = address if delivery == "post" else ""
    if delivery not in DELIVERIES:
        wrong["delivery"] = _("Chọn cách nhận kết quả.")
    elif delivery == "post" and not address:
        wrong["delivery_address"] = _("Ghi địa chỉ để bưu điện chuyển kết quả.")
    if delivery != facts["delivery"]:
        words = {"counter": _("tại quầy"), "post": _("qua bưu điện"), "online": _("trực tuyến")}
        found.before["delivery"] = words.get(facts["delivery"], "")
        found.changes["delivery"] = delivery
    if address != kept:
        found.before["delivery_address"] = kept
        found.changes["delivery_address"] = seal(address, ADDRESS) if address else None


def _put_right(actor: Actor, at: datetime, found: Compared) -> dict[str, tuple[UUID, PersonFields]]:
    """Correct the persons whose fields differ; return each role's person as it stands now."""
    now: dict[str, tuple[UUID, PersonFields]] = {}
    for who, (known, fields) in found.persons.items():
        if not any(name.startswith(f"{who}.") for name in found.before):
            now[who] = (known.id, fields)
        elif f"{who}.number" in found.before and _bearer(actor, at, known, fields):
            now[who] = (people.take(actor=actor, at=at, fields=fields), fields)
        else:
            people.correct(actor=actor, at=at, person_id=known.id, fields=fields, revision=known.revision)
            now[who] = (known.id, fields)
    return now


def _names(record: Record, persons: Persons) -> dict[str, Any]:
    """Return the columns that name the persons, those that changed."""
    columns: dict[str, Any] = {}
    for who, (person, fields) in persons.items():
        columns |= {f"{who}_id": str(person), f"{who}_name": fields.name}
    return {name: value for name, value in columns.items() if record.facts[name] != value}


def _as_fields(person: Person) -> PersonFields:
    return PersonFields(**{name: getattr(person, name) for name in PersonFields.__slots__})


def _as_read(sealed: object) -> str | None:
    """Return sealed bytes as a record read them: two figures a byte after a short mark."""
    return "\\x" + sealed.hex() if isinstance(sealed, bytes) else sealed  # type: ignore[return-value]
