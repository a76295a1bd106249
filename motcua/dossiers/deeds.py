"""Who may do which deed with a dossier now: the act it needs, and whether the dossier lies at the actor's desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers import record as records
from motcua.dossiers.record import Record
from motcua.dossiers.rules import SECTION_ROLES, deeds_here, may_still_cancel, next_step, step_of, supplements_left
from motcua.dossiers.types import (
    AlreadyAsked,
    Deed,
    HasChanged,
    Meeting,
    NoSuchDossier,
    NoSuchMeeting,
    NotAsked,
    NotNow,
    Role,
    State,
    Task,
    TaskKind,
    desk_of,
)
from motcua.kernel import access, moments, statements
from motcua.kernel.actor import Actor
from motcua.kernel.moments import now
from motcua.kernel.money import dong
from motcua.kernel.refusal import NotAllowed
from motcua.organisation import queries as organisation

LOOK = "dossiers.look"
KEEP = "dossiers.keep_originals"
ANSWER = "dossiers.answer"
MEET = "dossiers.meet"
DELEGATE = "dossiers.delegate"
#: While a dossier stands so, what other agencies were asked is still wanted; afterwards it ends with the dossier.
AWAITED = frozenset({State.RECEIVED, State.PROCESSING, State.SUPPLEMENT, State.PAYMENT})

#: The act that each deed needs, as roles give them.
ACT_OF = {
    Deed.RECEIVE: "dossiers.receive",
    Deed.HAND_OVER: "dossiers.hand_over",
    Deed.ASSIGN: "dossiers.assign",
    Deed.TAKE_UP: "dossiers.examine",
    Deed.PROPOSE: "dossiers.examine",
    Deed.APPROVE: "dossiers.approve",
    Deed.SEND_BACK: "dossiers.send_back",
    Deed.REGISTER_RESULT: "dossiers.issue",
    Deed.RETURN_RESULT: "dossiers.return",
    Deed.SEND_BY_POST: "postal.work",
    Deed.COMPLETE_SUPPLEMENT: "dossiers.receive",
    Deed.ASK_SUPPLEMENT: "dossiers.ask_supplement",
    Deed.SEND_TO_AGENCIES: "dossiers.coordinate",
    Deed.CONSULT: "dossiers.coordinate",
    Deed.CALL_MEETING: MEET,
    Deed.DECIDE: "dossiers.receive",
    Deed.REFUSE: "dossiers.refuse",
    Deed.NOTE: "dossiers.note",
    Deed.ATTACH: "dossiers.note",
    Deed.WITHDRAW: "dossiers.receive",
    Deed.REISSUE_RECEIPT: "dossiers.receive",
    Deed.TAKE_FEE: "payments.take",
    Deed.SET_DUES: "payments.take",
    Deed.CANCEL_FEE_RECEIPT: "payments.cancel",
    Deed.ALLOW_UNPAID: "payments.allow",
    Deed.ASK_PAYMENT: "dossiers.ask_supplement",
    Deed.REASSIGN: "dossiers.assign",
    Deed.CORRECT: "dossiers.correct",
    Deed.CANCEL_RECEPTION: "dossiers.correct",
    Deed.STOP: "dossiers.stop",
    Deed.APOLOGISE: "dossiers.apologise",
    Deed.ALLOW_SUPPLEMENT: "dossiers.allow_supplement",
    Deed.CHANGE_RESULT: "dossiers.change_result",
    Deed.REPORT_LOSS: "dossiers.report_loss",
    Deed.CLOSE_INCIDENT: "dossiers.report_loss",
    Deed.KEEP_ORIGINALS: KEEP,
    Deed.MOVE_ORIGINALS: KEEP,
    Deed.GIVE_BACK_ORIGINALS: KEEP,
}

#: Deeds of the counter that received, wherever the dossier lies now.
AT_THE_COUNTER = frozenset(
    {Deed.RECEIVE, Deed.RETURN_RESULT, Deed.COMPLETE_SUPPLEMENT, Deed.WITHDRAW, Deed.REISSUE_RECEIPT}
)
#: What goes out by post is made ready there too.
BY_POST = frozenset({Deed.SEND_BY_POST})
#: Money is taken, and given back, at the counter that received; a leader there lets a result go out unpaid.
OF_THE_TILL = frozenset({Deed.TAKE_FEE, Deed.SET_DUES, Deed.CANCEL_FEE_RECEIPT, Deed.ALLOW_UNPAID})
#: Repairs of the same counter.
REPAIRS = frozenset({Deed.CORRECT, Deed.CANCEL_RECEPTION})
#: Deeds about the citizen's originals; where one lies, the service looks.
OF_ORIGINALS = frozenset({Deed.KEEP_ORIGINALS, Deed.MOVE_ORIGINALS, Deed.GIVE_BACK_ORIGINALS})
#: Deeds of everybody in a unit that has to do with the dossier.
OF_THE_UNIT = frozenset({Deed.NOTE, Deed.ATTACH, Deed.REPORT_LOSS, Deed.CLOSE_INCIDENT}) | OF_ORIGINALS
#: Deeds of whoever leads the unit that decides, or the one where the dossier lies; no desk is needed for them.
OF_THE_LEADER = frozenset({Deed.STOP, Deed.APOLOGISE, Deed.ALLOW_SUPPLEMENT, Deed.CHANGE_RESULT})

WORDS = {
    Deed.RECEIVE: gettext_lazy("Tiếp nhận"),
    Deed.HAND_OVER: gettext_lazy("Chuyển thẩm định"),
    Deed.ASSIGN: gettext_lazy("Giao người giải quyết"),
    Deed.TAKE_UP: gettext_lazy("Nhận việc"),
    Deed.PROPOSE: gettext_lazy("Trình lãnh đạo ký"),
    Deed.APPROVE: gettext_lazy("Ký duyệt"),
    Deed.SEND_BACK: gettext_lazy("Trả lại bước trước"),
    Deed.REGISTER_RESULT: gettext_lazy("Đăng ký kết quả"),
    Deed.RETURN_RESULT: gettext_lazy("Trả kết quả"),
    Deed.SEND_BY_POST: gettext_lazy("Gửi qua bưu điện"),
    Deed.COMPLETE_SUPPLEMENT: gettext_lazy("Đã bổ sung đủ"),
    Deed.ASK_SUPPLEMENT: gettext_lazy("Yêu cầu bổ sung"),
    Deed.SEND_TO_AGENCIES: gettext_lazy("Gửi các cơ quan phối hợp"),
    Deed.CONSULT: gettext_lazy("Lấy ý kiến"),
    Deed.CALL_MEETING: gettext_lazy("Gọi họp, kiểm tra thực tế"),
    Deed.DECIDE: gettext_lazy("Quyết định tại quầy"),
    Deed.REFUSE: gettext_lazy("Từ chối giải quyết"),
    Deed.NOTE: gettext_lazy("Ghi chú"),
    Deed.ATTACH: gettext_lazy("Đính kèm tệp"),
    Deed.WITHDRAW: gettext_lazy("Rút hồ sơ"),
    Deed.REISSUE_RECEIPT: gettext_lazy("Cấp lại giấy hẹn"),
    Deed.TAKE_FEE: gettext_lazy("Thu phí"),
    Deed.SET_DUES: gettext_lazy("Khoản phải nộp"),
    Deed.CANCEL_FEE_RECEIPT: gettext_lazy("Huỷ biên lai"),
    Deed.ALLOW_UNPAID: gettext_lazy("Cho trả trước khi nộp phí"),
    Deed.ASK_PAYMENT: gettext_lazy("Yêu cầu nộp phí"),
    Deed.REASSIGN: gettext_lazy("Phân công lại"),
    Deed.CORRECT: gettext_lazy("Đính chính hồ sơ"),
    Deed.CANCEL_RECEPTION: gettext_lazy("Huỷ tiếp nhận nhầm"),
    Deed.STOP: gettext_lazy("Dừng giải quyết"),
    Deed.APOLOGISE: gettext_lazy("Xin lỗi và hẹn lại"),
    Deed.ALLOW_SUPPLEMENT: gettext_lazy("Cho yêu cầu bổ sung thêm một lần"),
    Deed.CHANGE_RESULT: gettext_lazy("Sửa kết quả"),
    Deed.REPORT_LOSS: gettext_lazy("Báo mất, hỏng giấy tờ"),
    Deed.CLOSE_INCIDENT: gettext_lazy("Kết thúc sự cố giấy tờ"),
    Deed.KEEP_ORIGINALS: gettext_lazy("Giữ bản chính"),
    Deed.MOVE_ORIGINALS: gettext_lazy("Chuyển chỗ giữ bản chính"),
    Deed.GIVE_BACK_ORIGINALS: gettext_lazy("Trả bản chính"),
}


def words_of(deed: Deed, record: Record) -> str:
    """Return the button's words: a proposal says to whom it goes, money how much it is."""
    if deed is Deed.TAKE_FEE:
        return _("Thu %(amount)s") % {"amount": dong(record.life.money.outstanding(record.life.fee))}
    if deed in {Deed.PROPOSE, Deed.APPROVE, Deed.HAND_OVER}:
        following = next_step(record.life.route, record.standing.step)
        if deed is Deed.PROPOSE and following and following.role is Role.SECTION_HEAD:
            return _("Trình trưởng phòng")
        if deed is Deed.PROPOSE and following and following.role not in {Role.LEADER, Role.SECTION_HEAD}:
            return _("Chuyển bước tiếp")
        if deed is Deed.APPROVE and step_of(record.life.route, record.standing.step).role is Role.SECTION_HEAD:
            return _("Đồng ý, trình tiếp")
        if deed is Deed.HAND_OVER and record.standing.step != record.life.route[0].no:
            return _("Chuyển bước tiếp")
    if deed is Deed.REGISTER_RESULT and record.life.stopped_at:
        return _("Vào sổ thông báo dừng")
    return str(WORDS[deed])


def desks_of(actor: Actor) -> frozenset[UUID]:
    """Return the desks at which an actor's work lies: the own post's, and the common ones it looks after.

    Unassigned work of a section lies with its head; where a section has none, with all its specialists.
    """
    if actor.post is None or actor.unit is None:
        return frozenset()
    post = organisation.post(actor.post)
    section = post.section if post.role in SECTION_ROLES else ""
    desks = {actor.post}
    has_head = post.role == Role.SPECIALIST and bool(
        organisation.posts(actor.unit, now().date(), role=Role.SECTION_HEAD, section=post.section)
    )
    if not has_head:
        desks.add(desk_of(actor.unit, post.role, section))
    if post.role == Role.SECTION_HEAD:
        desks.add(desk_of(actor.unit, Role.SPECIALIST, section))
    return frozenset(desks)


def asked_desks(actor: Actor) -> frozenset[UUID]:
    """Return the desks whose requests of other agencies an actor may answer: the own ones, and that of the own section.

    A request is answered by whoever in the section knows, without being given to anybody first.
    """
    if actor.post is None or actor.unit is None:
        return frozenset()
    post = organisation.post(actor.post)
    section = post.section if post.role in SECTION_ROLES else ""
    return desks_of(actor) | {desk_of(actor.unit, post.role, section)}


def is_visible(actor: Actor, record: Record) -> bool:
    """Whether the dossier exists for this actor: a unit that has to do with it is one where he may look."""
    return any(access.judge(actor, LOOK, unit, record.field) for unit in record.standing.units)


def may(actor: Actor, record: Record, deed: Deed) -> bool:
    """Whether this actor may do this deed with the dossier as it stands."""
    return deed in deeds_here(record.life, record.standing) and _is_his(actor, record, deed)


def _is_his(actor: Actor, record: Record, deed: Deed) -> bool:
    need = ACT_OF[deed]
    if deed in AT_THE_COUNTER | BY_POST | OF_THE_TILL | REPAIRS:
        return access.judge(actor, need, record.unit, record.field)
    if deed is Deed.DECIDE:
        return access.judge(actor, need, record.unit, record.field) and is_empowered(actor, record)
    if deed in OF_THE_UNIT:
        return any(access.judge(actor, need, unit, record.field) for unit in record.standing.units)
    if deed in OF_THE_LEADER:
        units = {record.standing.unit, record.life.competent_unit}
        return any(access.judge(actor, need, unit, record.field) for unit in units)
    if not access.judge(actor, need, record.standing.unit, record.field):
        return False
    if actor.is_system:
        return True
    if deed in {Deed.ASSIGN, Deed.REASSIGN}:
        return _heads_this_work(actor, record)
    return record.standing.desk in desks_of(actor)


def is_empowered(actor: Actor, record: Record) -> bool:
    """Whether the unit's list lets this official decide about the dossier's procedure at the counter (NĐ 61/2018 Đ17.5)."""
    found = statements.row(
        "select id from dossiers_delegation where unit_id = %s and account_id = %s and procedure = %s and valid_to is null",
        [record.unit, actor.account, record.procedure.code],
    )
    return found is not None


def _heads_this_work(actor: Actor, record: Record) -> bool:
    """Whether the actor may assign here: a head within the own section, a leader within the unit."""
    if actor.post is None or actor.unit != record.standing.unit:
        return False
    post = organisation.post(actor.post)
    return post.role == Role.LEADER or post.section == record.standing.section


def deeds_of(actor: Actor, record: Record, at: datetime | None = None) -> tuple[Deed, ...]:
    """Return what this actor may do now (or at another moment), the usual thing first."""
    over = frozenset() if may_still_cancel(record.life, at or moments.now()) else frozenset({Deed.CANCEL_RECEPTION})
    here = (deed for deed in deeds_here(record.life, record.standing) if deed not in over)
    return tuple(deed for deed in here if _is_his(actor, record, deed))


def answers(actor: Actor, record: Record, task: Task) -> bool:
    """Whether this actor may answer a request: whoever sits at the desk where it lies.

    The answer of an agency outside the system is recorded by somebody of the unit that asked.
    """
    if not task.is_open or record.standing.state not in AWAITED:
        return False
    if task.unit is None:
        asker = task.by_unit or record.unit
        return actor.is_system or (
            actor.unit == asker and access.judge(actor, "dossiers.coordinate", asker, record.field)
        )
    if not access.judge(actor, ANSWER, task.unit, record.field):
        return False
    return actor.is_system or task.desk in asked_desks(actor)


def recalls(actor: Actor, record: Record, task: Task) -> bool:
    """Whether this actor may take a request back: the unit that asked, while nobody has answered, and only an opinion."""
    asker = task.by_unit or record.unit
    mine = actor.is_system or actor.unit == asker
    return (
        task.is_open
        and record.standing.state in AWAITED
        and task.kind is TaskKind.CONSULT
        and mine
        and access.judge(actor, "dossiers.coordinate", asker, record.field)
    )


def passes_on(actor: Actor, record: Record, task: Task) -> bool:
    """Whether this actor may pass a request on inside the agency that was asked.

    Its leader may, wherever in the agency it lies; the head of a section where it lies at the own section's desks.
    """
    if task.unit is None or not task.is_open or record.standing.state not in AWAITED:
        return False
    if not access.judge(actor, "dossiers.assign", task.unit, record.field):
        return False
    if actor.is_system:
        return True
    if actor.post is None or actor.unit != task.unit:
        return False
    post = organisation.post(actor.post)
    if post.role == Role.LEADER:
        return True
    staff = organisation.posts(task.unit, moments.now().date(), role=Role.SPECIALIST, section=post.section)
    return post.role == Role.SECTION_HEAD and task.desk in asked_desks(actor) | {
        desk_of(task.unit, Role.SPECIALIST, post.section),
        *(one.id for one in staff),
    }


def open_task(actor: Actor, number: str, task: UUID, may: Callable[[Actor, Record, Task], bool]) -> tuple[Record, Task]:
    """Open a dossier to answer or recall a request, keeping twins waiting.

    Refuses with NoSuchDossier, NotAsked (no such request, or not this actor's), HasChanged (answered already).
    """
    record = records.load(number=number, lock=True)
    if record is None or not is_visible(actor, record):
        raise NoSuchDossier
    found = next((each for each in record.life.tasks if each.id == task), None)
    if found is None:
        raise NotAsked
    if not found.is_open or record.standing.state not in AWAITED:
        raise HasChanged(_("Yêu cầu này không còn chờ trả lời. Xem diễn biến mới nhất; phần bạn viết còn nguyên."))
    if not may(actor, record, found):
        raise NotAsked
    return record, found


def keeps_minutes(actor: Actor, record: Record, meeting: Meeting) -> bool:
    """Whether this actor may move a meeting, call it off and record its minutes: somebody of the unit that called it."""
    unit = meeting.by_unit or record.unit
    return actor.is_system or (actor.unit == unit and access.judge(actor, MEET, unit, record.field))


def open_meeting(actor: Actor, number: str, meeting: UUID) -> tuple[Record, Meeting]:
    """Open a dossier to move, call off or record a meeting, keeping twins waiting.

    Refuses with NoSuchDossier, NoSuchMeeting (none, or another unit's), HasChanged (called off or recorded already).
    """
    record = records.load(number=number, lock=True)
    if record is None or not is_visible(actor, record):
        raise NoSuchDossier
    found = next((each for each in record.life.meetings if each.id == meeting), None)
    if found is None or not keeps_minutes(actor, record, found):
        raise NoSuchMeeting
    if not found.is_open:
        raise HasChanged(_("Cuộc này đã có biên bản hoặc đã huỷ. Xem diễn biến mới nhất; phần bạn viết còn nguyên."))
    return record, found


def begin(
    actor: Actor,
    number: str,
    deed: Deed,
    *,
    revision: int | None = None,
    first: Callable[[Record], None] | None = None,
) -> Record:
    """Open a dossier for a deed, keeping twins waiting.

    ``first`` looks at the dossier before anything else is refused: whether this was sent before.
    Refuses with NoSuchDossier (not yours is not found), HasChanged (somebody was quicker than the page that was
    looked at), NotNow (the state does not allow it) and NotAllowed (it is somebody else's).
    """
    record = records.load(number=number, lock=True)
    if record is None or not is_visible(actor, record):
        raise NoSuchDossier
    if first is not None:
        first(record)
    if revision is not None and revision != record.revision:
        raise HasChanged(
            _("Hồ sơ vừa có người khác xử lý. Xem lại diễn biến mới nhất rồi làm tiếp; phần bạn viết còn nguyên.")
        )
    if deed not in deeds_here(record.life, record.standing):
        if deed is Deed.ASK_SUPPLEMENT and not supplements_left(record.life):
            raise AlreadyAsked
        raise NotNow(
            _("Hồ sơ %(number)s lúc này không «%(deed)s» được. Mở hồ sơ để xem đang ở bước nào.")
            % {"number": record.number, "deed": WORDS[deed]}
        )
    if not _is_his(actor, record, deed):
        raise NotAllowed(_whose(record))
    return record


def _whose(record: Record) -> str:
    unit = organisation.short_name(record.standing.unit)
    if record.standing.post:
        return _("Việc này đang ở %(post)s, %(unit)s. Nhờ người đó làm, hoặc để lại ghi chú.") % {
            "post": organisation.post(record.standing.post).name,
            "unit": unit,
        }
    return _("Việc này đang chờ ở %(unit)s. Nhờ người phụ trách làm, hoặc để lại ghi chú.") % {"unit": unit}
