"""A citizen takes a result on a telephone: the receipt's address, a code from the mailbox, the file."""

import re

import pytest

from motcua.dossiers.tests.one_stop import stored
from motcua.dossiers.tests.test_online import RESULT, mails, with_result
from motcua.dossiers.types import State
from motcua.ledger.services import catch_up
from tests.journeys.house import faults, picture, press, type_into


@pytest.fixture
def taken(house, settings):
    settings.SMTP_HOST, settings.MAIL_FROM, settings.SMS_URL = "127.0.0.1", "a@vidu.vn", ""
    catch_up()
    return with_result(house.stop, when="2020-05-11 07:40", on="2020-05-11 08:10")


@pytest.mark.parametrize("script", [True, False])
def test_by_keyboard_at_360_px_with_script_and_without(house, taken, script):
    page = house.sits(width=360, script=script)
    page.goto(f"/tra-cuu/{taken.token}")
    press(page, "Nhận kết quả trên mạng", role="link")
    page.wait_for_url("**/nhan-ket-qua")
    press(page, "Gửi mã cho tôi")
    page.wait_for_url("**?da-gui")
    wrong = faults(page) if script else []
    picture(page, f"citizen-online-sent-360-{script}")
    code = re.search(r"là (\d{6})", mails(taken.code)[-1].body)[1]

    type_into(page, "Mã nhận", "000000" if code != "000000" else "111111")
    press(page, "Nhận kết quả")
    page.get_by_text("Mã nhận không đúng").wait_for()
    picture(page, f"citizen-online-wrong-360-{script}")
    wrong += faults(page) if script else []
    type_into(page, "Mã nhận", code)
    with page.expect_download() as coming:
        press(page, "Nhận kết quả")

    assert coming.value.path().read_bytes() == RESULT
    assert stored(taken.code).standing.state is State.RETURNED
    assert wrong == []
