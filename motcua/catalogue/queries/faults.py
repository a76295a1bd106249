"""What is wrong with a version, each in a sentence: what blocks its publication, and what should be looked at."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from motcua.catalogue.queries.online import online_scale
from motcua.catalogue.rules import fault_of_steps, lacks_reason
from motcua.catalogue.types import (
    COMPETENT_COMMUNE,
    OUTSIDE,
    RECEIVING_COUNTER,
    Fault,
    OnlineScale,
    ProcedureVersion,
    Process,
    Step,
    StepsExceedLimit,
)
from motcua.clocks.limits import say_amount
from motcua.organisation import queries as organisation
from motcua.organisation.types import UnitUnknown
from motcua.profile import queries as profile

_RULES = frozenset({"", RECEIVING_COUNTER, COMPETENT_COMMUNE, OUTSIDE})


def faults(version: ProcedureVersion, on: date) -> tuple[Fault, ...]:
    """Return what a version lacks or says against itself (NĐ 63/2010 Đ8.2, TT 01/2018 Đ8); nothing when all is well.

    First come the mandatory parts that are blank: a version that newly lacks one is not published. The rest are hints.
    """
    found = [Fault(key, sentence, blocks=True) for key, there, sentence in _mandatory(version) if not there]
    if lacks_reason(version) and online_scale(on) is OnlineScale.MODES:
        found.append(Fault("online_reason", _("Chưa ghi vì sao chưa làm trọn trực tuyến."), blocks=True))
    found += [Fault(key, sentence) for key, there, sentence in _usual(version) if not there]
    sentences = _of_unit(version.decide_unit, on) if version.decide_unit else []
    for process in version.processes:
        sentences += _of_hours(version, process)
        for step in process.steps:
            sentences += _of_step(step, on)
    return (*found, *(Fault("", sentence) for sentence in dict.fromkeys(sentences)))


def newly_blocking(version: ProcedureVersion, before: ProcedureVersion, on: date) -> dict[str, str]:
    """Return the mandatory parts that a version lacks and the one before it did not, each with its sentence.

    What was loaded without a part («giả định») goes on without it until the province fills it in; nobody takes one away.
    """
    known = {fault.key for fault in faults(before, on) if fault.blocks}
    return {fault.key: fault.sentence for fault in faults(version, on) if fault.blocks and fault.key not in known}


def unfit(version: ProcedureVersion, on: date) -> dict[str, str]:
    """Return why a version cannot be a first one: what blocks, and steps by which nobody could work, each with its sentence."""
    wrong = {fault.key: fault.sentence for fault in faults(version, on) if fault.blocks}
    for process in version.processes:
        most = profile.hours_at_most(version.limit) if version.has_limit else process.hours
        sentence = fault_of_steps(process.steps)
        if not sentence and process.hours > most:
            sentence = StepsExceedLimit(say_amount(process.hours), say_amount(most)).sentence
        if sentence:
            wrong[f"steps_{process.level}"] = sentence
    return wrong


def _mandatory(version: ProcedureVersion) -> list[tuple[str, object, str]]:
    levels = {process.level for process in version.processes if process.steps}
    return [
        ("name", version.name, _("Chưa có tên thủ tục.")),
        (
            "steps",
            levels and levels >= set(version.receive_levels),
            _("Chưa có trình tự thực hiện ở mỗi cấp nhận hồ sơ."),
        ),
        ("method", version.method, _("Chưa ghi cách thức thực hiện.")),
        ("papers", version.groups, _("Chưa có danh mục giấy tờ.")),
        ("sets", version.sets, _("Chưa ghi số bộ hồ sơ.")),
        ("limit", version.has_limit, _("Chưa có thời hạn giải quyết, nên quầy chưa nhận được hồ sơ.")),
        ("subjects", version.subjects, _("Chưa ghi đối tượng thực hiện.")),
        ("decider", version.decide_levels or version.decide_unit, _("Chưa ghi cơ quan giải quyết.")),
        ("receive_levels", version.receive_levels, _("Chưa biết nộp tại cấp nào.")),
    ]


def _usual(version: ProcedureVersion) -> list[tuple[str, object, str]]:
    return [
        ("result", version.result, _("Chưa ghi kết quả giải quyết.")),
        ("legal_basis", version.legal_basis, _("Chưa ghi căn cứ pháp lý.")),
        ("fees", version.fees, _("Chưa có dòng phí nào; không thu thì ghi 0.")),
    ]


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
