"""The texts of messages in a browser: filled with the sample while they are typed, and by a button without script."""

from tests.journeys.test_accessibility import administrator

ADDRESS = "/thong-bao/mau/receipt/email"


def test_a_text_is_seen_filled_while_it_is_typed(house):
    page = house.sits(administrator(house.stop, "quan-tri-go"))
    page.goto(ADDRESS)
    page.get_by_label("Nội dung").fill("Chào {ho_ten}, hẹn {hen_tra}.")

    page.locator("#xem-thu", has_text="Chào Triệu Mùi Khé, hẹn 16:30 thứ Hai 18/5/2020.").wait_for()


def test_without_script_a_button_does_it(house):
    page = house.sits(administrator(house.stop, "quan-tri-bam"), script=False, width=360)
    page.goto(ADDRESS)
    page.get_by_label("Nội dung").fill("Chào {ho_ten}.")
    page.get_by_role("button", name="Xem thử").click()

    assert "Chào Triệu Mùi Khé." in page.locator("#xem-thu").inner_text()
    assert page.get_by_label("Nội dung").input_value() == "Chào {ho_ten}."
