"""The list of a unit's dossiers: every filter and sorting, exact totals, any page, and nobody else's dossiers."""

from datetime import date
from importlib import import_module

import pytest

from motcua.dossiers import queries
from motcua.dossiers.queries import Lateness, Narrowed, Sorting
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import BIRTH, RENEW, SINGLE, OneStop, at, stored
from motcua.dossiers.tests.test_api import Caller
from motcua.dossiers.types import CLOSED, Channel, State
from motcua.kernel.actor import SYSTEM
from motcua.kernel.statements import row, rows
from motcua.ledger.services import catch_up

NOW = at("2020-05-20 10:00")
#: Its function bears its name in the package.
listed = import_module("motcua.dossiers.queries.listed")


@pytest.fixture
def stop(province_db):
    return OneStop.open()


@pytest.fixture
def three(stop):
    """Three dossiers in the order in which they came: overdue, returned in time, received just now."""
    overdue = stop.receives(SINGLE, when="2020-05-04 09:00").code
    ended = stop.receives(RENEW, when="2020-05-11 09:10", channel=Channel.POST).code
    stop.hands_over(ended)
    stop.examines(ended)
    stop.proposes(ended)
    stop.approves(ended)
    stop.returns(ended)
    running = stop.receives(SINGLE, when="2020-05-20 09:00").code
    return overdue, ended, running


def numbers(actor, *, sorting=Sorting.NEWEST, page=1, limit=1000, **narrowed):
    found = queries.listed(actor, Narrowed(**narrowed), NOW, sorting=sorting, page=page, limit=limit)
    return [line.number for line in found.rows]


def among(three, found):
    """Which of the three a list shows, in its order, as «overdue», «ended», «running»."""
    names = dict(zip(three, ("overdue", "ended", "running"), strict=True))
    return [names[number] for number in found if number in names]


def test_newest_and_oldest_first(stop, three):
    assert among(three, numbers(stop.clerk)) == ["running", "ended", "overdue"]
    assert among(three, numbers(stop.clerk, sorting=Sorting.OLDEST)) == ["overdue", "ended", "running"]


def test_by_deadline_the_urgent_come_first_and_what_has_ended_last(stop, three):
    assert among(three, numbers(stop.clerk, sorting=Sorting.DEADLINE)) == ["overdue", "running", "ended"]


@pytest.mark.parametrize(
    ("narrowed", "left"),
    [
        ({"state": State.RETURNED}, ["ended"]),
        ({"state": State.RECEIVED}, ["running", "overdue"]),
        ({"procedure": SINGLE}, ["running", "overdue"]),
        ({"procedure": BIRTH}, []),
        ({"channel": Channel.POST}, ["ended"]),
        ({"lateness": Lateness.IN_TIME}, ["running"]),
        ({"lateness": Lateness.OVERDUE}, ["overdue"]),
        ({"lateness": Lateness.ON_TIME}, ["ended"]),
        ({"lateness": Lateness.LATE}, []),
        ({"since": date(2020, 5, 11)}, ["running", "ended"]),
        ({"until": date(2020, 5, 11)}, ["ended", "overdue"]),
        ({"since": date(2020, 5, 5), "until": date(2020, 5, 19), "channel": Channel.POST}, ["ended"]),
        ({"field": "Lĩnh vực không có"}, []),
    ],
)
def test_each_filter_leaves_what_it_says(stop, three, narrowed, left):
    assert among(three, numbers(stop.clerk, **narrowed)) == left


def test_field_receiving_unit_and_words_narrow_too(stop, three):
    field = stored(three[0]).field

    assert "overdue" in among(three, numbers(stop.clerk, field=field))
    assert among(three, numbers(stop.clerk, receiving=stop.unit.id)) == ["running", "ended", "overdue"]
    assert numbers(stop.clerk, receiving=stop.stranger.unit) == []
    assert numbers(stop.clerk, text=three[1].lower()) == [three[1]]


def test_what_words_find_is_sorted_as_the_whole_list_is(stop, three):
    catch_up()

    for sorting in Sorting:
        found = among(three, numbers(stop.clerk, text="Khé", sorting=sorting))
        assert found == among(three, numbers(stop.clerk, sorting=sorting))
        assert len(found) == 3
        assert numbers(stop.clerk, text="Khé", sorting=sorting, limit=1, page=10**6)


def test_found_by_age_needs_an_index_of_the_standing_only(stop, three, monkeypatch):
    asked = []
    monkeypatch.setattr(listed, "planned_rows", lambda sql, values: asked.append(sql) or [])

    for sorting in Sorting:
        numbers(stop.clerk, text="Khé", sorting=sorting)

    assert ["s.late_at, s.closed_at from found" in sql for sql in asked] == [
        sorting is Sorting.DEADLINE for sorting in Sorting
    ]


def test_fewer_letters_than_an_index_can_find_find_nothing(stop, three):
    catch_up()

    for sorting in Sorting:
        assert set(among(three, numbers(stop.clerk, text="Khé", sorting=sorting))) == {"overdue", "ended", "running"}
    for text in ("k", "mù", "%%k", "  é_ "):
        assert numbers(stop.clerk, text=text) == [], text


def test_a_stranger_s_list_has_none_of_them(stop, three):
    assert among(three, numbers(stop.stranger)) == []
    assert numbers(stop.stranger, text=three[0]) == []


def test_the_total_is_exact_and_every_page_can_be_opened(stop, three):
    for _one in range(4):
        stop.receives(SINGLE, when="2020-05-19 09:00")
    whole = numbers(stop.clerk, limit=100)

    for sorting in Sorting:
        pages = [
            queries.listed(stop.clerk, Narrowed(), NOW, sorting=sorting, page=page, limit=3)
            for page in range(1, -(-len(whole) // 3) + 1)
        ]
        shown = [line.number for page in pages for line in page.rows]
        assert sorted(shown) == sorted(whole), sorting
        assert shown == numbers(stop.clerk, sorting=sorting, limit=100)
        assert {(page.total, page.pages) for page in pages} == {(len(whole), len(pages))}


def test_a_page_beyond_the_last_is_the_last(stop, three):
    last = queries.listed(stop.clerk, Narrowed(procedure=SINGLE), NOW, page=10_000, limit=2)

    assert last.page == last.pages
    assert last.rows


def test_the_three_parts_of_a_unit_s_dossiers_share_none_and_leave_none_out(stop, three):
    for actor in {person for people in stop.cast.values() for person in people}:
        wanted = row(
            "select count(*) as count from dossiers_standing where %(unit)s in (receiving_unit_id, competent_unit_id, unit_id)",
            {"unit": actor.unit},
        )
        assert queries.listed(actor, Narrowed(), NOW).total == wanted["count"]


def test_what_has_ended_is_what_has_a_closing_moment(stop, three):
    found = rows("select distinct state, closed_at is not null as closed from dossiers_standing")

    assert all((State(line["state"]) in CLOSED) == line["closed"] for line in found)


def test_standing_repeats_of_the_dossier_what_lists_are_narrowed_by(stop, three):
    differing = row(
        "select count(*) as count from dossiers_standing s join dossiers_dossier d on d.id = s.dossier_id"
        " where (s.procedure_id, s.channel) is distinct from (d.procedure_id, d.channel)"
        " or s.received_at is distinct from d.received_at"
    )

    assert differing["count"] == 0


def test_the_system_sees_every_unit_s_dossiers(stop, three):
    everything = row("select count(*) as count from dossiers_standing")

    assert queries.listed(SYSTEM, Narrowed(), NOW).total == everything["count"]


def test_on_screen_filters_stay_chosen_and_a_page_is_opened_by_its_number(stop, three):
    for _one in range(20):
        stop.receives(SINGLE, when="2020-05-19 09:00")
    clerk = Screen(stop.clerk)

    first = clerk.opens(f"/ho-so?thu-tuc={SINGLE}&xep=moi-nhat").content.decode()
    second = clerk.opens(f"/ho-so?thu-tuc={SINGLE}&xep=moi-nhat&trang=2").content.decode()

    assert three[2] not in first
    assert three[2] in second
    assert f'name="thu-tuc" value="{SINGLE}"' in second
    assert '<option value="moi-nhat" selected>' in second


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("tu=32/1/2020", "Ngày ghi như 11/5/2020."),
        ("tu=12/5/2020&den=11/5/2020", "Ngày cuối phải từ ngày đầu trở đi."),
        ("trang=nam", "Số trang là một số, như 500."),
    ],
)
def test_what_cannot_be_read_has_a_sentence_and_stays_typed(stop, typed, sentence):
    page = Screen(stop.clerk).opens(f"/ho-so?{typed}&q=Kh%C3%A9")

    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert 'value="Khé"' in page.content.decode()


def test_a_program_reads_the_same_list(stop, three):
    caller = Caller(stop.clerk)

    found = caller.get(f"/dossiers/list?procedure={SINGLE}&sorting=han&limit=100&state=2").json()

    assert three[0] in [line["number"] for line in found["rows"]]
    assert found["total"] == len(numbers(stop.clerk, procedure=SINGLE, state=State.RECEIVED))
    assert caller.get("/dossiers/list?sorting=sai").status_code == 422
