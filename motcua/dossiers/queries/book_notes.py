"""What is written behind a line of the register: repairs with old and new value, endings, new appointments."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.dossiers import speech
from motcua.dossiers.books import Note, short_day, short_moment
from motcua.dossiers.printing import address_unsealed
from motcua.dossiers.record import hexed, moment_of
from motcua.dossiers.services.correct import BEFORE, shown
from motcua.dossiers.services.refuse import REASON
from motcua.dossiers.services.return_result import RECIPIENT
from motcua.kernel.keys import unseal
from motcua.parties.types import Person

#: The rows that a line's notes are made of.
TABLES = {
    "corrections": "dossiers_correction order by ordinal",
    "endings": "dossiers_ending order by at",
    "withdrawals": "dossiers_withdrawal order by at",
    "refusals": "dossiers_refusal order by at",
    "supplements": "dossiers_supplement order by ordinal",
    "apologies": "dossiers_apology order by ordinal",
    "incidents": "dossiers_incident order by at",
    "repairs": "dossiers_result_repair order by version",
    "deliveries": "dossiers_delivery order by at",
}
Row = Mapping[str, Any]


def notes_of(row: Row, people: Mapping[UUID, Person], names: Mapping[UUID, str]) -> tuple[Note, ...]:
    """Return what happened to a line in the order of the moments; each says its day."""
    found = [
        *_endings(row),
        *_requests(row),
        *_corrections(row, people),
        *_results(row, names),
    ]
    return tuple(sorted(found, key=lambda note: note.at))


def _note(one: Row, sentence: str, **values: object) -> Note:
    at = moment_of(one["at"])
    return Note(at, sentence % {"day": short_day(at), **values})


def _reason(one: Row) -> str:
    return unseal(hexed(one["reason"]), REASON)


def _endings(row: Row) -> Iterator[Note]:
    for one in row["endings"]:
        words = (
            _("Huỷ tiếp nhận nhầm %(day)s: %(reason)s.")
            if one["kind"] == "cancelled"
            else _("Dừng giải quyết %(day)s: %(reason)s.")
        )
        yield _note(one, words, reason=_reason(one).rstrip("."))
    for one in row["withdrawals"]:
        yield _note(one, _("Người nộp rút hồ sơ %(day)s."))
    for one in row["refusals"]:
        yield _note(one, _("Từ chối giải quyết %(day)s."))


def _requests(row: Row) -> Iterator[Note]:
    for one in row["supplements"]:
        yield _note(one, _("Yêu cầu bổ sung %(day)s."))
        if one["answered_at"]:
            yield _note({"at": one["answered_at"]}, _("Bổ sung đủ %(day)s."))
    for one in row["apologies"]:
        until = short_day(date.fromisoformat(one["until"]))
        yield _note(one, _("Xin lỗi %(day)s, hẹn lại %(until)s."), until=until)
    for one in row["incidents"]:
        words = _("Giấy tờ hỏng, báo %(day)s.") if one["kind"] == "damaged" else _("Giấy tờ mất, báo %(day)s.")
        yield _note(one, words)


def _results(row: Row, names: Mapping[UUID, str]) -> Iterator[Note]:
    kinds = {
        "corrected": _("Đính chính kết quả %(day)s."),
        "replaced": _("Thay kết quả %(day)s."),
        "annulled": _("Huỷ kết quả %(day)s."),
    }
    for one in row["repairs"]:
        yield _note(one, kinds.get(one["kind"], _("Sửa kết quả %(day)s.")))
    for one in row["deliveries"]:
        at = moment_of(one["at"])
        giver, taker = handed_over(one, names)
        words = _("Trả kết quả %(moment)s; bên giao: %(giver)s; bên nhận: %(taker)s.")
        yield Note(at, words % {"moment": short_moment(at), "giver": giver, "taker": taker}, of_result=True)


def handed_over(delivery: Row, names: Mapping[UUID, str]) -> tuple[str, str]:
    """Return who gave and who received the result."""
    taker: str = json.loads(unseal(hexed(delivery["recipient"]), RECIPIENT))["name"]
    return names.get(UUID(delivery["by_account"]), ""), taker


def _corrections(row: Row, people: Mapping[UUID, Person]) -> Iterator[Note]:
    kept = [(one, json.loads(unseal(hexed(one["before"]), BEFORE))) for one in row["corrections"]]
    for index, (one, before) in enumerate(kept):
        later = [fields for _row, fields in kept[index + 1 :]]
        changes = "; ".join(
            _("%(field)s «%(old)s» thành «%(new)s»")
            % {
                "field": speech.field_words(name),
                "old": old or _("chưa ghi"),
                "new": next((fields[name] for fields in later if name in fields), None)
                or _value(row, name, people)
                or _("không ghi"),
            }
            for name, old in before.items()
        )
        yield _note(one, _("Đính chính %(day)s: %(changes)s."), changes=changes)


def _value(row: Row, name: str, people: Mapping[UUID, Person]) -> str:
    """Return what is recorded now, in the words in which a correction keeps the old."""
    who, _sep, what = name.partition(".")
    if what:
        person = people.get(row[f"{who}_id"])
        return shown(what, getattr(person, what)) if person else ""
    match name:
        case "papers":
            words = _("%(name)s: %(originals)s chính, %(certified)s chứng thực, %(copies)s chụp")
            return "; ".join(words % paper for paper in row["papers"])
        case "case":
            return str(row["case_label"])
        case "delivery":
            return delivery_words(row["delivery"])
        case "delivery_address":
            return address_unsealed(row["delivery_address"])
        case _:
            return str(row[name] or "")


def delivery_words(delivery: str) -> str:
    """Return how the result goes back, in words."""
    return {"counter": _("tại quầy"), "post": _("qua bưu điện"), "online": _("trực tuyến")}.get(delivery, "")
