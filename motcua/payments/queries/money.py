"""What an owner owes and has paid, read from what ``payments_of()`` gives; and the settings about money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from motcua.kernel.keys import unseal
from motcua.kernel.moments import TZ
from motcua.kernel.statements import rows
from motcua.organisation import queries as organisation
from motcua.payments import rules
from motcua.payments.sealing import PROOF, REASON
from motcua.payments.types import NO_MONEY, Due, DueIn, FeeRules, Method, Money, Receipt


def fee_rules(on: date) -> FeeRules:
    """Return what the province's settings of a day say about money."""
    return rules.fee_rules(organisation.settings(on).fees)


def priced(lines: Sequence[DueIn], on: date) -> tuple[Due, ...]:
    """Return what chosen lines amount to by the settings of a day, before anybody sets them; nothing is refused."""
    known = fee_rules(on)
    return tuple(rules.due_of(line, known) for line in lines)


def money_from(found: Mapping[str, Any]) -> Money:
    """Read the JSON object of ``payments_of()``; no statement is sent."""
    dues, receipts, allowed = found["dues"], found["receipts"], found["allowed_at"]
    if not (dues or receipts or allowed):
        return NO_MONEY
    return Money(
        dues=tuple(_due(line) for line in dues["lines"] or ()) if dues else None,
        times_set=dues["seq"] if dues else 0,
        receipts=tuple(_receipt(row) for row in receipts or ()),
        allowed_at=_moment(allowed),
    )


def _due(line: Mapping[str, Any]) -> Due:
    return Due(
        position=line["position"],
        name=line["name"],
        kind=line["kind"],
        price=line["price"],
        quantity=line["quantity"],
        amount=line["amount"],
        relief=line["relief"],
        percent=line["percent"],
        basis=line["basis"],
        assumed=line["assumed"],
    )


def _receipt(row: Mapping[str, Any]) -> Receipt:
    at = _moment(row["at"])
    assert at is not None, "a receipt has its moment"
    return Receipt(
        id=UUID(row["id"]),
        book=row["book"],
        number=row["number"],
        year=row["year"],
        method=Method(row["method"]),
        amount=row["amount"],
        at=at,
        print=UUID(row["print"]),
        lines={int(position): amount for position, amount in (row["lines"] or {}).items()},
        cancelled_at=_moment(row["cancelled_at"]),
        serial=row["serial"],
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(TZ) if text else None


def proofs_from(found: Mapping[str, Any]) -> dict[int, str]:
    """Return the proofs of relief that were seen, by the line's position; for callers that have asked who looks."""
    lines = (found["dues"] or {}).get("lines") or ()
    return {
        line["position"]: unseal(bytes.fromhex(line["proof"][2:]), PROOF) for line in lines if line["proof"] is not None
    }


def reasons_of(owner: UUID) -> dict[str, str]:
    """Return what people wrote when they cancelled or allowed, by the row's id; for callers that have asked who looks.

    A cancellation's stands under its receipt's id.
    """
    found = rows(
        "select c.receipt_id as id, c.reason from payments_cancellation c join payments_receipt r on r.id = c.receipt_id "
        "where r.owner_id = %s union all select a.id, a.reason from payments_allowance a where a.owner_id = %s",
        [owner, owner],
    )
    return {str(row["id"]): unseal(bytes(row["reason"]), REASON) for row in found}
