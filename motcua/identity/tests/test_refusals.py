"""What is not there, or another's, is said in a sentence."""

import pytest

from motcua.identity import services
from motcua.identity.tests.world import AT, TODAY, TOMORROW, load_province, somebody
from motcua.identity.types import AppointmentUnknown, SessionUnknown
from motcua.kernel.actor import SYSTEM
from motcua.kernel.ids import new_id


@pytest.fixture(autouse=True)
def province(fresh_db):
    load_province()


def test_an_appointment_that_never_was_is_neither_ended_nor_stood_in_for():
    with pytest.raises(AppointmentUnknown) as ended:
        services.end_appointment(actor=SYSTEM, at=AT, appointment=new_id(), last_day=TODAY)
    with pytest.raises(AppointmentUnknown):
        services.substitute(
            actor=SYSTEM, at=AT, appointment=new_id(), substitute=somebody().id, valid_from=TODAY, valid_to=TOMORROW
        )

    assert ended.value.sentence == "Không có lần bổ nhiệm này. Tải lại danh sách rồi thử lại."


def test_a_session_that_is_not_ones_own_is_not_ended():
    with pytest.raises(SessionUnknown) as refused:
        services.end_session(actor=somebody().actor(), at=AT, session=new_id())

    assert refused.value.sentence == (
        "Không có phiên này trong danh sách của bạn. Tải lại trang: có thể phiên đã kết thúc."
    )
