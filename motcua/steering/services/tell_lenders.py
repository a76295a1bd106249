"""Tell agencies, once a month, how the officials work whom they lent to a one-stop desk (NĐ 61/2018 Đ9.2; spec J03)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime, timedelta

import structlog
from django.utils.translation import gettext as _
from psycopg.types.json import Jsonb

from motcua.clocks.calendar import on_or_next_working_day
from motcua.dossiers import queries as dossiers
from motcua.dossiers.queries import Handled
from motcua.identity import queries as identity
from motcua.identity.queries import Lent
from motcua.kernel import alarms, statements
from motcua.kernel.act import act, not_an_act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.moments import local
from motcua.ledger import services as ledger
from motcua.organisation import queries as organisation
from motcua.prints import services as prints
from motcua.prints.types import LentInputs
from motcua.steering.letters import mail, page_of
from motcua.steering.types import NOTICE

log = structlog.get_logger("motcua.steering")

CLAIM = """
insert into steering_notice (id, appointment_id, month, account_id, post_id, unit_id, to_unit, figures, print_id, at)
values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) on conflict (appointment_id, month) do nothing returning id"""
TOLD = "select appointment_id from steering_notice where month = %s"


@not_an_act("a batch whose letters stand or fall one by one; each is an act")
def tell_lenders(*, actor: Actor, at: datetime) -> int:
    """From the first working day of a month on, tell of the month before whatever was not told yet; return how many are new."""
    today = local(at).date()
    month = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    told = {row["appointment_id"] for row in statements.rows(TOLD, [month])}
    sent, failed = 0, 0
    for lent in identity.lent_in(month, last_day(month)):
        if lent.appointment in told or today < first_working_day(lent, today):
            continue
        try:
            sent += tell_lender(actor=actor, at=at, lent=lent, month=month)
        except Exception:
            log.exception("steering.notice_failed", appointment=str(lent.appointment))
            failed += 1
    if failed:
        sentence = _(
            "Chưa lập được %(count)s thông báo tháng về người biệt phái. Xem nhật ký chạy của tiến trình worker; giờ sau máy lập lại."
        )
        alarms.ring("steering.notices", sentence % {"count": failed}, notices=failed)
    return sent


@act
def tell_lender(*, actor: Actor, at: datetime, lent: Lent, month: date) -> int:
    """Tell an agency of one official's month at a desk, once; return 1 where a notice was made.

    It is kept as a print and goes by e-mail to whoever heads the agency and gave an address.
    """
    # All moves of a province are read: longer than an application's statement may last.
    statements.be_patient()
    figures = dossiers.handled_by(lent.account, lent.in_unit, month, last_day(month))
    notice, printed = new_id(), new_id()
    claimed = statements.row(
        CLAIM,
        [
            notice, lent.appointment, month, lent.account, lent.post, lent.in_unit, lent.from_unit,
            Jsonb(asdict(figures)), printed, at,
        ],
    )  # fmt: skip
    if claimed is None:
        return 0
    prints.keep(
        actor=actor,
        at=at,
        print_id=printed,
        form="lent_notice",
        owner_kind=NOTICE,
        owner=notice,
        person=None,
        inputs=_inputs(at, lent, month, figures),
    )
    ledger.write(
        actor,
        "steering.lender_told",
        kind=NOTICE,
        stream=notice,
        seq=1,
        at=at,
        unit=lent.in_unit,
        to_unit=lent.from_unit,
        account=lent.account,
        month=f"{month:%Y-%m}",
        **asdict(figures),
    )
    heads = [post.id for post in organisation.posts(lent.from_unit, local(at).date(), role="leader")]
    mail(
        "lent_notice",
        [official.account for post in heads for official in identity.holders(post, at)],
        cause=notice,
        about=NOTICE,
        label=f"{month.month}/{month.year}",
        unit=lent.in_unit,
        at=at,
        values={
            "can_bo": identity.names([lent.account]).get(lent.account, ""),
            "don_vi": organisation.short_name(lent.in_unit),
            "thang": f"{month.month}/{month.year}",
            "tiep_nhan": str(figures.received),
            "dung_han": str(figures.in_time),
            "qua_han": str(figures.late),
            "xem": page_of("steering:notices"),
        },
    )
    return 1


def last_day(month: date) -> date:
    """Return the last day of a month that is given by its first."""
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def first_working_day(lent: Lent, today: date) -> date:
    """Return the first working day of today's month at the desk."""
    calendar = organisation.calendar(lent.in_unit, today).beyond()
    return on_or_next_working_day(calendar, today.replace(day=1))


def _inputs(at: datetime, lent: Lent, month: date, figures: Handled) -> LentInputs:
    day = local(at).date()
    return {
        "head": organisation.head_of(lent.in_unit, day, _("Bộ phận Tiếp nhận và Trả kết quả")),
        "to": organisation.short_name(lent.from_unit),
        "month": f"{month.month}/{month.year}",
        "official": identity.names([lent.account]).get(lent.account, ""),
        "post": organisation.post(lent.post).name,
        "figures": [
            {"name": _("Hồ sơ tiếp nhận"), "count": figures.received},
            {"name": _("Hồ sơ chuyển đi giải quyết"), "count": figures.handed_on},
            {"name": _("Hồ sơ đã qua tay có kết quả đúng hạn"), "count": figures.in_time},
            {"name": _("Hồ sơ đã qua tay có kết quả quá hạn"), "count": figures.late},
            {"name": _("Lần đính chính hồ sơ đã tiếp nhận"), "count": figures.corrections},
            {"name": _("Lần phải yêu cầu bổ sung sau khi tiếp nhận"), "count": figures.supplements},
        ],
        "attitude": _("chưa có dữ liệu"),
    }
