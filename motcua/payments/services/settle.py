"""Draw up a quarter's settlement: what was collected at the counter for which agency, as a print that stays."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.kernel import access, statements
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.moments import local
from motcua.ledger import services as ledger
from motcua.organisation import queries as organisation
from motcua.payments import queries
from motcua.payments.rules import in_words, quarter_days
from motcua.payments.types import SETTLE, SETTLEMENT, QuarterNotOver
from motcua.payments.writing import as_json
from motcua.prints import services as prints
from motcua.prints.types import SettlementInputs

NEXT = """
select coalesce(max(version), 0) + 1 as version from payments_settlement
where unit_id = %s and year = %s and quarter = %s
"""


@act
def settle(*, actor: Actor, at: datetime, unit: UUID, year: int, quarter: int) -> UUID:
    """Draw up the settlement of a receiving unit's quarter (NĐ 61/2018 Đ12.9); return the print's id.

    Drawn up again it is the next version; the earlier ones stay. Refuses with NotAllowed and QuarterNotOver (a quarter
    that has not begun).
    """
    access.require(actor, SETTLE, unit)
    at = local(at)
    first, last = quarter_days(year, quarter)
    if first > at.date():
        raise QuarterNotOver
    settlement = queries.settlement(actor, unit, year, quarter)
    found = statements.row(NEXT, [unit, year, quarter])
    assert found is not None, "one is always the next"
    inputs: SettlementInputs = {
        "head": organisation.head_of(unit, at.date()),
        "year": year,
        "quarter": quarter,
        "since": first.isoformat(),
        "until": min(last, at.date()).isoformat(),
        "version": found["version"],
        "lines": [
            {
                "agency": organisation.short_name(share.agency),
                "receipts": share.receipts,
                "cash": share.cash,
                "transfer": share.transfer,
                "post": share.post,
                "cancelled": share.cancelled,
                "total": share.total,
            }
            for share in settlement.shares
        ],
        "total": settlement.total,
        "words": in_words(max(0, settlement.total)),
        "open_days": settlement.open_days,
        "clerk": actor.name,
        "texts": organisation.form_texts("settlement", at.date(), unit=unit, person=actor.name),
    }
    row = {
        "id": new_id(),
        "unit_id": unit,
        "year": year,
        "quarter": quarter,
        "version": found["version"],
        "total": settlement.total,
        "print_id": new_id(),
        "at": at,
        "by_account": actor.account,
        "by_post": actor.post,
    }
    prints.keep(
        actor=actor,
        at=at,
        print_id=row["print_id"],
        form="settlement",
        owner_kind=SETTLEMENT,
        owner=row["id"],
        person=None,
        inputs=inputs,
    )
    statements.run(
        "insert into payments_settlement select r.* from jsonb_populate_record(null::payments_settlement, %s::jsonb) r",
        [as_json(row)],
    )
    ledger.write(
        actor,
        "payments.settled",
        kind=SETTLEMENT,
        stream=row["id"],
        seq=1,
        at=at,
        unit=unit,
        year=year,
        quarter=quarter,
        version=found["version"],
        total=settlement.total,
    )
    printed: UUID = row["print_id"]
    return printed
