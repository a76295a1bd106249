"""A result that is given back online: whether it may be, where its code goes, which file it is (NĐ 61/2018 Đ20.3)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.dossiers.charging import unpaid_at_return
from motcua.dossiers.record import Record
from motcua.dossiers.types import ProofKind, State
from motcua.kernel.money import dong
from motcua.notices import queries as notices

CODE = "dossiers.online-code"
#: Figures of a code: short enough to type, and five tries against a million.
DIGITS = 6


def copy_of(record: Record) -> UUID | None:
    """Return the file of the result that counts, the newest version; None where it is on paper only."""
    results = record.rows["results"]
    found = results[-1]["file_id"] if results else None
    return UUID(found) if found else None


def why_not(record: Record, on: date) -> str:
    """Return the sentence that tells why a result is not given back online; empty where it is."""
    if record.life.erased_at:
        return _("Hồ sơ này đã hết thời gian lưu giữ; kết quả không còn ở đây.")
    if record.facts["delivery"] != "online":
        return _("Hồ sơ này hẹn trả kết quả theo cách khác. Xem cách nhận trên giấy hẹn.")
    if record.standing.state is State.RETURNED and not was_online(record):
        return _("Kết quả đã được trả. Bạn không phải làm gì nữa.")
    if record.standing.state not in {State.FINISHED, State.RETURNED} or record.life.stopped_at:
        return _("Hồ sơ chưa có kết quả. Khi có, bạn nhận được tin báo.")
    if record.life.kept:
        return _("Cơ quan đang giữ bản chính của bạn. Mang giấy hẹn đến nơi đã nộp để nhận cả kết quả và bản chính.")
    if unpaid := unpaid_at_return(record.life, on):
        return _("Hồ sơ còn %(amount)s chưa nộp. Nộp ở nơi đã nộp hồ sơ, rồi mở lại trang này để nhận kết quả.") % {
            "amount": dong(unpaid)
        }
    if copy_of(record) is None:
        return _("Kết quả chỉ có bản giấy. Mang giấy hẹn đến nơi đã nộp để nhận.")
    return ""


def was_online(record: Record) -> bool:
    """Whether the result was given back online: whoever took it may take it again."""
    deliveries = record.rows["deliveries"]
    return bool(deliveries) and deliveries[-1]["proof"] == ProofKind.ONLINE


def is_offered(record: Record, on: date) -> bool:
    """Whether the result lies ready to be taken online."""
    return not why_not(record, on) and bool(addresses_of(record))


def addresses_of(record: Record) -> tuple[str, ...]:
    """Return where the code would go, each masked («090…001»); nothing where no message leaves the house."""
    person = UUID(record.facts["submitter_id"] or record.facts["owner_id"])
    return notices.reached_at(person)


def no_address() -> str:
    """Tell whoever left no address, or where no message leaves the house."""
    return _("Hồ sơ không có điện thoại hay thư điện tử để gửi mã nhận. Mang giấy hẹn đến nơi đã nộp để nhận.")
