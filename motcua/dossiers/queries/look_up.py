"""Where is my dossier: for anybody who holds the code, or the receipt (spec C03)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from django.utils.translation import gettext as _

from motcua.clocks.dates import say_moment, say_weekday
from motcua.clocks.limits import LimitKind, say_amount
from motcua.clocks.time_left import LeftKind, TimeLeft, time_left
from motcua.dossiers import online
from motcua.dossiers.record import Record, load, moment_of
from motcua.dossiers.rules import came_early, is_chain, stages_of
from motcua.dossiers.services.meet import unsealed
from motcua.dossiers.speech import due_of, short_day
from motcua.dossiers.types import (
    MeetingKind,
    NoSuchDossier,
    PublicState,
    ResultChange,
    ResultKind,
    Role,
    RouteStep,
    State,
    Station,
)
from motcua.kernel.moments import local
from motcua.kernel.statements import row
from motcua.organisation import queries as organisation
from motcua.postal.types import Fate, What

DONE, HERE, AHEAD = "done", "here", "ahead"


def by_code(code: str, *, now: datetime) -> PublicState:
    """Return state, stations and dates: no person, no place. Raises NoSuchDossier."""
    record = load(number=code.strip().upper())
    if record is None:
        raise NoSuchDossier
    return _told(record, now, places=False)


def by_token(token: str, *, now: datetime) -> PublicState:
    """Return the same with places, for the bearer of the receipt's QR. Raises NoSuchDossier."""
    found = row("select id from dossiers_dossier where token = %s", [token])
    record = load(dossier_id=found["id"]) if found else None
    if record is None:
        raise NoSuchDossier
    return _told(record, now, places=True)


def _told(record: Record, now: datetime, *, places: bool) -> PublicState:
    sentence, advice = _with_the_post(record) or _sentence(record, local(now), places=places)
    return PublicState(
        record.number,
        sentence,
        advice,
        _stations(record, places=places),
        record.standing.state,
        is_online=places and online.is_offered(record, now.date()),
    )


def _sentence(record: Record, now: datetime, *, places: bool) -> tuple[str, str]:
    standing, life = record.standing, record.life
    place = organisation.full_name(record.unit) if places else _("nơi bạn đã nộp")
    if record.rows["repairs"] and standing.state in {State.FINISHED, State.RETURNED}:
        return _repaired(record, place)
    match standing.state:
        case State.RETURNED:
            on = local(standing.closed_at) if standing.closed_at else now
            return _("Kết quả đã trả ngày %(day)s.") % {"day": _day(on)}, _("Bạn không phải làm gì nữa.")
        case State.FINISHED:
            return _finished(record, place, now, places=places)
        case State.STOPPED | State.CANCELLED:
            return _broken_off(record, place)
        case State.WITHDRAWN:
            return _("Hồ sơ đã được rút theo yêu cầu của người nộp."), _("Muốn làm tiếp, bạn nộp hồ sơ mới.")
        case State.REFUSED_AT_INTAKE:
            return _("Hồ sơ không được tiếp nhận."), _("Lý do ghi trong phiếu từ chối bạn đã nhận.")
        case State.SUPPLEMENT if life.has_code:
            return _("Hồ sơ đang chờ bạn bổ sung giấy tờ."), _supplement_advice(record)
        case State.SUPPLEMENT | State.FILED:
            return _("Hồ sơ chưa được tiếp nhận, đang chờ bạn bổ sung giấy tờ."), _(
                "Mang đủ giấy tờ ghi trong phiếu yêu cầu đến %(place)s."
            ) % {"place": place}
        case State.PAYMENT:
            return _("Hồ sơ đang chờ nộp phí, lệ phí."), _("Nộp xong, hồ sơ được giải quyết tiếp.")
        case _:
            said, advice = _running(record, now)
            return said, _check_ahead(record, now, places=places) or advice


def _repaired(record: Record, place: str) -> tuple[str, str]:
    """Say which version of the result counts."""
    last = record.rows["repairs"][-1]
    day = {"day": _day(local(moment_of(last["at"]))), "version": last["version"]}
    if last["kind"] == ResultChange.ANNULLED:
        return _("Kết quả đã bị huỷ ngày %(day)s, không còn giá trị.") % day, _(
            "Quyết định nêu rõ lý do đã có tại %(place)s. Bạn không phải chịu chi phí nào do lỗi của cơ quan."
        ) % {"place": place}
    return _("Kết quả đã được sửa: bản %(version)s ngày %(day)s có giá trị, bản trước không còn giá trị.") % day, _(
        "Mang giấy hẹn, và bản cũ nếu đã nhận, đến %(place)s để nhận bản mới. Bạn không mất phí."
    ) % {"place": place}


def _with_the_post(record: Record) -> tuple[str, str] | None:
    """Say where a result is that goes by post; None where none does, or it came back to the counter.

    Neither to whom nor where: whoever holds the code alone is not told.
    """
    if record.rows["repairs"] or record.standing.state not in {State.FINISHED, State.RETURNED}:
        return None
    parcel = next((one for one in reversed(record.life.parcels) if one.what is What.RESULT), None)
    if parcel is None or parcel.fate in {Fate.CANCELLED, Fate.BACK}:
        return None
    number = (
        _("mã bưu gửi %(tracking)s") % {"tracking": parcel.tracking} if parcel.tracking else _("chưa có mã bưu gửi")
    )
    day = {"number": number, "day": _day(local(parcel.fate_at))}
    match parcel.fate:
        case Fate.READY:
            return _("Kết quả chờ giao bưu điện, %(number)s.") % day, _("Bạn chưa phải làm gì.")
        case Fate.DELIVERED:
            return _("Bưu điện đã phát kết quả ngày %(day)s, %(number)s.") % day, _(
                "Bạn chưa nhận được thì hỏi bưu điện, đọc mã bưu gửi."
            )
        case Fate.FAILED:
            return _("Bưu điện phát kết quả ngày %(day)s chưa được, %(number)s.") % day, _(
                "Bưu tá sẽ phát lại. Bạn gọi bưu điện, đọc mã bưu gửi, để hẹn giờ."
            )
        case Fate.RETURNING:
            return _("Bưu điện không phát được kết quả, đang chuyển về nơi bạn đã nộp, %(number)s.") % day, _(
                "Kết quả về đến quầy, bạn mang giấy hẹn đến nhận, hoặc nhờ gửi lại đúng địa chỉ."
            )
        case _:
            return _("Kết quả đang gửi qua bưu điện, %(number)s.") % day, _(
                "Bưu tá gọi trước khi phát. Tra hành trình với bưu điện bằng mã bưu gửi."
            )


def _finished(record: Record, place: str, now: datetime, *, places: bool) -> tuple[str, str]:
    life, standing = record.life, record.standing
    if online.is_offered(record, now.date()):
        return _("Đã có kết quả."), (
            _("Bấm «Nhận kết quả trên mạng» ở dưới, nhập mã gửi đến liên hệ của bạn.")
            if places
            else _("Quét mã trên giấy hẹn, rồi bấm «Nhận kết quả trên mạng».")
        )
    if life.stopped_at:
        return _("Cơ quan đã dừng giải quyết hồ sơ."), _(
            "Thông báo nêu rõ lý do đã có tại %(place)s. Mang giấy hẹn đến nhận lại giấy tờ."
        ) % {"place": place}
    if life.outcome and life.outcome.kind is ResultKind.REFUSED:
        return _("Hồ sơ không được giải quyết."), _(
            "Văn bản nêu rõ lý do đã có tại %(place)s. Mang giấy hẹn đến nhận."
        ) % {"place": place}
    due_at = standing.due_at or standing.original_due_at
    if due_at and came_early(life, standing):
        return (
            _("Đã có kết quả. Kết quả có trước ngày hẹn %(day)s.") % {"day": _day(local(due_at))},
            _("Mang giấy hẹn đến %(place)s để nhận, không cần chờ đến ngày hẹn.") % {"place": place},
        )
    return _("Đã có kết quả."), _("Mang giấy hẹn đến %(place)s để nhận.") % {"place": place}


def _broken_off(record: Record, place: str) -> tuple[str, str]:
    """Say what the office itself broke off: stopped, or received by mistake."""
    if record.life.cancelled_at:
        return _("Hồ sơ này được tiếp nhận nhầm và đã huỷ trong ngày."), _(
            "Giấy hẹn mang mã này không còn giá trị. Bạn chưa được báo thì hỏi tại %(place)s."
        ) % {"place": place}
    return _("Cơ quan đã dừng giải quyết hồ sơ."), _(
        "Thông báo nêu rõ lý do sẽ được trả tại %(place)s cùng giấy tờ bạn đã nộp."
    ) % {"place": place}


def _supplement_advice(record: Record) -> str:
    restarts = record.life.pauses[-1].policy == "RESTART"
    clock = _("Khi đủ giấy, thời hạn được tính lại từ đầu.") if restarts else _("Thời hạn tạm dừng trong lúc chờ.")
    return _("Giấy tờ cần bổ sung ghi trong phiếu bạn đã nhận.") + " " + clock


def _running(record: Record, now: datetime) -> tuple[str, str]:
    standing, life = record.standing, record.life
    if standing.due_at is None:
        return _("Hồ sơ đang được giải quyết."), _("Bạn chưa phải làm gì.")
    due_at = local(standing.due_at)
    left = time_left(
        organisation.calendar_of(record.life.terms.calendar), now, due_of(standing.due_at, standing.late_at)
    )
    if life.extensions and not left.is_overdue:
        return (
            _("Chúng tôi xin lỗi: kết quả chậm so với hẹn. Hẹn mới: %(weekday)s %(day)s, %(left)s.")
            % {"weekday": say_weekday(due_at.date()), "day": _day(due_at), "left": _left(record, left, due_at)},
            _("Lý do ghi trong phiếu xin lỗi bạn nhận được. Bạn chưa phải làm gì."),
        )
    if left.is_overdue:
        return (
            _("Chúng tôi xin lỗi: kết quả chậm so với hẹn ngày %(day)s.") % {"day": _day(due_at)},
            _("Hồ sơ vẫn đang được giải quyết. Bạn có thể gọi số ở dưới để hỏi, đọc mã hồ sơ."),
        )
    return (
        _("Hồ sơ đang được giải quyết. Hẹn trả %(weekday)s %(day)s, %(left)s.")
        % {"weekday": say_weekday(due_at.date()), "day": _day(due_at), "left": _left(record, left, due_at)},
        _("Bạn chưa phải làm gì."),
    )


def _check_ahead(record: Record, now: datetime, *, places: bool) -> str:
    """Tell of the next check on the spot: its day to whoever holds the code, its place to the receipt's bearer, never a name."""
    ahead = [each for each in record.life.meetings if each.kind is MeetingKind.CHECK and each.is_open]
    check = min((each for each in ahead if each.starts_at > now), key=lambda each: each.starts_at, default=None)
    if check is None:
        return ""
    when = {"time": say_moment(local(check.starts_at))}
    if not places:
        return _("Cơ quan hẹn kiểm tra thực tế lúc %(time)s. Quét mã trên giấy hẹn để xem nơi kiểm tra.") % when
    row = next(row for row in record.rows["meetings"] if row["id"] == str(check.id))
    return _("Cơ quan hẹn kiểm tra thực tế lúc %(time)s, tại %(place)s. Bạn, hoặc người bạn uỷ quyền, nên có mặt.") % {
        **when,
        "place": unsealed(row)["place"],
    }


def _left(record: Record, left: TimeLeft, due_at: datetime) -> str:
    if left.kind in {LeftKind.TODAY, LeftKind.HOURS, LeftKind.MINUTES}:
        return _("trước %(time)s hôm nay") % {"time": f"{due_at:%H:%M}"}
    if record.life.terms.limit.kind in {LimitKind.CALENDAR_DAYS, LimitKind.MONTHS, LimitKind.HOURS}:
        return _("còn %(n)s ngày làm việc") % {"n": say_amount(left.amount)}
    return _("còn %(n)s ngày làm việc") % {"n": say_amount(left.amount)}


def _day(moment: datetime) -> str:
    return f"{moment.day}/{moment.month}/{moment.year}"


def _stations(record: Record, *, places: bool) -> tuple[Station, ...]:
    """Return the way as stations: received, appraised, signed, returned; neighbours of one kind are one station.

    With places each agency is a station of its own, with the day until which it has the dossier (spec F04).
    """
    life, standing = record.life, record.standing
    groups = [
        (key[0], [step for _label, step in labelled])
        for key, labelled in groupby(_labelled(life.route), key=lambda found: _kind_of(*found, places=places))
    ]
    if len(groups) == 1 or groups[0][0] != _("Tiếp nhận"):
        groups.insert(0, (_("Tiếp nhận"), []))
    until = _until(record) if places else {}
    stations = []
    for index, (label, steps) in enumerate(groups):
        last = index == len(groups) - 1
        numbers = [step.no for step in steps]
        beside = [task for task in life.tasks if task.step in numbers and task.recalled_at is None] if places else []
        reached = [move for move in life.moves if move.step in numbers]
        if standing.state in {State.WITHDRAWN, State.REFUSED_AT_INTAKE, State.CANCELLED}:
            where = DONE if reached else AHEAD
        elif last:
            where = DONE if standing.state is State.RETURNED else HERE if standing.state is State.FINISHED else AHEAD
        elif beside:
            where = HERE if any(task.is_open for task in beside) else DONE
        elif standing.step in numbers and standing.state is not State.FINISHED:
            where = HERE
        else:
            where = (
                DONE
                if (reached and max(numbers) < max(standing.step, 1))
                or standing.state in {State.FINISHED, State.RETURNED}
                else AHEAD
            )
        begun = reached[0].at if reached else beside[0].at if beside else None
        moment = begun or (life.received_at if index == 0 else None)
        if last:
            moment = life.returned_at or (life.outcome.at if life.outcome else None)
        stations.append(
            Station(
                label=label,
                state=where,
                on=local(moment).date() if moment else None,
                detail=_waiting(record) or until.get(numbers[0] if numbers else 0, "") if where == HERE else "",
                place=_place(record, steps) if places else "",
            )
        )
    return tuple(stations)


def _labelled(route: Sequence[RouteStep]) -> list[tuple[str, RouteStep]]:
    """Return the steps with what a citizen calls them; what the counter does before anybody works is the reception."""
    begun = False
    found = []
    for step in route:
        begun = begun or step.role is not Role.COUNTER or bool(step.parallel)
        found.append((_label(step, begun=begun), step))
    return found


def _kind_of(label: str, step: RouteStep, *, places: bool) -> tuple[str, ...]:
    """Return what makes neighbouring steps one station: the kind of work, and where it is done if that is told."""
    return (label, str(step.unit), step.agency if step.is_outside else "") if places else (label,)


def _place(record: Record, steps: Sequence[RouteStep]) -> str:
    if steps and steps[0].is_outside and steps[0].agency:
        return steps[0].agency
    return organisation.full_name(steps[0].unit if steps else record.unit)


def _until(record: Record) -> dict[int, str]:
    """Return for each step of a chain of agencies until when its agency has the dossier; one agency alone has no chain."""
    stages = stages_of(record.life, organisation.calendar_of(record.life.terms.calendar))
    if not is_chain(stages):
        return {}
    return {
        step: _("đến hết %(day)s") % {"day": short_day(local(stage.due_at))}
        for stage in stages
        if stage.due_at and not stage.is_planned
        for step in stage.steps
    }


def _waiting(record: Record) -> str:
    if record.standing.paused_since is None:
        return ""
    return _("chờ bổ sung giấy từ %(day)s") % {"day": short_day(local(record.standing.paused_since))}


def _label(step: RouteStep, *, begun: bool) -> str:
    if step.parallel:
        return _("Các cơ quan cùng giải quyết")
    match step.role:
        case Role.COUNTER if step.action == "return":
            return _("Trả kết quả")
        case Role.COUNTER:
            return _("Chuyển hồ sơ") if begun else _("Tiếp nhận")
        case Role.LEADER if step.action != "assign":
            return _("Trình lãnh đạo ký")
        case Role.DOCUMENT_CLERK:
            return _("Vào sổ, đóng dấu") if step.action == "issue" else _("Chuyển hồ sơ")
        case _:
            return _("Thẩm định")
