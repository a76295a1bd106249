"""What a procedure's version lets a counter charge, as ``payments`` takes it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from motcua.catalogue.types import ProcedureVersion
from motcua.dossiers.types import Life
from motcua.payments import queries as payments
from motcua.payments.types import Due, Relief, Tariff

#: How the national list says that nothing is charged, in words beside the figure.
FREE = "không thu"
#: Below this the national list may have written thousands; it says so in the note.
DOUBTFUL = 1000


def is_chargeable(version: ProcedureVersion) -> bool:
    """Whether a counter may charge something: a known amount, an unknown one, or one that the province sets."""
    if any(line.amount for line in version.fees):
        return True
    if version.fee_note:
        return not version.fee_note.startswith(FREE)
    return not version.fees or any(line.amount is None for line in version.fees)


#: Where the postage stands among the lines; a procedure has never so many of its own.
POSTAGE = 90
POSTAGE_CODE = "CUOC-BUU-CHINH"


def postage_of(version: ProcedureVersion, fee: int) -> int:
    """Return what of a frozen fee is the postage of a result that is wished by post (VND)."""
    return max(0, fee - (version.fee or 0))


def fee_with_postage(version: ProcedureVersion, delivery: str, fare: int) -> int:
    """Return what a dossier owes while nobody has set the lines: the usual fee, and the postage where it goes by post."""
    return (version.fee or 0) + (fare if delivery == "post" else 0)


def unpaid_at_return(life: Life, on: date) -> int:
    """Return what is owed before the result goes out (VND); 0 where a leader has let it go, or the province lets all go."""
    let_go = life.money.allowed_at is not None or payments.fee_rules(on).returns_unpaid
    return 0 if let_go else life.money.outstanding(life.fee)


def postage_tariff(fare: int) -> Tariff:
    """Return the line of the postage."""
    # Printed on receipts, so it is Vietnamese whatever language the clerk's pages speak.
    return Tariff(POSTAGE, "Cước bưu chính trả kết quả", "postage", fare, assumed=True, code=POSTAGE_CODE)


def code_of(version: ProcedureVersion, position: int) -> str:
    """Return by which code other systems know a fee line; the province has none of its own, so it is ours, assumed."""
    return POSTAGE_CODE if position == POSTAGE else f"{version.code}-{position:02}"


def tariffs_of(version: ProcedureVersion, postage: int = 0) -> tuple[Tariff, ...]:
    """Return the lines that may be chosen. A line whose amount nobody knows has no price: the clerk types it."""
    post = (postage_tariff(postage),) if postage else ()
    if not is_chargeable(version):
        return post
    lines: Sequence[tuple[int | None, str]] = [(line.amount, line.note) for line in version.fees] or [(None, "")]
    noted, reliefs = bool(version.fee_note), reliefs_of(version)
    return (
        tuple(
            Tariff(
                position=position,
                name=_name(version, note, position if len(lines) > 1 else 0),
                # The national list says 0 where the province's council sets the amount, and sometimes means thousands.
                price=None if noted and amount is not None and amount < DOUBTFUL else amount,
                assumed=noted or amount is None or len(lines) > 1,
                reliefs=reliefs,
                code=code_of(version, position),
            )
            for position, (amount, note) in enumerate(lines, start=1)
        )
        + post
    )


def reliefs_of(version: ProcedureVersion) -> tuple[Relief, ...]:
    """Return on which grounds the version itself frees from its fees or lowers them."""
    return tuple(
        Relief(f"v{place}", line.who, line.percent, line.basis, line.proof, line.amount, assumed=False)
        for place, line in enumerate(version.exemptions, start=1)
    )


def _name(version: ProcedureVersion, note: str, place: int) -> str:
    # Printed on receipts, so it is Vietnamese whatever language the clerk's pages speak.
    name = f"Phí, lệ phí: {note or version.short_name}"
    return f"{name} (mức {place})" if place and not note else name


def usual_dues(version: ProcedureVersion, fee: int) -> tuple[Due, ...]:
    """Return what is owed while nobody has set the lines: the usual fee once, and the postage that was frozen with it."""
    postage = postage_of(version, fee)
    owed = [(tariffs_of(version)[0], fee - postage)] if fee > postage else []
    owed += [(postage_tariff(postage), postage)] if postage else []
    return tuple(
        Due(tariff.position, tariff.name, tariff.kind, amount, 1, amount, assumed=tariff.assumed)
        for tariff, amount in owed
    )
