"""Papers that are drawn up from rows and ledger whenever somebody asks: control slip, story, return slip."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers import printing, queries
from motcua.dossiers.queries.meetings import MeetingLine
from motcua.dossiers.record import Record, hexed, moment_of
from motcua.dossiers.rules import stages_of
from motcua.dossiers.services.return_result import RECIPIENT
from motcua.dossiers.speech import CONCLUSIONS
from motcua.dossiers.stays import Timing, timing_of_step, timing_of_whole
from motcua.dossiers.types import MeetingKind, Move, MoveKind, NotNow, OriginalEnd, Role
from motcua.identity import queries as identity
from motcua.kernel.actor import Actor
from motcua.kernel.keys import unseal
from motcua.kernel.moments import local
from motcua.organisation import queries as organisation
from motcua.prints.types import (
    ControlSlipInputs,
    DeliverySlipInputs,
    HandOverLine,
    HistoryInputs,
    MeetingInputs,
    MinutesInputs,
    OriginalsSlipInputs,
    TransferSlipInputs,
)

TIMINGS = {
    Timing.EARLY: gettext_lazy("trước hạn"),
    Timing.ON_TIME: gettext_lazy("đúng hạn"),
    Timing.LATE: gettext_lazy("quá hạn"),
}
#: What each hand-over was for, as the slip's last column says it.
NOTES = {
    MoveKind.HANDED_OVER: gettext_lazy("Chuyển hồ sơ"),
    MoveKind.ASSIGNED: gettext_lazy("Phân công"),
    MoveKind.REASSIGNED: gettext_lazy("Phân công lại"),
    MoveKind.TAKEN_UP: gettext_lazy("Nhận việc"),
    MoveKind.PROPOSED: gettext_lazy("Trình"),
    MoveKind.APPROVED: gettext_lazy("Ký duyệt"),
    MoveKind.SENT_BACK: gettext_lazy("Trả lại bước trước"),
    MoveKind.ISSUED: gettext_lazy("Có kết quả"),
    MoveKind.REFUSED: gettext_lazy("Từ chối giải quyết"),
    MoveKind.STOPPED: gettext_lazy("Dừng giải quyết"),
}
RELATIONS = {
    "self": gettext_lazy("chủ hồ sơ"),
    "submitter": gettext_lazy("người nộp"),
    "other": gettext_lazy("người khác, có uỷ quyền"),
    "authorised": gettext_lazy("người khác, có uỷ quyền"),
}
PROOFS = {
    "receipt": gettext_lazy("giấy hẹn"),
    "identity": gettext_lazy("giấy tờ tuỳ thân"),
    "authorisation": gettext_lazy("giấy uỷ quyền"),
    "post": gettext_lazy("bưu điện phát tận tay"),
    "online": gettext_lazy("mã gửi đến liên hệ của người nộp"),
}


def control_slip(record: Record, at: datetime) -> ControlSlipInputs:
    """Return the control slip (Mẫu 05): one row a hand-over, with how the step before it was kept. Refuses with NotNow."""
    facts, standing, life = record.facts, record.standing, record.life
    if life.received_at is None:
        raise NotNow(_("Hồ sơ chưa được tiếp nhận nên chưa có phiếu kiểm soát."))
    others = [unit for unit in standing.units if unit not in {life.unit, life.competent_unit}]
    return {
        "head": printing.head(record.unit, at),
        "book": facts["book"],
        "ordinal": facts["ordinal"],
        "owner": facts["owner_name"],
        "dossier": record.number,
        "procedure": record.procedure.name,
        "received_at": life.received_at.isoformat(),
        "due_at": standing.due_at.isoformat() if standing.due_at else "",
        "no_due": _no_due(record),
        "competent": organisation.short_name(life.competent_unit),
        "others": "; ".join(organisation.short_name(unit) for unit in others),
        "rows": _hand_overs(record),
        "printed_at": local(at).isoformat(),
        "scan": record.number,
    }


def _no_due(record: Record) -> str:
    if record.standing.paused_since:
        return _("còn %(left)s khi đủ giấy") % {"left": record.standing.days_left}
    return _("không có thời hạn")


def _hand_overs(record: Record) -> list[HandOverLine]:
    life = record.life
    calendar = organisation.calendar_of(life.terms.calendar)
    names = identity.names([move.by_account for move in life.moves if move.by_account])
    lines = []
    for index, move in enumerate(life.moves):
        before = life.moves[index - 1] if index else None
        by = names.get(move.by_account, "") if move.by_account else ""
        timing = timing_of_step(life, calendar, index) if before else None
        takes_itself = before is None or move.kind is MoveKind.TAKEN_UP
        lines.append(
            _line(
                giver=_place(before) if before else _("người nộp"),
                taker=_place(move),
                giver_name="" if takes_itself else by,
                taker_name=by if takes_itself else _holder(move),
                at=move.at,
                timing=timing,
                note=str(NOTES.get(move.kind, "")),
            )
        )
    if life.returned_at:
        delivery = record.rows["deliveries"][0]
        lines.append(
            _line(
                giver=_place(life.moves[-1]),
                taker=_("người nộp"),
                giver_name=_name_of(delivery["by_account"]),
                taker_name=_recipient(record),
                at=life.returned_at,
                timing=timing_of_whole(record.standing),
                note=_("Trả kết quả"),
            )
        )
    return lines


def _line(
    *, giver: str, taker: str, giver_name: str, taker_name: str, at: datetime, timing: Timing | None, note: str
) -> HandOverLine:
    return {
        "giver": giver,
        "taker": taker,
        "giver_name": giver_name,
        "taker_name": taker_name,
        "at": local(at).isoformat(),
        "result": str(TIMINGS[timing]) if timing else "",
        "note": note,
    }


def _place(move: Move) -> str:
    if move.role is Role.COUNTER:
        return printing.counter_of(move.unit)
    return ", ".join(filter(None, (move.section, organisation.short_name(move.unit))))


def _holder(move: Move) -> str:
    if move.post is None:
        return ""
    return ", ".join(official.name for official in identity.holders(move.post, move.at))


def _texts(form: str, record: Record, at: datetime, account: str) -> dict[str, str]:
    return organisation.form_texts(form, local(at).date(), unit=record.unit, person=_name_of(account))


def _name_of(account: str) -> str:
    return identity.names([UUID(account)]).get(UUID(account), "")


def _recipient(record: Record) -> str:
    sealed = hexed(record.rows["deliveries"][0]["recipient"])
    name: str = json.loads(unseal(sealed, RECIPIENT))["name"]
    return name


def history(actor: Actor, record: Record, at: datetime) -> HistoryInputs:
    """Return the story of a dossier, the oldest line first (spec §2.7)."""
    page = queries.page_of(actor, record, at=at)
    life, standing = record.life, record.standing
    return {
        "head": printing.head(record.unit, at),
        "dossier": record.number,
        "owner": record.facts["owner_name"],
        "procedure": record.procedure.name,
        "received_at": life.received_at.isoformat() if life.received_at else "",
        "due_at": standing.due_at.isoformat() if standing.due_at else "",
        "holder": page.holder,
        "state": page.waiting_for,
        "lines": [
            {
                "at": line.at.isoformat(),
                "sentence": f"{line.sentence} «{line.text}»" if line.text else line.sentence,
                "who": ", ".join(filter(None, (line.who, line.post, line.unit))),
            }
            for line in reversed(page.timeline)
        ],
        "printed_at": local(at).isoformat(),
        "scan": record.number,
    }


def delivery_slip(record: Record) -> DeliverySlipInputs:
    """Return the slip that both sides sign when the result is handed over (spec G07). Refuses with NotNow before that."""
    life, standing = record.life, record.standing
    if life.returned_at is None or life.received_at is None:
        raise NotNow(_("Kết quả chưa trả nên chưa có giấy biên nhận. Trả kết quả trước, rồi in."))
    delivery = record.rows["deliveries"][0]
    # A version that came later was not what was handed over then.
    result = [row for row in record.rows["results"] if moment_of(row["at"]) <= life.returned_at][-1]
    recipient = json.loads(unseal(hexed(delivery["recipient"]), RECIPIENT))
    timing = timing_of_whole(standing)
    proof = " ".join(filter(None, (str(PROOFS[delivery["proof"]]), recipient["number"])))
    return {
        "head": printing.head(record.unit, life.returned_at),
        "dossier": record.number,
        "owner": record.facts["owner_name"],
        "procedure": record.procedure.name,
        "received_at": life.received_at.isoformat(),
        "due_at": standing.due_at.isoformat() if standing.due_at else "",
        "result": result_words(result["kind"]),
        "result_number": result["number"],
        "signed_on": result["signed_on"] or "",
        "returned_at": life.returned_at.isoformat(),
        "timing": str(TIMINGS[timing]) if timing else "",
        "recipient": recipient["name"],
        "relation": str(RELATIONS.get(delivery["relation"], "")),
        "proof": proof,
        "originals": "; ".join(original.words for original in life.originals if original.end is OriginalEnd.GIVEN_BACK),
        "texts": _texts("delivery_slip", record, life.returned_at, delivery["by_account"]),
        "clerk": _name_of(delivery["by_account"]),
        "scan": record.number,
    }


def originals_slip(record: Record, at: datetime) -> OriginalsSlipInputs:
    """Return the slip that names the originals in the office's keeping; refuses with NotNow where there are none."""
    kept = [line for line in queries.originals_of(record, at) if line.ended_at is None]
    if not kept or record.life.received_at is None:
        raise NotNow(_("Cơ quan không giữ bản chính nào của hồ sơ này nên không có phiếu giữ."))
    first = next(row for row in record.rows["originals"] if row["id"] == str(kept[0].id))
    return {
        "head": printing.head(record.unit, at),
        "dossier": record.number,
        "owner": record.facts["owner_name"],
        "giver": record.facts["submitter_name"] or record.facts["owner_name"],
        "procedure": record.procedure.name,
        "originals": [
            {
                "name": line.name,
                "count": line.count,
                "keeper": ", ".join(filter(None, (line.keeper, line.unit_name))),
                "at": local(line.at).isoformat(),
            }
            for line in kept
        ],
        "texts": _texts("originals_slip", record, at, first["by_account"]),
        "clerk": _name_of(first["by_account"]),
        "printed_at": local(at).isoformat(),
        "scan": record.number,
    }


def transfer_slip(actor: Actor, record: Record, at: datetime) -> TransferSlipInputs:
    """Return the slip on which the work and the deadline of each agency stand (NĐ 61/2018 Đ19.6a); refuses with NotNow."""
    stages = queries.stage_lines(record, at)
    life, standing = record.life, record.standing
    if not stages or life.received_at is None:
        raise NotNow(_("Hồ sơ này một cơ quan giải quyết nên không có phiếu chuyển."))
    work = {stage.no: stage.steps for stage in stages_of(life, organisation.calendar_of(life.terms.calendar))}
    return {
        "head": printing.head(record.unit, at),
        "dossier": record.number,
        "owner": record.facts["owner_name"],
        "procedure": record.procedure.name,
        "received_at": life.received_at.isoformat(),
        "due_at": standing.due_at.isoformat() if standing.due_at else "",
        "lead": organisation.short_name(life.competent_unit),
        "stages": [
            {
                "agency": stage.agency,
                "work": "; ".join(dict.fromkeys(step.name for step in life.route if step.no in work[stage.no])),
                "due_at": stage.due_at.isoformat() if stage.due_at else "",
                "is_parallel": stage.is_parallel,
            }
            for stage in stages
        ],
        "clerk": actor.name,
        "printed_at": local(at).isoformat(),
        "scan": record.number,
    }


def meeting_invitation(record: Record, line: MeetingLine, at: datetime) -> MeetingInputs:
    """Return the invitation to a council or a check on the spot (spec E05)."""
    caller = record_of_meeting(record, line)
    return {
        **_meeting(record, line, at),
        "post": organisation.post(UUID(caller["by_post"])).name if caller["by_post"] else "",
        "caller": _name_of(caller["by_account"]),
        "texts": _texts("meeting_invitation", record, moment_of(caller["at"]), caller["by_account"]),
    }


def meeting_minutes(record: Record, line: MeetingLine, at: datetime) -> MinutesInputs:
    """Return the minutes (NĐ 61/2018 Đ19.3); what nobody has recorded yet is left for the pen."""
    return {
        **_meeting(record, line, line.recorded_at or at),
        "found": line.found,
        "conclusion": str(CONCLUSIONS[line.conclusion]) if line.conclusion else "",
        "signers": list(line.signers),
        "keeper": _name_of(record_of_meeting(record, line)["by_account"]),
    }


def record_of_meeting(record: Record, line: MeetingLine) -> dict[str, Any]:
    """Return the row of a meeting."""
    return next(row for row in record.rows["meetings"] if row["id"] == str(line.id))


def _meeting(record: Record, line: MeetingLine, at: datetime) -> Any:
    return {
        "head": printing.head(line.unit, at) | {"desk": ""},
        "dossier": record.number,
        "owner": record.facts["owner_name"],
        "procedure": record.procedure.name,
        "check": line.kind is MeetingKind.CHECK,
        "starts_at": line.starts_at.isoformat(),
        "place": line.place,
        "about": line.about,
        "people": list(line.people),
    }


def result_words(kind: str) -> str:
    """Return a result's kind in words."""
    return {
        "granted": _("Kết quả"),
        "refused": _("Văn bản từ chối"),
        "stopped": _("Thông báo dừng giải quyết"),
        "annulled": _("Quyết định huỷ kết quả"),
    }[kind]
