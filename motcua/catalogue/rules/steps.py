"""Steps of an internal process: their words, who can do them, how long they take."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.catalogue.types import RECEIVING_COUNTER, ProcessInvalid, Step

#: What a step is called where the published process says nothing.
NAMES = {
    "receive": gettext_noop("Tiếp nhận"),
    "assign": gettext_noop("Phân công"),
    "process": gettext_noop("Thẩm định"),
    "consult": gettext_noop("Lấy ý kiến"),
    "inspect": gettext_noop("Kiểm tra thực tế"),
    "council": gettext_noop("Họp hội đồng"),
    "review": gettext_noop("Xem xét"),
    "approve": gettext_noop("Ký duyệt"),
    "issue": gettext_noop("Vào sổ, phát hành"),
    "forward": gettext_noop("Chuyển hồ sơ"),
    "return": gettext_noop("Trả kết quả"),
}

#: Who takes a step where a level has no post of the published role, best first.
_INSTEAD = {
    "section_head": ("leader",),
    "document_clerk": ("counter", "specialist", "leader"),
    "specialist": ("counter", "leader"),
    "leader": ("section_head",),
}


def step_name(action_code: str) -> str:
    """Return the usual name of a step."""
    return NAMES[action_code]


def fitting_role(role: str, roles: Collection[str]) -> str | None:
    """Return the role that takes a step at a level that has these roles; None where only the receiving counter can."""
    if role in roles or not roles:
        return role
    return next((other for other in _INSTEAD.get(role, ()) if other in roles), None)


def counted_hours(steps: Iterable[Step]) -> Decimal:
    """Return the working hours that count toward the limit; of steps in one parallel group the longest way through it."""
    groups: dict[str, Decimal] = defaultdict(Decimal)
    ends: dict[int, Decimal] = {}
    total = Decimal(0)
    for step in steps:
        hours = (step.hours or Decimal(0)) if step.counts else Decimal(0)
        if step.parallel_group:
            ends[step.no] = max((ends.get(no, Decimal(0)) for no in step.needs), default=Decimal(0)) + hours
            groups[step.parallel_group] = max(groups[step.parallel_group], ends[step.no])
        else:
            total += hours
    return total + sum(groups.values(), Decimal(0))


def check_steps(steps: tuple[Step, ...]) -> None:
    """Refuse with ProcessInvalid a process that nobody could work by, as ``fault_of_steps`` says."""
    if sentence := fault_of_steps(steps):
        raise ProcessInvalid({"steps": sentence})


def fault_of_steps(steps: tuple[Step, ...]) -> str:
    """Say why nobody could work by these steps: they begin and end at the counter, numbered from 1; empty when all is well."""
    if [step.no for step in steps] != list(range(1, len(steps) + 1)):
        return _("Đánh số các bước liên tục từ 1.")
    if not steps or steps[0].action_code != "receive" or steps[-1].action_code != "return":
        return _("Quy trình bắt đầu bằng bước tiếp nhận và kết thúc bằng bước trả kết quả.")
    if any(step.role != "counter" or step.unit != RECEIVING_COUNTER for step in (steps[0], steps[-1])):
        return _("Bước tiếp nhận và bước trả kết quả do quầy một cửa làm.")
    if any(step.action_code not in NAMES for step in steps):
        return _("Có bước mang loại việc không có trong danh mục.")
    groups = {step.no: step.parallel_group for step in steps if step.parallel_group}
    for step in steps:
        if any(no >= step.no or groups.get(no) != step.parallel_group for no in step.needs):
            return _("Bước %(no)s chỉ cần được kết quả của bước đứng trước nó trong cùng nhóm song song.") % {
                "no": step.no
            }
    return ""
