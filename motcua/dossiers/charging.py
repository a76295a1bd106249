"""What a procedure's version lets a counter charge, as ``payments`` takes it."""

from __future__ import annotations

from collections.abc import Sequence

from motcua.catalogue.types import ProcedureVersion
from motcua.payments.types import Due, Tariff

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


def tariffs_of(version: ProcedureVersion) -> tuple[Tariff, ...]:
    """Return the lines that may be chosen. A line whose amount nobody knows has no price: the clerk types it."""
    if not is_chargeable(version):
        return ()
    lines: Sequence[tuple[int | None, str]] = [(line.amount, line.note) for line in version.fees] or [(None, "")]
    noted = bool(version.fee_note)
    return tuple(
        Tariff(
            position=position,
            name=_name(version, note, position if len(lines) > 1 else 0),
            # The national list says 0 where the province's council sets the amount, and sometimes means thousands.
            price=None if noted and amount is not None and amount < DOUBTFUL else amount,
            assumed=noted or amount is None or len(lines) > 1,
        )
        for position, (amount, note) in enumerate(lines, start=1)
    )


def _name(version: ProcedureVersion, note: str, place: int) -> str:
    # Printed on receipts, so it is Vietnamese whatever language the clerk's pages speak.
    name = f"Phí, lệ phí: {note or version.short_name}"
    return f"{name} (mức {place})" if place and not note else name


def usual_dues(version: ProcedureVersion, fee: int) -> tuple[Due, ...]:
    """Return what is owed while nobody has set the lines: the usual fee, once."""
    if not fee:
        return ()
    tariff = tariffs_of(version)[0]
    return (Due(tariff.position, tariff.name, tariff.kind, fee, 1, fee, assumed=tariff.assumed),)
