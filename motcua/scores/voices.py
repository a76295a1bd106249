"""Criterion 5.4 of the index: how satisfied people are with procedures, from the ratings of a quarter that is over.

Ratings are told by quarter alone, of five or more (NĐ 61/2018 Đ27.3): a month has those of the quarter in which it lies once that
is over, and those of the quarter before until then.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.dossiers.queries import Measured
from motcua.kernel.moments import local
from motcua.ratings import queries as ratings
from motcua.ratings.types import Satisfaction
from motcua.scores import national_index
from motcua.scores.national_index import Criterion, Points
from motcua.scores.types import Term

#: What the index's table calls it.
SATISFIED = "satisfied"


@dataclass(frozen=True, slots=True)
class Voices:
    """How many rated in a quarter, and how many of them were not satisfied."""

    term: Term
    count: int
    disliked: int


def of_month(units: Collection[UUID], until: date, now: datetime) -> dict[UUID, Voices]:
    """Return by unit what ratings give for the month that ends on a day; the caller says which units its reader may see."""
    term = Term(until.year, (until.month + 2) // 3)
    if term.until >= local(now).date():
        term = term.before
    found = ratings.together(units, term.year, term.quarters, now)
    return {unit: Voices(term, each.count, each.overall[Satisfaction.NOT]) for unit, each in found.items()}


def together(found: Iterable[Voices]) -> Voices | None:
    """Return the sums of some units' ratings of one quarter; None of none."""
    known = list(found)
    if not known:
        return None
    return Voices(known[0].term, sum(each.count for each in known), sum(each.disliked for each in known))


def pointed(criterion: Criterion, said: Voices | None, on_time: Measured) -> Points:
    """Return the criterion's points: the rate is a hundred less the share of what is late and the share of those not satisfied.

    Without ratings that may be told, or without a dossier that could be late, it is not known.
    """
    if said is None or not on_time.of:
        return national_index.pointed(criterion, None)
    words = _("Tháng này lấy phiếu của quý %(quarter)s/%(year)s.") % {
        "quarter": said.term.quarter,
        "year": said.term.year,
    }
    late = Decimal(100 * (on_time.of - on_time.good)) / on_time.of
    counted = (said.count, said.count - said.disliked)
    return national_index.pointed(replace(criterion, words=f"{criterion.words} {words}"), counted, less=late)
