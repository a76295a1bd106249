"""What the bearer of a receipt is told of taking the result online."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from motcua.dossiers import online
from motcua.dossiers.record import load
from motcua.dossiers.types import NoSuchDossier, State
from motcua.kernel.statements import row


@dataclass(frozen=True, slots=True)
class OnlineResult:
    """A result to be taken online: its dossier's number, where the code goes (masked), why not (empty: it may be)."""

    number: str
    addresses: tuple[str, ...]
    why_not: str
    is_taken: bool


def online_result(token: str, on: date) -> OnlineResult:
    """Return what the bearer of the receipt's QR may do. Raises NoSuchDossier."""
    found = row("select id from dossiers_dossier where token = %s", [token])
    record = load(dossier_id=found["id"]) if found else None
    if record is None:
        raise NoSuchDossier
    addresses = online.addresses_of(record)
    why_not = online.why_not(record, on) or ("" if addresses else online.no_address())
    return OnlineResult(record.number, addresses, why_not, record.standing.state is State.RETURNED)
