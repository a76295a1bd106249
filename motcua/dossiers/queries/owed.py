"""The fee lines from which a dossier's dues are chosen: the procedure's, and the postage where it goes by post."""

from __future__ import annotations

from datetime import date

from motcua.dossiers.charging import POSTAGE, postage_of, tariffs_of
from motcua.dossiers.record import Record
from motcua.payments.types import Tariff
from motcua.postal import queries as postal


def tariffs_for(record: Record, on: date) -> tuple[Tariff, ...]:
    """Return the lines that may be chosen for a dossier on a day; the postage that was frozen counts, else today's."""
    life = record.life
    frozen = postage_of(record.procedure, life.fee)
    known = next((due.price for due in life.money.dues or () if due.position == POSTAGE), 0)
    today = postal.post_rules(on).fare if life.goes_by_post else 0
    return tariffs_of(record.procedure, known or frozen or today)
