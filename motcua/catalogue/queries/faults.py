"""What is wrong with a version, each in a sentence: looked at before and after publishing."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from motcua.catalogue.types import COMPETENT_COMMUNE, OUTSIDE, RECEIVING_COUNTER, ProcedureVersion, Process, Step
from motcua.clocks.limits import say_amount
from motcua.organisation import queries as organisation
from motcua.organisation.types import UnitUnknown
from motcua.profile import queries as profile

_RULES = frozenset({"", RECEIVING_COUNTER, COMPETENT_COMMUNE, OUTSIDE})


def faults(version: ProcedureVersion, on: date) -> tuple[str, ...]:
    """Return what a version still lacks or says against itself (NĐ 63/2010 Đ8.2, TT 01/2018 Đ8); nothing when all is well."""
    missing = (
        (version.has_limit, _("Chưa có thời hạn giải quyết, nên quầy chưa nhận được hồ sơ.")),
        (version.groups, _("Chưa có danh mục giấy tờ.")),
        (version.result, _("Chưa ghi kết quả giải quyết.")),
        (version.legal_basis, _("Chưa ghi căn cứ pháp lý.")),
        (version.receive_levels, _("Chưa biết nộp tại cấp nào.")),
        (version.fees, _("Chưa có dòng phí nào; không thu thì ghi 0.")),
    )
    found = [sentence for there, sentence in missing if not there]
    if version.decide_unit:
        found += _of_unit(version.decide_unit, on)
    for process in version.processes:
        found += _of_hours(version, process)
        for step in process.steps:
            found += _of_step(step, on)
    return tuple(dict.fromkeys(found))


def _of_hours(version: ProcedureVersion, process: Process) -> list[str]:
    if not version.has_limit:
        return []
    most = profile.hours_at_most(version.limit)
    if process.hours == most:
        return []
    told = {"hours": say_amount(process.hours), "most": say_amount(most)}
    if process.hours > most:
        return [_("Các bước cộng lại %(hours)s giờ, quá thời hạn %(most)s giờ.") % told]
    return [_("Các bước cộng lại %(hours)s giờ, chưa hết thời hạn %(most)s giờ.") % told]


def _of_step(step: Step, on: date) -> list[str]:
    if step.unit == OUTSIDE and not step.agency:
        return [_("Bước %(no)s do cơ quan ngoài hệ thống làm nhưng chưa ghi tên cơ quan.") % {"no": step.no}]
    return [] if step.unit in _RULES else _of_unit(step.unit, on)


def _of_unit(code: str, on: date) -> list[str]:
    try:
        unit = organisation.unit_by_code(code)
    except UnitUnknown:
        return [_("Không có đơn vị mã %(code)s.") % {"code": code}]
    if unit.is_alive(on):
        return []
    return [_("%(unit)s không còn hoạt động; việc do đơn vị kế thừa làm.") % {"unit": organisation.full_name(unit.id)}]
