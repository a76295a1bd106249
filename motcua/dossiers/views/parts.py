"""The parts of a dossier's page: what may be done, papers, facts, the story; ready for the template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.catalogue import queries as catalogue
from motcua.clocks.dates import say_moment
from motcua.clocks.limits import describe_limit
from motcua.dossiers import queries
from motcua.dossiers.deeds import OF_ORIGINALS, OF_THE_LEADER, REPAIRS, words_of
from motcua.dossiers.printing import address_of, fee_words
from motcua.dossiers.queries.again import ADDRESS, shown_birth
from motcua.dossiers.queries.agencies import TaskLine
from motcua.dossiers.queries.meetings import MeetingLine
from motcua.dossiers.queries.page import DossierPage
from motcua.dossiers.queries.page import Line as Told
from motcua.dossiers.queries.reception import counts_words
from motcua.dossiers.record import Record, hexed
from motcua.dossiers.rules import next_step, return_step
from motcua.dossiers.services.hand_over import sections_for
from motcua.dossiers.services.refuse import REASON
from motcua.dossiers.slips import result_words
from motcua.dossiers.sockets import BesideBox, beside, enclosures
from motcua.dossiers.speech import CONCLUSIONS, MEETINGS
from motcua.dossiers.types import KIND, Channel, Custody, Deed, LossKind, MeetingKind, PaperIn, Printed, Role, RouteStep
from motcua.kernel import access, moments
from motcua.kernel.actor import Actor
from motcua.kernel.keys import unseal
from motcua.kernel.moments import local
from motcua.kernel.money import dong
from motcua.notices import queries as notices
from motcua.notices import types as notices_types
from motcua.organisation import queries as organisation
from motcua.parties import queries as parties
from motcua.parties.types import Person
from motcua.ui import words
from motcua.ui.parts import assumed
from motcua.ui.types import Fact, Line

#: The noun under which each deed is posted.
NOUNS = {
    Deed.RECEIVE: "receive-filed",
    Deed.HAND_OVER: "hand-over",
    Deed.ASSIGN: "assignment",
    Deed.TAKE_UP: "take-up",
    Deed.PROPOSE: "proposal",
    Deed.APPROVE: "approval",
    Deed.SEND_BACK: "send-back",
    Deed.REGISTER_RESULT: "result",
    Deed.RETURN_RESULT: "delivery",
    Deed.SEND_BY_POST: "parcel",
    Deed.COMPLETE_SUPPLEMENT: "supplement-completed",
    Deed.ASK_SUPPLEMENT: "supplement",
    Deed.SEND_TO_AGENCIES: "coordination",
    Deed.CONSULT: "consultation",
    Deed.CALL_MEETING: "meeting",
    Deed.DECIDE: "decision",
    Deed.REFUSE: "refusal",
    Deed.NOTE: "note",
    Deed.ATTACH: "attachment",
    Deed.WITHDRAW: "withdrawal",
    Deed.REISSUE_RECEIPT: "receipt-again",
    Deed.TAKE_FEE: "fee",
    Deed.SET_DUES: "dues",
    Deed.CANCEL_FEE_RECEIPT: "fee-cancellation",
    Deed.ALLOW_UNPAID: "unpaid-return",
    Deed.ASK_PAYMENT: "payment-request",
    Deed.CORRECT: "correction",
    Deed.CANCEL_RECEPTION: "cancellation",
    Deed.REASSIGN: "reassignment",
    Deed.CHANGE_RESULT: "result-change",
    Deed.REPORT_LOSS: "loss",
    Deed.CLOSE_INCIDENT: "loss-closed",
    Deed.STOP: "stop",
    Deed.APOLOGISE: "apology",
    Deed.ALLOW_SUPPLEMENT: "supplement-allowance",
    Deed.KEEP_ORIGINALS: "originals-keeping",
    Deed.MOVE_ORIGINALS: "originals-laying",
    Deed.GIVE_BACK_ORIGINALS: "originals-return",
}
#: Deeds that need nothing typed: one button does them.
AT_ONCE = frozenset({Deed.TAKE_UP, Deed.HAND_OVER, Deed.PROPOSE, Deed.APPROVE, Deed.SEND_TO_AGENCIES})
#: Those of them that lay the dossier on the next step's desk: where that unit has several sections, one is chosen.
ONWARD = frozenset({Deed.HAND_OVER, Deed.PROPOSE, Deed.APPROVE})
#: Deeds that stand beside the dossier's way.
ASIDE = frozenset({Deed.CONSULT, Deed.CALL_MEETING, Deed.NOTE, Deed.ATTACH, Deed.WITHDRAW, Deed.REISSUE_RECEIPT})
#: Deeds that never are the thing to do next: they hold the dossier up, or end it.
HELD_UP = frozenset({Deed.ASK_SUPPLEMENT, Deed.ASK_PAYMENT, Deed.REFUSE})
#: Deeds of money that stand there too.
MONEY_ASIDE = frozenset({Deed.SET_DUES, Deed.CANCEL_FEE_RECEIPT, Deed.ALLOW_UNPAID})
#: And those of a bad day: never the first button.
RARE = ASIDE | MONEY_ASIDE | REPAIRS | OF_THE_LEADER | OF_ORIGINALS | {Deed.REPORT_LOSS, Deed.CLOSE_INCIDENT}
BUTTONS = 2

FORMS = {
    "receipt": gettext_lazy("Giấy tiếp nhận và hẹn trả"),
    "supplement": gettext_lazy("Phiếu yêu cầu bổ sung"),
    "refusal": gettext_lazy("Phiếu từ chối"),
    "apology": gettext_lazy("Phiếu xin lỗi và hẹn lại"),
    "stop_notice": gettext_lazy("Thông báo dừng giải quyết"),
    "loss": gettext_lazy("Phiếu xin lỗi về giấy tờ bị mất, hỏng"),
}


#: What the set of 2025 calls otherwise.
RENAMED = {("apology", "tt03_2025"): gettext_lazy("Văn bản xin lỗi và đề nghị gia hạn")}


@dataclass(frozen=True, slots=True)
class Choice:
    """A button or link for a deed; ``at_once`` posts, else it leads to a page that asks."""

    words: str
    url: str
    at_once: bool
    kind: str


def choices(page: DossierPage, at: datetime) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """Return at most two buttons, and the rest that stands under «Thêm»."""
    found = [
        Choice(
            said,
            reverse(f"dossiers:{NOUNS[deed]}", args=[page.record.number]),
            deed in AT_ONCE and not (deed in ONWARD and must_choose(page.record, at)),
            "main" if index == 0 and deed not in RARE | HELD_UP else "plain",
        )
        for index, (deed, said) in enumerate(page.deeds)
    ]
    first = BUTTONS if page.deeds and page.deeds[0][0] not in RARE else 1
    return tuple(found[:first]), tuple(found[first:])


def must_choose(record: Record, at: datetime) -> tuple[str, ...]:
    """Return the sections among which going on must choose; empty where there is no choice."""
    following = next_step(record.life.route, record.standing.step) or return_step(record.life.route)
    sections = sections_for(record, following, at)
    here = record.standing.section if record.standing.unit == following.unit else ""
    return sections if len(sections) > 1 and not (here and here in sections) else ()


def deed_words(deed: Deed, record: Record) -> str:
    """Return the words of a deed's button."""
    return words_of(deed, record)


def papers(page: DossierPage) -> list[dict[str, Any]]:
    """Return the papers' table: name, counts in words, where they are, the scan."""
    where = place_of_papers(page)
    return [
        {
            "name": paper.name,
            "counts": counts_words(PaperIn(0, paper.name, paper.originals, paper.certified, paper.copies)),
            "where": where,
            "scan": pages_url(paper.scan, page.record.number),
            "url": reverse("dossiers:paper", args=[page.record.number, paper.id]),
        }
        for paper in page.papers
    ]


def place_of_papers(page: DossierPage) -> str:
    """Say where the paper is."""
    match page.record.standing.custody:
        case Custody.RETURNED:
            return _("đã trả người nộp")
        case Custody.AGENCY:
            return page.holder
        case _:
            return _("tại quầy, %(unit)s") % {"unit": organisation.short_name(page.record.unit)}


def file_url(file: UUID | None) -> str:
    """Return the address of a stored file; empty for none."""
    return reverse("files:file", args=[file]) if file else ""


def pages_url(file: UUID | None, number: str) -> str:
    """Return the address under which a file's pages are turned, with the way back to the dossier; empty for none."""
    if file is None:
        return ""
    back = urlencode({"ve": reverse("dossiers:dossier", args=[number])})
    return f"{reverse('files:pages', args=[file])}?{back}"


def print_url(kept: UUID) -> str:
    """Return the address of a printed form."""
    return reverse("prints:print", args=[kept])


def enclosed(record: Record, form: str, kept: UUID, on: date) -> list[dict[str, str]]:
    """Return a printed form with what is handed over together with it: names and addresses."""
    found = [cell for plug in enclosures if (cell := plug.enclose(record.number, form, kept, on))]
    return [{"words": str(cell.text), "url": cell.url} for cell in found]


def prints(record: Record, on: date, *, is_chain: bool = False) -> list[dict[str, str]]:
    """Return the printed forms of a dossier, then what is drawn up on demand: their names and addresses.

    ``on``: the day whose enclosures go with them. ``is_chain``: several agencies work on it, and each one's work and deadline stand on a slip.
    """
    kept = [
        line
        for one in queries.printed(record)
        for line in ({"words": _print_words(one), "url": print_url(one.id)}, *enclosed(record, one.form, one.id, on))
    ]
    drawn = [
        *([("control-slip", _("Phiếu kiểm soát quá trình giải quyết"))] if record.has_code else []),
        *([("transfer-slip", _("Phiếu chuyển hồ sơ"))] if is_chain else []),
        *([("originals-slip", _("Phiếu giữ bản chính"))] if record.life.kept else []),
        *([("delivery-slip", _("Giấy biên nhận trả kết quả"))] if record.life.returned_at else []),
        ("history", _("Quá trình xử lý")),
    ]
    return (
        kept
        + fee_receipts(record)
        + [{"words": said, "url": reverse(f"dossiers:{name}", args=[record.number])} for name, said in drawn]
    )


def _print_words(one: Printed) -> str:
    name = RENAMED.get((one.form, one.form_set), FORMS[one.form])
    if one.on is None:
        return str(name)
    values = {"form": name, "version": one.version, "day": words.day(one.on)}
    return _("%(form)s, bản %(version)s (%(day)s)") % values


def fee_receipts(record: Record) -> list[dict[str, str]]:
    """Return the fee receipts of a dossier, each with its voucher: their numbers and addresses."""
    found = []
    vouchers = queries.vouchers_of(record.id) if record.life.money.receipts else {}
    for receipt in record.life.money.receipts:
        said = _("Biên lai %(receipt)s (đã huỷ)") if receipt.cancelled_at else _("Biên lai %(receipt)s")
        found.append({"words": said % {"receipt": receipt.words}, "url": print_url(receipt.print)})
        if receipt.id in vouchers:
            words_ = _("Chứng từ của biên lai %(receipt)s") % {"receipt": receipt.words}
            found.append({"words": words_, "url": file_url(vouchers[receipt.id])})
    return found


def tasks(asked: Sequence[TaskLine]) -> list[dict[str, Any]]:
    """Return what other agencies were asked, with the addresses of their files."""
    return [{**asdict(line), "file_url": file_url(line.file)} for line in asked]


def meetings(lines: Sequence[MeetingLine]) -> list[dict[str, Any]]:
    """Return the councils and checks on the spot: in words, with the address of the minutes' scan."""
    return [
        {
            **asdict(line),
            "words": MEETINGS[line.kind],
            "time": say_moment(line.starts_at),
            "conclusion": CONCLUSIONS[line.conclusion] if line.conclusion else "",
            "file_url": file_url(line.file),
        }
        for line in lines
    ]


def meeting_missing(record: Record, may_call: bool) -> str:  # noqa: FBT001
    """Say that the process wants a meeting at this step and nobody has called one; empty where nothing is missing."""
    kind = queries.meeting_missing(record)
    if kind is None:
        return ""
    said = {
        MeetingKind.COUNCIL: _("Bước này phải họp hội đồng, chưa có lịch họp."),
        MeetingKind.CHECK: _("Bước này phải kiểm tra thực tế, chưa có lịch."),
    }[kind]
    return f"{said} {_('Chọn «Thêm», bấm «Gọi họp, kiểm tra thực tế».')}" if may_call else said


def results(record: Record) -> list[dict[str, Any]]:
    """Return the registered results: kind, number, day, file; of several versions, which one counts."""
    versions = queries.results_of(record)
    return [
        {
            "words": result_words(row["kind"]),
            "number": row["number"],
            "counts": _counts(row["version"], len(versions)),
            "signed_on": row["signed_on"] and words.day(datetime.fromisoformat(row["signed_on"]).date()),
            "url": file_url(UUID(row["file_id"]) if row["file_id"] else None),
        }
        for row in versions
    ]


def open_incident(record: Record) -> str:
    """Say which papers are missing now and who answers for it; empty where nothing is."""
    row = next((row for row in record.rows["incidents"] if row["closed_at"] is None), None)
    if row is None:
        return ""
    said = _("Giấy tờ bị mất: %(what)s. Cơ quan chịu trách nhiệm: %(unit)s.")
    if row["kind"] == LossKind.DAMAGED:
        said = _("Giấy tờ bị hỏng: %(what)s. Cơ quan chịu trách nhiệm: %(unit)s.")
    what = unseal(hexed(row["what"]), REASON).rstrip(".")
    return said % {"what": what, "unit": organisation.short_name(UUID(row["liable_unit"]))}


def _counts(version: int, versions: int) -> str:
    if versions == 1:
        return ""
    words_ = _("bản %(version)s, đang có giá trị") if version == versions else _("bản %(version)s, không còn giá trị")
    return words_ % {"version": version}


def lines(told: Sequence[Told]) -> list[Line]:
    """Return the story as the timeline shows it: the sentence, what was written, who for which post in which unit."""
    return [Line(line.at, _sentence(line), ", ".join(filter(None, (line.who, line.post, line.unit)))) for line in told]


def _sentence(line: Told) -> SafeString:
    text = format_html(' <span class="mc-said">«{}»</span>', line.text) if line.text else ""
    file = format_html(' <a href="{}">{}</a>', file_url(line.file), _("mở tệp")) if line.file else ""
    return format_html("{}{}{}", line.sentence, text, file)


def facts(page: DossierPage) -> list[Fact]:
    """Return the box of facts."""
    record, facts_ = page.record, page.record.facts
    submitter = UUID(facts_["submitter_id"]) if facts_["submitter_id"] else None
    people = parties.persons([record.owner, *([submitter] if submitter else [])])
    version, terms = page.procedure, record.life.terms
    route = " → ".join(dict.fromkeys(step_words(step) for step in record.life.route))
    return [
        Fact(_("Chủ hồ sơ"), person_words(people[record.owner], facts_["owner_name"])),
        Fact(_("Người nộp"), _submitter(facts_, people.get(submitter) if submitter else None)),
        *_minutes(page),
        Fact(_("Nhận kết quả"), delivery_words(record)),
        Fact(_("Lệ phí"), money_words(record), assumed=money_assumed(record)),
        Fact(_("Thời hạn theo quy định"), describe_limit(terms.limit), assumed="limit" in version.assumed),
        Fact(_("Trình tự"), route, assumed=bool({"process", "process_of_elsewhere"} & version.assumed)),
        Fact(_("Cơ quan giải quyết"), organisation.short_name(record.life.competent_unit)),
        Fact(_("Trường hợp"), facts_["case_label"]),
        Fact(_("Sổ theo dõi"), _book(facts_)),
        Fact(_("Nguồn"), _origin(page.record)),
        _keeping(record),
        Fact(_("Số nộp"), facts_["filing_number"] if record.has_code else ""),
    ]


def facts_of_erased(record: Record) -> list[Fact]:
    """Return what is left of an erased dossier."""
    moments_ = ((_("Tiếp nhận"), record.life.received_at), (_("Kết thúc"), record.standing.closed_at))
    return [
        Fact(_("Đơn vị tiếp nhận"), organisation.short_name(record.unit)),
        Fact(_("Cơ quan giải quyết"), organisation.short_name(record.life.competent_unit)),
        Fact(_("Trường hợp"), record.facts["case_label"]),
        *(Fact(label, f"{words.clock(at)} {words.day(local(at))}" if at else "") for label, at in moments_),
        Fact(_("Sổ theo dõi"), _book(record.facts)),
        Fact(_("Nguồn"), _origin(record)),
    ]


def _keeping(record: Record) -> Fact:
    """Return how long the dossier is kept, and until which day once the result is there."""
    ended = record.standing.finished_at
    version = record.procedure
    years, until, is_assumed = catalogue.keeping_of(version, local(ended).date() if ended else None, moments.today())
    said = _("vĩnh viễn") if years is None else _("%(years)s năm từ ngày có kết quả") % {"years": years}
    if until is not None:
        said = _("%(years)s năm, đến hết ngày %(day)s") % {"years": years, "day": words.day(until)}
    return Fact(_("Lưu hồ sơ"), said, assumed=is_assumed)


def _minutes(page: DossierPage) -> list[Fact]:
    """Return the minutes with which it came by post."""
    came = page.came
    if came is None:
        return []
    said = {"number": came.number, "clock": words.clock(came.signed_at), "day": words.day(came.signed_at)}
    signed = _("số %(number)s, ký %(clock)s ngày %(day)s") % said
    return [Fact(_("Biên bản bưu điện"), signed, url=reverse("postal:bag", args=[came.bag]), link=_("xem"))]


def money_words(record: Record) -> str:
    """Return what is owed and what has been paid of it."""
    life = record.life
    owed, paid = life.money.owed(life.fee), life.money.paid
    if not record.has_code or (not owed and life.money.dues is None):
        return fee_words(record.procedure)
    if not owed:
        return _("không phải nộp")
    if not paid:
        return _("%(amount)s, chưa thu") % {"amount": dong(owed)}
    if missing := life.money.outstanding(life.fee):
        return _("đã thu %(paid)s, còn %(missing)s") % {"paid": dong(paid), "missing": dong(missing)}
    return _("%(amount)s, đã thu đủ") % {"amount": dong(owed)}


def money_assumed(record: Record) -> bool:
    """Whether what is owed rests on what nobody has confirmed."""
    dues = record.life.money.dues
    return record.procedure.fee is None if dues is None else any(due.assumed for due in dues)


def person_words(person: Person, name: str) -> SafeString:
    """Return a person as the box of facts shows one."""
    born = _("sinh %(birth)s") % {"birth": shown_birth(person.birth)} if person.birth else ""
    address = address_of(person.address, person.commune_id)
    phone = _("điện thoại %(phone)s") % {"phone": person.phone} if person.phone else ""
    first = ", ".join(filter(None, (name, born)))
    return format_html("{}{}{}", first, *(format_html("<br>{}", line) if line else "" for line in (address, phone)))


def _submitter(facts_: Any, person: Person | None) -> str | SafeString:
    how = _("qua bưu điện") if facts_["channel"] == Channel.POST else _("tại quầy")
    if person is None:
        return _("chính chủ, %(how)s") % {"how": how}
    return format_html(
        "{}<br>{}",
        person_words(person, facts_["submitter_name"]),
        ", ".join(filter(None, (facts_["authorisation"], how))),
    )


def delivery_words(record: Record) -> str:
    """Return where the result is handed over."""
    if record.facts["delivery"] == "post":
        address = record.facts["delivery_address"]
        return _("qua bưu điện: %(address)s") % {"address": unseal(hexed(address), ADDRESS) if address else "…"}
    return _("trên mạng") if record.facts["delivery"] == "online" else _("tại quầy")


def _book(facts_: Any) -> str:
    if facts_["ordinal"] is None:
        return ""
    return _("quyển %(book)s/%(year)s, số %(ordinal)s") % {
        "book": facts_["book"],
        "year": facts_["book_year"],
        "ordinal": facts_["ordinal"],
    }


def _origin(record: Record) -> str:
    """Say where a dossier came from that was brought over; nothing of one received here."""
    origin = record.origin
    if origin is None:
        return ""
    return _("Chuyển từ hệ thống cũ ngày %(day)s, dòng %(line)s của tệp (lần %(run)s)") % {
        "day": f"{origin.at.day}/{origin.at.month}/{origin.at.year}",
        "line": origin.line,
        "run": origin.run,
    }


def step_words(step: RouteStep) -> str:
    """Return a step in a word, as the route's line shows it."""
    match step.role:
        case Role.COUNTER:
            return _("Trả") if step.action == "return" else _("Tiếp nhận")
        case Role.LEADER | Role.SECTION_HEAD if step.action == "assign":
            return _("Phân công")
        case Role.LEADER:
            return _("Ký")
        case Role.SECTION_HEAD:
            return _("Xem xét")
        case Role.DOCUMENT_CLERK:
            return _("Vào sổ")
        case _:
            return _("Thẩm định")


def beside_it(actor: Actor, record: Record, at: datetime) -> list[BesideBox]:
    """Return what the modules above keep about the dossier."""
    on = local(at).date()
    found = (plug.beside(actor, record.id, record.number, on) for plug in beside)
    return [box for box in found if box is not None]


def told(actor: Actor, record: Record) -> list[dict[str, str]]:
    """Return what the person was told by e-mail and SMS and what became of it, with the way there for whoever may look."""
    may_look = access.judge(actor, notices_types.LOOK, record.unit)
    return [
        {
            "words": f"{one.kind}, {one.channel.short}",
            "fate": f"{one.fate.words} {words.short_day(one.at)} {words.clock(one.at)}",
            "url": reverse("notices:message", args=[one.id]) if may_look else "",
        }
        for one in notices.told(KIND, record.id)
    ]


def wishes_url(actor: Actor, record: Record) -> str:
    """Return where one notes how the person wants to be told; empty for who may not."""
    if not access.judge(actor, notices_types.WISHES, actor.unit):
        return ""
    return reverse("notices:wishes", args=[record.facts["submitter_id"] or record.owner])


def code_tag(record: Record) -> SafeString | str:
    """Return the tag «giả định» beside a code whose unit's number nobody has confirmed."""
    if not record.facts["code_assumed"]:
        return ""
    return assumed(_("Mã định danh của đơn vị chưa được xác nhận; mã hồ sơ vẫn dùng được, không đổi về sau."))
