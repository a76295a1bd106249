"""Propose calendar days; nothing goes by them yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.kernel.access import require
from motcua.kernel.act import act
from motcua.kernel.ids import new_id
from motcua.ledger import services as ledger
from motcua.organisation import queries
from motcua.organisation.models import CalendarDraft
from motcua.organisation.queries.drafts import change_of, draft
from motcua.organisation.rules.proposing import year_fault
from motcua.organisation.services.orders import LONGEST_PAPER, refuse, signed
from motcua.organisation.types import CALENDAR_STREAM, CALENDARS

if TYPE_CHECKING:
    from motcua.kernel.actor import Actor


@act
def propose_days(
    *, actor: Actor, at: datetime, days: Sequence[dict[str, Any]], until_year: int | None, paper: str
) -> UUID:
    """Keep proposed days (as ``rules.proposing.days_of`` reads them) to be looked at and decided; return the proposal's id.

    ``until_year``: they are the whole list of the year that follows the calendar's last.
    Raises NotAllowed (the calendar is the whole province's), DecisionUnfit.
    """
    require(actor, CALENDARS, queries.province(at.date()))
    wrong: dict[str, str] = {}
    if not days:
        wrong["days"] = _("Ghi ít nhất một ngày, hoặc chọn tệp danh sách.")
    elif fault := year_fault(days, until_year, queries.calendar_ends(at.date())):
        wrong["until_year"] = fault
    if not paper.strip() or len(paper) > LONGEST_PAPER:
        wrong["paper"] = _("Ghi số văn bản về lịch nghỉ, không quá %(most)s chữ.") % {"most": LONGEST_PAPER}
    refuse(wrong)
    made = CalendarDraft.objects.create(
        id=new_id(), days=list(days), until_year=until_year, paper=paper.strip(), **signed(actor, at)
    )
    if change_of(draft(made.id)) is None:
        refuse({"days": _("Lịch đang dùng đã có đúng những ngày này; không có gì để đổi.")})
    ledger.write(
        actor, "organisation.calendar.proposed", kind=CALENDAR_STREAM, stream=made.id, seq=1, at=at, days=len(days)
    )
    return made.id
