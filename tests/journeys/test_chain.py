"""A chain of four agencies on three levels, played in the browser: two work at once, one is asked, one is late."""

import os

from motcua.demo import chain
from motcua.dossiers.queries.agencies import stage_lines
from motcua.dossiers.tests.one_stop import FOREIGN, at, stored, unit_named
from motcua.kernel import moments
from motcua.organisation import queries as organisation
from tests.journeys.house import picture

SECTION = "Phòng Tài nguyên và Môi trường"


def it_is(text):
    """Let the business clock show this moment, and run on from there."""
    os.environ[moments.SHIFT_VARIABLE] = str((at(text) - moments.machine_now()).total_seconds())


def does(page, number, words, done, role="button"):
    """Open the dossier, press what is to be done, wait until it is said."""
    page.goto(f"/ho-so/{number}")
    if not page.get_by_role(role, name=words, exact=True).count():
        page.locator(".mc-actions summary").click()
    page.get_by_role(role, name=words, exact=True).first.click()
    if done:
        page.get_by_text(done).first.wait_for()


def answers(page, number, text):
    page.goto("/ban-lam-viec?the=phoi-hop")
    page.get_by_role("link", name=number).click()
    page.get_by_role("link", name="Trả lời", exact=True).click()
    page.get_by_label("Trả lời", exact=True).fill(text)
    page.get_by_role("button", name="Trả lời", exact=True).click()
    page.get_by_text("Đã ghi trả lời.").wait_for()


def test_only_the_agency_that_was_late_is_late_and_the_citizen_sees_stations(house):
    stop = house.stop
    chain.publish_once(at("2020-05-01 08:00").date(), at("2020-05-01 08:00"))
    district = organisation.district_of(stop.unit.id, at("2020-05-11 08:00").date())
    water, irrigation = (organisation.unit_by_code(code) for code in ("BK-STNMT", "BK-SNNPTNT"))
    neighbour = unit_named(FOREIGN)
    for department in (water, irrigation):
        stop.seat(department.id)
    number = stop.receives(chain.CHAIN, when="2020-05-11 08:00").code
    clerk, ward = house.sits(stop.clerk), house.sits(stop.specialist)
    mail = house.sits(stop.person("document_clerk", district))
    head = house.sits(stop.person("section_head", district, section=SECTION))
    officer, chief = stop.person("specialist", district, section=SECTION), stop.person("leader", district)
    expert, signer = house.sits(officer), house.sits(chief)

    it_is("2020-05-11 09:00")
    does(clerk, number, "Chuyển thẩm định", "Đã chuyển.")
    does(ward, number, "Nhận việc", "Đã nhận việc.")
    does(ward, number, "Lấy ý kiến", "", role="link")
    ward.get_by_label("Cơ quan được hỏi").select_option(label="UBND xã Đồng Phúc")
    ward.get_by_label("Cần ý kiến về việc gì").fill("Giếng có nằm trên đất của xã bên không?")
    ward.get_by_label("Hạn trả lời").fill("13/5/2020")
    picture(ward, "chain-consultation")
    ward.get_by_role("button", name="Lấy ý kiến").click()
    ward.get_by_text("Đã gửi yêu cầu.").wait_for()
    does(ward, number, "Chuyển bước tiếp", "Đã trình.")
    answers(house.sits(stop.person("specialist", neighbour.id)), number, "Không.")

    it_is("2020-05-12 08:00")
    does(mail, number, "Chuyển bước tiếp", "", role="link")
    mail.get_by_label(SECTION).check()
    mail.get_by_role("button", name="Chuyển bước tiếp").click()
    mail.get_by_text("Đã chuyển.").wait_for()
    does(head, number, "Giao người giải quyết", "", role="link")
    head.get_by_role("radio").first.check()
    head.get_by_role("button", name="Giao người giải quyết").click()
    head.get_by_text("Đã giao cho").wait_for()
    does(expert, number, "Gửi các cơ quan phối hợp", "Đã gửi các cơ quan phối hợp.")
    picture(expert, "chain-sent")

    it_is("2020-05-13 09:00")
    answers(house.sits(answerer(stop, irrigation)), number, "Không ảnh hưởng công trình thuỷ lợi.")
    receipt = house.sits(width=360)
    receipt.goto(f"/tra-cuu/{stored(number).facts['token']}")
    assert receipt.locator("li.is-now b").all_inner_texts() == ["Thẩm định", "Các cơ quan cùng giải quyết"]
    assert receipt.get_by_text("Sở Tài nguyên và Môi trường").is_visible()
    assert "đến hết 13/5" in receipt.content()
    assert not any(actor.name in receipt.content() for actor in (officer, chief, stop.clerk))
    picture(receipt, "chain-citizen")
    it_is("2020-05-15 09:00")
    answers(house.sits(answerer(stop, water)), number, "Phù hợp quy hoạch.")
    does(expert, number, "Trình lãnh đạo ký", "Đã trình.")
    does(signer, number, "Ký duyệt", "Đã đồng ý.")
    it_is("2020-05-15 14:00")
    does(mail, number, "Đăng ký kết quả", "", role="link")
    mail.get_by_label("Số, ký hiệu của kết quả").fill("12/GXN-UBND")
    mail.get_by_role("button", name="Đăng ký kết quả").click()
    mail.get_by_text("Chờ trả tại quầy").first.wait_for()
    clerk.goto(f"/ho-so/{number}")
    picture(clerk, "chain-finished")

    lines = stage_lines(stored(number), at("2020-05-30 08:00"))
    assert [line.agency for line in lines if line.sign == "late"] == ["Sở Tài nguyên và Môi trường"]
    assert len({line.agency for line in lines}) == 4
    late = clerk.locator("tr", has_text="quá hạn").all_inner_texts()
    assert late
    assert all("Sở Tài nguyên và Môi trường" in row for row in late)


def answerer(stop, unit):
    """Somebody of a department who sits where its requests arrive."""
    sections = {post.section for post in organisation.posts(unit.id, at("2020-05-11 08:00").date(), role="specialist")}
    return stop.person("specialist", unit.id) if len(sections) == 1 else stop.person("leader", unit.id)
