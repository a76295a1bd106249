"""The register of a unit's year: its lines, its closing, its prints."""

import hashlib
import json
import re
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from itertools import count
from uuid import UUID
from zipfile import ZipFile

import pytest
from django.db import connection, transaction
from procrastinate.exceptions import JobAborted
from pypdf import PdfReader

from motcua.dossiers import binding, queries, services, tasks
from motcua.dossiers.api.books import BookLineOut
from motcua.dossiers.books import (
    BOOK,
    BindingStopped,
    BookIsClosed,
    NoSuchBook,
    NothingInBook,
    OpenNumbers,
    Wanted,
    YearNotOver,
)
from motcua.dossiers.tests.at_the_screen import Screen, words_of
from motcua.dossiers.tests.one_stop import BIRTH, COMMUNE, DAY, FOREIGN, RENEW, OneStop, at, stored, unit_named
from motcua.dossiers.types import Correction
from motcua.files import queries as files
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.kernel.refusal import NotAllowed
from motcua.kernel.statements import rows, run
from motcua.ledger import queries as ledger
from motcua.organisation import queries as organisation
from motcua.prints.types import RegisterLine

_places = count()
#: Of another field than civil status.
STAY = "1.004194"
NEXT_YEAR = at("2021-01-04 08:00")


@pytest.fixture
def one_stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: at("2020-05-12 09:30"))
    return another_commune()


def another_commune():
    """A commune that no other test of this module has received in, and the neighbour of the stories as strangers."""
    units = [unit for unit in organisation.units(DAY, "commune") if unit.name not in {COMMUNE, FOREIGN}]
    stop = OneStop(units[next(_places)])
    stop.seat(stop.unit.id)
    stop.cast |= {key: people for key, people in OneStop.open().cast.items() if key[0] == unit_named(FOREIGN).id}
    return stop


def lines(one_stop, year=2020, wanted=None, **more):
    book = queries.book_for(one_stop.leader, one_stop.unit.id, year)
    return queries.book_lines(one_stop.leader, book, wanted or Wanted(), at=moments.now(), **more)


def renamed(one_stop, number, name, when):
    owner = {"name": name, "birth": "1996", "number": stored_number(number), "phone": "0900000001"}
    services.correct(
        actor=one_stop.clerk, at=at(when), number=number, correction=Correction(owner=owner), reason="Gõ nhầm dấu."
    )


def stored_number(number):
    from motcua.parties.queries import persons

    owner = stored(number).owner
    return persons([owner])[owner].number


def bound(edition, when=NEXT_YEAR):
    services.bind_book(actor=SYSTEM, at=when, edition=edition)
    return queries.edition_for(SYSTEM, edition)


def bytes_of(edition, kind="pdf"):
    kept = {"pdf": edition.pdf, "xlsx": edition.sheet}[kind]
    (file,) = [one for one in files.of_owner(BOOK, edition.id) if one.id == kept]
    with files.open_bytes(file) as content:
        return content.read()


def text_of(pdf):
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def close(one_stop, when=NEXT_YEAR):
    return services.close_book(actor=one_stop.leader, at=when, unit=one_stop.unit.id, year=2020)


def test_a_line_says_every_field_of_the_form(one_stop):
    number = one_stop.receives(sets=2, delivery="counter").code
    one_stop.hands_over(number)
    one_stop.examines(number)
    one_stop.proposes(number)
    one_stop.approves(number)
    if not stored(number).rows["results"]:
        services.register_result(actor=one_stop.person("document_clerk"), at=at("2020-05-13 10:00"), number=number)
    one_stop.returns(number)

    (line,) = lines(one_stop)

    says = line.says
    assert (says["ordinal"], says["code"], says["sets"]) == (1, number, 2)
    assert says["procedure"] == stored(number).procedure.name
    assert (says["owner"], says["phone"]) == ("Triệu Mùi Khé", "0900000001")
    assert (says["received"], says["returned"]) == ("09:10 11/5/2020", "14:00 13/5/2020")
    assert says["due"].endswith("/5/2020")
    assert (says["giver"], says["taker"], says["clerk"]) == (one_stop.clerk.name, "Triệu Mùi Khé", one_stop.clerk.name)
    assert (says["competent"], says["delivery"]) == (organisation.short_name(one_stop.unit.id), "tại quầy")
    assert says["note"] == ""


def test_numbers_run_through_the_year_whatever_happens_to_a_dossier(one_stop):
    first, second, third = (one_stop.receives(when=f"2020-05-11 09:1{n}").code for n in range(3))
    services.cancel_reception(
        actor=one_stop.clerk, at=at("2020-05-11 11:00"), number=second, reason="Nhận hai lần cùng một bộ."
    )

    found = lines(one_stop)

    assert [(line.ordinal, line.says["code"]) for line in found] == [(1, first), (2, second), (3, third)]
    assert [line.says["note"] for line in found] == [
        "",
        "Huỷ tiếp nhận nhầm 11/5/2020: Nhận hai lần cùng một bộ.",
        "",
    ]


def test_a_correction_shows_the_old_and_the_new_value_and_the_next_one_continues_it(one_stop):
    number = one_stop.receives().code
    renamed(one_stop, number, "Triệu Mùi Khế", "2020-05-11 10:00")
    renamed(one_stop, number, "Triệu Thị Khế", "2020-05-12 10:00")

    (line,) = lines(one_stop)

    assert line.says["owner"] == "Triệu Thị Khế"
    assert line.says["note"] == (
        "Đính chính 11/5/2020: họ tên chủ hồ sơ «Triệu Mùi Khé» thành «Triệu Mùi Khế». "
        "Đính chính 12/5/2020: họ tên chủ hồ sơ «Triệu Mùi Khế» thành «Triệu Thị Khế»."
    )


def test_the_book_is_paged_and_narrowed_by_day_state_and_field(one_stop):
    codes = [one_stop.receives(when=f"2020-05-1{day} 09:10").code for day in (1, 2, 3)]
    birth = one_stop.receives(BIRTH, when="2020-05-13 10:00").code
    one_stop.hands_over(codes[0])
    field = stored(birth).field

    def shown(**wanted):
        return [line.says["code"] for line in lines(one_stop, wanted=Wanted(**wanted))]

    assert [line.says["code"] for line in lines(one_stop, after=1, limit=2)] == codes[1:]
    assert shown(since=at("2020-05-12 00:00").date(), until=at("2020-05-12 00:00").date()) == [codes[1]]
    assert shown(state=4) == [codes[0]]
    assert birth in shown(field=field)
    assert shown(field="không có lĩnh vực này") == []


def test_only_whoever_may_read_the_units_registers_sees_prints_and_closes_them(one_stop):
    one_stop.receives()
    unit, day = one_stop.unit.id, moments.now()

    for refused in (one_stop.specialist, one_stop.stranger):
        with pytest.raises(NotAllowed):
            queries.book_for(refused, unit, 2020)
        with pytest.raises(NotAllowed):
            services.print_book(actor=refused, at=day, unit=unit, year=2020)
    with pytest.raises(NotAllowed):
        services.close_book(actor=one_stop.clerk, at=NEXT_YEAR, unit=unit, year=2020)
    edition = services.print_book(actor=one_stop.clerk, at=day, unit=unit, year=2020)
    with pytest.raises(NoSuchBook):
        queries.edition_for(one_stop.stranger, edition)


def test_a_book_is_printed_as_pdf_and_sheet_by_a_job(one_stop):
    number = one_stop.receives().code
    when = at("2020-05-12 09:30")
    edition = services.print_book(actor=one_stop.clerk, at=when, unit=one_stop.unit.id, year=2020)
    assert services.print_book(actor=one_stop.clerk, at=when, unit=one_stop.unit.id, year=2020) == edition
    assert queries.edition_for(one_stop.clerk, edition).percent == 0

    done = bound(edition, when)

    assert (done.is_done, done.percent, done.pages) == (True, 100, 2)
    said = text_of(bytes_of(done))
    for words in ("SỔ THEO DÕI HỒ SƠ", "Năm 2020", organisation.short_name(one_stop.unit.id), "Quyển số: 01", "Sổ chưa khoá", "Triệu Mùi Khé", "0900000001", "Trang 2", "Họ tên chủ hồ sơ"):  # fmt: skip
        assert words in said
    assert number.replace("-", "") in said.replace("-", "").replace(" ", "").replace("\u200b", "")
    assert "Khoá sổ lúc" not in said
    with ZipFile(BytesIO(bytes_of(done, "xlsx"))) as sheet:
        written = sheet.read("xl/worksheets/sheet1.xml").decode()
    assert number in written
    assert "Triệu Mùi Khé" in written


def test_a_job_that_was_stopped_goes_on_and_gives_the_same_bytes(one_stop, monkeypatch):
    monkeypatch.setattr(sys.modules["motcua.dossiers.services.bind_book"], "PART", 2)
    for n in range(5):
        one_stop.receives(when=f"2020-05-11 09:1{n}")
    when = at("2020-05-12 09:30")
    edition = services.print_book(actor=one_stop.clerk, at=when, unit=one_stop.unit.id, year=2020)
    asked = iter(range(2))

    def stop_at_the_third():
        if next(asked, None) is None:
            raise BindingStopped

    with pytest.raises(BindingStopped):
        services.bind_book(actor=SYSTEM, at=when, edition=edition, go_on=stop_at_the_third)
    assert queries.edition_for(SYSTEM, edition).copied == 5
    assert not queries.edition_for(SYSTEM, edition).failed_at

    first = hashlib.sha256(bytes_of(bound(edition, when))).hexdigest()
    run("update dossiers_book_edition set finished_at = null where id = %s", [edition])

    assert hashlib.sha256(bytes_of(bound(edition, when))).hexdigest() == first
    assert [
        part["count"]
        for part in rows("select count from dossiers_book_part where edition_id = %s order by number", [edition])
    ] == [2, 2, 1]


def test_a_year_is_closed_once_when_it_is_over_and_no_number_is_drawn_from_it_again(one_stop):
    one_stop.receives()
    with pytest.raises(YearNotOver) as refused:
        close(one_stop, at("2020-12-31 16:00"))
    assert refused.value.sentence == "Năm 2020 chưa hết nên chưa khoá sổ được. Khoá từ ngày 1/1/2021."
    with pytest.raises(NothingInBook):
        services.close_book(actor=one_stop.leader, at=NEXT_YEAR, unit=one_stop.unit.id, year=2019)

    edition = close(one_stop)

    (closing,) = rows("select id from dossiers_book_closing where edition_id = %s", [edition])
    (line,) = ledger.stream(BOOK, closing["id"])
    assert line.verb == "dossiers.register_closed"
    facts = line.facts
    assert (facts["year"], facts["last"], facts["open"], facts["cancelled"]) == (2020, 1, 1, 0)
    assert facts["edition"] == str(edition)
    with pytest.raises(BookIsClosed):
        close(one_stop)
    with pytest.raises(BookIsClosed) as refused:
        one_stop.receives(when="2020-12-31 16:30")
    assert refused.value.sentence == "Sổ theo dõi năm 2020 đã khoá, không ghi thêm số và không khoá lại được."


def test_numbers_without_a_dossier_keep_the_book_open(one_stop):
    one_stop.receives()
    run("update dossiers_book_counter set last = 3 where unit_id = %s", [one_stop.unit.id])

    with pytest.raises(OpenNumbers) as refused:
        close(one_stop)

    assert "các số 2, 3 đã cấp" in refused.value.sentence


def test_what_happens_after_the_closing_stands_behind_the_book_and_moves_nothing_in_it(one_stop, monkeypatch):
    first, second = (one_stop.receives(when=f"2020-12-30 09:1{n}").code for n in range(2))
    closing = close(one_stop)
    frozen = bound(closing)
    before = bytes_of(frozen)
    monkeypatch.setattr(moments, "now", lambda: at("2021-01-06 09:30"))
    renamed(one_stop, first, "Triệu Mùi Khế", "2021-01-05 10:00")
    one_stop.hands_over(second, "2021-01-05 10:10")
    one_stop.examines(second, "2021-01-05 10:20")
    services.withdraw(actor=one_stop.clerk, at=at("2021-01-05 11:00"), number=first, reason="Xin rút.")

    one, other = lines(one_stop)

    assert (one.says["owner"], one.says["note"]) == ("Triệu Mùi Khé", "")
    assert [note.text for note in one.later] == [
        "Đính chính 5/1/2021: họ tên chủ hồ sơ «Triệu Mùi Khé» thành «Triệu Mùi Khế».",
        "Người nộp rút hồ sơ 5/1/2021.",
    ]
    assert (other.ordinal, other.later) == (2, ())
    assert bytes_of(queries.edition_for(SYSTEM, closing)) == before
    again = services.print_book(actor=one_stop.leader, at=at("2021-01-06 09:30"), unit=one_stop.unit.id, year=2020)
    said = text_of(bytes_of(bound(again, at("2021-01-06 09:31"))))
    for words in ("Sổ này có 3 trang", "còn 2 hồ sơ chưa trả kết quả", "Ghi thêm sau khi khoá sổ", "thành «Triệu Mùi Khế»"):  # fmt: skip
        assert words in said
    assert "Ghi thêm" not in text_of(before)


def test_a_result_handed_over_after_the_closing_is_no_longer_in_the_columns(one_stop, monkeypatch):
    number = one_stop.brings_to_signature(when="2020-12-30 09:10")
    bound(close(one_stop))
    one_stop.approves(number, "2021-01-05 09:00")
    if not stored(number).rows["results"]:
        services.register_result(actor=one_stop.person("document_clerk"), at=at("2021-01-05 10:00"), number=number)
    one_stop.returns(number, "2021-01-05 14:00")
    monkeypatch.setattr(moments, "now", lambda: at("2021-01-06 09:30"))

    (line,) = lines(one_stop)

    assert (line.says["returned"], line.says["giver"], line.says["taker"]) == ("", "", "")
    assert [note.text for note in line.later] == [
        f"Trả kết quả 14:00 5/1/2021; bên giao: {one_stop.clerk.name}; bên nhận: Triệu Mùi Khé."
    ]


def test_an_extract_of_a_closed_book_shows_what_was_closed(one_stop, monkeypatch):
    renewed, stay = (one_stop.receives(procedure, when="2020-12-30 09:10").code for procedure in (RENEW, STAY))
    field = stored(renewed).field
    assert stored(stay).field != field
    closing = close(one_stop)
    ask = {"actor": one_stop.leader, "unit": one_stop.unit.id, "year": 2020, "field": field}
    assert services.print_book(at=NEXT_YEAR, **ask) == closing
    bound(closing)
    monkeypatch.setattr(moments, "now", lambda: at("2021-01-06 09:30"))
    renamed(one_stop, renewed, "Triệu Mùi Khế", "2021-01-05 10:00")
    services.withdraw(actor=one_stop.clerk, at=at("2021-01-05 11:00"), number=stay, reason="Xin rút.")

    made = bound(services.print_book(at=at("2021-01-06 09:30"), **ask), at("2021-01-06 09:31"))

    said = text_of(bytes_of(made))
    for words in (f"Lĩnh vực: {field}", "Sổ đã khoá", "«Triệu Mùi Khé» thành «Triệu Mùi Khế»"):
        assert words in said
    assert "Sổ chưa khoá" not in said
    assert "Người nộp rút hồ sơ" not in said
    with ZipFile(BytesIO(bytes_of(made, "xlsx"))) as sheet:
        written = sheet.read("xl/worksheets/sheet1.xml").decode()
    assert "Triệu Mùi Khé<" in written
    assert "Triệu Mùi Khế<" not in written
    assert stay not in written


def test_a_supplement_completed_after_the_closing_stands_behind_the_book(one_stop, monkeypatch):
    number = one_stop.receives(when="2020-12-30 09:10").code
    one_stop.hands_over(number, "2020-12-30 10:00")
    one_stop.examines(number, "2020-12-30 10:30")
    papers = one_stop.reception().papers[:1]
    services.ask_supplement(
        actor=one_stop.specialist,
        at=at("2020-12-31 09:00"),
        number=number,
        papers=papers,
        reason="Còn thiếu.",
        ground="Luật Hộ tịch 2014, Điều 16.",
    )
    bound(close(one_stop))
    services.complete_supplement(actor=one_stop.clerk, at=at("2021-01-05 10:00"), number=number, papers=papers)
    monkeypatch.setattr(moments, "now", lambda: at("2021-01-06 09:30"))

    made = services.print_book(actor=one_stop.leader, at=moments.now(), unit=one_stop.unit.id, year=2020)

    said = text_of(bytes_of(bound(made, moments.now())))
    assert said.index("Yêu cầu bổ sung 31/12/2020.") < said.index("Ghi thêm sau khi khoá sổ")
    assert said.index("Ghi thêm sau khi khoá sổ") < said.index("Bổ sung đủ 5/1/2021.")


def test_what_happens_before_the_job_has_copied_is_not_in_the_closed_lines(one_stop):
    number = one_stop.receives(when="2020-12-30 09:10").code
    closing = close(one_stop)
    services.withdraw(actor=one_stop.clerk, at=at("2021-01-04 08:10"), number=number, reason="Xin rút.")

    assert "Người nộp rút hồ sơ" not in text_of(bytes_of(bound(closing, at("2021-01-04 08:20"))))


def test_the_closing_counts_when_whoever_was_still_writing_has_finished(one_stop):
    one_stop.receives()
    of_unit = "(select id from dossiers_dossier where unit_id = %s)"

    def closes():
        try:
            return close(one_stop)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            run("update dossiers_book_counter set last = last where unit_id = %s", [one_stop.unit.id])
            run(
                f"update dossiers_standing set closed_at = original_due_at where dossier_id in {of_unit}",
                [one_stop.unit.id],
            )
            edition = other.submit(closes)
            wait_for(lambda: rows("select 1 from pg_locks where not granted"))
        (closing,) = rows("select open from dossiers_book_closing where edition_id = %s", [edition.result(20)])

    assert closing["open"] == 0


def wait_for(happened):
    deadline = time.monotonic() + 10
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_book_may_be_larger_than_what_is_uploaded(one_stop, settings):
    one_stop.receives()
    settings.FILES_MAX_BYTES = 1000

    edition = services.print_book(actor=one_stop.clerk, at=moments.now(), unit=one_stop.unit.id, year=2020)

    assert len(bytes_of(bound(edition, moments.now()))) > 1000


def test_the_sheet_the_form_and_the_api_have_the_same_columns():
    assert list(binding.columns()) == list(RegisterLine.__annotations__)
    assert set(BookLineOut.__annotations__) == {*RegisterLine.__annotations__, "later"}


def test_the_page_shows_the_book_narrows_it_and_keeps_what_was_typed(one_stop):
    number = one_stop.receives().code
    clerk = Screen(one_stop.clerk)

    seen = clerk.sees("/so-theo-doi?nam=2020")
    for words in (number, "Triệu Mùi Khé", "0900000001", "hẹn trả", "đến số 1", "1 bộ", "Sổ theo dõi"):
        assert words in seen
    assert number not in clerk.sees("/so-theo-doi?nam=2020&den=10/5/2020")
    assert "Không có dòng nào như vậy." in clerk.sees("/so-theo-doi?nam=2020&den=10/5/2020")
    assert "Sổ năm này chưa có hồ sơ nào." in clerk.sees("/so-theo-doi?nam=2018")
    wrong = clerk.opens("/so-theo-doi?nam=hai&tu=40/1/2020&den=9/5/2020")
    assert wrong.status_code == 422
    said = words_of(wrong)
    assert "Năm là bốn chữ số, như 2020." in said
    assert "Ngày ghi như 11/5/2020." in said
    for typed in ('value="hai"', 'value="40/1/2020"', 'value="9/5/2020"'):
        assert typed in wrong.content.decode()
    assert "Khoá sổ năm này" not in clerk.sees("/so-theo-doi?nam=2020")


def test_long_books_are_read_page_by_page(one_stop, monkeypatch):
    from motcua.dossiers.views import book

    monkeypatch.setattr(book, "PAGE", 2)
    codes = [one_stop.receives(when=f"2020-05-11 09:1{n}").code for n in range(3)]
    clerk = Screen(one_stop.clerk)

    assert codes[2] not in clerk.sees("/so-theo-doi?nam=2020")
    assert 'href="?nam=2020&amp;sau=2"' in clerk.opens("/so-theo-doi?nam=2020").content.decode()
    assert codes[2] in clerk.sees("/so-theo-doi?nam=2020&sau=2")


def test_a_print_is_asked_for_followed_and_opened_on_the_pages(one_stop):
    one_stop.receives()
    clerk = Screen(one_stop.clerk)
    asked = clerk.sends("/so-theo-doi/ban-in", {"don-vi": str(one_stop.unit.id), "nam": "2020"})
    assert asked.status_code == 302
    assert "Đang lập: 0 %" in clerk.sees(asked["Location"])

    bound(UUID(asked["Location"].rsplit("/", 1)[1]), at("2020-05-12 09:30"))

    page = clerk.opens(asked["Location"]).content.decode()
    assert "Đã lập xong." in page
    (pdf, sheet) = re.findall(r'href="(/tep/[^"]+)"', page)
    assert b"".join(clerk.opens(pdf)).startswith(b"%PDF")
    assert clerk.opens(sheet)["Content-Disposition"].startswith("attachment")
    stranger = Screen(one_stop.stranger)
    assert [stranger.opens(place).status_code for place in (pdf, sheet, asked["Location"])] == [404, 404, 404]
    assert "Bản in 09:30 12/5/2020, đến số 1: 2 trang" in clerk.sees("/so-theo-doi?nam=2020")
    refused = clerk.sends("/so-theo-doi/ban-in", {"don-vi": str(one_stop.unit.id), "nam": "2018"})
    assert refused.status_code == 409
    assert "Sổ theo dõi năm 2018 của đơn vị chưa có hồ sơ nào." in words_of(refused)


def test_a_leader_closes_the_year_on_the_page(one_stop, monkeypatch):
    one_stop.receives()
    leader = Screen(one_stop.leader)
    place = {"don-vi": str(one_stop.unit.id), "nam": "2020"}
    assert Screen(one_stop.clerk).sends("/so-theo-doi/khoa-so", place).status_code == 403
    early = leader.sends("/so-theo-doi/khoa-so", place)
    assert (early.status_code, "Năm 2020 chưa hết" in words_of(early)) == (409, True)

    monkeypatch.setattr(moments, "now", lambda: NEXT_YEAR)
    assert "Khoá sổ năm này" in leader.sees("/so-theo-doi?nam=2020")
    assert "Chưa trả kết quả 1" in leader.sees(f"/so-theo-doi/khoa-so?don-vi={one_stop.unit.id}&nam=2020")
    assert leader.sends("/so-theo-doi/khoa-so", place).status_code == 302

    seen = leader.sees("/so-theo-doi?nam=2020")
    assert f"Khoá sổ lúc 08:00 4/1/2021 ở số 1, người khoá: {one_stop.leader.name}." in seen
    assert "Bản khoá sổ 08:00 4/1/2021, đến số 1: đang lập, 0 %" in seen
    assert "Khoá sổ năm này" not in seen


def test_the_job_of_a_print_is_called_in_the_act_and_does_it(one_stop):
    one_stop.receives()
    edition = services.print_book(actor=one_stop.clerk, at=moments.now(), unit=one_stop.unit.id, year=2020)

    (job,) = rows(
        "select task_name, args::text as args, lock from procrastinate_jobs where lock = %s", [f"book:{edition}"]
    )

    assert (job["task_name"], json.loads(job["args"])) == ("dossiers.bind_book", {"edition": str(edition)})
    tasks.bind_book(NeverStopped(), str(edition))
    assert queries.edition_for(SYSTEM, edition).is_done
    with pytest.raises(JobAborted):
        tasks.bind_book(
            ToldToStop(),
            str(services.print_book(actor=one_stop.clerk, at=moments.now(), unit=one_stop.unit.id, year=2020)),
        )


class NeverStopped:
    def should_abort(self):
        return False


class ToldToStop:
    def should_abort(self):
        return True


def test_a_print_that_fails_says_so_and_can_be_asked_for_again(one_stop):
    one_stop.receives()
    ask = {"actor": one_stop.clerk, "at": moments.now(), "unit": one_stop.unit.id, "year": 2020}
    edition = services.print_book(**ask)
    run("update dossiers_book_edition set template = 99 where id = %s", [edition])

    with pytest.raises(RuntimeError, match="a part of register was not rendered"):
        services.bind_book(actor=SYSTEM, at=moments.now(), edition=edition)

    assert queries.edition_for(SYSTEM, edition).failed_at == moments.now()
    assert "Không lập được bản in này." in Screen(one_stop.clerk).sees(f"/so-theo-doi/ban-in/{edition}")
    assert services.print_book(**ask) != edition
