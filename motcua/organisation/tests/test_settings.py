"""A setting has another value from a day on, over the folder's; before its day that is taken back."""

from datetime import date, datetime

import pytest

from motcua.clocks.folder.reader import read_folder
from motcua.clocks.folder.shipped import SHIPPED
from motcua.kernel.access import NOTHING, judges
from motcua.kernel.actor import ANONYMOUS, SYSTEM
from motcua.kernel.moments import TZ
from motcua.kernel.refusal import NotAllowed
from motcua.organisation import queries, services
from motcua.organisation.models import SettingChange
from motcua.organisation.queries.setting_lines import setting_line, setting_lines
from motcua.organisation.rules.settings import SETTINGS
from motcua.organisation.types import DecisionUnfit, NotUndoable

AT = datetime(2020, 5, 11, 8, tzinfo=TZ)
TODAY, JUNE = AT.date(), date(2020, 6, 1)
FOLDER = read_folder(SHIPPED)


@pytest.fixture
def province(fresh_db):
    services.load(actor=SYSTEM, folder=FOLDER, at=AT)


def sets(key, value, valid_from=JUNE, reason="QĐ 5/QĐ-UBND"):
    return services.change_setting(actor=SYSTEM, at=AT, key=key, value=value, valid_from=valid_from, reason=reason)


def test_a_setting_holds_from_its_day_on(province):
    sets("duplicate_days", "45")

    assert queries.settings(TODAY).duplicate_days == 30
    assert queries.settings(JUNE).duplicate_days == 45
    line = setting_line("duplicate_days", TODAY)
    assert (line.words, line.since, line.coming.words) == ("30", None, "45")


def test_settings_of_several_days_stand_beside_each_other(province):
    sets("duplicate_days", "45", date(2020, 7, 1))
    sets("deadlines.max_supplements", "2", JUNE)
    sets("pauses.payment", "NONE", date(2020, 8, 1))

    august = queries.settings(date(2020, 8, 1))
    assert (august.duplicate_days, august.options.max_supplements, august.pauses["payment"]) == (45, 2, "NONE")
    june = queries.settings(JUNE)
    assert (june.duplicate_days, june.options.max_supplements, june.pauses["payment"]) == (30, 2, "SUSPEND_RESUME")


def test_a_change_is_undone_before_its_day_and_not_after(province):
    later, now = sets("duplicate_days", "45"), sets("duplicate_days", "40", TODAY)

    services.undo_setting(actor=SYSTEM, at=AT, change_id=later)
    assert queries.settings(JUNE).duplicate_days == 40
    with pytest.raises(NotUndoable, match="đã có hiệu lực từ 11/5/2020"):
        services.undo_setting(actor=SYSTEM, at=AT, change_id=now)
    with pytest.raises(NotUndoable, match="đã huỷ rồi"):
        services.undo_setting(actor=SYSTEM, at=AT, change_id=later)
    assert SettingChange.objects.count() == 2


def test_the_way_of_codes_changes_from_a_day_on(province):
    unit = queries.unit_by_code("BK-01924").id
    sets("code_scheme", "qd20")

    assert queries.code_prefix(unit, TODAY).scheme == "legacy"
    assert queries.code_prefix(unit, JUNE).scheme == "qd20"


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("duplicate_days", "400", "Nhập một số từ 0 đến 365."),
        ("duplicate_days", "ba mươi", "Nhập một số từ 0 đến 365."),
        ("duplicate_days", "30", "Thiết lập đang như vậy rồi. Chọn giá trị khác."),
        ("deadlines.model", "C", "Chọn một trong các cách có sẵn."),
        ("deadlines.cut_off", "25:00", "Viết giờ như 15:00."),
        ("notices.quiet", "21 giờ", "Viết giờ yên như «21:00-07:00», hoặc để trống."),
        ("look.brand", "#ffeeee", "Màu này nhạt quá, chữ trên đó khó đọc. Chọn màu đậm hơn."),
        ("look.brand", "đỏ", "Viết màu bằng dấu # và sáu chữ số 0-9, a-f, như #9b1c1f."),
        ("staff.secondment_least_months", "36", "Biệt phái ngắn nhất không được dài hơn biệt phái dài nhất."),
    ],
)
def test_what_cannot_be_set_is_said(province, key, value, sentence):
    with pytest.raises(DecisionUnfit) as refusal:
        sets(key, value)
    assert refusal.value.fields == {"value": sentence}


def test_a_day_that_has_passed_and_a_missing_reason_are_refused(province):
    with pytest.raises(DecisionUnfit) as refusal:
        sets("duplicate_days", "45", date(2020, 5, 10), " ")
    assert refusal.value.fields == {
        "valid_from": "Chọn hôm nay hoặc một ngày sau: những ngày đã qua không đổi được nữa.",
        "reason": "Ghi lý do hoặc số văn bản.",
    }


def test_only_whoever_may_for_the_whole_province_changes_settings(province):
    class Nobody:
        key = "test"

        def judge(self, actor, act, unit, field):
            return False

        def scope(self, actor, act):
            return NOTHING

    with judges.instead(Nobody()), pytest.raises(NotAllowed):
        services.change_setting(
            actor=ANONYMOUS, at=AT, key="duplicate_days", value="45", valid_from=JUNE, reason="QĐ 5"
        )


def test_every_setting_finds_its_value_in_the_shipped_folder(province):
    silent = {"contact.email", "contact.address"} | {one.key for one in SETTINGS if one.kind == "sentence"}
    assert {line.setting.key for line in setting_lines(TODAY) if line.value is None} == silent
    assert len(setting_lines(TODAY)) == len(SETTINGS)


def test_the_same_folder_again_takes_nothing_back(province):
    sets("duplicate_days", "45", TODAY)
    services.load(actor=SYSTEM, folder=FOLDER, at=AT)
    assert queries.settings(TODAY).duplicate_days == 45
