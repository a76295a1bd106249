"""Close a till at the end of the day: what should be there, what was counted, and why it differs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.kernel import access, statements
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.keys import seal
from motcua.kernel.refusal import NotAllowed
from motcua.ledger import services as ledger
from motcua.payments.rules import counted_total
from motcua.payments.sealing import EXPLANATION
from motcua.payments.types import (
    CLOSE,
    TILL_STREAM,
    Closing,
    EarlierDayOpen,
    MoneyInvalid,
    NothingInTill,
    TillClosed,
)
from motcua.payments.writing import as_json

LONGEST = 1000
MOST_NOTES = 100_000

LOCK = """
insert into payments_till_lock as t (unit_id, account, closed_on) values (%s, %s, '0001-01-01')
on conflict (unit_id, account) do update set closed_on = t.closed_on returning closed_on
"""
SUMS = """
select count(*) filter (where till_on = %(on)s) as entries,
  coalesce(sum(amount) filter (where till_on = %(on)s and method = 'cash'), 0)::bigint as cash,
  coalesce(sum(amount) filter (where till_on = %(on)s and method = 'transfer'), 0)::bigint as transfer,
  min(till_on) filter (where till_on < %(on)s) as earlier
from payments_entry
where unit_id = %(unit)s and account = %(account)s and till_on > %(closed)s and method <> 'post'
"""


@act
def close_till(
    *, actor: Actor, at: datetime, on: date, counted: Mapping[int, int], explanation: str = "", unit: UUID | None = None
) -> Closing:
    """Close the actor's own till of a day: no entry goes into it any more.

    ``counted`` says how many notes of each denomination (VND) lay in the till. Days are closed in order. Refuses with
    NotAllowed, TillClosed, NothingInTill, EarlierDayOpen and MoneyInvalid (a day to come, counts, a difference that
    nobody explains).
    """
    unit = unit or actor.unit
    access.require(actor, CLOSE, unit)
    if unit is None:
        raise NotAllowed(_("Chốt quỹ là việc của người thu phí ở một đơn vị."))
    _check(on, at, counted, explanation)
    locked = statements.row(LOCK, [unit, actor.account])
    assert locked is not None, "the statement returns the row that it locks"
    if on <= locked["closed_on"]:
        raise TillClosed
    sums = statements.row(SUMS, {"on": on, "unit": unit, "account": actor.account, "closed": locked["closed_on"]})
    assert sums is not None, "sums are always there"
    if sums["earlier"]:
        raise EarlierDayOpen(f"{sums['earlier']:%d/%m/%Y}")
    if not sums["entries"]:
        raise NothingInTill
    closing = Closing(at, sums["cash"], sums["transfer"], counted_total(counted), explanation.strip())
    if closing.difference and not closing.explanation:
        raise MoneyInvalid({"explanation": _("Số đếm khác sổ. Ghi vì sao thừa hoặc thiếu.")})
    _write(actor, unit, on, entries=sums["entries"], closing=closing, counted=counted)
    return closing


def _check(on: date, at: datetime, counted: Mapping[int, int], explanation: str) -> None:
    wrong = {}
    if on > at.date():
        wrong["on"] = _("Chỉ chốt quỹ của hôm nay hoặc ngày đã qua.")
    for note, count in counted.items():
        if not 0 <= count <= MOST_NOTES or note <= 0:
            wrong[f"note_{note}"] = _("Số tờ là một số từ 0 trở lên.")
    if len(explanation.strip()) > LONGEST:
        wrong["explanation"] = _("Giải thích không quá %(most)s chữ.") % {"most": LONGEST}
    if wrong:
        raise MoneyInvalid(wrong)


def _write(actor: Actor, unit: UUID, on: date, *, entries: int, closing: Closing, counted: Mapping[int, int]) -> None:
    row = {
        "id": new_id(),
        "unit_id": unit,
        "account": actor.account,
        "on": on,
        "entries": entries,
        "cash": closing.cash,
        "transfer": closing.transfer,
        "counted": closing.counted,
        "notes": {str(note): count for note, count in counted.items() if count},
        "explanation": seal(closing.explanation, EXPLANATION) if closing.explanation else None,
        "at": closing.at,
        "by_post": actor.post,
    }
    statements.run(
        "with closed as (update payments_till_lock set closed_on = %s where unit_id = %s and account = %s) "
        "insert into payments_closing select r.* from jsonb_populate_record(null::payments_closing, %s::jsonb) r",
        [on, unit, actor.account, as_json(row)],
    )
    ledger.write(
        actor,
        "payments.till_closed",
        kind=TILL_STREAM,
        stream=row["id"],  # type: ignore[arg-type]
        seq=1,
        at=closing.at,
        on=on,
        unit=unit,
        entries=entries,
        cash=closing.cash,
        transfer=closing.transfer,
        counted=closing.counted,
        difference=closing.difference,
    )
