"""Two procedures go through a commune's counter by keyboard alone; the receipt's QR tells the story at every station."""

import re

import pytest

from motcua.dossiers.tests.one_stop import stored
from tests.journeys.house import cursor_stands_in, picture, press, tab_to, type_into

#: More suggestions than any search shows, with some room for a list that is made anew while one walks in it.
MOST_HITS = 60


def chooses(page, words, title):
    """Type into the procedure search and take a suggestion with the arrows."""
    cursor_stands_in(page, "procedure_text")
    page.keyboard.type(words)
    option = page.get_by_role("option").filter(has_text=re.compile(f"^{title}"))
    option.first.wait_for()
    for _hit in range(MOST_HITS):
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(50)
        if option.first.get_attribute("aria-selected") == "true":
            break
    assert option.first.get_attribute("aria-selected") == "true", "the arrows walk to every suggestion"
    page.keyboard.press("Enter")
    page.wait_for_url("**muc=2")


def types_the_person(page, name):
    """A new person: the cursor stands in the search for known ones."""
    cursor_stands_in(page, "person_text")
    type_into(page, "Họ và tên, hoặc tên tổ chức", name)
    type_into(page, "Ngày sinh", "5/9/1980")
    type_into(page, "Địa chỉ", "Thôn Nà Thử")


def ticks_all_that_must_be_there(page):
    """Tick the papers that are not «tuỳ trường hợp», and the form that comes first."""
    rows = page.locator("tr", has=page.locator("input[type=checkbox][name^=paper_]"))
    for index in range(rows.count()):
        row = rows.nth(index)
        if index == 0 or "tuỳ trường hợp" not in row.inner_text():
            tab_to(page, row.locator("input[type=checkbox]"))
            page.keyboard.press("Space")


def opens_at_the_desk(page, number):
    """Walk down the desk with j and open the row with Enter."""
    page.goto("/ban-lam-viec")
    for _row in range(25):
        page.keyboard.press("j")
        if page.locator("tr.is-here a").first.inner_text() == number:
            break
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/ho-so/{number}")


def number_in(page):
    return page.url.split("/ho-so/")[1].split("/")[0]


class Receipt:
    """A citizen's telephone with the address from the receipt's QR."""

    def __init__(self, house, number):
        self.page = house.sits(width=360)
        self.page.goto(f"/tra-cuu/{stored(number).facts['token']}")

    def says(self, sentence, station):
        self.page.reload()
        self.page.locator(".mc-answer", has_text=sentence).wait_for()
        assert self.page.locator("li.is-now b").all_inner_texts() == station


def receives_by_keyboard(clerk):
    """From the desk to the printed receipt; returns the number."""
    printed = []
    clerk.context.on("response", lambda answer: printed.append(answer.status) if "/in/" in answer.url else None)
    clerk.goto("/ban-lam-viec")
    press(clerk, "Tiếp nhận", role="link")
    clerk.wait_for_url("**/tiep-nhan/*")
    chooses(clerk, "dang ky lai khai sinh", "Đăng ký lại khai sinh")
    types_the_person(clerk, "Bàn Văn Thử")
    ticks_all_that_must_be_there(clerk)
    type_into(clerk, "Điện thoại", "0900000123")
    clerk.locator("[data-region=receipt]", has_text="17:00, thứ Hai 18/5/2020").wait_for()
    clerk.locator("[data-region=receipt]", has_text="Đủ để tiếp nhận").wait_for()
    assert clerk.locator(".mc-message").count() == 0
    picture(clerk, "counter-before-receiving")
    clerk.keyboard.press("Control+Enter")
    clerk.wait_for_url("**/da-tiep-nhan")
    assert clerk.get_by_text("Hẹn trả thứ Hai 18/5/2020, 17:00.").is_visible()
    assert clerk.evaluate("document.activeElement.textContent") == "In giấy hẹn"
    picture(clerk, "counter-received")
    clerk.keyboard.press("Enter")
    clerk.wait_for_timeout(500)
    assert set(printed) == {200}
    return number_in(clerk)


def test_a_five_day_procedure_from_hand_to_hand(house):
    stop = house.stop
    clerk, specialist, leader = (house.sits(actor) for actor in (stop.clerk, stop.specialist, stop.leader))
    number = receives_by_keyboard(clerk)
    receipt = Receipt(house, number)
    receipt.says("Hồ sơ đang được giải quyết. Hẹn trả thứ Hai 18/5/2020", ["Tiếp nhận"])
    assert receipt.page.get_by_text("UBND xã Quảng Khê").first.is_visible()

    press(clerk, "Chuyển thẩm định")
    clerk.get_by_text("Đã chuyển.").wait_for()
    receipt.says("Hồ sơ đang được giải quyết.", ["Thẩm định"])

    opens_at_the_desk(specialist, number)
    press(specialist, "Nhận việc")
    specialist.get_by_text("Đã nhận việc.").wait_for()
    press(specialist, "Trình lãnh đạo ký")
    specialist.get_by_text("Đã trình.").wait_for()
    receipt.says("Hồ sơ đang được giải quyết.", ["Trình lãnh đạo ký"])

    opens_at_the_desk(leader, number)
    press(leader, "Ký duyệt")
    leader.get_by_text("Đã ký duyệt.").wait_for()
    receipt.says("Đã có kết quả.", ["Trả kết quả"])

    clerk.goto("/tra-ket-qua")
    cursor_stands_in(clerk, "ma")
    clerk.keyboard.type(number)
    clerk.keyboard.press("Enter")
    clerk.get_by_label("Họ và tên người nhận").wait_for()
    type_into(clerk, "Kết quả có trước hẹn: đã báo người nộp thế nào", "Gọi 0900000001 lúc 9 giờ.")
    picture(clerk, "counter-delivery")
    clerk.keyboard.press("Control+Enter")
    clerk.get_by_text("Đã trả kết quả. Hồ sơ xong.").wait_for()
    picture(clerk, "counter-returned")
    receipt.says("Kết quả đã trả ngày 11/5/2020.", [])


def test_a_birth_is_registered_and_returned_on_one_screen(house):
    clerk = house.sits(house.stop.clerk)
    clerk.goto("/tiep-nhan")
    chooses(clerk, "khai sinh", "Đăng ký khai sinh")
    types_the_person(clerk, "Hoàng Thị Thử")
    ticks_all_that_must_be_there(clerk)
    type_into(clerk, "Điện thoại", "0900000124")
    tab_to(clerk, clerk.locator("summary", has_text="Trả kết quả ngay"))
    clerk.keyboard.press("Enter")
    type_into(clerk, "Số, ký hiệu của kết quả", "15/2020")
    type_into(clerk, "Số giấy tờ đã xem", "095000000001")
    picture(clerk, "counter-birth")
    press(clerk, "Tiếp nhận và trả ngay")
    clerk.wait_for_url("**/da-tiep-nhan")

    assert clerk.get_by_role("heading", name="Đã tiếp nhận và trả kết quả.").is_visible()
    Receipt(house, number_in(clerk)).says("Kết quả đã trả ngày 11/5/2020.", [])


def test_another_procedure_for_the_same_person_takes_three_keys_of_typing(house):
    clerk = house.sits(house.stop.clerk)
    number = house.stop.receives(when="2020-05-11 07:30").code
    clerk.goto(f"/ho-so/{number}/da-tiep-nhan")
    press(clerk, "Thêm thủ tục")
    clerk.wait_for_url("**/tiep-nhan/*")

    assert clerk.locator("summary", has_text="Triệu Mùi Khé").is_visible()
    cursor_stands_in(clerk, "procedure_text")


def test_a_double_click_makes_one_dossier(house):
    from motcua.dossiers.tests.at_the_screen import values_of
    from motcua.forms.services import save_draft
    from motcua.kernel import moments

    clerk, reception = house.sits(house.stop.clerk), house.stop.reception()
    save_draft(
        actor=house.stop.clerk,
        at=moments.now(),
        draft_id=reception.id,
        kind="dossiers.reception",
        values=values_of(reception),
    )
    clerk.goto(f"/tiep-nhan/{reception.id}")
    clerk.get_by_role("button", name="Tiếp nhận và in giấy hẹn").dblclick()
    clerk.wait_for_url("**/da-tiep-nhan")
    first = number_in(clerk)
    clerk.go_back()
    clerk.wait_for_url("**/da-tiep-nhan")

    assert number_in(clerk) == first


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_what_was_typed_survives_a_power_cut(house, script):
    name = "Ma Thị Thử" if script else "Ma Văn Thử"
    clerk = house.sits(house.stop.clerk, script=script)
    clerk.goto("/tiep-nhan")
    clerk.locator("summary", has_text="2. Người nộp").click()
    clerk.get_by_label("Họ và tên, hoặc tên tổ chức").first.fill(name)
    if script:
        clerk.locator("[data-saved]", has_text="Đã lưu lúc").wait_for()
    else:
        clerk.get_by_role("button", name="Lưu mục này").first.click()
    address = clerk.url.split("?")[0]
    clerk.close()

    again = house.sits(house.stop.clerk, script=script)
    again.goto("/tiep-nhan")
    again.get_by_role("link", name=name).click()
    again.wait_for_url(address)
    assert again.get_by_label("Họ và tên, hoặc tên tổ chức").first.input_value() == name


@pytest.mark.parametrize("width", [360, 1366])
def test_the_sum_follows_what_is_ticked_while_it_is_typed(house, width):
    """Two passports of one line, then freed with its proof, then by post: the page says the sum without being sent."""
    clerk = house.sits(house.stop.clerk, width=width)
    clerk.goto("/tiep-nhan")
    chooses(clerk, "2.000913", "")
    clerk.goto(clerk.url.replace("muc=2", "muc=5"))
    owed = clerk.locator("[data-region=owed]")
    owed.get_by_text("30.000 đ").wait_for()
    clerk.get_by_label("Số lượng").first.fill("2")
    owed.get_by_text("60.000 đ", exact=True).wait_for()
    clerk.get_by_label("Miễn, giảm").first.select_option("poor")
    clerk.get_by_label("Giấy tờ chứng minh đã xem").first.fill("Sổ hộ nghèo 12")
    owed.get_by_text("0 đ", exact=True).wait_for()
    assert not clerk.get_by_text("Cước bưu chính trả kết quả").is_visible()
    clerk.get_by_label("Qua bưu điện, đến địa chỉ").check()
    assert clerk.get_by_text("Cước bưu chính trả kết quả").is_visible()
    owed.get_by_text("28.000 đ", exact=True).wait_for()
    picture(clerk, f"counter-dues-{width}")
