"""A clerk's telephone takes a paper at 360 px, with the script and without it."""

import pytest
from django.urls import reverse

from motcua.dossiers import queries
from motcua.dossiers.tests.one_stop import at, stored
from motcua.files.tests import papers
from motcua.scans import queries as scan_queries
from motcua.scans import services as scans
from tests.journeys.house import picture


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_telephone_takes_two_pages_and_the_paper_has_its_scan(house, script):
    stop = house.stop
    number = stop.receives().code
    record = stored(number)
    paper = queries.paper_scans(record)[0].id
    sitting = scans.open_sitting(
        actor=stop.clerk, at=at("2020-05-11 08:31"), kind="dossiers.dossier", owner=record.id, part=paper
    )
    token = scan_queries.sitting_for(stop.clerk, sitting).token
    phone = house.sits(width=360, script=script)

    phone.goto(reverse("scans:phone", args=[token]))
    for page, words in enumerate(("Trang một", "Trang hai"), start=1):
        phone.locator("#picture").set_input_files(
            {"name": "anh.jpg", "mimeType": "image/jpeg", "buffer": papers.photograph(words)}
        )
        if script:
            phone.locator("canvas.mc-crop").wait_for(state="visible")
        picture(phone, f"phone-{page}")
        phone.get_by_role("button", name="Gửi trang này").click()
        phone.get_by_role("heading", name=f"Đã có {page} trang").wait_for()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    phone.get_by_role("button", name="Xong, gắn vào hồ sơ").click()
    phone.get_by_text("Đã quét xong").first.wait_for()

    (scanned,) = [one for one in queries.paper_scans(stored(number)) if one.id == paper]
    assert (scanned.digitised, scanned.way, scanned.scanned_by) == (True, "phone", stop.clerk.account)
