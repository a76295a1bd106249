"""Two other outcomes at the counter (NĐ 61/2018 Đ17.1): guidance to supplement, refusal. No code is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from secrets import choice
from typing import Any

from django.utils.translation import gettext as _

from motcua.catalogue import queries as catalogue
from motcua.clocks.pauses import Pause, Policy
from motcua.dossiers import printing
from motcua.dossiers.record import Record, load
from motcua.dossiers.rules import standing_of
from motcua.dossiers.services import receiving
from motcua.dossiers.services.refuse import REASON, check_reason
from motcua.dossiers.services.supplement import check_ground, seal_asked, with_ground
from motcua.dossiers.types import PaperIn, Reception
from motcua.dossiers.writing import as_json, by, in_json
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.keys import seal
from motcua.kernel.moments import local
from motcua.kernel.refusal import Invalid
from motcua.organisation import queries as organisation

#: Letters and figures that cannot be mistaken for one another.
SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"

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
    return _file(actor, local(at), reception, outcome="refusal", reason=reason)


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
    reason = with_ground(reason, ground)
    return _file(actor, local(at), reception, outcome="supplement", reason=reason, asked=papers)


def filing_number(at: datetime) -> str:
    """Return a number for what is filed but not received: the day and five signs nobody can guess in order."""
    return f"N{at:%y%m%d}-" + "".join(choice(SIGNS) for _sign in range(5))


def _file(
    actor: Actor, at: datetime, reception: Reception, *, outcome: str, reason: str, asked: Sequence[PaperIn] = ()
) -> Record:
    prepared = receiving.prepare(actor=actor, at=at, reception=reception, officially=False)
    number = filing_number(at)
    base = by(actor, reception.id, at)
    rows: dict[str, Any] = {}
    kept = new_id()
    facts: dict[str, Any] = {"procedure": prepared.version.code, "channel": int(reception.channel)}
    if outcome == "refusal":
        life = replace(prepared.life, refused_at=at)
        form = "refusal"
        rows["dossiers_refusal"] = base | {"stage": "intake", "reason": seal(reason.strip(), REASON), "print_id": kept}
        verb, facts["refusal"] = "dossiers.refused_at_intake", base["id"]
    else:
        life = replace(prepared.life, pauses=(Pause(at, None, "supplement", Policy.NONE),))
        form = "supplement"
        rows["dossiers_supplement"] = base | {
            "ordinal": 1,
            "asked": seal_asked(asked, reason),
            "answered_at": None,
            "print_id": kept,
        }
        rows["dossiers_pause"] = by(actor, reception.id, at) | {
            "ended_at": None,
            "reason": "supplement",
            "policy": Policy.NONE,
        }
        verb, facts["supplement"], facts["papers"] = "dossiers.guided_at_intake", base["id"], len(asked)
    standing = standing_of(life, organisation.calendar_of(life.terms.calendar))
    row = receiving.dossier_row(prepared, prefix=None) | {"filing_number": number}
    values = in_json(receiving.common_values(prepared, row, standing) | receiving.line_values(prepared, verb, facts))
    parts = ""
    for table, new in rows.items():
        parts += f"{table}_in as (insert into {table} select r.* from jsonb_populate_record(null::{table}, %({table})s::jsonb) r),\n"
        values[table] = as_json(new)
    owner = receiving.run(FILE.replace("{outcomes}", parts), values, reception)[0]
    printing.keep_filed(prepared, form, kept=kept, owner=owner, number=number, reason=reason, papers=asked)
    record = load(dossier_id=reception.id)
    assert record is not None, "it was written in this transaction"
    return record
