"""What is not there, not loaded or already decided is said in a sentence."""

from datetime import date, datetime

import pytest

from motcua.clocks.folder.reader import read_folder
from motcua.clocks.folder.shipped import SHIPPED
from motcua.kernel.actor import SYSTEM
from motcua.kernel.ids import new_id
from motcua.kernel.moments import TZ
from motcua.organisation import queries, services
from motcua.organisation.types import (
    AlreadyDecided,
    DraftUnknown,
    OrderUnknown,
    SettingsMissing,
    SettingUnknown,
    Verdict,
)

AT = datetime(2020, 5, 11, 8, tzinfo=TZ)
BY = {"actor": SYSTEM, "at": AT}


@pytest.fixture
def province(fresh_db):
    services.load(actor=SYSTEM, folder=read_folder(SHIPPED), at=AT)


def sentence(refusal, act, **given):
    with pytest.raises(refusal) as refused:
        act(**given)
    return refused.value.sentence


def test_before_a_profile_is_loaded_there_is_no_province(fresh_db):
    assert sentence(SettingsMissing, queries.province, on=AT.date()) == (
        "Chưa nạp hồ sơ địa phương. Chạy lệnh «motcua profile load» trước."
    )


def test_a_decision_that_never_was_is_not_taken_back(province):
    assert sentence(OrderUnknown, services.undo_order, order_id=new_id(), **BY) == (
        "Không có quyết định này. Mở lại trang đơn vị để xem các quyết định."
    )


def test_a_setting_that_nobody_knows_is_neither_changed_nor_taken_back(province):
    says = "Không có thiết lập này. Mở lại trang thiết lập của tỉnh."
    change = {"key": "khong.co", "value": "1", "valid_from": date(2020, 6, 1), "reason": "QĐ 5/QĐ-UBND"}

    assert sentence(SettingUnknown, services.change_setting, **change, **BY) == says
    assert sentence(SettingUnknown, services.undo_setting, change_id=new_id(), **BY) == says


def test_proposed_days_are_decided_once_and_only_where_there_are_any(province):
    day = {"on": "2020-08-20", "kind": "holiday", "name": "Ngày hội", "swap_with": None, "sessions": []}
    draft = services.propose_days(days=[day], until_year=None, paper="QĐ 7/QĐ-UBND", **BY)
    services.decide_days(draft_id=draft, verdict=Verdict.DROP, **BY)

    assert sentence(AlreadyDecided, services.decide_days, draft_id=draft, verdict=Verdict.KEEP, **BY) == (
        "Dự thảo lịch này đã được quyết định. Mở lại trang để xem kết quả."
    )
    assert sentence(DraftUnknown, services.decide_days, draft_id=new_id(), verdict=Verdict.KEEP, **BY) == (
        "Không có dự thảo lịch này. Mở lại trang lịch làm việc."
    )
