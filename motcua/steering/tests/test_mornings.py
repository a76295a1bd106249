"""What officials are told by e-mail: the morning's summary once, a reminder at once, and nothing to whoever gave no address."""

from datetime import date

import pytest

from motcua.dossiers import queries as dossiers
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import RENEW, OneStop, at, stored
from motcua.kernel import moments, statements
from motcua.kernel.actor import SYSTEM
from motcua.kernel.refusal import Invalid
from motcua.notices import queries as notices
from motcua.steering import queries, services
from motcua.steering.types import MAILBOX, REMINDER

#: A Friday morning.
MORNING = at("2020-05-29 07:40")


@pytest.fixture
def stop(province_db, monkeypatch, settings):
    monkeypatch.setattr(moments, "now", lambda: MORNING)
    settings.SMTP_HOST, settings.MAIL_FROM, settings.SMS_URL = "127.0.0.1", "a@vidu.vn", ""
    stop = OneStop.open()
    services.set_mailbox(actor=stop.leader, at=MORNING, address="", morning=False)
    return stop


@pytest.fixture
def late(stop):
    """A dossier that is late with the specialist."""
    number = stop.receives(RENEW).code
    stop.hands_over(number)
    stop.examines(number)
    return number


def wants(actor, address="ta@vidu.vn", *, morning=True):
    services.set_mailbox(actor=actor, at=MORNING, address=address, morning=morning)


def mornings(when=MORNING):
    return services.send_mornings(actor=SYSTEM, at=when)


def letters(kind):
    found = statements.rows(
        "select id from steering_morning" if kind == MAILBOX else "select id from steering_reminder"
    )
    told = [each for row in found for each in notices.told(kind, row["id"])]
    return [notices.message_for(SYSTEM, each.id, at=MORNING) for each in told]


def test_a_head_is_told_in_three_lines_with_three_links_and_once_a_day(stop, late):
    wants(stop.leader)
    before = len(letters(MAILBOX))

    assert mornings() == 1
    assert mornings(at("2020-05-29 07:45")) == 0
    message = letters(MAILBOX)[-1]
    assert len(letters(MAILBOX)) == before + 1
    count = len(dossiers.late_dossiers(stop.leader, stop.unit.id, MORNING))
    assert f"Quá hạn: {count} hồ sơ. http://localhost:8000/don-doc/soan" in message.body
    assert "Đến hạn hôm nay: 0 hồ sơ. http://localhost:8000/don-doc/hom-nay" in message.body
    assert "Chờ bạn ký, cho ý kiến: " in message.body
    assert message.subject == f"UBND xã Quảng Khê, 29/5/2020: {count} hồ sơ quá hạn"
    assert mornings(at("2020-06-01 07:40")) == 1


@pytest.mark.parametrize("when", ["2020-05-28 07:29", "2020-05-28 12:00", "2020-05-30 08:00", "2020-05-31 08:00"])
def test_nobody_is_told_too_early_after_noon_or_on_a_day_off(stop, late, when):
    wants(stop.leader)

    assert mornings(at(when)) == 0


def test_nobody_is_told_who_does_not_want_it_gave_no_address_or_heads_no_unit(stop, late):
    wants(stop.leader, morning=False)
    wants(stop.specialist, "hanh@vidu.vn")
    assert mornings(at("2020-05-27 08:00")) == 0
    wants(stop.leader, "")
    assert mornings(at("2020-05-27 08:00")) == 0


def test_where_there_is_nothing_to_tell_there_is_no_letter(stop, late):
    wants(stop.leader)

    assert queries.morning_figures(stop.leader, at("2020-01-06 08:00")).is_empty
    assert mornings(at("2020-01-06 08:00")) == 0


def test_what_is_due_today_is_counted_and_listed(stop, late):
    due = stored(late).standing.due_at
    when = due.replace(hour=8, minute=0)

    found = dossiers.dossiers_due_today(stop.leader, stop.unit.id, when)
    assert late in {line.number for line in found}
    assert queries.morning_figures(stop.leader, when).due_today == len(found)
    assert "Đến hạn hôm nay: 0" in Screen(stop.leader).sees("/don-doc/hom-nay")


def test_the_holder_of_a_late_dossier_hears_of_the_letter_at_once(stop, late):
    wants(stop.specialist, "hanh@vidu.vn", morning=False)
    (letter,) = services.remind(
        actor=stop.leader, at=MORNING, numbers=[late], text="Đề nghị giải quyết ngay.", answer_by=date(2020, 6, 2)
    )

    (told,) = notices.told(REMINDER, letter)
    message = notices.message_for(SYSTEM, told.id, at=MORNING)
    assert message.body.startswith(f"Kính gửi {stop.specialist.name},")
    assert f"http://localhost:8000/don-doc/van-ban?so={letter}" in message.body


def test_an_address_is_written_on_the_page_and_a_wrong_one_is_kept_beside_its_sentence(stop):
    leader = Screen(stop.leader)
    wrong = leader.sends("/don-doc/thu", address="ta ở vidu", morning="on")
    assert wrong.status_code == 422
    assert "Địa chỉ thư không đúng" in wrong.content.decode()
    assert "ta ở vidu" in wrong.content.decode()
    with pytest.raises(Invalid):
        wants(stop.leader, "ta@vidu")
    assert leader.sends("/don-doc/thu", address="ta@vidu.vn", morning="on").status_code == 302
    assert queries.mailbox(stop.leader).address == "ta@vidu.vn"
    assert "ta@vidu.vn" in leader.opens("/don-doc/thu").content.decode()
