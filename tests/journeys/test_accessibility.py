"""Every page under axe at WCAG 2.2 AA, at 360 and 1366 px; nothing stands out to the right."""

from datetime import timedelta

import pytest
from django.urls import reverse

from motcua.dossiers.tests.at_the_screen import values_of
from motcua.dossiers.tests.one_stop import at
from motcua.dossiers.types import PaperIn
from motcua.forms.services import save_draft
from motcua.identity import queries as identity
from motcua.identity import services as people
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.kernel.ids import new_id
from motcua.notices.tests.post_office import refused_messages
from motcua.organisation import queries as organisation
from tests.architecture.province import a_drafted_procedure, a_proposed_change, kept_by_the_province
from tests.architecture.test_access import DOORS
from tests.journeys.house import faults, picture

#: Doors behind which there is no page to look at, and why.
NO_PAGE = {
    "privacy:register-sheet": "a table to calculate with",
    "privacy:register-paper": "a print",
    "privacy:destroyed": "a print",
    "imports:report": "CSV",
    "health": "for machines",
    "alive": "for machines",
    "ready": "for machines",
    "metrics": "for machines",
    "notices:report": "for the SMS gateway",
    "ui:site_map_for_machines": "XML",
    "ui:look": "a style sheet",
    "ui:manual-picture": "a picture",
    "api:openapi-json": "JSON",
    "api:api-root": "nothing",
    "files:file": "a file",
    "files:page": "a picture",
    "dossiers:online-code": "posted only",
    "scans:opening": "posted only",
    "scans:closing": "posted only",
    "scans:found-attach": "posted only",
    "scans:found-discard": "posted only",
    "scans:phone-picture": "posted only",
    "scans:phone-part": "for the script of the page",
    "scans:phone-thumbnail": "a picture",
    "scans:phone-removal": "posted only",
    "scans:phone-move": "posted only",
    "scans:phone-end": "posted only",
    "dossiers:paper-upload": "posted only",
    "dossiers:paper-reuse": "posted only",
    "prints:print": "a PDF",
    "ratings:with-slip": "a PDF",
    "catalogue:sample": "a PDF",
    "dossiers:control-slip": "a PDF",
    "dossiers:meeting-invitation": "a PDF",
    "dossiers:delegation-end": "posted only",
    "dossiers:minutes-print": "a PDF",
    "dossiers:history": "a PDF",
    "dossiers:paper-print": "a PDF",
    "dossiers:paper-codes-ended": "posted only",
    "dossiers:paper-closing": "posted only",
    "dossiers:paper-next": "leads to the entry of a code",
    "dossiers:paper-entry-draft": "posted only",
    "dossiers:delivery-slip": "a PDF",
    "dossiers:originals-slip": "a PDF",
    "dossiers:transfer-slip": "a PDF",
    "dossiers:difference-settling": "posted only",
    "identity:sign-out": "posted only",
    "identity:end-session": "posted only",
    "identity:revoke-token": "posted only",
    "identity:code": "wants a password first; identity's own tests look at it",
    "identity:first-code": "wants a password first; identity's own tests look at it",
    "identity:new-password": "wants a printed password first; it is the form of identity:password",
    "identity:stand-in-end": "posted only",
    "identity:stand-by-end": "posted only",
    "organisation:order-undoing": "posted only",
    "organisation:setting-undoing": "posted only",
    "identity:demo": "of the demo only; the demo's own tests look at it",
    "identity:new-code": "shows a secret; identity's own tests look at it",
    "dossiers:task-recall": "posted only",
    "dossiers:reception-draft": "posted only",
    "dossiers:book-print": "posted only",
    "payments:closing": "posted only",
    "postal:handing": "posted only",
    "postal:cancellation": "posted only",
    "postal:way-back": "posted only",
    "postal:order": "posted only",
    "postal:tracking": "posted only",
    "postal:note": "posted only",
    "postal:message": "posted only",
    "payments:printed": "posted only",
    "payments:sheet": "a sheet for a spreadsheet",
    "payments:quarter-sheet": "a sheet for a spreadsheet",
    "scores:agencies-sheet": "a sheet for a spreadsheet",
    "scores:evaluation-sheet": "a sheet for a spreadsheet",
    "scores:index-sheet": "a sheet for a spreadsheet",
    "scores:index-paper": "a paper as PDF",
    "supervision:board-sheet": "a sheet for a spreadsheet",
    "supervision:times-sheet": "a sheet for a spreadsheet",
    "supervision:report-units-sheet": "a sheet for a spreadsheet",
    "supervision:report-units-paper": "a paper as PDF",
    "supervision:board-paper": "a paper as PDF",
    "supervision:times-paper": "a paper as PDF",
    "supervision:map-paper": "a paper as PDF",
    "supervision:report-sheet": "a sheet for a spreadsheet",
    "supervision:report-paper": "a paper as PDF",
    "supervision:levels-sheet": "a sheet for a spreadsheet",
    "supervision:levels-paper": "a paper as PDF",
    "dossiers:reception-end": "posted only",
    "dossiers:reception-now": "posted only",
    "dossiers:filed-draft": "posted only",
    "dossiers:reception-start": "leads to a new reception",
    "dossiers:reception-procedures": "JSON",
    "dossiers:procedures": "JSON",
    "dossiers:reception-people": "JSON",
    "notices:resend": "posted only",
    "notices:settle": "posted only",
    "notices:template-withdrawal": "posted only",
}


@pytest.fixture(scope="module")
def known():
    return {}


@pytest.fixture
def world(house, known):
    """A dossier at every stage, made by the first test that needs them."""
    if not known:
        known.update(stages(house.stop))
    return known


def met(stop):
    """A check that lies ahead, one without its minutes, one with them."""
    from motcua.dossiers import services
    from motcua.dossiers.types import Conclusion, MeetingKind

    number = stop.receives(when="2020-05-04 09:20").code
    stop.hands_over(number, "2020-05-04 10:00")
    stop.examines(number, "2020-05-04 14:00")
    meetings = [
        services.call_meeting(
            actor=stop.specialist,
            at=at("2020-05-04 15:00"),
            number=number,
            kind=kind,
            starts_at=at(starts),
            place="Thửa đất số 12, thôn Nà Lẻo",
            about="Xem ranh giới thửa đất.",
            posts=[stop.specialist.post, stop.leader.post],
            guests="Chủ hồ sơ\nTrưởng thôn Nà Lẻo",
        )
        .life.meetings[-1]
        .id
        for kind, starts in (
            (MeetingKind.CHECK, "2020-05-06 08:30"),
            (MeetingKind.COUNCIL, "2020-05-08 14:00"),
            (MeetingKind.CHECK, "2020-05-14 08:30"),
        )
    ]
    services.record_minutes(
        actor=stop.specialist,
        at=at("2020-05-06 10:00"),
        number=number,
        meeting=meetings[0],
        found="Ranh giới rõ, không có tranh chấp.",
        conclusion=Conclusion.MORE,
        signers="Nông Thị Hạnh",
    )
    return {"met": number, "meetings": meetings}


def stages(stop):
    from motcua.dossiers import services

    new = stop.receives(when="2020-05-11 07:05").code
    services.delegate(
        actor=stop.leader,
        at=at("2020-05-11 07:00"),
        unit=stop.unit.id,
        account=stop.clerk.account,
        procedure="1.004884",
        decision="45/QĐ-UBND",
    )
    handed = stop.receives(when="2020-05-08 09:10").code
    stop.hands_over(handed, "2020-05-08 10:00")
    taken = stop.receives(when="2020-05-04 09:10").code
    stop.hands_over(taken, "2020-05-04 10:00")
    stop.examines(taken, "2020-05-04 14:00")
    waiting = stop.receives(when="2020-05-06 09:10").code
    stop.hands_over(waiting, "2020-05-06 10:00")
    stop.examines(waiting, "2020-05-06 14:00")
    services.ask_supplement(
        actor=stop.specialist,
        at=at("2020-05-07 09:15"),
        number=waiting,
        papers=(PaperIn(1, "Sổ hộ khẩu", copies=1),),
        reason="Để đối chiếu.",
        ground="Luật Hộ tịch 2014, Điều 16.",
    )
    finished = stop.brings_to_signature()
    stop.approves(finished, "2020-05-11 08:00")
    draft, reception = new_id(), stop.reception()
    for one, values in ((draft, values_of(reception, phone="091234567", other="on")), (new_id(), {"owner_name": "Dở"})):
        save_draft(actor=stop.clerk, at=moments.now(), draft_id=one, kind="dossiers.reception", values=values)
    filed = services.guide_at_intake(
        actor=stop.clerk,
        at=at("2020-05-11 08:05"),
        reception=stop.reception(),
        papers=(PaperIn(1, "Giấy xác nhận", originals=1),),
        reason="Chưa đủ.",
        ground="Luật Hộ tịch 2014, Điều 16.",
    ).number
    admin, account, appointment = an_administrator(stop)
    return {
        "admin": admin,
        **a_province_in_change(stop),
        "publisher": administrator(stop, "cong-bo-thu-tuc", "everywhere"),
        "procedure": a_drafted_procedure(),
        "proposed": a_proposed_change(stop),
        "account": account,
        "appointment": appointment,
        "unit": stop.unit.id,
        "new": new,
        "handed": handed,
        "taken": taken,
        "waiting": waiting,
        "finished": finished,
        "signing": stop.brings_to_signature(),
        "filed": filed,
        "linked": at_the_agencies_door(stop),
        "sent": sent_to_the_agencies(stop),
        "asking": asked_of_the_commune(stop),
        "issuing": brought_to_the_document_clerk(stop),
        "costly": stop.receives("2.000913", when="2020-05-11 07:20").code,
        "owing": owing(stop),
        "paid": paid(stop),
        "edition": services.print_book(actor=stop.clerk, at=at("2020-05-11 08:10"), unit=stop.unit.id, year=2020),
        **after_a_bad_day(stop),
        "kept": with_originals(stop),
        **papers_on_their_way(stop),
        **met(stop),
        "draft": draft,
        "book": a_paper_book(stop),
        **scanned(stop, taken),
        **by_post(stop, finished),
        "person": stop_owner(new),
        "message": refused_messages(stop.unit.id, 1)[0],
        "reminder": reminded(stop),
        **wiped(stop),
        "narrative": told_in_words(stop),
        "direction": directed(stop),
    }


def wiped(stop):
    """A withdrawn dossier whose personal data was erased, and another that is proposed."""
    from motcua.dossiers import services
    from motcua.dossiers.tests.one_stop import stored
    from motcua.privacy import services as privacy
    from motcua.privacy.types import Ground

    made = {}
    for name in ("erased", "to_erase"):
        number = stop.receives(when="2020-05-04 09:10").code
        services.withdraw(actor=stop.clerk, at=at("2020-05-05 09:00"), number=number, reason="Thôi.")
        made[name] = number
        made[f"{name}_proposal"] = privacy.propose(
            actor=stop.person("document_clerk"),
            at=at("2020-05-11 08:00"),
            kind="dossiers.dossier",
            subject=stored(number).id,
            ground=Ground.ASKED,
            reason="Người nộp yêu cầu.",
            paper="Đơn 3/5/2020",
        )
    privacy.approve(
        actor=stop.leader, at=at("2020-05-11 08:10"), proposal=made["erased_proposal"], decision="45/QĐ-UBND"
    )
    return made | {"to_erase_id": stored(made["to_erase"]).id}


def told_in_words(stop):
    """A narrative report that was issued."""
    from motcua.supervision import narratives, services
    from motcua.supervision.periods import Span

    (template,) = narratives.TEMPLATES
    return services.issue_narrative(
        actor=stop.leader,
        at=at("2020-05-11 08:20"),
        span=Span.QUARTER,
        on=at("2020-02-11 08:20").date(),
        texts=narratives.usual_texts(template),
    ).id


def reminded(stop):
    """A letter of reminder about a dossier that is late with the specialist."""
    from motcua.steering import services

    late = stop.receives(when="2020-04-20 09:10").code
    stop.hands_over(late, "2020-04-20 10:00")
    stop.examines(late, "2020-04-20 14:00")
    (letter,) = services.remind(
        actor=stop.leader,
        at=at("2020-05-11 08:20"),
        numbers=[late],
        text="Đề nghị giải quyết ngay.",
        answer_by=at("2020-05-14 17:00").date(),
    )
    return letter


def directed(stop):
    """A direction that the specialist answered and the leader has not closed."""
    from motcua.steering import services

    when = at("2020-05-11 08:25")
    made = services.direct(
        actor=stop.leader,
        at=when,
        to_unit=stop.unit.id,
        to_post=stop.specialist.post,
        text="Xác minh xong trước thứ Sáu.",
        due_on=at("2020-05-15 17:00").date(),
    )
    services.answer_direction(actor=stop.specialist, at=when, direction=made, text="Đã gọi công an xã.")
    return made


def scanned(stop, number):
    """A dossier's first paper with a scan, a telephone that is open for another, a file of the unit's scanner."""
    from io import BytesIO

    from motcua.dossiers import queries
    from motcua.dossiers import services as dossiers
    from motcua.dossiers.tests.one_stop import stored
    from motcua.files import services as files
    from motcua.files.tests import papers
    from motcua.kernel.actor import SYSTEM
    from motcua.scans import queries as scan_queries
    from motcua.scans import services as scans

    when, record = at("2020-05-11 08:20"), stored(number)
    first = queries.paper_scans(record)[0].id
    content = papers.scan(2)
    file = files.store(
        actor=stop.clerk, at=when, owner_kind="dossiers.dossier", owner_id=record.id,
        name="ban-quet.pdf", stream=BytesIO(content), length=len(content),
    )  # fmt: skip
    dossiers.scan_paper(actor=stop.clerk, at=when, dossier=record.id, paper=first, file=file, way="upload")
    sitting = scans.open_sitting(actor=stop.clerk, at=when, kind="dossiers.dossier", owner=record.id, part=first)
    return {
        "scanned": number,
        "paper": first,
        "file": file.id,
        "sitting": sitting,
        "token": scan_queries.sitting_for(stop.clerk, sitting).token,
        "found": scans.take_found(actor=SYSTEM, at=when, unit=stop.unit.id, name="quet.pdf", content=papers.scan(1)),
    }


def by_post(stop, number):
    """A bag that the post brought, and a parcel that goes out."""
    from motcua.dossiers.tests.one_stop import stored
    from motcua.postal import services as posting
    from motcua.postal.types import Address, ArrivalIn, What

    when = at("2020-05-11 08:15")
    wanted = stop.brings_to_signature(delivery="post", delivery_address="Thôn Nà Thử, xã Quảng Khê")
    stop.approves(wanted, "2020-05-11 08:00")
    return {
        "wanted": wanted,
        "bag": posting.open_bag(actor=stop.clerk, at=when, arrivals=[ArrivalIn("CP1", "Triệu Mùi Khé")]),
        "parcel": posting.make_parcel(
            actor=stop.clerk, at=when, owner_kind="dossiers.dossier", owner=stored(number).id, label=number,
            unit=stop.unit.id, what=What.REFUSAL, to=Address("Khé", "Quảng Khê"),
        ),
    }  # fmt: skip


def a_paper_book(stop):
    """A book with a code that was returned, and its first free code."""
    from motcua.dossiers import queries, services
    from motcua.dossiers.fallback import CodeState

    when = at("2020-05-11 07:30")
    book = services.draw_paper_book(actor=stop.clerk, at=when, unit=stop.unit.id, size=3)
    codes = queries.paper_codes(stop.clerk, book)
    services.end_paper_codes(
        actor=stop.clerk, at=when, book=book, codes=[codes[0].id], how=CodeState.SPOILT, reason="Viết nhầm."
    )
    return book, codes[1].id


#: Where a district's business dossiers are worked on.
SECTION = "Phòng Tài chính - Kế hoạch"


def papers_on_their_way(stop):
    """Of a district: papers that wait, a list to confirm, and one with a difference."""
    from motcua.dossiers import queries, services
    from motcua.postal.types import Found, Verdict

    district, day = organisation.district_of(stop.unit.id, moments.today()), at("2020-05-11 08:20")
    desk, head = stop.person("counter", district), stop.person("section_head", district, section=SECTION)
    for _time in range(4):
        reception = stop.reception("1.001612", on=day.date(), unit=district)
        number = services.receive(actor=desk, at=at("2020-05-11 07:10"), reception=reception).code
        services.hand_over(actor=desk, at=at("2020-05-11 07:20"), number=number, section=SECTION)
    legs = queries.ready_to_carry(desk, day)
    made = [
        services.hand_over_papers(
            actor=desk, at=day, target=leg.target.key, dossiers=[leg.dossier], carrier="bưu điện Ba Bể"
        )
        for leg in legs[:2]
    ]
    line = queries.hand_over_list(head, made[1], at=day, look=False).lines[0].id
    services.confirm_papers(actor=head, at=day, list_id=made[1], found={line: Found(Verdict.MISSING, "không thấy")})
    return {"list": made[0], "differing": made[1], "outside": papers_for_the_police(stop)}


def papers_for_the_police(stop):
    """A list of the commune's for an agency outside the system, with an original, that nobody has signed yet."""
    from motcua.dossiers import queries, services
    from motcua.dossiers.tests.one_stop import stored

    number, when = stop.receives(when="2020-05-08 08:10").code, at("2020-05-08 11:00")
    kept = {paper.id: 1 for paper in queries.paper_scans(stored(number))}
    services.keep_originals(actor=stop.clerk, at=at("2020-05-08 08:20"), number=number, papers=kept, place="tủ 2")
    stop.hands_over(number, "2020-05-08 09:00")
    stop.examines(number, "2020-05-08 09:10")
    services.ask_opinion(
        actor=stop.specialist,
        at=at("2020-05-08 10:00"),
        number=number,
        question="Có đăng ký thường trú không?",
        answer_by=at("2020-05-15 10:00").date(),
        agency="Công an huyện Ba Bể",
    )
    (leg,) = [leg for leg in queries.ready_to_carry(stop.clerk, when) if leg.number == number]
    return services.hand_over_papers(actor=stop.clerk, at=when, target=leg.key, dossiers=[leg.dossier])


def with_originals(stop):
    """A finished dossier of which the counter keeps an original, and the specialist another."""
    from motcua.dossiers import queries, services
    from motcua.dossiers.tests.one_stop import stored

    number = stop.receives(when="2020-05-08 08:10").code
    papers = {paper.id: 1 for paper in queries.paper_scans(stored(number))}
    services.keep_originals(
        actor=stop.clerk, at=at("2020-05-08 08:20"), number=number, papers=papers, place="tủ 2, ngăn 3"
    )
    stop.hands_over(number, "2020-05-08 09:00")
    stop.examines(number, "2020-05-08 09:10")
    stop.proposes(number, "2020-05-08 10:00")
    stop.approves(number, "2020-05-11 08:00")
    return number


def at_the_agencies_door(stop):
    """Birth, residence and health insurance at once: the next steps are those of two agencies."""
    number = stop.receives("2.000986", when="2020-05-08 07:10").code
    stop.hands_over(number, "2020-05-08 07:20")
    stop.examines(number, "2020-05-08 07:30")
    stop.proposes(number, "2020-05-08 07:50")
    return number


def sent_to_the_agencies(stop):
    from motcua.dossiers import services

    number = at_the_agencies_door(stop)
    services.send_to_agencies(actor=stop.clerk, at=at("2020-05-08 08:00"), number=number)
    services.ask_opinion(
        actor=stop.clerk,
        at=at("2020-05-08 08:10"),
        number=number,
        question="Trẻ đã có thẻ bảo hiểm ở nơi khác chưa?",
        answer_by=at("2020-05-08 08:10").date(),
        agency="Bảo hiểm xã hội tỉnh",
    )
    return number


def asked_of_the_commune(stop):
    """A neighbour's dossier about which the commune is asked."""
    from motcua.dossiers import services
    from motcua.dossiers.tests.one_stop import FOREIGN, unit_named

    neighbour = unit_named(FOREIGN).id
    clerk, specialist = stop.person("counter", neighbour), stop.person("specialist", neighbour)
    when = at("2020-05-08 09:00")
    number = services.receive(actor=clerk, at=when, reception=stop.reception(on=when.date(), unit=neighbour)).code
    services.hand_over(actor=clerk, at=when, number=number)
    services.take_up(actor=specialist, at=when, number=number)
    services.ask_opinion(
        actor=specialist,
        at=at("2020-05-08 10:00"),
        number=number,
        question="Người này có cư trú ở xã không?",
        answer_by=at("2020-05-13 00:00").date(),
        unit=stop.unit.id,
    )
    return number


def administrator(stop, username="quan-tri-xa", reach="unit"):
    """Somebody who keeps the commune's accounts and texts."""
    post = organisation.posts(stop.unit.id, moments.today(), role="leader")[1]
    account = people.employ(
        actor=SYSTEM,
        at=moments.now(),
        username=username,
        name="Bàn Thị Quản",
        post=post.id,
        valid_from=moments.today(),
        roles=["administrator"],
        reach=reach,
    )
    return identity.actor_for(account, post.id, moments.now())


def an_administrator(stop):
    """An administrator, and a specialist for whom another stands in and a term runs."""
    admin = administrator(stop)
    line = identity.person_for(admin, stop.specialist.account, moments.now()).posts[0]
    today = moments.today()
    people.substitute(
        actor=admin,
        at=moments.now(),
        appointment=line.id,
        substitute=stop.clerk.account,
        valid_from=today,
        valid_to=today,
    )
    people.second(
        actor=admin,
        at=moments.now(),
        account=stop.cast[stop.unit.id, "specialist"][1].account,
        post=stop.clerk.post,
        from_unit=organisation.district_of(stop.unit.id, today),
        valid_from=today.replace(year=today.year - 1),
        valid_to=today + timedelta(days=20),
    )
    return admin, stop.specialist.account, line.id


def a_province_in_change(stop):
    """Who keeps the whole province, with a decision, a proposed holiday and a setting that are still to come."""
    unit = organisation.province(moments.today())
    post = organisation.posts(unit, moments.today(), role="leader")[0]
    account = people.employ(
        actor=SYSTEM,
        at=moments.now(),
        username="quan-tri-tinh",
        name="Hoàng Thị Quản",
        post=post.id,
        valid_from=moments.today(),
        roles=["administrator"],
        reach="everywhere",
    )
    kept = kept_by_the_province(stop.unit.id)
    keeper = identity.actor_for(account, post.id, moments.now())
    return {"keeper": keeper, "post": stop.specialist.post, "proposal": kept["proposal"]}


def after_a_bad_day(stop):
    """Dossiers with something to repair, and one that was repaired."""
    from motcua.dossiers import services
    from motcua.dossiers.types import Correction, LossKind, ResultChange

    asked, lost = stop.receives(when="2020-05-11 07:15").code, stop.receives(when="2020-05-11 07:16").code
    papers = (PaperIn(1, "Sổ hộ khẩu", copies=1),)
    services.ask_supplement(
        actor=stop.clerk,
        at=at("2020-05-11 07:20"),
        number=asked,
        papers=papers,
        reason="Thiếu.",
        ground="Luật Hộ tịch 2014, Điều 16.",
    )
    services.complete_supplement(actor=stop.clerk, at=at("2020-05-11 07:30"), number=asked)
    wrong = Correction(sets=2, delivery="post", delivery_address="Thôn Nà Lẻo, xã Quảng Khê")
    services.correct(actor=stop.clerk, at=at("2020-05-11 07:35"), number=lost, correction=wrong, reason="Gõ nhầm.")
    services.report_loss(
        actor=stop.clerk, at=at("2020-05-11 07:40"), number=lost, kind=LossKind.LOST, what="Sổ hộ khẩu, 1 bản chụp."
    )
    repaired = stop.brings_to_signature()
    stop.approves(repaired, "2020-05-11 08:00")
    services.change_result(
        actor=stop.leader,
        at=at("2020-05-11 08:10"),
        number=repaired,
        change=ResultChange.CORRECTED,
        reason="Sai ngày sinh.",
        result_number="12/XN-UBND",
    )
    return {"asked": asked, "lost": lost, "repaired": repaired}


def brought_to_the_document_clerk(stop):
    from motcua.dossiers import services

    number = stop.receives("1.004944", when="2020-05-11 07:10").code
    stop.hands_over(number, "2020-05-11 07:20")
    services.assign(actor=stop.leader, at=at("2020-05-11 07:30"), number=number, post=stop.specialist.post)
    stop.proposes(number, "2020-05-11 07:40")
    stop.approves(number, "2020-05-11 07:50")
    stop.approves(number, "2020-05-11 08:00")
    return number


def paid(stop):
    """Two receipts of which one was cancelled, and a till of a day that is closed."""
    from motcua.dossiers import services
    from motcua.payments import services as payments
    from motcua.payments.types import Method

    number = stop.receives("2.000913", when="2020-05-04 07:20").code
    for clock in ("07:30", "07:50"):
        when = at(f"2020-05-04 {clock}")
        receipt = new_id()
        services.take_fee(actor=stop.clerk, at=when, number=number, receipt=receipt, method=Method.CASH)
        if clock == "07:30":
            values = {"receipt": receipt, "reason": "Ghi nhầm tên."}
            services.cancel_fee_receipt(actor=stop.clerk, at=when, number=number, **values)
    day = at("2020-05-04 17:00")
    payments.close_till(actor=stop.clerk, at=day, on=day.date(), counted={10_000: 2}, explanation="Thối nhầm.")
    return number


def owing(stop):
    """One with a specialist whose fee nobody has taken."""
    number = stop.receives("2.000913", when="2020-05-04 07:30").code
    stop.hands_over(number, "2020-05-04 08:00")
    stop.examines(number, "2020-05-04 08:30")
    return number


def stop_owner(number):
    from motcua.dossiers.tests.one_stop import stored

    return stored(number).owner


def dossier(name, stage):
    return name, lambda world: reverse(name, args=[world[stage]])


def of_meeting(name, place):
    return name, lambda world: reverse(name, args=[world["met"], world["meetings"][place]])


def plain(name, query=""):
    return name, lambda world: reverse(name) + query.format(**world)


def topical(book, topic):
    return "ui:manual", lambda _world: reverse("ui:manual", args=[book, topic])


def drafted(name, query=""):
    return name, lambda world: reverse(name, args=[world["draft"]]) + query


def of_account(name):
    return name, lambda world: reverse(name, args=[world["account"]])


def of_draft(name):
    return name, lambda world: reverse(name, args=[world["procedure"]])


def of_proposal(name):
    return name, lambda world: reverse(name, args=[world["proposed"]])


def of_unit(name):
    return name, lambda world: reverse(name, args=[world["unit"]])


#: Who looks at which pages; each has the name of its address.
PAGES = {
    "clerk": (
        plain("dossiers:desk"),
        plain("dossiers:desk", "?the=qua-han"),
        plain("dossiers:desk", "?the=phoi-hop"),
        dossier("dossiers:coordination", "linked"),
        ("dossiers:paper", lambda world: reverse("dossiers:paper", args=[world["scanned"], world["paper"]])),
        ("files:pages", lambda world: reverse("files:pages", args=[world["file"]])),
        ("scans:sitting", lambda world: reverse("scans:sitting", args=[world["sitting"]])),
        ("scans:phone", lambda world: reverse("scans:phone", args=[world["token"]])),
        plain("scans:found-list"),
        ("scans:found", lambda world: reverse("scans:found", args=[world["found"]])),
        ("dossiers:task-answer", lambda world: task_address(world["sent"])),
        plain("dossiers:dossiers"),
        plain("dossiers:book"),
        plain("dossiers:guidances"),
        plain("dossiers:book", "?nam=2019"),
        plain("dossiers:book", "?nam=sai&tu=32/1/2020"),
        ("dossiers:book-edition", lambda world: reverse("dossiers:book-edition", args=[world["edition"]])),
        plain("dossiers:returning"),
        plain("dossiers:results"),
        plain("dossiers:results", "?q={finished}"),
        plain("dossiers:results", "?ngay=sai"),
        dossier("dossiers:result-paper", "finished"),
        plain("dossiers:originals"),
        plain("dossiers:hand-over-lists"),
        ("dossiers:hand-over-list", lambda world: reverse("dossiers:hand-over-list", args=[world["outside"]])),
        dossier("dossiers:originals-keeping", "new"),
        dossier("dossiers:dossier", "kept"),
        dossier("dossiers:originals-laying", "kept"),
        dossier("dossiers:originals-return", "kept"),
        dossier("dossiers:delivery", "kept"),
        plain("dossiers:paper-books"),
        ("dossiers:paper-book", lambda world: reverse("dossiers:paper-book", args=[world["book"][0]])),
        ("dossiers:paper-entry", lambda world: reverse("dossiers:paper-entry", args=[world["book"][1]])),
        plain("dossiers:returning", "?ma=sai"),
        drafted("dossiers:reception"),
        drafted("dossiers:reception", "?muc=2&tim=1"),
        drafted("dossiers:reception", "?muc=5"),
        ("dossiers:reception", lambda _world: reverse("dossiers:reception", args=[new_id()])),
        drafted("dossiers:reception-guidance"),
        drafted("dossiers:reception-refusal"),
        dossier("dossiers:received", "new"),
        dossier("dossiers:dossier", "new"),
        dossier("dossiers:dossier", "waiting"),
        dossier("dossiers:dossier", "filed"),
        dossier("dossiers:dossier", "sent"),
        dossier("dossiers:hand-over", "new"),
        dossier("dossiers:receive-filed", "filed"),
        dossier("dossiers:supplement-completed", "waiting"),
        dossier("dossiers:delivery", "finished"),
        dossier("dossiers:withdrawal", "new"),
        dossier("dossiers:receipt-again", "new"),
        dossier("dossiers:received", "costly"),
        dossier("dossiers:dossier", "costly"),
        dossier("dossiers:fee", "costly"),
        dossier("dossiers:dues", "costly"),
        dossier("dossiers:dossier", "paid"),
        dossier("dossiers:fee-cancellation", "paid"),
        plain("postal:parcels"),
        plain("postal:bags"),
        ("postal:bag", lambda world: reverse("postal:bag", args=[world["bag"]])),
        ("postal:parcel", lambda world: reverse("postal:parcel", args=[world["parcel"]])),
        dossier("dossiers:parcel", "wanted"),
        plain("payments:till"),
        plain("payments:till", "?ngay=2020-05-04"),
        plain("payments:books"),
        plain("payments:settlement"),
        plain("payments:settlement", "?nam=2019&quy=4"),
        plain("payments:quarter"),
        plain("payments:quarter", "?nam=2019&quy=4"),
        plain("steering:letters"),
        plain("ratings:results"),
        plain("ratings:slip"),
        plain("scores:agencies", "?quy=ca-nam&nam=2020"),
        plain("scores:agency", "?quy=ca-nam&nam=2020"),
        plain("scores:official", "?quy=ca-nam&nam=2020"),
        plain("scores:behind", "?quy=ca-nam&nam=2020&diem=2"),
        plain("scores:evaluation", "?nam=2020"),
        plain("scores:open", "?quy=1&nam=2020"),
        plain("scores:index", "?thang=2020-05"),
        plain("scores:index-lost", "?thang=2020-05&tieu-chi=2.1"),
        plain("scores:index-lost", "?thang=2020-05&tieu-chi=3.1"),
        plain("supervision:board", "?ky=nam"),
        plain("supervision:board", "?ngay=2010-01-01"),
        plain("supervision:behind", "?ky=nam"),
        plain("supervision:map", "?ky=nam"),
        plain("supervision:report-units", "?ky=nam"),
        plain("supervision:times", "?ky=nam"),
        plain("supervision:times-steps", "?ky=nam"),
        plain("supervision:times-late", "?ky=nam"),
        plain("supervision:report", "?ky=nam"),
        plain("supervision:levels", "?ky=nam"),
        plain("supervision:narratives"),
        plain("supervision:narrative-draft", "?ky=quy"),
        plain("supervision:narrative", "?so={narrative}"),
        plain("supervision:open", "?ky=thang"),
        plain("notices:outbox"),
        plain("notices:outbox", "?tin=refused"),
        ("notices:message", lambda world: reverse("notices:message", args=[world["message"]])),
        plain("notices:templates"),
        ("notices:template", lambda _world: reverse("notices:template", args=["supplement", "email"])),
        ("notices:wishes", lambda world: reverse("notices:wishes", args=[world["person"]])),
        dossier("dossiers:correction", "new"),
        dossier("dossiers:correction", "lost"),
        dossier("dossiers:cancellation", "new"),
        dossier("dossiers:loss", "new"),
        dossier("dossiers:decision", "new"),
        dossier("dossiers:loss-closed", "lost"),
        dossier("dossiers:dossier", "lost"),
        dossier("dossiers:dossier", "repaired"),
        dossier("dossiers:dossier", "erased"),
    ),
    "specialist": (
        plain("steering:letter", "?so={reminder}"),
        plain("steering:directions", "?the=dang-mo"),
        plain("steering:direction", "?so={direction}"),
        dossier("dossiers:payment-request", "owing"),
        plain("dossiers:desk"),
        dossier("dossiers:take-up", "handed"),
        dossier("dossiers:dossier", "taken"),
        dossier("dossiers:proposal", "taken"),
        dossier("dossiers:supplement", "taken"),
        dossier("dossiers:consultation", "taken"),
        dossier("dossiers:refusal", "taken"),
        dossier("dossiers:meeting", "taken"),
        dossier("dossiers:dossier", "met"),
        plain("dossiers:desk", "?the=hop"),
        of_meeting("dossiers:minutes", 1),
        of_meeting("dossiers:meeting-moved", 2),
        of_meeting("dossiers:meeting-called-off", 2),
        dossier("dossiers:note", "taken"),
        dossier("dossiers:attachment", "taken"),
    ),
    "leader": (
        plain("privacy:home"),
        plain("privacy:proposal", "?so={to_erase_proposal}"),
        plain("privacy:proposal", "?so={erased_proposal}"),
        plain("steering:draft"),
        plain("steering:new-direction"),
        plain("steering:today"),
        plain("steering:mailbox"),
        plain("steering:notices"),
        plain("steering:letter", "?so={reminder}"),
        plain("steering:directions", "?the=dang-mo"),
        plain("steering:direction", "?so={direction}"),
        plain("scores:agency", "?quy=ca-nam&nam=2020"),
        plain("dossiers:desk"),
        plain("dossiers:signing", "?ma={signing}"),
        dossier("dossiers:dossier", "signing"),
        dossier("dossiers:looks", "signing"),
        plain("dossiers:book-closing"),
        plain("dossiers:delegations"),
        dossier("dossiers:assignment", "handed"),
        dossier("dossiers:approval", "signing"),
        dossier("dossiers:send-back", "signing"),
        dossier("dossiers:unpaid-return", "costly"),
        plain("payments:till"),
        dossier("dossiers:reassignment", "taken"),
        dossier("dossiers:stop", "signing"),
        dossier("dossiers:apology", "taken"),
        dossier("dossiers:supplement-allowance", "asked"),
        ("dossiers:task-passing-on", lambda world: passing_address(world["asking"])),
        dossier("dossiers:result-change", "finished"),
    ),
    "anybody signed in": (
        plain("ui:search", "?q=Mùi"),
        plain("ui:help"),
        topical("clerk", "tiep-nhan"),
        plain("ui:accessibility"),
        plain("ui:site_map"),
        plain("identity:account"),
        plain("identity:seat"),
        plain("identity:password"),
        plain("identity:sessions"),
        plain("identity:tokens"),
        plain("catalogue:procedures"),
        ("catalogue:procedure", lambda _world: reverse("catalogue:procedure", args=["1.001193"])),
        plain("parties:people"),
        plain("parties:people", "?q=mui+khe"),
        ("parties:person", lambda world: reverse("parties:person", args=[world["person"]])),
        ("parties:correction", lambda world: reverse("parties:correction", args=[world["person"]])),
    ),
    "administrator": (
        plain("privacy:proposing"),
        plain("privacy:due"),
        plain("privacy:register"),
        plain("privacy:answer"),
        plain("privacy:proposing", "?cho=000"),
        plain("privacy:proposing", "?loai=dossiers.dossier&so={to_erase_id}"),
        ("notices:template", lambda _world: reverse("notices:template", args=["supplement", "email"])),
        ("notices:template", lambda _world: reverse("notices:template", args=["receipt", "sms"])),
        plain("identity:people"),
        plain("identity:people", "?q=khong+co+ai"),
        plain("identity:new-person"),
        plain("identity:people-list"),
        of_account("identity:person"),
        of_account("identity:appointment"),
        of_account("identity:slip"),
        of_account("identity:code-reset"),
        of_account("identity:departure"),
        ("identity:appointment-end", lambda world: reverse("identity:appointment-end", args=[world["appointment"]])),
        plain("identity:roles"),
        plain("identity:role-change", "?vai-tro=counter&viec=identity.substitute&cho=1"),
        plain("identity:stand-ins"),
        plain("identity:secondments"),
        plain("identity:stand-bys"),
        ("identity:desk-phone", lambda world: reverse("identity:desk-phone", args=[world["unit"]])),
    ),
    "administrator of the province": (
        plain("ui:administration"),
        plain("operations:watch"),
        plain("imports:runs"),
        plain("organisation:units"),
        of_unit("organisation:unit"),
        plain("organisation:founding"),
        of_unit("organisation:renaming"),
        of_unit("organisation:moving"),
        of_unit("organisation:dissolving"),
        of_unit("organisation:code"),
        of_unit("organisation:post-adding"),
        ("organisation:post-closing", lambda world: reverse("organisation:post-closing", args=[world["post"]])),
        plain("organisation:calendars"),
        plain("organisation:calendar-proposing"),
        ("organisation:calendar-draft", lambda world: reverse("organisation:calendar-draft", args=[world["proposal"]])),
        plain("organisation:settings"),
        plain("organisation:form-texts"),
        (
            "organisation:setting",
            lambda _world: reverse("organisation:setting", args=["prints.texts.receipt.collecting"]),
        ),
        ("organisation:setting", lambda _world: reverse("organisation:setting", args=["duplicate_days"])),
        ("organisation:setting", lambda _world: reverse("organisation:setting", args=["notices.may_decline"])),
    ),
    "publisher": (
        plain("catalogue:kept"),
        plain("catalogue:kept", "?q=khong+co+gi&trang-thai=future"),
        ("catalogue:history", lambda _world: reverse("catalogue:history", args=["1.001193"])),
        ("catalogue:comparison", lambda _world: reverse("catalogue:comparison", args=["1.001193"]) + "?cu=1&moi=1"),
        ("catalogue:particulars", lambda _world: reverse("catalogue:particulars", args=["1.001193"])),
        ("catalogue:papers", lambda _world: reverse("catalogue:papers", args=["1.001193"])),
        ("catalogue:fees", lambda _world: reverse("catalogue:fees", args=["1.001193"])),
        ("catalogue:limit", lambda _world: reverse("catalogue:limit", args=["1.001193"])),
        ("catalogue:kept-sample", lambda _world: reverse("catalogue:kept-sample", args=["1.001193"])),
        ("catalogue:steps", lambda _world: reverse("catalogue:steps", args=["1.001193"])),
        ("catalogue:abolition", lambda _world: reverse("catalogue:abolition", args=["1.001193"])),
        ("catalogue:withdrawal", lambda _world: reverse("catalogue:withdrawal", args=["1.001193", 1])),
        plain("catalogue:drafts"),
        of_draft("catalogue:draft"),
        of_draft("catalogue:draft-preview"),
        of_draft("catalogue:draft-particulars"),
        of_draft("catalogue:draft-papers"),
        of_draft("catalogue:draft-steps"),
        of_draft("catalogue:draft-fees"),
        of_draft("catalogue:draft-dropping"),
        plain("catalogue:proposals"),
        of_proposal("catalogue:proposal"),
        of_proposal("catalogue:proposal-sending-back"),
        of_proposal("catalogue:proposal-withdrawing"),
    ),
    "document clerk": (plain("dossiers:desk"), dossier("dossiers:result", "issuing")),
    "counter of the district": (
        plain("dossiers:hand-over-lists"),
        ("dossiers:hand-over-list", lambda world: reverse("dossiers:hand-over-list", args=[world["list"]])),
        plain("dossiers:desk"),
    ),
    "section of the district": (
        plain("dossiers:hand-over-lists"),
        ("dossiers:hand-over-list", lambda world: reverse("dossiers:hand-over-list", args=[world["list"]])),
        ("dossiers:hand-over-list", lambda world: reverse("dossiers:hand-over-list", args=[world["differing"]])),
    ),
    "citizen": (
        plain("dossiers:home"),
        plain("catalogue:procedures"),
        plain("catalogue:procedures", "?q=khai+sinh"),
        plain("catalogue:lists"),
        ("catalogue:procedure", lambda _world: reverse("catalogue:procedure", args=["1.001193"])),
        plain("dossiers:look-up"),
        plain("dossiers:look-up", "?ma={taken}"),
        plain("dossiers:look-up", "?ma=sai"),
        (
            "dossiers:look-up-receipt",
            lambda world: reverse("dossiers:look-up-receipt", args=[token_of(world["waiting"])]),
        ),
        ("dossiers:look-up-receipt", lambda world: reverse("dossiers:look-up-receipt", args=[token_of(world["sent"])])),
        ("privacy:lookers", lambda world: reverse("privacy:lookers", args=[token_of(world["finished"])])),
        ("dossiers:online-result", lambda world: reverse("dossiers:online-result", args=[token_of(world["waiting"])])),
        ("ratings:rate", lambda world: reverse("ratings:rate", args=[token_of(world["finished"])])),
        ("dossiers:look-up-receipt", lambda world: reverse("dossiers:look-up-receipt", args=[token_of(world["met"])])),
        plain("identity:sign-in"),
        plain("identity:boards"),
        ("identity:board", lambda world: reverse("identity:board", args=[world["unit"]])),
        plain("ui:help"),
    ),
}


def task_address(number):
    from motcua.dossiers.tests.one_stop import stored

    return reverse("dossiers:task-answer", args=[number, stored(number).life.tasks[0].id])


def passing_address(number):
    from motcua.dossiers.tests.one_stop import stored

    return reverse("dossiers:task-passing-on", args=[number, stored(number).life.tasks[0].id])


def token_of(number):
    from motcua.dossiers.tests.one_stop import stored

    return stored(number).facts["token"]


@pytest.mark.parametrize("width", [360, 1366])
@pytest.mark.parametrize("who", PAGES)
def test_axe_finds_nothing(house, world, who, width):
    stop = house.stop
    actors = {"specialist": stop.specialist, "leader": stop.leader, "citizen": None}
    actors["administrator"] = world["admin"]
    actors["administrator of the province"] = world["keeper"]
    actors["publisher"] = world["publisher"]
    actors["document clerk"] = stop.person("document_clerk")
    district = organisation.district_of(stop.unit.id, moments.today())
    actors["counter of the district"] = stop.person("counter", district)
    actors["section of the district"] = stop.person("section_head", district, section=SECTION)
    page = house.sits(actors.get(who, stop.clerk), width=width)
    wrong = {}
    for name, address in PAGES[who]:
        answer = page.goto(address(world))
        assert answer.status in {200, 404, 422}, (name, answer.status)
        picture(page, f"{who}-{name.replace(':', '-')}-{width}")
        if found := faults(page):
            wrong[name] = found
    assert wrong == {}


@pytest.mark.parametrize("width", [360, 1366])
def test_axe_finds_nothing_on_the_preview_of_a_list(house, world, width):
    """A page that only a sent file shows."""
    page = house.sits(world["admin"], width=width)
    lines = [
        "Tên đăng nhập,Họ và tên,Mã đơn vị,Vị trí",
        "moi.a,Đàm Thị Mới,BK-01924,Công chức Tài chính - kế toán",
        ",Không Tên,BK-01924,Giám đốc",
    ]
    page.goto(reverse("identity:people-list"))
    page.set_input_files(
        "input[type=file]", {"name": "a.csv", "mimeType": "text/csv", "buffer": "\n".join(lines).encode()}
    )
    page.get_by_role("button", name="Xem trước").click()
    page.get_by_role("heading", name="Xem trước danh sách").wait_for()
    picture(page, f"administrator-preview-{width}")

    assert faults(page) == []


def test_every_page_has_its_turn():
    seen = {name for pages in PAGES.values() for name, _address in pages}
    missing = {name for name in DOORS if not name.startswith("api:")} - seen - set(NO_PAGE)
    assert missing == set()
