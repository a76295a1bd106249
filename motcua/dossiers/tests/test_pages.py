"""The way of a dossier told through its pages, as a browser without script shows them."""

import pytest

from motcua.catalogue import queries as catalogue
from motcua.dossiers.tests.at_the_screen import Screen, values_of, words_of
from motcua.dossiers.tests.one_stop import BIRTH, OneStop, at, stored
from motcua.dossiers.types import State
from motcua.kernel import moments
from motcua.kernel.ids import new_id

NOW = "2020-05-11 09:10"


@pytest.fixture
def one_stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: at(NOW))
    return OneStop.open()


@pytest.fixture
def clerk(one_stop):
    return Screen(one_stop.clerk)


@pytest.fixture
def specialist(one_stop):
    return Screen(one_stop.specialist)


@pytest.fixture
def leader(one_stop):
    return Screen(one_stop.leader)


@pytest.fixture
def citizen():
    return Screen()


def received_by(clerk, one_stop, **changes):
    reception = one_stop.reception(**changes)
    response = clerk.sends(f"/tiep-nhan/{reception.id}", values_of(reception))
    assert response.status_code == 302, words_of(response)
    return response.url.split("/")[2]


def test_a_clerk_receives_and_reads_code_and_day(clerk, one_stop):
    number = received_by(clerk, one_stop)

    words = clerk.sees(f"/ho-so/{number}/da-tiep-nhan")
    assert f"Mã {number}" in words
    assert "Hẹn trả thứ Hai 18/5/2020, 17:00." in words
    assert "In giấy hẹn" in words


def test_the_way_from_counter_to_citizen_by_buttons(clerk, specialist, leader, one_stop):
    number = received_by(clerk, one_stop)
    assert number in clerk.sees("/ban-lam-viec")

    assert clerk.does(number, "chuyen-giao").status_code == 302
    assert "Nhận việc" in specialist.sees(f"/ho-so/{number}")
    assert specialist.does(number, "nhan-viec").status_code == 302
    assert specialist.does(number, "trinh-ky").status_code == 302
    assert leader.does(number, "phe-duyet").status_code == 302
    assert number in clerk.sees("/tra-ket-qua")
    taker = {"name": "Triệu Mùi Khé", "proof": "receipt", "relation": "self", "told": "Gọi bà Khé lúc 9 giờ."}
    returned = clerk.does(number, "tra-ket-qua", **taker)

    assert returned.status_code == 302
    assert stored(number).standing.state is State.RETURNED
    story = clerk.sees(f"/ho-so/{number}")
    assert "Trả kết quả; theo giấy hẹn." in story
    assert "Ký duyệt. Kết quả chờ trả tại quầy." in story


def test_the_same_form_sent_twice_leads_to_the_same_dossier(clerk, one_stop):
    reception = one_stop.reception()
    first = clerk.sends(f"/tiep-nhan/{reception.id}", values_of(reception))
    second = clerk.sends(f"/tiep-nhan/{reception.id}", values_of(reception))

    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    assert clerk.opens(f"/tiep-nhan/{reception.id}").url == first.url


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(clerk, one_stop):
    reception = one_stop.reception()
    values = values_of(reception, owner_name="", phone="091234567", owner_address="Thôn Nà Lẻo")
    response = clerk.sends(f"/tiep-nhan/{reception.id}", values)

    page = response.content.decode()
    assert response.status_code == 422
    assert 'href="#id_owner_name"' in page
    assert "Số điện thoại di động có 10 số" in words_of(response)
    assert 'value="Thôn Nà Lẻo"' in page
    assert 'value="Thôn Nà Lẻo"' in clerk.opens(f"/tiep-nhan/{reception.id}").content.decode()


def test_saving_at_a_field_answers_with_the_receipt_and_its_due_moment(clerk, one_stop):
    reception = one_stop.reception()
    answer = clerk.client.post(
        f"/tiep-nhan/{reception.id}/nhap", values_of(reception), headers={"Accept": "application/json"}
    )

    assert answer.status_code == 200
    assert "17:00, thứ Hai 18/5/2020" in answer.json()["regions"]["receipt"]


def test_without_script_a_procedure_is_found_by_words_without_accents_and_chosen_from_a_list(clerk, one_stop):
    draft = new_id()
    clerk.sends(f"/tiep-nhan/{draft}/nhap", procedure_text="khai sinh", muc="1")
    page = clerk.opens(f"/tiep-nhan/{draft}?muc=1").content.decode()
    assert "Đăng ký khai sinh" in page

    version = str(one_stop.reception(BIRTH).procedure)
    assert f'value="{version}"' in page
    chosen = clerk.sends(f"/tiep-nhan/{draft}/nhap", procedure_text="khai sinh", choose=version)
    assert chosen.url == f"/tiep-nhan/{draft}?muc=2"
    assert "Giấy chứng sinh" in clerk.sees(chosen.url)


def test_a_known_person_fills_the_form(clerk, one_stop):
    number = received_by(clerk, one_stop)
    owner, draft = stored(number).owner, new_id()
    hits = clerk.opens("/tiep-nhan/goi-y/nguoi?q=mui khe").json()["hits"]
    assert str(owner) in {hit["value"] for hit in hits}

    clerk.sends(f"/tiep-nhan/{draft}/nhap", pick_owner=str(owner))
    page = clerk.opens(f"/tiep-nhan/{draft}").content.decode()
    assert 'value="Triệu Mùi Khé"' in page
    assert 'value="0900000001"' in page


def test_another_procedure_keeps_the_person(clerk, one_stop):
    number = received_by(clerk, one_stop)
    response = clerk.sends("/tiep-nhan", {"ho-so": number})

    assert response.status_code == 302
    assert 'value="Triệu Mùi Khé"' in clerk.opens(response.url).content.decode()


def test_what_was_begun_is_offered_again(clerk, one_stop):
    draft = new_id()
    clerk.sends(f"/tiep-nhan/{draft}/nhap", owner_name="Bàn Văn Sinh")
    page = clerk.opens(clerk.opens("/tiep-nhan").url).content.decode()
    assert f"/tiep-nhan/{draft}" in page

    clerk.sends(f"/tiep-nhan/{draft}/nhap/bo")
    page = clerk.opens(clerk.opens("/tiep-nhan").url).content.decode()
    assert f"/tiep-nhan/{draft}" not in page


def test_guided_at_the_counter_it_is_received_later_from_its_page(clerk, one_stop):
    reception = one_stop.reception()
    draft = reception.id
    saved = clerk.sends(f"/tiep-nhan/{draft}/nhap", values_of(reception), tiep="bo-sung")
    assert saved.url == f"/tiep-nhan/{draft}/yeu-cau-bo-sung"
    brought = {paper.paper for paper in reception.papers}
    published = catalogue.version(reception.procedure).papers(reception.case)
    wanted = [" ".join(paper.name.split()) for paper in published if paper.id not in brought]
    assert wanted
    assert [name for name in wanted if name not in clerk.sees(saved.url)] == []
    guided = clerk.sends(
        saved.url, more0="Giấy chứng nhận nhà ở", reason="Chưa có giấy tờ về nhà ở.", ground="Luật Nhà ở."
    )
    assert guided.status_code == 302, words_of(guided)
    number = guided.url.split("/")[-1]
    assert stored(number).standing.state is State.SUPPLEMENT

    page = clerk.opens(f"/ho-so/{number}/tiep-nhan").content.decode()
    assert 'value="Triệu Mùi Khé"' in page
    done = clerk.sends(f"/ho-so/{number}/tiep-nhan", values_of(reception), revision=stored(number).revision)
    assert done.status_code == 302, words_of(done)
    assert stored(number).standing.state is State.RECEIVED


def test_refused_at_the_counter_it_has_a_filing_number_and_a_reason(clerk, one_stop):
    reception = one_stop.reception()
    saved = clerk.sends(f"/tiep-nhan/{reception.id}/nhap", values_of(reception), tiep="tu-choi")
    empty = clerk.sends(saved.url, reason=" ")
    assert empty.status_code == 422
    refused = clerk.sends(saved.url, reason="Nơi cư trú ở huyện khác.")

    number = refused.url.split("/")[-1]
    assert stored(number).standing.state is State.REFUSED_AT_INTAKE
    assert "Nơi cư trú ở huyện khác." in clerk.sees(f"/ho-so/{number}")


def test_a_same_day_procedure_is_received_and_returned_on_one_screen(clerk, one_stop):
    reception = one_stop.reception(BIRTH)
    values = values_of(reception, result_number="12/2020", recipient_proof="identity")
    response = clerk.sends(f"/tiep-nhan/{reception.id}/tra-ngay", values)

    assert response.status_code == 302, words_of(response)
    page = clerk.sees(response.url)
    assert "Đã tiếp nhận và trả kết quả." in page
    assert "In giấy hẹn" in page, "for whoever asks for one"
    assert stored(response.url.split("/")[2]).standing.state is State.RETURNED


def test_by_post_the_limit_counts_from_the_hand_over(clerk, one_stop):
    reception = one_stop.reception()
    values = values_of(
        reception,
        channel="3",
        handed_on="8/5/2020",
        handed_clock="14:00",
        delivery="post",
        delivery_address="Thôn Nà Lẻo",
    )
    number = clerk.sends(f"/tiep-nhan/{reception.id}", values).url.split("/")[2]

    assert stored(number).standing.due_at == at("2020-05-15 17:00")
    assert "qua bưu điện: Thôn Nà Lẻo" in clerk.sees(f"/ho-so/{number}")


def test_a_reason_must_be_written_before_a_step_is_sent_back(specialist, leader, one_stop):
    number = one_stop.brings_to_signature()
    refused = leader.does(number, "tra-lai-buoc", reason="")
    assert refused.status_code == 422
    assert "Ghi rõ cần làm lại gì" in words_of(refused)

    assert leader.does(number, "tra-lai-buoc", reason="Thiếu xác nhận của thôn.").status_code == 302
    assert "«Thiếu xác nhận của thôn.»" in specialist.sees(f"/ho-so/{number}")


def test_somebody_was_quicker_and_what_was_typed_stays(specialist, leader, one_stop):
    number = one_stop.brings_to_signature()
    seen = stored(number).revision
    specialist.does(number, "ghi-chu", text="Xem trang 2.")
    late = leader.does(number, "tra-lai-buoc", reason="Phần tôi viết.", revision=seen)

    assert late.status_code == 409
    assert "Phần tôi viết." in words_of(late)
    assert "vừa có người khác xử lý" in words_of(late)
    assert f'name="revision" value="{stored(number).revision}"' in late.content.decode()


def test_a_button_that_came_too_late_shows_the_dossier_as_it_stands(specialist, one_stop):
    number = one_stop.brings_to_signature()
    late = specialist.does(number, "trinh-ky")

    assert late.status_code == 409
    assert "lúc này không" in words_of(late)


def test_supplement_is_asked_once_completed_and_moves_the_day(clerk, specialist, one_stop):
    number = one_stop.receives().code
    one_stop.hands_over(number)
    one_stop.examines(number)
    page = specialist.opens(f"/ho-so/{number}/yeu-cau-bo-sung").content.decode()
    assert "tính lại từ đầu khi đủ giấy" in page
    asked = specialist.does(
        number, "yeu-cau-bo-sung", more0="Sổ hộ khẩu", more0_copies="1", reason="Để đối chiếu.", ground="Luật Cư trú."
    )
    assert asked.status_code == 302, words_of(asked)

    assert "Sổ hộ khẩu" in clerk.sees(f"/ho-so/{number}/bo-sung")
    done = clerk.does(number, "bo-sung", paper0="on", paper0_copies="1")
    assert done.status_code == 302, words_of(done)
    words = clerk.sees(f"/ho-so/{number}")
    assert "Sổ hộ khẩu" in words
    again = specialist.does(number, "yeu-cau-bo-sung", more0="Giấy khác", reason="Thêm.")
    assert (again.status_code, "chỉ cho hướng dẫn một lần" in words_of(again)) == (409, True)


def test_many_are_signed_with_one_confirmation_and_a_refusal_per_row(leader, one_stop):
    first, second = one_stop.brings_to_signature(), one_stop.brings_to_signature()
    other = one_stop.receives().code
    chosen = f"/ky-duyet?ma={first}&ma={second}&ma={other}"
    assert "Ký duyệt 3 hồ sơ" in leader.sees(chosen)
    answer = leader.sends("/ky-duyet", {"ma": [first, second, other]})

    words = words_of(answer)
    assert "Đã ký duyệt 2 hồ sơ" in words
    assert f"{other} Triệu Mùi Khé Hồ sơ {other} lúc này không" in words
    assert stored(first).standing.state is stored(second).standing.state is State.FINISHED


def test_who_has_looked_is_shown_to_the_leader_alone(clerk, leader, one_stop):
    number = one_stop.receives().code
    clerk.sees(f"/ho-so/{number}")
    clerk.sees(f"/ho-so/{number}")

    assert "Ai đã xem hồ sơ này: 2 người" in leader.sees(f"/ho-so/{number}")
    assert one_stop.clerk.name in leader.sees(f"/ho-so/{number}/ai-da-xem")
    assert clerk.opens(f"/ho-so/{number}/ai-da-xem").status_code == 404


def test_a_foreign_commune_finds_nothing_under_any_address(one_stop):
    number = one_stop.receives().code
    stranger = Screen(one_stop.stranger)
    nouns = (
        "",
        "/da-tiep-nhan",
        "/ai-da-xem",
        "/tiep-nhan",
        "/chuyen-giao",
        "/phan-cong",
        "/nhan-viec",
        "/trinh-ky",
        "/phe-duyet",
    )
    nouns += (
        "/tra-lai-buoc",
        "/yeu-cau-bo-sung",
        "/bo-sung",
        "/tu-choi",
        "/ket-qua",
        "/tra-ket-qua",
        "/rut-ho-so",
        "/ghi-chu",
    )
    for noun in (*nouns, "/tep-dinh-kem", "/cap-lai-giay-hen"):
        assert stranger.opens(f"/ho-so/{number}{noun}").status_code == 404, noun
    assert number not in stranger.sees("/ban-lam-viec?the=tat-ca")
    assert number not in stranger.sees("/ho-so")
    assert "Không có hồ sơ nào mang mã này" in stranger.sees(f"/tra-ket-qua?ma={number}", 404)


def test_nobody_signed_in_is_led_to_sign_in_and_back(citizen, one_stop):
    number = one_stop.receives().code
    for path in (
        "/ban-lam-viec",
        "/tiep-nhan",
        f"/tiep-nhan/{new_id()}",
        "/ho-so",
        f"/ho-so/{number}",
        "/ky-duyet",
        "/tra-ket-qua",
    ):
        response = citizen.opens(path)
        assert (response.status_code, response.url.split("?")[0]) == (302, "/dang-nhap"), path
    assert citizen.sends(f"/tiep-nhan/{new_id()}", {}).status_code == 302


def test_by_code_a_citizen_sees_state_and_days_but_no_person_and_no_place(citizen, one_stop):
    number = one_stop.receives().code
    words = citizen.sees(f"/tra-cuu?ma={number.lower()}")

    assert "Hồ sơ đang được giải quyết. Hẹn trả thứ Hai 18/5/2020" in words
    assert "Triệu" not in words
    assert "Quảng Khê" not in words


def test_the_receipts_address_shows_places_too(citizen, one_stop):
    received = one_stop.receives()
    words = citizen.sees(f"/tra-cuu/{received.token}")

    assert "UBND xã Quảng Khê" in words
    assert "Triệu" not in words


def test_a_wrong_code_says_how_codes_look(citizen, one_stop):
    assert "Xem lại mã ở đầu giấy hẹn" in citizen.sees("/tra-cuu?ma=900.00.00.H03-200511-9999", 404)


def test_guessing_is_limited_by_network(citizen, one_stop, settings):
    settings.LOOK_UPS = 2
    for _time in range(2):
        citizen.client.get("/tra-cuu?ma=X", REMOTE_ADDR="203.0.113.7")
    held = citizen.client.get("/tra-cuu?ma=X", REMOTE_ADDR="203.0.113.8")
    free = citizen.client.get("/tra-cuu?ma=X", REMOTE_ADDR="198.51.100.1")

    assert held.status_code == 429
    assert int(held["Retry-After"]) > 0
    assert free.status_code == 404


def test_a_dossier_is_found_from_the_header_and_in_the_units_list(clerk, one_stop):
    number = one_stop.receives().code
    assert number in clerk.sees(f"/tim?q={number}")
    assert number in clerk.sees(f"/ho-so?q={number}&trang-thai=2")
    assert number not in clerk.sees(f"/ho-so?q={number}&trang-thai=10")


def test_the_desk_tells_its_tabs_with_counts(clerk, one_stop):
    words = clerk.sees("/ban-lam-viec")
    for tab in ("Chờ tôi", "Hôm nay", "Sắp hạn", "Quá hạn", "Tất cả"):
        assert tab in words


def test_a_scan_goes_with_the_dossier_and_is_read_by_whoever_may_see_it(clerk, one_stop):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from motcua.dossiers.forms.reception import field_of

    reception = one_stop.reception(BIRTH)
    paper = next(paper for paper in reception.papers if paper.paper)
    scan = SimpleUploadedFile(
        "to-khai.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n", "application/pdf"
    )
    response = clerk.sends(
        f"/tiep-nhan/{reception.id}", values_of(reception), **{f"{field_of(paper.paper)}_file": scan}
    )
    number = response.url.split("/")[2]
    page = clerk.opens(f"/ho-so/{number}").content.decode()
    address = page.split('href="/tep/')[1].split('"')[0]

    assert clerk.opens(f"/tep/{address}").status_code == 200
    assert Screen(one_stop.stranger).opens(f"/tep/{address}").status_code == 404


def test_the_receipt_opens_as_pdf(clerk, one_stop):
    number = one_stop.receives().code
    page = clerk.opens(f"/ho-so/{number}/da-tiep-nhan").content.decode()
    address = page.split('href="/in/')[1].split('"')[0]
    receipt = clerk.opens(f"/in/{address}")

    assert receipt.status_code == 200
    assert receipt.content.startswith(b"%PDF")
    assert Screen(one_stop.stranger).opens(f"/in/{address}").status_code == 404


def test_a_scan_that_is_no_picture_is_refused_and_nothing_typed_is_lost(clerk, one_stop):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from motcua.dossiers.forms.reception import field_of

    reception = one_stop.reception(BIRTH)
    paper = next(paper for paper in reception.papers if paper.paper)
    scan = SimpleUploadedFile("ghi-am.mp3", b"ID3 nothing to read", "audio/mpeg")
    for address in (f"/tiep-nhan/{reception.id}", f"/tiep-nhan/{reception.id}/nhap"):
        scan.seek(0)
        answer = clerk.sends(address, values_of(reception), **{f"{field_of(paper.paper)}_file": scan})
        assert answer.status_code == 422
        assert "không phải PDF, JPEG, PNG" in words_of(answer)
        assert 'value="Triệu Mùi Khé"' in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "path", "most"),
    [("clerk", "/ban-lam-viec", 15), ("clerk", "/ho-so", 15), ("clerk", "reception", 15), ("citizen", "/tra-cuu", 8)],
)
def test_a_next_page_weighs_little(request, one_stop, who, path, most):
    """Of the table in «How Motcua looks»: officials 15 kB, citizens 8 kB, as sent."""
    import gzip

    screen = request.getfixturevalue(who)
    if path == "reception":
        reception = one_stop.reception(BIRTH)
        path = f"/tiep-nhan/{reception.id}"
        screen.sends(f"{path}/nhap", values_of(reception))
    weight = len(gzip.compress(screen.opens(path).content)) / 1024

    assert weight <= most


def test_a_number_under_another_name_is_taken_when_the_clerk_has_compared_the_paper(clerk, one_stop):
    number = stored(received_by(clerk, one_stop))
    reception = one_stop.reception()
    same = {"owner_number": one_stop_number(number), "owner_name": "Triệu Mùi Khê Hai"}
    refused = clerk.sends(f"/tiep-nhan/{reception.id}", values_of(reception, **same))
    assert refused.status_code == 409
    assert "Đúng người này, sửa tên" in words_of(refused)

    taken = clerk.sends(f"/tiep-nhan/{reception.id}", values_of(reception, **same, owner_confirmed="on"))
    assert taken.status_code == 302, words_of(taken)


def one_stop_number(record):
    from motcua.parties import queries as parties

    return parties.persons([record.owner])[record.owner].number


@pytest.mark.parametrize("typed", ["Thôn Nà Lẻo", "Thôn Nà Lẻo, xã Quảng Khê, huyện Ba Bể"])
def test_the_commune_stands_in_the_address_once(clerk, one_stop, typed):
    reception = one_stop.reception()
    values = values_of(reception, owner_address=typed, owner_commune_id=str(one_stop.unit.id))
    number = clerk.sends(f"/tiep-nhan/{reception.id}", values).url.split("/")[2]
    words = clerk.sees(f"/ho-so/{number}")

    assert words.count("Thôn Nà Lẻo, xã Quảng Khê, huyện Ba Bể") == 1
    assert "Ba Bể, xã" not in words
