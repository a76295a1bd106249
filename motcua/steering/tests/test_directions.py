"""Directions of leaders: from the giver to a unit below or a post, answered, given more time, closed by the giver."""

from datetime import date
from uuid import uuid4

import pytest

from motcua.dossiers import queries as dossiers
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import FOREIGN, RENEW, OneStop, at, stored, unit_named
from motcua.kernel import moments
from motcua.kernel.refusal import Invalid, NotAllowed
from motcua.ledger import queries as ledger
from motcua.organisation import queries as organisation
from motcua.steering import queries, rules, services
from motcua.steering.types import DIRECTION, DirectionClosed, DirectionTab, NoSuchDirection, StepKind

#: A Friday; the next working day is Monday 1/6.
WHEN = at("2020-05-29 10:00")
TODAY = WHEN.date()
TEXT = "Xác minh xong trước thứ Sáu."


@pytest.fixture
def stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: WHEN)
    return OneStop.open()


@pytest.fixture
def chief(stop):
    """The leader of the district above."""
    return stop.person("leader", organisation.district_of(stop.unit.id, TODAY))


@pytest.fixture
def number(stop):
    number = stop.receives(RENEW).code
    stop.hands_over(number)
    stop.examines(number)
    return number


def give(actor, **changes):
    values = {"actor": actor, "at": WHEN, "text": TEXT, "due_on": date(2020, 6, 5)}
    made = services.direct(**(values | changes))
    return queries.direction_for(actor, made, TODAY)


def to_specialist(stop, **changes):
    return give(stop.leader, to_unit=stop.unit.id, to_post=stop.specialist.post, **changes)


def answer(actor, direction, text="Đã xác minh xong.", when=WHEN):
    services.answer_direction(actor=actor, at=when, direction=direction.id, text=text)


def counts(actor, today=TODAY):
    return queries.directions(actor, DirectionTab.OPEN, today).counts


def test_a_unit_below_or_another_own_post_may_be_directed_and_nobody_else():
    own, other, below, post = uuid4(), uuid4(), uuid4(), uuid4()
    under = {own, below}

    assert rules.may_direct(own, post, under, below, None)
    assert rules.may_direct(own, post, under, own, uuid4())
    assert not rules.may_direct(own, post, under, own, None)
    assert not rules.may_direct(own, post, under, own, post)
    assert not rules.may_direct(own, post, under, other, None)
    assert not rules.may_direct(own, post, under, below, uuid4())


def test_a_direction_about_a_dossier_is_answered_extended_answered_and_closed(stop, number):
    given = to_specialist(stop, number=number, due_on=date(2020, 5, 30))
    assert (given.due_on, given.dossier) == (date(2020, 6, 1), stored(number).id)

    answer(stop.specialist, given, "Còn chờ công an xã.")
    services.extend_direction(
        actor=stop.leader, at=WHEN, direction=given.id, text="Gọi lại công an xã.", due_on=date(2020, 6, 6)
    )
    again = queries.direction_for(stop.specialist, given.id, TODAY)
    assert (again.answered_at, again.due_on) == (None, date(2020, 6, 8))
    answer(stop.specialist, given)
    services.close_direction(actor=stop.leader, at=WHEN, direction=given.id, text="Tốt.")

    found = queries.direction_for(stop.specialist, given.id, TODAY)
    assert [step.kind for step in found.steps] == [
        StepKind.ANSWERED, StepKind.EXTENDED, StepKind.ANSWERED, StepKind.CLOSED,
    ]  # fmt: skip
    assert [entry.verb for entry in ledger.stream(DIRECTION, given.id)] == [
        "steering.directed",
        "steering.direction_answered",
        "steering.direction_extended",
        "steering.direction_answered",
        "steering.direction_closed",
    ]
    with pytest.raises(DirectionClosed):
        answer(stop.specialist, given)
    with pytest.raises(DirectionClosed):
        services.extend_direction(actor=stop.leader, at=WHEN, direction=given.id, text="Tiếp.", due_on=date(2020, 7, 1))


def test_the_history_of_the_dossier_has_a_line_without_the_text(stop, number):
    before = stored(number).standing
    given = to_specialist(stop, number=number)
    answer(stop.specialist, given)

    lines = [line.sentence for line in dossiers.timeline(stored(number))]
    assert lines[0] == "Trả lời ý kiến chỉ đạo."
    assert lines[1].startswith("Có ý kiến chỉ đạo ")
    assert lines[1].endswith("hạn trả lời 5/6/2020.")
    assert not [line for line in lines if TEXT in line]
    assert stored(number).standing == before


def test_a_direction_to_a_unit_below_is_for_whoever_heads_it(stop, chief):
    given = give(chief, to_unit=stop.unit.id)

    assert queries.may_answer_direction(stop.leader, given)
    with pytest.raises(NoSuchDirection):
        queries.direction_for(stop.specialist, given.id, TODAY)
    answer(stop.leader, given)
    with pytest.raises(NotAllowed):
        services.close_direction(actor=stop.leader, at=WHEN, direction=given.id)
    services.close_direction(actor=chief, at=WHEN, direction=given.id)


def test_every_tab_has_as_many_as_it_counts_and_each_side_its_own(stop, chief):
    mine, ours = counts(stop.specialist), counts(stop.leader)
    first, second = to_specialist(stop), to_specialist(stop)
    from_above = give(chief, to_unit=stop.unit.id, due_on=date(2020, 5, 29))
    answer(stop.specialist, second)

    assert counts(stop.specialist)[DirectionTab.MINE] == mine[DirectionTab.MINE] + 1
    assert counts(stop.leader)[DirectionTab.MINE] == ours[DirectionTab.MINE] + 1
    assert counts(stop.leader)[DirectionTab.TO_CLOSE] == ours[DirectionTab.TO_CLOSE] + 1
    assert counts(stop.leader)[DirectionTab.OPEN] == ours[DirectionTab.OPEN] + 3
    assert queries.asks_me(stop.leader, TODAY).number() == sum(
        counts(stop.leader)[tab] for tab in (DirectionTab.MINE, DirectionTab.TO_CLOSE)
    )
    late = queries.directions(stop.leader, DirectionTab.LATE, date(2020, 6, 1), limit=100).directions
    assert from_above.id in {each.id for each in late}
    assert first.id not in {each.id for each in late}
    services.close_direction(actor=stop.leader, at=WHEN, direction=second.id)
    for actor in (stop.leader, stop.specialist, chief):
        for tab in DirectionTab:
            found, cursor = [], ""
            while True:
                page = queries.directions(actor, tab, TODAY, cursor=cursor, limit=2)
                found += [each.id for each in page.directions]
                cursor = page.following
                if not cursor:
                    break
            assert len(set(found)) == len(found) == page.counts[tab], (actor.name, tab)


def test_each_fault_is_said_at_its_field(stop, chief, number):
    with pytest.raises(Invalid) as refused:
        give(stop.leader, to_unit=None, text=" ", due_on=None)
    assert set(refused.value.fields) == {"to", "text", "due_on"}
    neighbour = unit_named(FOREIGN).id
    for to in (
        {"to_unit": neighbour},
        {"to_unit": stop.unit.id},
        {"to_unit": stop.unit.id, "to_post": stop.leader.post},
    ):
        with pytest.raises(Invalid) as refused:
            give(stop.leader, **to)
        assert set(refused.value.fields) == {"to"}, to
    with pytest.raises(Invalid) as refused:
        give(chief, to_unit=neighbour, number=number, due_on=date(2020, 5, 28))
    assert set(refused.value.fields) == {"number", "due_on"}
    with pytest.raises(Invalid) as refused:
        to_specialist(stop, number="H03-000000-0000")
    assert set(refused.value.fields) == {"number"}
    given = to_specialist(stop)
    with pytest.raises(Invalid):
        answer(stop.specialist, given, " ")
    with pytest.raises(Invalid) as refused:
        services.extend_direction(actor=stop.leader, at=WHEN, direction=given.id, text="", due_on=given.due_on)
    assert set(refused.value.fields) == {"text", "due_on"}
    with pytest.raises(Invalid):
        queries.directions(stop.leader, DirectionTab.OPEN, TODAY, cursor="hôm qua")


def test_only_heads_give_and_only_those_concerned_see_and_act(stop):
    with pytest.raises(NotAllowed):
        give(stop.clerk, to_unit=stop.unit.id, to_post=stop.specialist.post)
    given = to_specialist(stop)
    for actor in (stop.clerk, stop.stranger):
        with pytest.raises(NoSuchDirection):
            answer(actor, given)
    with pytest.raises(NotAllowed):
        answer(stop.leader, given)
    with pytest.raises(NotAllowed):
        services.extend_direction(
            actor=stop.specialist, at=WHEN, direction=given.id, text="Xin thêm.", due_on=date(2020, 7, 1)
        )


def test_the_pages_lead_from_the_dossier_to_the_direction_its_answer_and_its_end(stop, number):
    leader, specialist = Screen(stop.leader), Screen(stop.specialist)
    assert f"/chi-dao/moi?ho-so={number}" in leader.opens(f"/ho-so/{number}").content.decode()
    assert "Cho ý kiến" not in specialist.sees(f"/ho-so/{number}")
    form = leader.opens(f"/chi-dao/moi?ho-so={number}").content.decode()
    assert number in form
    assert f"post:{stop.specialist.post}" in form
    typed = {"to": f"post:{stop.specialist.post}", "text": TEXT, "due_on": "hôm nào", "number": number}
    wrong = leader.sends("/chi-dao/moi", typed)
    assert wrong.status_code == 422
    assert TEXT in wrong.content.decode()
    assert "Ghi hạn trả lời, ví dụ 25/5/2020." in wrong.content.decode()

    sent = leader.sends("/chi-dao/moi", typed | {"due_on": "31/12/2030"})
    assert sent.status_code == 302
    page = sent["Location"]
    assert page in specialist.opens(f"/ho-so/{number}").content.decode()
    assert TEXT in specialist.sees("/chi-dao")
    assert specialist.sends(page, viec="answered", text=" ").status_code == 422
    assert specialist.sends(page, viec="answered", text="Đã gọi.").status_code == 302
    assert "Đã gọi." in leader.sees(page)
    assert "chờ đóng" in leader.sees("/chi-dao?the=cho-dong")
    assert leader.sends(page, viec="extended", text="Làm tiếp.", due_on="1/1/2031").status_code == 302
    assert leader.sends(page, viec="closed", text="").status_code == 302
    assert TEXT in leader.sees("/chi-dao?the=da-dong")
    assert Screen(stop.stranger).opens(page).status_code == 404


def test_whoever_gets_a_direction_is_told_by_e_mail(stop, settings):
    from motcua.kernel.actor import SYSTEM
    from motcua.notices import queries as notices

    settings.SMTP_HOST, settings.MAIL_FROM, settings.SMS_URL = "127.0.0.1", "a@vidu.vn", ""
    services.set_mailbox(actor=stop.specialist, at=WHEN, address="hanh@vidu.vn", morning=False)
    given = to_specialist(stop)

    (told,) = notices.told(DIRECTION, given.id)
    message = notices.message_for(SYSTEM, told.id, at=WHEN)
    assert f"http://localhost:8000/chi-dao/y-kien?so={given.id}" in message.body
    assert TEXT not in message.body
