"""Units and posts are founded, renamed, moved, dissolved on a screen: dated, with their paper, taken back before the day."""

from datetime import date, datetime, timedelta

import pytest

from motcua.clocks.folder.reader import read_folder
from motcua.clocks.folder.shipped import SHIPPED
from motcua.kernel.actor import SYSTEM
from motcua.kernel.moments import TZ
from motcua.ledger import queries as ledger
from motcua.organisation import queries, services
from motcua.organisation.models import OrderRow
from motcua.organisation.types import DecisionUnfit, NotUndoable, OrderKind, UnitUnknown

AT = datetime(2020, 5, 11, 8, tzinfo=TZ)
TODAY = AT.date()
JUNE = date(2020, 6, 1)
PAPER = "NQ 12/NQ-HĐND ngày 4/5/2020"
FOLDER = read_folder(SHIPPED)
BA_BE, BACH_THONG, QUANG_KHE = "BK-061", "BK-063", "BK-01924"


@pytest.fixture
def province(fresh_db):
    services.load(actor=SYSTEM, folder=FOLDER, at=AT)


def of(code):
    return queries.unit_by_code(code).id


def founds(**changes):
    given = {
        "code": "BK-99901",
        "name": "Xã Nà Phặc Mới",
        "unit_type": "xã",
        "parent_id": of(BA_BE),
        "valid_from": JUNE,
        "paper": PAPER,
        "like": of(QUANG_KHE),
    }
    return services.found_unit(actor=SYSTEM, at=AT, **{**given, **changes})


def last_order(unit):
    return OrderRow.objects.filter(unit_id=unit).order_by("at", "id").last()


def refused(act):
    with pytest.raises(DecisionUnfit) as refusal:
        act()
    return refusal.value.fields


def test_a_new_commune_has_its_name_its_place_its_counter_and_a_prefix_from_its_day_on(province):
    unit = founds()

    assert [one.id for one in queries.units(JUNE) if one.code == "BK-99901"] == [unit]
    assert unit not in {one.id for one in queries.units(JUNE - timedelta(days=1))}
    assert queries.full_name(unit, JUNE) == "UBND xã Nà Phặc Mới, huyện Ba Bể"
    assert [post.section for post in queries.posts(unit, JUNE, role="counter")] == ["Bộ phận Tiếp nhận và Trả kết quả"]
    assert queries.posts(unit, TODAY) == ()
    prefix = queries.code_prefix(unit, JUNE)
    assert (prefix.assumed, prefix.scheme) == (True, "legacy")
    assert prefix.text.endswith(".H03")
    assert [ledger.sentence(line) for line in ledger.stream("organisation.unit", unit)] == [
        "Lập đơn vị BK-99901 từ ngày 1/6/2020"
    ]


def test_a_new_unit_may_bring_its_real_code(province):
    assert queries.code_prefix(founds(eid="000.77.03.H03"), JUNE) == queries.code_prefix(of("BK-99901"), JUNE)
    assert queries.code_prefix(of("BK-99901"), JUNE).text == "000.77.03.H03"


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"name": "Nà Phặc"}, "name", "Tên viết cả loại đơn vị, như «Xã Quảng Khê»."),
        ({"name": "Xã Quảng Khê"}, "name", "Đã có đơn vị tên này dưới cùng cấp trên."),
        ({"code": "BK-01924"}, "code", "Mã này đã dùng cho UBND xã Quảng Khê."),
        ({"code": "xã 1"}, "code", "Mã đơn vị viết chữ in hoa không dấu, chữ số và gạch ngang, như «BK-01999»."),
        ({"valid_from": TODAY - timedelta(days=1)}, "valid_from", "Chọn hôm nay hoặc một ngày sau: những ngày đã qua không đổi được nữa."),
        ({"paper": " "}, "paper", "Ghi số, ngày và cơ quan ban hành của văn bản, ví dụ «NQ 12/NQ-HĐND ngày 4/5/2020»."),
        ({"unit_type": "huyện", "name": "Huyện Mới", "like": None}, "parent_id", "Huyện trực thuộc tỉnh. Chọn lại đơn vị cấp trên."),
        ({"eid": "12"}, "eid", "Mã định danh viết như 000.05.03.H03 (kiểu cũ) hoặc H03.12 (theo QĐ 20/2020/QĐ-TTg)."),
    ],
)  # fmt: skip
def test_what_cannot_be_founded_is_said_beside_its_field(province, changes, field, sentence):
    assert refused(lambda: founds(**changes)) == {field: sentence}


def test_a_rename_holds_from_its_day_and_is_taken_back_before(province):
    unit = of(QUANG_KHE)
    services.rename_unit(actor=SYSTEM, at=AT, unit_id=unit, name="Xã Quảng Khê Mới", valid_from=JUNE, paper=PAPER)

    assert queries.name_on(unit, JUNE - timedelta(days=1)) == "Xã Quảng Khê"
    assert queries.name_on(unit, JUNE) == "Xã Quảng Khê Mới"
    again = refused(
        lambda: services.rename_unit(actor=SYSTEM, at=AT, unit_id=unit, name="Xã Khác", valid_from=TODAY, paper=PAPER)
    )
    assert again == {"valid_from": "Đã có quyết định từ ngày 1/6/2020. Huỷ quyết định ấy trước, hoặc chọn ngày sau đó."}

    services.undo_order(actor=SYSTEM, at=AT, order_id=last_order(unit).id)
    assert queries.name_on(unit, JUNE) == "Xã Quảng Khê"
    with pytest.raises(NotUndoable, match="đã huỷ rồi"):
        services.undo_order(actor=SYSTEM, at=AT, order_id=last_order(unit).id)


def test_a_commune_moves_to_another_district_and_back(province):
    unit = of(QUANG_KHE)
    services.move_unit(actor=SYSTEM, at=AT, unit_id=unit, parent_id=of(BACH_THONG), valid_from=JUNE, paper=PAPER)
    assert queries.district_of(unit, TODAY) == of(BA_BE)
    assert queries.district_of(unit, JUNE) == of(BACH_THONG)

    services.undo_order(actor=SYSTEM, at=AT, order_id=last_order(unit).id)
    assert queries.district_of(unit, JUNE) == of(BA_BE)
    assert refused(
        lambda: services.move_unit(actor=SYSTEM, at=AT, unit_id=of(BA_BE), parent_id=unit, valid_from=JUNE, paper=PAPER)
    ) == {"parent_id": "Không thể trực thuộc chính mình hoặc đơn vị bên dưới mình."}


def test_a_dissolved_unit_is_followed_by_its_heir_until_that_is_undone(province):
    unit, heir = of(QUANG_KHE), of("BK-01927")
    known = queries.links_from(unit)
    services.dissolve_unit(
        actor=SYSTEM, at=AT, unit_id=unit, last_day=date(2020, 5, 31), successors=[heir], paper=PAPER
    )
    assert queries.competent_now(unit, date(2020, 5, 31)) == unit
    assert queries.competent_now(unit, JUNE) == heir

    services.undo_order(actor=SYSTEM, at=AT, order_id=last_order(unit).id)
    assert queries.competent_now(unit, JUNE) == unit
    assert queries.links_from(unit) == known


def test_a_district_with_communes_is_not_dissolved(province):
    fields = refused(
        lambda: services.dissolve_unit(
            actor=SYSTEM, at=AT, unit_id=of(BA_BE), last_day=date(2020, 5, 31), successors=[], paper=PAPER
        )
    )
    assert fields["last_day"].startswith("Còn 1")
    assert fields["last_day"].endswith("đơn vị trực thuộc. Chuyển hoặc giải thể các đơn vị ấy trước.")


def test_a_mistaken_founding_never_was_and_its_code_is_free_again(province):
    unit = founds(eid="000.77.03.H03")
    services.undo_order(actor=SYSTEM, at=AT, order_id=last_order(unit).id)

    with pytest.raises(UnitUnknown):
        queries.unit(unit)
    again = founds(eid="000.77.03.H03", name="Xã Đúng Tên")
    assert queries.name_on(again, JUNE) == "Xã Đúng Tên"


def test_what_is_in_force_is_not_undone(province):
    unit = of(QUANG_KHE)
    services.rename_unit(actor=SYSTEM, at=AT, unit_id=unit, name="Xã Khác", valid_from=TODAY, paper=PAPER)

    with pytest.raises(NotUndoable, match="đã có hiệu lực từ 11/5/2020"):
        services.undo_order(actor=SYSTEM, at=AT, order_id=last_order(unit).id)


def test_a_post_is_added_closed_and_reopened(province):
    unit = of(QUANG_KHE)
    post = services.add_post(
        actor=SYSTEM, at=AT, unit_id=unit, section="Quầy 2", name="Công chức một cửa", role="counter", seats=2,
        signs="no", valid_from=TODAY, paper=PAPER,
    )  # fmt: skip
    assert post in {one.id for one in queries.posts(unit, TODAY)}

    services.close_post(actor=SYSTEM, at=AT, post_id=post, last_day=JUNE, paper=PAPER)
    assert post not in {one.id for one in queries.posts(unit, JUNE + timedelta(days=1))}
    services.undo_order(actor=SYSTEM, at=AT, order_id=last_order(unit).id)
    assert post in {one.id for one in queries.posts(unit, JUNE + timedelta(days=1))}


def test_the_folder_does_not_take_back_what_was_decided_on_a_screen(province):
    unit = of(QUANG_KHE)
    services.rename_unit(actor=SYSTEM, at=AT, unit_id=unit, name="Xã Khác", valid_from=TODAY, paper=PAPER)
    closed = queries.posts(unit, TODAY)[-1].id
    services.close_post(actor=SYSTEM, at=AT, post_id=closed, last_day=TODAY, paper=PAPER)

    services.load(actor=SYSTEM, folder=FOLDER, at=AT)
    assert queries.name_on(unit, TODAY) == "Xã Khác"
    assert closed not in {one.id for one in queries.posts(unit, JUNE)}
    assert {order.kind for order in OrderRow.objects.filter(unit_id=unit)} == {OrderKind.RENAME, OrderKind.CLOSE_POST}
