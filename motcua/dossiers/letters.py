"""What people are told of their dossiers by e-mail and SMS: kinds of messages, and the reader that asks for them.

A new kind is three lines: its letter below, its verb in ``TOLD``, and, where it has places of its own, their values in
``_values``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.catalogue import queries as catalogue
from motcua.clocks.dates import say_weekday
from motcua.dossiers.online import CODE
from motcua.dossiers.services.meet import unsealed
from motcua.dossiers.services.refuse import REASON
from motcua.dossiers.services.supplement import unseal_asked
from motcua.dossiers.types import KIND, MeetingKind
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.kernel.keys import unseal
from motcua.kernel.moments import local
from motcua.kernel.money import dong
from motcua.kernel.statements import rows
from motcua.ledger.sockets import Reader
from motcua.ledger.types import Entry
from motcua.notices import queries as notices
from motcua.notices import services
from motcua.notices.sockets import Letter
from motcua.notices.types import Channel, News, Text
from motcua.organisation import queries as organisation

#: Places of every letter, with the sample that the page of texts shows.
PLACES = {
    "ho_ten": "Triệu Mùi Khé",
    "ma_ho_so": "900.05.03.H03-200511-0005",
    "thu_tuc": "Đăng ký khai sinh",
    "co_quan": "UBND xã Quảng Khê",
    "tra_cuu": "https://motcua.vidu.vn/tra-cuu?ma=900.05.03.H03-200511-0005",
    "duong_day": "0209 0000 000",
    "tinh": "Bắc Kạn",
}
DUE = {"hen_tra": "16:30 thứ Hai 18/5/2020"}
MET = {"viec": "kiểm tra thực tế", "luc_hop": "08:30 thứ Sáu 15/5/2020", "noi_hop": "Thửa đất số 12, thôn Nà Lẻo"}
ASKED = {"giay_to": "- Giấy chứng sinh\n- Sổ hộ khẩu", "ly_do": "Để đối chiếu nơi cư trú."}

_END = """

Xem hồ sơ đang ở đâu: {tra_cuu}
Cần hỏi thêm, gọi {duong_day}. Thư này gửi tự động, không cần trả lời.

Một cửa {tinh}"""


def _letter(
    key: str, name: object, subject: str, body: str, sms: str, *, is_secret: bool = False, **more: str
) -> Letter:
    texts = {Channel.EMAIL: Text(subject, body.strip() + _END), Channel.SMS: Text("", sms)}
    return Letter(key, name, texts, {**PLACES, **more}, _page_of, is_secret=is_secret)


def _page_of(number: str) -> str:
    return reverse("dossiers:dossier", args=[number])


LETTERS = (
    _letter(
        "receipt",
        gettext_lazy("Đã tiếp nhận"),
        "Đã tiếp nhận hồ sơ {ma_ho_so}",
        """Kính gửi {ho_ten},

{co_quan} đã tiếp nhận hồ sơ của bạn.

Mã hồ sơ: {ma_ho_so}
Thủ tục: {thu_tuc}
Hẹn trả kết quả: {hen_tra}

Khi đến nhận kết quả, mang theo giấy hẹn; mất giấy hẹn thì mang giấy tờ tuỳ thân.""",
        "{co_quan} đã tiếp nhận hồ sơ {ma_ho_so}, hẹn trả {hen_tra}.",
        **DUE,
    ),
    _letter(
        "supplement",
        gettext_lazy("Cần bổ sung giấy tờ"),
        "Hồ sơ {ma_ho_so} cần bổ sung giấy tờ",
        """Kính gửi {ho_ten},

Hồ sơ {ma_ho_so} ({thu_tuc}) cần bổ sung:

{giay_to}

Lý do: {ly_do}

Nộp các giấy này tại nơi đã nộp hồ sơ: {co_quan}. Nộp một lần cho đủ.
Có giấy nào khó tìm, gọi {duong_day} để được hướng dẫn.""",
        "Hồ sơ {ma_ho_so} cần bổ sung giấy tờ. Xem Phiếu yêu cầu bổ sung, hoặc gọi {duong_day} để được hướng dẫn.",
        **ASKED,
    ),
    _letter(
        "payment",
        gettext_lazy("Cần nộp phí"),
        "Hồ sơ {ma_ho_so} đang chờ nộp phí",
        """Kính gửi {ho_ten},

Hồ sơ {ma_ho_so} ({thu_tuc}) đang chờ bạn nộp {phai_nop}.

Nộp tại nơi đã nộp hồ sơ: {co_quan}, trong giờ làm việc. Nộp đủ, hồ sơ được giải quyết tiếp.
Thuộc diện miễn, giảm thì mang theo giấy tờ chứng minh.""",
        "Hồ sơ {ma_ho_so} đang chờ bạn nộp {phai_nop} tại {co_quan}. Hỏi thêm, gọi {duong_day}.",
        phai_nop="30.000 đ",
    ),
    _letter(
        "apology",
        gettext_lazy("Xin lỗi và hẹn lại"),
        "Xin lỗi và hẹn lại ngày trả kết quả của hồ sơ {ma_ho_so}",
        """Kính gửi {ho_ten},

Chúng tôi xin lỗi: kết quả của hồ sơ {ma_ho_so} ({thu_tuc}) chậm so với hẹn.

Hẹn mới: {hen_tra}
Lý do: {ly_do}

Bạn không phải làm gì thêm. Nhận kết quả tại {co_quan}, hoặc theo cách bạn đã chọn.""",
        "Xin lỗi: kết quả hồ sơ {ma_ho_so} chậm so với hẹn. Hẹn mới {hen_tra}. Hỏi thêm, gọi {duong_day}.",
        **DUE,
        ly_do="Chờ kết quả đo đạc.",
    ),
    _letter(
        "ready",
        gettext_lazy("Đã có kết quả"),
        "Đã có kết quả của hồ sơ {ma_ho_so}",
        """Kính gửi {ho_ten},

Hồ sơ {ma_ho_so} ({thu_tuc}) đã có kết quả.

Nhận kết quả tại {co_quan}, trong giờ làm việc. Mang theo giấy hẹn; mất giấy hẹn thì mang giấy tờ tuỳ thân.
Nếu đã đăng ký nhận qua bưu điện, kết quả sẽ được gửi đến địa chỉ trên giấy hẹn.""",
        "Hồ sơ {ma_ho_so} đã có kết quả. Nhận tại {co_quan}, mang theo giấy hẹn.",
    ),
    _letter(
        "ready-online",
        gettext_lazy("Đã có kết quả, nhận trên mạng"),
        "Đã có kết quả của hồ sơ {ma_ho_so}",
        """Kính gửi {ho_ten},

Hồ sơ {ma_ho_so} ({thu_tuc}) đã có kết quả điện tử.

Nhận kết quả tại: {nhan}
Trang đó gửi mã nhận đến điện thoại hoặc thư điện tử bạn đã ghi. Nhập mã, kết quả được tải về.""",
        "Hồ sơ {ma_ho_so} đã có kết quả. Nhận tại {nhan}",
        nhan="https://motcua.vidu.vn/tra-cuu/AbC123/nhan-ket-qua",
    ),
    _letter(
        "online-code",
        gettext_lazy("Mã nhận kết quả"),
        "Mã nhận kết quả của hồ sơ {ma_ho_so}",
        """Kính gửi {ho_ten},

Mã nhận kết quả của hồ sơ {ma_ho_so} là {ma_nhan}, có giá trị 30 phút.

Không đưa mã này cho ai, kể cả người tự xưng là công chức. Nếu bạn không yêu cầu, gọi {duong_day}.""",
        "{ma_nhan} là mã nhận kết quả hồ sơ {ma_ho_so}, có giá trị 30 phút. Không đưa mã cho ai.",
        is_secret=True,
        ma_nhan="482915",
    ),
    _letter(
        "meeting-called",
        gettext_lazy("Hẹn họp, kiểm tra thực tế"),
        "Hồ sơ {ma_ho_so}: mời có mặt lúc {luc_hop}",
        """Kính gửi {ho_ten},

{co_quan} mời bạn có mặt khi {viec} về hồ sơ {ma_ho_so} ({thu_tuc}).

Lúc: {luc_hop}
Tại: {noi_hop}

Nếu không đến được, gọi {duong_day} để hẹn lại.""",
        "Hồ sơ {ma_ho_so}: {viec} lúc {luc_hop}, tại {noi_hop}. Mời bạn có mặt. Không đến được, gọi {duong_day}.",
        **MET,
    ),
    _letter(
        "meeting-moved",
        gettext_lazy("Dời lịch họp, kiểm tra thực tế"),
        "Hồ sơ {ma_ho_so}: dời lịch sang {luc_hop}",
        """Kính gửi {ho_ten},

Lịch {viec} về hồ sơ {ma_ho_so} ({thu_tuc}) đã dời. Lịch mới:

Lúc: {luc_hop}
Tại: {noi_hop}

Nếu không đến được, gọi {duong_day} để hẹn lại.""",
        "Hồ sơ {ma_ho_so}: {viec} dời sang {luc_hop}, tại {noi_hop}. Không đến được, gọi {duong_day}.",
        **MET,
    ),
    _letter(
        "meeting-off",
        gettext_lazy("Huỷ lịch họp, kiểm tra thực tế"),
        "Hồ sơ {ma_ho_so}: huỷ lịch lúc {luc_hop}",
        """Kính gửi {ho_ten},

Lịch {viec} về hồ sơ {ma_ho_so} ({thu_tuc}) lúc {luc_hop}, tại {noi_hop} đã huỷ. Bạn không phải đến.

Khi có lịch khác, {co_quan} sẽ báo.""",
        "Hồ sơ {ma_ho_so}: lịch {viec} lúc {luc_hop} đã huỷ, bạn không phải đến. Hỏi thêm, gọi {duong_day}.",
        **MET,
    ),
    _letter(
        "returned",
        gettext_lazy("Đã trả kết quả"),
        "Đã trả kết quả của hồ sơ {ma_ho_so}",
        """Kính gửi {ho_ten},

Kết quả của hồ sơ {ma_ho_so} ({thu_tuc}) đã được trả lúc {luc}.

Nếu không phải bạn hoặc người bạn nhờ đã nhận, gọi ngay {duong_day}.""",
        "Kết quả của hồ sơ {ma_ho_so} đã được trả lúc {luc}. Nếu không phải bạn nhận, gọi {duong_day}.",
        luc="09:20 thứ Hai 18/5/2020",
    ),
    _letter(
        "refused",
        gettext_lazy("Không được giải quyết"),
        "Hồ sơ {ma_ho_so} không được giải quyết",
        """Kính gửi {ho_ten},

Hồ sơ {ma_ho_so} ({thu_tuc}) không đủ điều kiện giải quyết. Lý do ghi trong văn bản trả lời, nhận tại {co_quan} trong giờ làm việc.

Nếu không đồng ý, bạn có quyền khiếu nại; cách làm ghi ở cuối văn bản.""",
        "Hồ sơ {ma_ho_so} không đủ điều kiện giải quyết. Nhận văn bản nêu lý do tại {co_quan}.",
    ),
)
#: Which act is told as which kind.
TOLD = {
    "dossiers.received": "receipt",
    "dossiers.supplement_asked": "supplement",
    "dossiers.supplement_asked_late": "supplement",
    "dossiers.payment_asked": "payment",
    "dossiers.apologised": "apology",
    "dossiers.apologised_late": "apology",
    "dossiers.approved": "ready",
    "dossiers.result_registered": "ready",
    "dossiers.decided_at_counter": "ready",
    "dossiers.check_called": "meeting-called",
    "dossiers.council_called": "meeting-called",
    "dossiers.check_moved": "meeting-moved",
    "dossiers.council_moved": "meeting-moved",
    "dossiers.check_called_off": "meeting-off",
    "dossiers.council_called_off": "meeting-off",
    "dossiers.returned": "returned",
    "dossiers.returned_by_post": "returned",
    "dossiers.returned_online": "returned",
    "dossiers.online_code_sent": "online-code",
    "dossiers.refused": "refused",
}

#: The verbs about meetings, and what a letter calls each kind.
MEETING_VERBS = frozenset(verb for verb, kind in TOLD.items() if kind.startswith("meeting-"))
MEETING_WORDS = {MeetingKind.CHECK: "kiểm tra thực tế", MeetingKind.COUNCIL: "họp hội đồng"}

#: Whoever waits for these at a page is told in the night too.
AT_ONCE = frozenset({"online-code"})

FACTS = """
select id, coalesce(code, filing_number) as number, unit_id, procedure_id, coalesce(submitter_id, owner_id) as person, delivery, token,
  (select file_id from dossiers_result r where r.dossier_id = d.id order by version desc limit 1) is not null as has_copy
from dossiers_dossier d where id = any(%s)
"""
CODES = "select id, code from dossiers_online_code where id = any(%s)"
SUPPLEMENTS = "select id, asked from dossiers_supplement where id = any(%s)"
MEETINGS = "select id, kind, said from dossiers_meeting where id = any(%s)"
MEETING_CHANGES = (
    "select meeting_id, at, was_said from dossiers_meeting_change where meeting_id = any(%s) order by at, id"
)
CAUSES = "select id, cause from dossiers_apology where id = any(%s)"


def tell(entries: Sequence[Entry]) -> None:
    """Ask for a message about every line that people are told of; safe to run twice."""
    if not notices.channels_on():
        return
    wanted = _to_tell([entry for entry in entries if entry.verb in TOLD and notices.is_news(entry.at)])
    if not wanted:
        return
    dossiers = {row["id"]: row for row in rows(FACTS, [list({entry.stream for entry in wanted})])}
    asked_for = [UUID(str(entry.facts["supplement"])) for entry in wanted if "supplement" in entry.facts]
    asked = {row["id"]: unseal_asked(row["asked"]) for row in rows(SUPPLEMENTS, [asked_for])} if asked_for else {}
    excused = [UUID(str(entry.facts["apology"])) for entry in wanted if "apology" in entry.facts]
    causes = {row["id"]: unseal(row["cause"], REASON) for row in rows(CAUSES, [excused])} if excused else {}
    met = _met([entry for entry in wanted if "invited" in entry.facts])
    sent = [UUID(str(entry.facts["online_code"])) for entry in wanted if "online_code" in entry.facts]
    codes = {row["id"]: unseal(row["code"], CODE) for row in rows(CODES, [sent])} if sent else {}
    news = [
        News(
            cause=entry.id,
            kind=_kind(entry, dossier),
            about_kind=KIND,
            about=entry.stream,
            label=dossier["number"],
            unit=dossier["unit_id"],
            person=dossier["person"],
            at=entry.at,
            values=_values(entry, dossier, asked, causes) | _code(entry, codes) | met.get(entry.id, {}),
            at_once=TOLD[entry.verb] in AT_ONCE,
        )
        for entry in wanted
        for dossier in [dossiers[entry.stream]]
    ]
    services.tell(actor=SYSTEM, at=moments.now(), news=news)


def _kind(entry: Entry, dossier: Mapping[str, Any]) -> str:
    """Return the kind of message: a result that can be taken online is told with the way there."""
    kind = TOLD[entry.verb]
    return "ready-online" if kind == "ready" and dossier["delivery"] == "online" and dossier["has_copy"] else kind


def _code(entry: Entry, codes: Mapping[UUID, str]) -> dict[str, str]:
    return {"ma_nhan": codes[UUID(str(entry.facts["online_code"]))]} if "online_code" in entry.facts else {}


def _to_tell(entries: Sequence[Entry]) -> list[Entry]:
    """Leave out what whoever stands at the counter sees: received and returned in one go is told as returned only.

    Of meetings people are told only where they are to be there themselves.
    """
    at_once = {(entry.stream, entry.at) for entry in entries if entry.verb == "dossiers.returned"}
    return [
        entry
        for entry in entries
        if (entry.verb == "dossiers.returned" or (entry.stream, entry.at) not in at_once)
        and (entry.verb not in MEETING_VERBS or entry.facts.get("invited"))
    ]


def _met(entries: Sequence[Entry]) -> dict[UUID, dict[str, str]]:
    """Return when and where each line about a meeting says that it is, also where it was moved again since."""
    if not entries:
        return {}
    of = {entry.id: UUID(str(entry.facts.get("meeting") or entry.facts["of"])) for entry in entries}
    known = {row["id"]: row for row in rows(MEETINGS, [list(set(of.values()))])}
    changes = rows(MEETING_CHANGES, [list(known)])
    told = {}
    for entry in entries:
        meeting = known[of[entry.id]]
        later = [row["was_said"] for row in changes if row["meeting_id"] == meeting["id"] and row["at"] > entry.at]
        said = unsealed({"said": later[0] if later else meeting["said"]})
        words = MEETING_WORDS[MeetingKind(meeting["kind"])]
        told[entry.id] = {"viec": words, "luc_hop": _moment(entry.facts["starts"]), "noi_hop": said["place"]}
    return told


def _values(
    entry: Entry, dossier: Mapping[str, Any], asked: Mapping[UUID, Mapping[str, Any]], causes: Mapping[UUID, str]
) -> dict[str, str]:
    number, now = dossier["number"], moments.now().date()
    province = organisation.settings(now)
    values = {
        "ma_ho_so": number,
        "thu_tuc": catalogue.version(dossier["procedure_id"]).short_name,
        "co_quan": organisation.short_name(dossier["unit_id"]),
        "tra_cuu": f"{settings.PUBLIC_URL.rstrip('/')}/tra-cuu?ma={number}",
        "nhan": f"{settings.PUBLIC_URL.rstrip('/')}/tra-cuu/{dossier['token']}/nhan-ket-qua",
        "duong_day": province.contact.get("hotline", ""),
        "tinh": province.name,
        "hen_tra": _moment(entry.facts.get("due")) or _("chưa định ngày"),
        "luc": _moment(entry.at.isoformat()),
    }
    if "supplement" in entry.facts:
        found = asked[UUID(str(entry.facts["supplement"]))]
        values |= {"giay_to": "\n".join(f"- {paper[0]}" for paper in found["papers"]), "ly_do": found["reason"]}
    if "owed" in entry.facts:
        values["phai_nop"] = dong(int(entry.facts["owed"]))
    if "apology" in entry.facts:
        values["ly_do"] = causes[UUID(str(entry.facts["apology"]))]
    return values


def _moment(written: object) -> str:
    """Return «16:30 thứ Hai 18/5/2020»; the end of a day is the day alone."""
    if not written:
        return ""
    moment = local(datetime.fromisoformat(str(written)))
    day = f"{say_weekday(moment.date())} {moment.day}/{moment.month}/{moment.year}"
    return day if (moment.hour, moment.minute) == (23, 59) else f"{moment:%H:%M} {day}"


READER = Reader("dossiers.letters", frozenset({KIND}), tell)
