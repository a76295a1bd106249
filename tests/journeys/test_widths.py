"""The whole way with finger or mouse, at both widths, with and without script."""

import re

import pytest

from motcua.dossiers.tests.one_stop import stored
from motcua.dossiers.types import State
from tests.journeys.house import picture

WAYS = [(360, True), (360, False), (1366, True), (1366, False)]


@pytest.fixture(params=WAYS, ids=[f"{width}-{'with' if script else 'without'}-script" for width, script in WAYS])
def way(request):
    return request.param


def finds_the_procedure(page, words, title, *, script):
    page.get_by_label("Tên hoặc mã thủ tục").fill(words)
    if script:
        page.get_by_role("option").filter(has_text=re.compile(f"^{title}")).first.click()
    else:
        page.get_by_role("button", name="Tìm", exact=True).locator("visible=true").first.click()
        page.get_by_role("button", name=title, exact=True).click()
    page.get_by_label("Họ và tên, hoặc tên tổ chức").locator("visible=true").first.wait_for()


def receives(page, name, *, script):
    page.goto("/tiep-nhan")
    finds_the_procedure(page, "dang ky lai khai", "Đăng ký lại khai sinh", script=script)
    page.get_by_label("Họ và tên, hoặc tên tổ chức").first.fill(name)
    page.get_by_label("Ngày sinh").first.fill("1980")
    rows = page.locator("tr", has=page.locator("input[type=checkbox][name^=paper_]"))
    for index in range(rows.count()):
        if index == 0 or "tuỳ trường hợp" not in rows.nth(index).inner_text():
            rows.nth(index).locator("input[type=checkbox]").check()
    page.get_by_label("Điện thoại", exact=True).fill("0900000125")


def test_from_the_counter_to_the_citizen(house, way):
    width, script = way
    stop, name = house.stop, f"Lý Thị Thử {'Một' if script else 'Hai'}"
    clerk, specialist, leader = (
        house.sits(actor, width=width, script=script) for actor in (stop.clerk, stop.specialist, stop.leader)
    )
    receives(clerk, name, script=script)
    if not script:
        clerk.get_by_role("button", name="Tính ngày hẹn").click()
        clerk.get_by_text("17:00, thứ Hai 18/5/2020").wait_for()
    clerk.get_by_role("button", name="Tiếp nhận và in giấy hẹn").click()
    clerk.get_by_text("Hẹn trả thứ Hai 18/5/2020, 17:00.").wait_for()
    picture(clerk, f"received-{width}-{script}")
    number = clerk.url.split("/ho-so/")[1].split("/")[0]
    clerk.get_by_role("button", name="Chuyển thẩm định").click()
    clerk.get_by_text("Đã chuyển.").wait_for()

    specialist.goto("/ban-lam-viec")
    specialist.get_by_role("link", name=number).click()
    specialist.get_by_role("button", name="Nhận việc").click()
    specialist.get_by_text("Đã nhận việc.").wait_for()
    specialist.locator(".mc-actions summary").click()
    specialist.get_by_role("link", name="Yêu cầu bổ sung").click()
    specialist.get_by_label("Giấy tờ khác 1", exact=True).fill("Sổ hộ khẩu")
    specialist.get_by_label("Lý do").fill("Để đối chiếu nơi cư trú.")
    specialist.get_by_label("Căn cứ pháp lý").fill("Luật Cư trú 2006, Điều 24.")
    picture(specialist, f"supplement-{width}-{script}")
    specialist.get_by_role("button", name="Yêu cầu bổ sung").click()
    specialist.get_by_text("Đã yêu cầu bổ sung.").wait_for()

    clerk.goto(f"/ho-so/{number}")
    clerk.get_by_role("link", name="Đã bổ sung đủ").click()
    clerk.get_by_label("Sổ hộ khẩu", exact=True).check()
    clerk.get_by_role("button", name="Đã bổ sung đủ").click()
    clerk.get_by_text("Hẹn trả mới: thứ Hai 18/5/2020.").wait_for()

    specialist.goto(f"/ho-so/{number}")
    specialist.get_by_role("button", name="Trình lãnh đạo ký").click()
    specialist.get_by_text("Đã trình.").wait_for()
    leader.goto("/ban-lam-viec")
    leader.get_by_label(f"Chọn {number}").check()
    leader.get_by_role("button", name=re.compile("hồ sơ đã chọn")).click()
    leader.get_by_role("button", name="Ký duyệt 1 hồ sơ").click()
    leader.get_by_role("heading", name="Đã ký duyệt 1 hồ sơ").wait_for()
    picture(leader, f"signed-{width}-{script}")

    clerk.goto("/tra-ket-qua")
    clerk.get_by_role("link", name=number).click()
    clerk.get_by_role("link", name="Trả kết quả").locator("visible=true").last.click()
    clerk.get_by_label("đã báo người nộp thế nào").fill("Gọi 0900000001 lúc 9 giờ.")
    clerk.get_by_role("button", name="Trả kết quả").click()
    clerk.get_by_text("Đã trả kết quả. Hồ sơ xong.").wait_for()

    assert stored(number).standing.state is State.RETURNED
    citizen = house.sits(width=width, script=script)
    citizen.goto("/")
    citizen.get_by_label("Mã hồ sơ").fill(number)
    citizen.get_by_role("button", name="Tra cứu").click()
    citizen.get_by_text("Kết quả đã trả ngày 11/5/2020.").wait_for()
    assert name not in citizen.content()


def test_two_other_outcomes_at_the_counter(house, way):
    width, script = way
    clerk = house.sits(house.stop.clerk, width=width, script=script)
    receives(clerk, "Lý Văn Thử", script=script)
    clerk.locator(".mc-actions").get_by_role("button", name="Yêu cầu bổ sung").locator("visible=true").first.click()
    clerk.get_by_label("Giấy tờ khác 1", exact=True).fill("Giấy xác nhận của thôn")
    clerk.get_by_label("Lý do").fill("Chưa rõ nơi sinh.")
    clerk.get_by_label("Căn cứ pháp lý").fill("Luật Hộ tịch 2014, Điều 16.")
    picture(clerk, f"guidance-{width}-{script}")
    clerk.get_by_role("button", name="Ghi và in phiếu yêu cầu").click()
    clerk.get_by_text("Đã ghi yêu cầu bổ sung.").wait_for()
    clerk.get_by_role("link", name="Tiếp nhận", exact=True).locator("visible=true").last.click()
    clerk.get_by_role("button", name="Tiếp nhận và in giấy hẹn").click()
    clerk.get_by_role("heading", name="Đã tiếp nhận.").wait_for()

    receives(clerk, "Lý Văn Thử", script=script)
    clerk.locator(".mc-actions summary").click()
    clerk.get_by_role("button", name="Từ chối tiếp nhận").click()
    clerk.get_by_label("Lý do").fill("Không thuộc địa bàn xã.")
    clerk.get_by_role("button", name="Từ chối và in phiếu").click()
    clerk.get_by_text("Đã ghi từ chối tiếp nhận.").wait_for()
    assert clerk.get_by_role("link", name="Phiếu từ chối").is_visible()
