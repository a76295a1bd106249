"""Longer ways through pages: several signatures, a document clerk, an agency above with its sections."""

import pytest

from motcua.dossiers.tests.at_the_screen import Screen, values_of, words_of
from motcua.dossiers.tests.one_stop import DAY, OneStop, at, stored
from motcua.dossiers.types import ResultKind, State
from motcua.kernel import moments
from motcua.organisation import queries as organisation

#: Of a commune, with review, signature and the document clerk; of a commune's counter, decided by the district.
OWN, OF_THE_DISTRICT = "1.004944", "1.001662"
SECTION = "Phòng Tài nguyên và Môi trường"


@pytest.fixture
def one_stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: at("2020-05-11 09:10"))
    return OneStop.open()


def received(one_stop, procedure):
    reception = one_stop.reception(procedure)
    response = Screen(one_stop.clerk).sends(f"/tiep-nhan/{reception.id}", values_of(reception))
    assert response.status_code == 302, words_of(response)
    return response.url.split("/")[2]


def did(response):
    assert response.status_code == 302, words_of(response)


def test_the_leader_assigns_agrees_and_signs_the_document_clerk_enters_the_result(one_stop):
    number = received(one_stop, OWN)
    clerk, leader = Screen(one_stop.clerk), Screen(one_stop.leader)
    documents = Screen(one_stop.person("document_clerk"))
    did(clerk.does(number, "chuyen-giao"))

    page = words_of(leader.opens(f"/ho-so/{number}/phan-cong"))
    assert "Giao cho" in page
    nobody = leader.does(number, "phan-cong")
    assert (nobody.status_code, "Chọn một người" in words_of(nobody)) == (422, True)
    did(leader.does(number, "phan-cong", post=str(one_stop.specialist.post)))
    specialist = Screen(one_stop.specialist)
    did(specialist.does(number, "trinh-ky"))
    did(leader.does(number, "phe-duyet"))
    did(leader.does(number, "phe-duyet"))

    assert "Số, ký hiệu của kết quả" in documents.sees(f"/ho-so/{number}/ket-qua")
    later = documents.does(number, "ket-qua", result_number="12/QĐ", signed_on="12/5/2020")
    assert (later.status_code, "Ngày ký không thể sau hôm nay" in words_of(later)) == (422, True)
    unreadable = documents.does(number, "ket-qua", result_number="12/QĐ", signed_on="hôm qua")
    assert (unreadable.status_code, "Ngày ghi như 11/5/2020." in words_of(unreadable)) == (422, True)
    did(documents.does(number, "ket-qua", result_number="12/QĐ-UBND", signed_on="11/5/2020"))

    assert stored(number).standing.state is State.FINISHED
    assert "12/QĐ-UBND" in clerk.sees(f"/ho-so/{number}")


def test_a_hand_over_to_an_agency_asks_for_the_section(one_stop):
    number = received(one_stop, OF_THE_DISTRICT)
    district = organisation.district_of(one_stop.unit.id, DAY)
    clerk = Screen(one_stop.clerk)
    page = clerk.sees(f"/ho-so/{number}/chuyen-giao")
    assert SECTION in page

    open_end = clerk.does(number, "chuyen-giao")
    assert (open_end.status_code, "Chọn bộ phận nhận hồ sơ" in words_of(open_end)) == (422, True)
    did(clerk.does(number, "chuyen-giao", section=SECTION))

    head = Screen(one_stop.person("section_head", district, section=SECTION))
    officer = one_stop.person("specialist", district, section=SECTION)
    assert number in head.sees("/ban-lam-viec")
    did(head.does(number, "phan-cong", post=str(officer.post)))
    did(Screen(officer).does(number, "trinh-ky"))
    did(head.does(number, "phe-duyet"))
    did(Screen(one_stop.person("leader", district)).does(number, "phe-duyet"))
    did(Screen(one_stop.person("document_clerk", district)).does(number, "ket-qua", result_number="9/GCN"))

    assert number in clerk.sees("/tra-ket-qua")


def test_refused_after_appraisal_the_reason_goes_back_by_the_counter(one_stop):
    number = received(one_stop, "1.004884")
    clerk, specialist = Screen(one_stop.clerk), Screen(one_stop.specialist)
    did(clerk.does(number, "chuyen-giao"))
    did(specialist.does(number, "nhan-viec"))
    did(specialist.does(number, "tu-choi", reason="Không đủ điều kiện theo Điều 5."))

    record = stored(number)
    assert (record.standing.state, record.life.outcome.kind) == (State.FINISHED, ResultKind.REFUSED)
    words = clerk.sees(f"/ho-so/{number}")
    assert "Phiếu từ chối" in words
    assert "«Không đủ điều kiện theo Điều 5.»" in words


def test_a_citizen_takes_it_back_and_another_has_lost_the_receipt(one_stop):
    clerk = Screen(one_stop.clerk)
    taken_back, lost = received(one_stop, "1.004884"), received(one_stop, "1.004884")
    did(clerk.does(taken_back, "rut-ho-so", reason="Nộp lại ở nơi khác."))
    assert stored(taken_back).standing.state is State.WITHDRAWN

    no_proof = clerk.does(lost, "cap-lai-giay-hen", name="Triệu Mùi Khé", proof="identity")
    assert (no_proof.status_code, "Ghi số giấy tờ" in words_of(no_proof)) == (422, True)
    did(clerk.does(lost, "cap-lai-giay-hen", name="Triệu Mùi Khé", proof="identity", proof_number="095000000009"))
    assert "Cấp lại giấy hẹn" in clerk.sees(f"/ho-so/{lost}")


def test_a_file_is_attached_with_a_word_about_it(one_stop):
    from django.core.files.uploadedfile import SimpleUploadedFile

    clerk, number = Screen(one_stop.clerk), received(one_stop, "1.004884")
    empty = clerk.does(number, "tep-dinh-kem", text="Biên bản")
    assert (empty.status_code, "Chọn tệp trước khi gửi." in words_of(empty)) == (422, True)
    did(clerk.does(number, "tep-dinh-kem", text="Biên bản", file=SimpleUploadedFile("bb.pdf", b"%PDF-1.4\n%%EOF\n")))

    page = clerk.opens(f"/ho-so/{number}").content.decode()
    assert "«Biên bản»" in page
    assert 'href="/tep/' in page
