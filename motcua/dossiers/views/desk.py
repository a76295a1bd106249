"""The desk: a table of rows, ready from queries."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from motcua.dossiers import queries
from motcua.dossiers.queries import Tab
from motcua.dossiers.types import Channel, DeskRow, State
from motcua.dossiers.views.asking import actor_of, moment_of, signed_in
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.ui.types import Page, TimeLeft
from motcua.ui.types import Tab as ShownTab

TABS = {
    Tab.MINE: gettext_lazy("Chờ tôi"),
    Tab.TODAY: gettext_lazy("Hôm nay"),
    Tab.NEAR: gettext_lazy("Sắp hạn"),
    Tab.LATE: gettext_lazy("Quá hạn"),
    Tab.APOLOGY: gettext_lazy("Báo chậm hôm nay"),
    Tab.SUPPLEMENT: gettext_lazy("Chờ bổ sung"),
    Tab.RETURN: gettext_lazy("Chờ trả"),
    Tab.AGENCIES: gettext_lazy("Phối hợp"),
    Tab.MEETINGS: gettext_lazy("Họp, kiểm tra"),
    Tab.PASSED_ON: gettext_lazy("Đã chuyển"),
    Tab.ALL: gettext_lazy("Tất cả"),
}
EMPTY = {
    Tab.MINE: gettext_lazy("Không có việc nào chờ bạn."),
    Tab.TODAY: gettext_lazy("Hôm nay không có hồ sơ nào đến hạn."),
    Tab.NEAR: gettext_lazy("Không có hồ sơ nào sắp đến hạn."),
    Tab.LATE: gettext_lazy("Không có hồ sơ nào quá hạn."),
    Tab.APOLOGY: gettext_lazy("Không có hồ sơ nào phải báo chậm và xin lỗi trong hôm nay."),
    Tab.SUPPLEMENT: gettext_lazy("Không có hồ sơ nào chờ bổ sung giấy tờ."),
    Tab.RETURN: gettext_lazy("Không có kết quả nào chờ trả."),
    Tab.AGENCIES: gettext_lazy("Không có cơ quan nào chờ bạn trả lời."),
    Tab.MEETINGS: gettext_lazy("Không có cuộc họp, kiểm tra thực tế nào sắp tới hay còn thiếu biên bản."),
    Tab.PASSED_ON: gettext_lazy("Bạn chưa chuyển hồ sơ nào đang giải quyết."),
    Tab.ALL: gettext_lazy("Đơn vị chưa có hồ sơ nào đang giải quyết."),
}
#: Tabs of one role's work: hidden from the others while there is nothing behind them.
OF_A_ROLE = frozenset({Tab.APOLOGY, Tab.SUPPLEMENT, Tab.RETURN, Tab.AGENCIES, Tab.MEETINGS, Tab.PASSED_ON})

STATES = {
    State.RECEIVED: gettext_lazy("Vừa tiếp nhận"),
    State.PROCESSING: gettext_lazy("Đang giải quyết"),
    State.SUPPLEMENT: gettext_lazy("Chờ bổ sung"),
    State.PAYMENT: gettext_lazy("Chờ nộp lệ phí"),
    State.FINISHED: gettext_lazy("Chờ trả kết quả"),
    State.RETURNED: gettext_lazy("Đã trả kết quả"),
    State.WITHDRAWN: gettext_lazy("Đã rút"),
    State.REFUSED_AT_INTAKE: gettext_lazy("Từ chối tiếp nhận"),
}


@signed_in
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Show what waits for me, by tab, the most urgent first."""
    actor, at = actor_of(request), moment_of(request)
    tab = Tab(request.GET["the"]) if request.GET.get("the") in set(Tab) else Tab.MINE
    found = queries.desk(actor, tab, at, cursor=request.GET.get("tiep", ""))
    signs = may_sign(actor) and any(row.selectable for row in found.rows)
    taken = signs and "chon" in request.GET
    total = found.counts[tab]
    following = f"?{urlencode({'the': tab, 'tiep': found.following})}" if found.following else ""
    context = {
        "at": at,
        "carrying": queries.carrying(actor, at),
        "tabs": tabs(tab, found.counts),
        "rows": shown(found.rows),
        "signs": signs,
        "taken": taken,
        "taken_number": len([row for row in found.rows if row.selectable]) if taken else "",
        "take_all": f"?{urlencode({'the': tab, 'tiep': request.GET.get('tiep', ''), 'chon': 'het'})}",
        "waiting": _("Đang ở bước") if tab in {Tab.PASSED_ON, Tab.ALL} else _("Việc chờ tôi"),
        "empty": EMPTY[tab],
        "page": page_words(len(found.rows), total, following, first=not request.GET.get("tiep")),
    }
    return render(request, "dossiers/desk.html", context)


def may_sign(actor: Actor) -> bool:
    """Whether this actor signs, so that many can be taken at once."""
    return access.judge(actor, "dossiers.approve", actor.unit)


def tabs(current: Tab, counts: dict[str, int]) -> list[ShownTab]:
    """Return the tabs with their counts; those of another role's work only when something lies behind them."""
    return [
        ShownTab(str(words), f"?the={tab}", counts[tab], is_current=tab is current)
        for tab, words in TABS.items()
        if counts[tab] or tab is current or tab not in OF_A_ROLE
    ]


def shown(rows: Sequence[DeskRow]) -> list[dict[str, object]]:
    """Return the rows as the table shows them."""
    return [
        {
            "row": row,
            "url": reverse("dossiers:dossier", args=[row.number]),
            "left": TimeLeft(row.time_kind, row.time, row.time_detail),  # type: ignore[arg-type]
            "came": _("nộp qua bưu điện") if row.channel is Channel.POST else "",
        }
        for row in rows
    ]


def page_words(shown_rows: int, total: int, following: str, *, first: bool) -> Page:
    """Return where the list stands."""
    whole = first and not following
    words = _("%(count)s hồ sơ") if whole else _("%(shown)s trong %(count)s hồ sơ")
    return Page(words % {"shown": shown_rows, "count": total}, next_url=following)
