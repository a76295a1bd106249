"""What an agency hears each month of the official whom it lent to a one-stop desk: once, from the records, by print and e-mail."""

import itertools
from datetime import date
from uuid import uuid4

import pytest

from motcua.dossiers import queries as dossiers
from motcua.dossiers import services as deeds
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import DAY, FOREIGN, RENEW, OneStop, at, unit_named
from motcua.dossiers.tests.test_api import Caller
from motcua.dossiers.tests.test_new_version import administrator
from motcua.dossiers.types import Correction, PaperIn
from motcua.identity import queries as identity
from motcua.identity import services as people
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.kernel.statements import row
from motcua.ledger import queries as ledger
from motcua.notices import queries as letters
from motcua.organisation import queries as organisation
from motcua.steering import models, queries, services
from motcua.steering.types import NOTICE, NoSuchNotice

#: A Saturday; the first working day of August is Monday the third.
SATURDAY, MONDAY = at("2020-08-01 08:00"), at("2020-08-03 08:00")
JULY = (date(2020, 7, 1), date(2020, 7, 31))
_numbers = itertools.count(1)


@pytest.fixture
def stop(province_db, monkeypatch, settings):
    settings.SMTP_HOST, settings.MAIL_FROM, settings.SMS_URL = "127.0.0.1", "a@vidu.vn", ""
    monkeypatch.setenv(moments.SHIFT_VARIABLE, str((MONDAY - moments.machine_now()).total_seconds()))
    return OneStop.open()


@pytest.fixture
def lent(stop):
    """Somebody of the district whom it lent to the commune's counter from July on, as an actor there."""
    number, district, post = next(_numbers), organisation.district_of(stop.unit.id, DAY), stop.clerk.post
    account = people.employ(
        actor=SYSTEM,
        at=at("2020-05-11 08:00"),
        username=f"biet-phai-{number}",
        name="Hoàng Thị Cử",
        post=organisation.posts(district, DAY, role="specialist")[0].id,
        valid_from=DAY,
        roles=["specialist"],
        reach="unit",
    )
    people.second(
        actor=administrator(stop, f"quan-tri-{number}", "everywhere"),
        at=at("2020-05-11 08:00"),
        account=account,
        post=post,
        from_unit=district,
        valid_from=date(2020, 7, 6),
        valid_to=date(2021, 7, 5),
    )
    return identity.actor_for(account, post, at("2020-07-06 08:00"))


def receives(stop, lent, when="2020-07-06 09:10"):
    """The lent official takes a dossier in and hands it on."""
    received = deeds.receive(actor=lent, at=at(when), reception=stop.reception(RENEW, on=at(when).date()))
    deeds.hand_over(actor=lent, at=at(when.replace("09:10", "10:00")), number=received.code)
    return received.code


def notices_of(reader, lent):
    return [notice for notice in queries.notices(reader) if notice.account == lent.account]


def tell(when=MONDAY):
    return services.tell_lenders(actor=SYSTEM, at=when)


def test_on_the_first_working_day_the_month_before_is_told_and_once(stop, lent):
    tell(SATURDAY)
    assert notices_of(stop.leader, lent) == []
    assert tell() >= 1
    assert tell(at("2020-08-03 09:00")) == tell(at("2020-08-20 09:00")) == 0

    (notice,) = notices_of(stop.leader, lent)
    assert (notice.month, notice.to_unit) == (JULY[0], organisation.district_of(stop.unit.id, DAY))
    assert [entry.verb for entry in ledger.stream(NOTICE, notice.id)] == ["steering.lender_told"]


def test_a_month_of_a_large_province_may_take_longer_than_a_page(stop, lent, monkeypatch):
    limits, handled_by = [], dossiers.handled_by

    def handled(*asked):
        limits.append(row("select current_setting('statement_timeout') as limit")["limit"])
        return handled_by(*asked)

    monkeypatch.setattr(dossiers, "handled_by", handled)
    assert tell() >= 1
    assert set(limits) == {"0"}


def test_a_month_before_the_term_is_not_told(stop, lent):
    tell(at("2020-07-02 08:00"))

    assert notices_of(stop.leader, lent) == []


def test_it_says_what_the_records_say(stop, lent):
    late, in_time = receives(stop, lent), receives(stop, lent)
    receives(stop, lent, "2020-06-30 09:10")
    for number, day in ((in_time, "2020-07-07"), (late, "2020-07-28")):
        stop.examines(number, f"{day} 08:00")
        stop.proposes(number, f"{day} 08:30")
        stop.approves(number, f"{day} 09:00")
    asked = receives(stop, lent, "2020-07-20 09:10")
    stop.examines(asked, "2020-07-20 10:30")
    deeds.ask_supplement(
        actor=stop.specialist,
        at=at("2020-07-20 11:00"),
        number=asked,
        papers=(PaperIn(1, "Sổ hộ khẩu", originals=1),),
        reason="Để đối chiếu.",
        ground="Điều 9",
    )
    deeds.correct(
        actor=lent, at=at("2020-07-20 14:00"), number=asked, correction=Correction(sets=2), reason="Ghi nhầm số bộ."
    )
    tell()

    (notice,) = notices_of(stop.leader, lent)
    assert notice.figures == {
        "received": 3,
        "handed_on": 3,
        "in_time": 1,
        "late": 1,
        "corrections": 1,
        "supplements": 1,
    }
    handled = dossiers.handled_by(lent.account, stop.unit.id, date(2020, 6, 1), date(2020, 6, 30))
    assert (handled.received, handled.corrections) == (1, 0)


def test_heads_of_both_units_and_the_official_read_it_and_nobody_else(stop, lent):
    tell()
    (notice,) = notices_of(stop.leader, lent)
    printed = f"/in/{notice.print_id}.pdf"
    head = stop.person("leader", organisation.district_of(stop.unit.id, DAY))

    for reader in (stop.leader, head, lent):
        assert "Hoàng Thị Cử" in Screen(reader).sees("/don-doc/biet-phai")
        assert Screen(reader).opens(printed).content.startswith(b"%PDF")
    for stranger in (stop.clerk, stop.person("leader", unit_named(FOREIGN).id)):
        assert notices_of(stranger, lent) == []
        assert Screen(stranger).opens(printed).status_code == 404
    assert "chưa có dữ liệu" in Screen(stop.leader).sees("/don-doc/biet-phai")


def test_whoever_heads_the_agency_and_gave_an_address_hears_of_it_by_e_mail(stop, lent):
    head = stop.person("leader", organisation.district_of(stop.unit.id, DAY))
    services.set_mailbox(actor=head, at=MONDAY, address="huyen@vidu.vn", morning=False)
    tell()
    (notice,) = notices_of(stop.leader, lent)

    (told,) = letters.told(NOTICE, notice.id)
    message = letters.message_for(SYSTEM, told.id, at=MONDAY)
    assert message.subject == "Tháng 7/2020: Hoàng Thị Cử làm việc tại UBND xã Quảng Khê"
    assert "Tiếp nhận 0 hồ sơ" in message.body


def test_a_program_reads_what_its_reader_may(stop, lent):
    receives(stop, lent)
    tell()
    leader = Caller(stop.leader)
    (line,) = [each for each in leader.get("/lent-notices").json()["notices"] if each["account"] == str(lent.account)]

    assert (line["name"], line["month"], line["figures"]["received"]) == ("Hoàng Thị Cử", "2020-07-01", 1)
    assert leader.get(f"/lent-notices/{line['id']}").json() == line
    assert Caller(lent).get(f"/lent-notices/{line['id']}").json() == line
    stranger = Caller(stop.person("leader", unit_named(FOREIGN).id))
    refused = stranger.get(f"/lent-notices/{line['id']}")
    assert (refused.status_code, stranger.get("/lent-notices").json()) == (404, {"notices": []})
    with pytest.raises(NoSuchNotice) as unknown:
        queries.notice_for(stop.clerk, uuid4())
    assert refused.json()["detail"] == unknown.value.sentence


def test_who_heads_the_successor_finds_in_the_list_what_may_be_read(stop):
    gone, now = (organisation.unit_by_code(code).id for code in ("BK-01966", "BK-01960B"))
    stop.seat(now)
    about = {"appointment_id": uuid4(), "account_id": stop.clerk.account, "post_id": uuid4(), "figures": {}}
    kept = models.Notice.objects.create(
        id=uuid4(), month=date(2020, 1, 1), unit_id=gone, to_unit=uuid4(), print_id=uuid4(), at=SATURDAY, **about
    )
    leader = stop.person("leader", now)

    assert queries.notice_for(leader, kept.id) in queries.notices(leader)
