"""A version says line by line who is freed from its fees or pays less; the counter chooses among them, with the proof."""

import itertools
from datetime import date

import pytest

from motcua.catalogue import queries as catalogue
from motcua.catalogue import services as publishing
from motcua.catalogue.types import Exemption, FeeLine
from motcua.dossiers import services
from motcua.dossiers.charging import tariffs_of
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import OneStop, at, stored
from motcua.dossiers.tests.test_new_version import administrator, publishes_alone, values_of
from motcua.kernel import moments
from motcua.kernel.ids import new_id
from motcua.kernel.refusal import Invalid
from motcua.payments.types import DueIn, Method, MoneyInvalid

AMEND, TOMORROW = "2.000913", date(2020, 5, 12)
NOW = at("2020-05-11 08:30")
FEE = f"/quan-tri/thu-tuc/{AMEND}/phi"
_numbers = itertools.count(1)


@pytest.fixture
def one_stop(province_db, monkeypatch):
    monkeypatch.setenv(moments.SHIFT_VARIABLE, str((NOW - moments.machine_now()).total_seconds()))
    return OneStop.open()


@pytest.fixture
def admin(one_stop):
    return publishes_alone(administrator(one_stop, f"mien-giam-{next(_numbers)}", "everywhere"))


@pytest.fixture
def lowered(one_stop, admin):
    """From tomorrow the fee has two lines of its own: the poor pay nothing, the old 5.000 đ less."""
    if not catalogue.in_force(AMEND, TOMORROW).exemptions:
        publishing.set_fees(
            actor=admin,
            at=NOW,
            code=AMEND,
            fees=(FeeLine(30_000),),
            exemptions=(
                Exemption("Hộ nghèo", 100, None, "Giấy chứng nhận hộ nghèo", "NQ 10/2020/NQ-HĐND"),
                Exemption("Người trên 70 tuổi", 0, 5_000, "Căn cước", "NQ 10/2020/NQ-HĐND"),
            ),
            valid_from=TOMORROW,
        )
    return catalogue.in_force(AMEND, TOMORROW)


def test_an_administrator_writes_who_pays_less_and_people_see_it_from_that_day(one_stop, admin):
    screen = Screen(admin)
    values = values_of(screen.opens(FEE)) | {"valid_from": "2020-05-12", "amount_1": "30.000", "words_1": ""}
    lines = {
        "who_1": "Hộ nghèo", "cut_1": "miễn", "proof_1": "Giấy chứng nhận hộ nghèo", "basis_1": "NQ 10/2020/NQ-HĐND",
        "who_2": "Người trên 70 tuổi", "cut_2": "5.000", "proof_2": "Căn cước", "basis_2": "NQ 10/2020/NQ-HĐND",
    }  # fmt: skip

    assert screen.sends(FEE, values | lines).status_code == 302

    assert catalogue.in_force(AMEND, TOMORROW).exemptions == (
        Exemption("Hộ nghèo", 100, None, "Giấy chứng nhận hộ nghèo", "NQ 10/2020/NQ-HĐND"),
        Exemption("Người trên 70 tuổi", 0, 5_000, "Căn cước", "NQ 10/2020/NQ-HĐND"),
    )
    assert catalogue.in_force(AMEND, date(2020, 5, 11)).exemptions == ()
    number = catalogue.versions_of(AMEND)[-1].number
    seen = screen.sees(f"/quan-tri/thu-tuc/{AMEND}/so-sanh?cu={number - 1}&moi={number}")
    assert "Người trên 70 tuổi: giảm 5.000 đ" in seen
    assert "Hộ nghèo: miễn" in seen


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"cut_1": "nhiều"}, "Viết «miễn», số phần trăm như 50%, hoặc số đồng được giảm như 5.000."),
        ({"cut_1": "150%"}, "Viết «miễn», số phần trăm như 50%, hoặc số đồng được giảm như 5.000."),
        ({"proof_1": ""}, "Ghi mục này, hoặc xoá cả dòng."),
        ({"who_1": ""}, "Ghi mục này, hoặc xoá cả dòng."),
    ],
)
def test_a_line_that_is_not_whole_is_said_beside_its_field(one_stop, admin, typed, says):
    screen = Screen(admin)
    values = values_of(screen.opens(FEE)) | {"valid_from": "2020-05-12", "amount_1": "30.000"}
    line = {"who_1": "Hộ nghèo", "cut_1": "50%", "proof_1": "Giấy chứng nhận", "basis_1": "NQ 10"} | typed

    answer = screen.sends(FEE, values | line)

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert 'value="NQ 10"' in answer.content.decode()


def test_a_relief_without_who_or_how_much_is_refused_by_the_service_too(one_stop, admin):
    for line in (Exemption("", 50, None, "Giấy"), Exemption("Hộ nghèo", 0, None, "Giấy"), Exemption("A", 120, 5, "B")):
        with pytest.raises(Invalid, match="Mỗi diện miễn, giảm cần đối tượng"):
            publishing.set_fees(
                actor=admin, at=NOW, code=AMEND, fees=(FeeLine(1),), exemptions=(line,), valid_from=TOMORROW
            )


def test_the_counter_lowers_a_fee_on_the_versions_own_ground_with_its_proof(one_stop, lowered):
    number = one_stop.receives(AMEND, when="2020-05-12 08:00").code
    when = at("2020-05-12 08:10")
    tariff = tariffs_of(lowered)[0]
    assert [ground.name for ground in tariff.reliefs] == ["Hộ nghèo", "Người trên 70 tuổi"]
    with pytest.raises(MoneyInvalid, match="Ghi giấy tờ chứng minh đã xem"):
        services.set_dues(actor=one_stop.clerk, at=when, number=number, lines=[DueIn(tariff, relief="v2")])

    services.set_dues(
        actor=one_stop.clerk, at=when, number=number, lines=[DueIn(tariff, 2, None, "v2", "Căn cước số 095…")]
    )

    due = stored(number).life.money.dues[0]
    assert (due.price, due.quantity, due.amount, due.percent, due.off) == (30_000, 2, 50_000, 0, 10_000)
    assert not due.assumed
    screen = Screen(one_stop.clerk)
    assert "giảm 10.000 đ, NQ 10/2020/NQ-HĐND" in screen.sees(f"/ho-so/{number}/thu-phi")
    services.take_fee(actor=one_stop.clerk, at=when, number=number, receipt=new_id(), method=Method.CASH)
    assert stored(number).life.money.paid == 50_000


def test_whoever_is_freed_pays_nothing_and_the_provinces_ground_of_that_name_is_not_offered_twice(one_stop, lowered):
    number = one_stop.receives(AMEND, when="2020-05-12 08:00").code
    page = Screen(one_stop.clerk).sees(f"/ho-so/{number}/khoan-phai-nop")
    assert page.count("Hộ nghèo: miễn") == 1
    assert "Người trên 70 tuổi: giảm 5.000 đ" in page
    assert "Người cao tuổi: giảm 50%" in page

    services.set_dues(
        actor=one_stop.clerk,
        at=at("2020-05-12 08:10"),
        number=number,
        lines=[DueIn(tariffs_of(lowered)[0], relief="v1", proof="Giấy số 12")],
    )
    assert stored(number).life.money.owed(30_000) == 0


def test_another_fee_keeps_who_pays_less_unless_it_says_otherwise(one_stop, admin, lowered):
    publishing.set_fees(actor=admin, at=NOW, code=AMEND, fees=(FeeLine(40_000),), valid_from=date(2020, 5, 13))
    assert catalogue.in_force(AMEND, date(2020, 5, 13)).exemptions == lowered.exemptions
    publishing.set_fees(
        actor=admin, at=NOW, code=AMEND, fees=(FeeLine(40_000),), exemptions=(), valid_from=date(2020, 5, 14)
    )
    assert catalogue.in_force(AMEND, date(2020, 5, 14)).exemptions == ()


def test_a_dossier_keeps_the_grounds_of_its_day(one_stop, lowered):
    number = one_stop.receives(AMEND, when="2020-05-11 08:40").code
    assert tariffs_of(stored(number).procedure)[0].reliefs == ()


def test_the_ground_may_be_chosen_while_the_dossier_is_received(one_stop, lowered):
    freed = DueIn(tariffs_of(lowered)[0], relief="v1", proof="Giấy chứng nhận hộ nghèo số 3")
    number = one_stop.receives(AMEND, when="2020-05-12 09:00", dues=(freed,)).code
    assert stored(number).life.money.owed(30_000) == 0
