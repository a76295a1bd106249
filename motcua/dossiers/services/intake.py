"""Two other outcomes at the counter (NĐ 61/2018 Đ17.1): guidance to supplement, refusal. No code is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from secrets import choice
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.catalogue import queries as catalogue
from motcua.clocks.pauses import Pause, Policy
from motcua.dossiers import printing
from motcua.dossiers.record import Record, load
from motcua.dossiers.rules import standing_of
from motcua.dossiers.services import receiving
from motcua.dossiers.services.receiving import Prepared
from motcua.dossiers.services.refuse import REASON, check_reason
from motcua.dossiers.services.supplement import check_ground, seal_asked, with_ground
from motcua.dossiers.types import Life, PaperIn, Reception
from motcua.dossiers.writing import as_json, by, in_json
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.keys import seal
from motcua.kernel.moments import local
from motcua.kernel.refusal import Invalid
from motcua.organisation import queries as organisation

#: Letters and figures that cannot be mistaken for one another.
SIGNS, LENGTH = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ", 5

FILE = """
with owner as materialized (select parties_take(%(owner)s::jsonb) as id),
submitter as materialized (select case when %(submitter)s::jsonb is null then null else parties_take(%(submitter)s::jsonb) end as id
  from owner),
dossier as (insert into dossiers_dossier select r.* from owner, submitter, lateral jsonb_populate_record(null::dossiers_dossier,
  %(dossier)s::jsonb || jsonb_build_object('owner_id', owner.id, 'submitter_id', submitter.id)) r returning id, owner_id),
papers as (insert into dossiers_paper select r.* from jsonb_populate_recordset(null::dossiers_paper, %(papers)s::jsonb) r),
{outcomes}stands as (insert into dossiers_standing select r.* from jsonb_populate_record(null::dossiers_standing, %(standing)s::jsonb) r)
select d.owner_id, ledger_write(%(line)s, %(node)s::smallint, %(kind)s, d.id, 1, %(verb)s, %(account)s, %(post)s, %(actor_unit)s, %(at)s,
    %(facts)s::jsonb) from dossier d
"""


@act
def refuse_at_intake(*, actor: Actor, at: datetime, reception: Reception, reason: str) -> Record:
    """Refuse at the counter: a dossier in state 3 with a filing number and a Mẫu 03, and no code.

    Refuses with Invalid, CannotBeReceived and AlreadyReceived as ``receive`` does.
    """
    check_reason(reason)
    return _write(refusing_at_intake(actor=actor, at=local(at), reception=reception, reason=reason, signs=_signs()))


@act
def guide_at_intake(
    *, actor: Actor, at: datetime, reception: Reception, papers: Sequence[PaperIn], reason: str, ground: str = ""
) -> Record:
    """Guide to supplement at the counter (Mẫu 02): the dossier waits in state 5 with a filing number, and no code.

    When the papers are there it is received from its page. A paper that the procedure does not list needs its ``ground``. Refuses as ``refuse_at_intake`` does.
    """
    check_reason(reason)
    if not papers:
        raise Invalid({"papers": _("Ghi ít nhất một giấy tờ cần bổ sung.")})
    check_ground(papers, catalogue.version(reception.procedure), ground)
    said = with_ground(reason, ground)
    return _write(
        guiding_at_intake(actor=actor, at=local(at), reception=reception, papers=papers, reason=said, signs=_signs())
    )


def filing_number(at: datetime, signs: str) -> str:
    """Return the number of what is filed but not received: the day and five signs nobody can guess in order."""
    return f"N{at:%y%m%d}-{signs}"


@dataclass(frozen=True, slots=True)
class Filed:
    """What filing makes of a reception, before anything is written: one row a table, the line's verb and facts, the print."""

    prepared: Prepared
    number: str
    life: Life
    rows: Mapping[str, dict[str, Any]]
    verb: str
    facts: dict[str, Any]
    form: str
    kept: UUID
    reason: str
    papers: Sequence[PaperIn] = ()

    @property
    def dossier(self) -> dict[str, Any]:
        """The dossier's row, without who brings it."""
        return receiving.dossier_row(self.prepared, prefix=None) | {"filing_number": self.number}


def refusing_at_intake(*, actor: Actor, at: datetime, reception: Reception, reason: str, signs: str) -> Filed:
    """Return what refusing at the counter makes of a reception; ``signs`` end its number. Refuses as ``receive`` does."""
    prepared = receiving.prepare(actor=actor, at=at, reception=reception, officially=False)
    base, kept = by(actor, reception.id, at), new_id()
    refusal = base | {"stage": "intake", "reason": seal(reason.strip(), REASON), "print_id": kept}
    return Filed(
        prepared=prepared,
        number=filing_number(at, signs),
        life=replace(prepared.life, refused_at=at),
        rows={"dossiers_refusal": refusal},
        verb="dossiers.refused_at_intake",
        facts=_facts(prepared) | {"refusal": base["id"]},
        form="refusal",
        kept=kept,
        reason=reason,
    )


def guiding_at_intake(
    *, actor: Actor, at: datetime, reception: Reception, papers: Sequence[PaperIn], reason: str, signs: str
) -> Filed:
    """Return what guiding at the counter makes of a reception; ``signs`` end its number. Refuses as ``receive`` does."""
    prepared = receiving.prepare(actor=actor, at=at, reception=reception, officially=False)
    base, kept = by(actor, reception.id, at), new_id()
    asked = {"ordinal": 1, "asked": seal_asked(papers, reason), "answered_at": None, "print_id": kept}
    pause = {"ended_at": None, "reason": "supplement", "policy": Policy.NONE}
    return Filed(
        prepared=prepared,
        number=filing_number(at, signs),
        life=replace(prepared.life, pauses=(Pause(at, None, "supplement", Policy.NONE),)),
        rows={"dossiers_supplement": base | asked, "dossiers_pause": by(actor, reception.id, at) | pause},
        verb="dossiers.guided_at_intake",
        facts=_facts(prepared) | {"supplement": base["id"], "papers": len(papers)},
        form="supplement",
        kept=kept,
        reason=reason,
        papers=papers,
    )


def _facts(prepared: Prepared) -> dict[str, Any]:
    return {"procedure": prepared.version.code, "channel": int(prepared.reception.channel)}


def signs_from(drawn: bytes) -> str:
    """Return five signs made of bytes that nobody else can draw."""
    return "".join(SIGNS[byte % len(SIGNS)] for byte in drawn[:LENGTH])


def _signs() -> str:
    return "".join(choice(SIGNS) for _sign in range(LENGTH))


def values_of(filed: Filed) -> dict[str, Any]:
    """Return persons, dossier, papers and standing as rows, and the values of the ledger's line. Pure but for new keys."""
    standing = standing_of(filed.life, organisation.calendar_of(filed.life.terms.calendar))
    line = receiving.line_values(filed.prepared, filed.verb, filed.facts)
    return receiving.common_values(filed.prepared, filed.dossier, standing) | line


def _write(filed: Filed) -> Record:
    reception = filed.prepared.reception
    values = in_json(values_of(filed))
    parts = ""
    for table, new in filed.rows.items():
        parts += f"{table}_in as (insert into {table} select r.* from jsonb_populate_record(null::{table}, %({table})s::jsonb) r),\n"
        values[table] = as_json(new)
    owner = receiving.run(FILE.replace("{outcomes}", parts), values, reception)[0]
    printing.keep(form_of(filed, owner))
    record = load(dossier_id=reception.id)
    assert record is not None, "it was written in this transaction"
    return record


def form_of(filed: Filed, owner: UUID) -> printing.Filled:
    """Return what is handed out instead of a receipt, filled in."""
    return printing.filed(
        filed.prepared,
        filed.form,
        kept=filed.kept,
        owner=owner,
        number=filed.number,
        reason=filed.reason,
        papers=filed.papers,
    )
