"""An administrator changes a procedure in a browser without script: a step more, a new fee, then what differs."""

import pytest

from motcua.dossiers.tests.test_new_version import publishes_alone
from motcua.kernel.money import dong
from tests.journeys.house import picture
from tests.journeys.test_accessibility import administrator

CODE = "1.001193"


@pytest.mark.parametrize("width", [360, 1366])
def test_a_step_and_a_fee_are_published_and_compared(house, width):
    page = house.sits(
        publishes_alone(administrator(house.stop, f"quan-tri-{width}", "everywhere")), script=False, width=width
    )
    page.goto("/quan-tri/thu-tuc?q=khai+sinh")
    picture(page, f"kept-{width}")
    page.get_by_role("link", name="Thủ tục đăng ký khai sinh", exact=True).or_(
        page.locator(f'a[href="/quan-tri/thu-tuc/{CODE}"]')
    ).first.click()
    page.get_by_role("link", name="Quy trình mới từ một ngày").first.click()
    page.get_by_label("Áp dụng từ ngày").fill(f"2020-06-{width // 100:02}")
    page.get_by_label("Nội dung công việc").nth(1).fill("Đối chiếu sổ hộ tịch")
    page.get_by_role("button", name="Xem hình quy trình").click()
    assert page.get_by_label("Nội dung công việc").nth(1).input_value() == "Đối chiếu sổ hộ tịch"
    assert page.get_by_label("Áp dụng từ ngày").input_value() == f"2020-06-{width // 100:02}"
    picture(page, f"steps-{width}")
    page.get_by_role("button", name="Công bố quy trình").click()
    assert f"Đã công bố bản mới, áp dụng từ ngày {width // 100}/6/2020." in page.inner_text("main")

    page.get_by_role("link", name="Mức phí mới từ một ngày").click()
    page.get_by_label("Áp dụng từ ngày").fill(f"2020-06-{width // 100 + 1:02}")
    page.get_by_label("Mức phí 1 (đồng)").fill("8.000,5")
    page.get_by_role("button", name="Công bố mức phí mới").click()
    picture(page, f"fees-{width}")
    assert page.get_by_label("Mức phí 1 (đồng)").input_value() == "8.000,5"
    page.get_by_label("Mức phí 1 (đồng)").fill(str(width * 10))
    page.get_by_role("button", name="Công bố mức phí mới").click()
    picture(page, f"history-{width}")
    page.get_by_role("link", name="So với bản").first.click()
    picture(page, f"comparison-{width}")
    assert dong(width * 10) in page.inner_text("main")
