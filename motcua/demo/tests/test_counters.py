"""How a large volume is spread over units, days and people, without a database."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from uuid import UUID

import pytest

from motcua.demo import crowd
from motcua.demo.names import NAMINGS as USUAL
from motcua.demo.tests.world import small_world
from motcua.demo.volume import Keys, Spell, counters, lives_of, told_in_bulk, until

MERGER = date(2020, 2, 1)
BEGIN, LAST = date(2019, 1, 2), date(2020, 5, 10)
DAY = timedelta(days=1)


def spell(begins, ends):
    """The small province between two days: what ended before is not there."""
    world = until(told_in_bulk(small_world()), ends + DAY)
    places = tuple(place for place in world.places if place.valid_to is None or ends <= place.valid_to)
    return Spell(replace(world, places=places), begins, ends)


SPELLS = [spell(BEGIN, MERGER - DAY), spell(MERGER, LAST)]
COUNTERS = counters(SPELLS, 2_000)


def lives(counter, seed="a trial"):
    return [life for _day, several in lives_of(counter, seed=seed, last=LAST) for life in several]


LIVES = [life for counter in COUNTERS for life in lives(counter)]


def test_as_many_come_as_were_asked_for():
    assert sum(counter.number for counter in COUNTERS) == 2_000
    assert len(LIVES) == 2_000


def test_who_has_more_inhabitants_gets_more():
    numbers = {counter.code: counter.number for counter in COUNTERS}

    assert set(numbers) == {"QK", "OLD", "BB", "TT"}
    assert numbers["QK"] > 3 * numbers["OLD"]
    assert numbers["QK"] > numbers["BB"] > numbers["TT"]


def test_nobody_comes_on_a_closed_day_and_fewer_around_tet():
    days = Counter(life.acts[0].at.date() for life in LIVES)

    assert all(small_world().calendar.sessions_on(day) for day in days)
    by_month = Counter()
    for day, count in days.items():
        by_month[day.year, day.month] += count
    assert by_month[2019, 8] > 1.5 * by_month[2019, 2]
    assert by_month[2020, 3] > 1.5 * by_month[2020, 4]


def test_what_is_told_ends_with_the_spell_and_some_are_open_on_the_last_day():

    assert all(life.acts[-1].at.date() < MERGER for life in LIVES if life.acts[0].at.date() < MERGER)
    assert all(life.acts[-1].at.date() <= LAST for life in LIVES)
    assert any("open" in life.tags for life in LIVES)


def test_whoever_could_not_be_done_before_the_merger_came_some_days_earlier():
    """Nothing here is done within a day: on the last day nobody begins, and nobody is lost for it."""
    usual = counters(SPELLS, 2_000)[0]
    world = usual.stays[0].spell.world
    slow = {unit: tuple(offer for offer in offers if not offer.same_day) for unit, offers in world.offers.items()}
    world = replace(world, offers=slow, fates={"on_time": 1})
    stay = replace(usual.stays[0], spell=replace(usual.stays[0].spell, world=world))
    told = list(lives_of(replace(usual, stays=(stay,)), seed="a trial", last=LAST))

    assert [day for day, _several in told] == [day for day, _count in stay.days]
    assert sum(len(several) for _day, several in told) == stay.number
    assert told[-1][1] == []


def test_the_same_seed_gives_the_same_lives_and_no_unit_leans_on_another():
    first, second = COUNTERS[0], counters(SPELLS, 2_000)[0]

    assert lives(first) == lives(second)
    assert lives(first) != lives(first, seed="another")
    assert len({life.id for life in LIVES}) == 2_000


def test_whoever_comes_again_is_the_same_person():
    people = [life.owner for life in LIVES]
    numbers = Counter(person["number"] for person in people if "number" in person)
    known = {person["number"]: person for person in people if "number" in person}

    assert max(numbers.values()) > 1
    assert all(known[person["number"]] == person for person in people if "number" in person)


def test_nothing_happens_that_cannot_be_written_in_bulk():
    deeds = {act.deed for life in LIVES for act in life.acts}

    assert not any(life.transfers for life in LIVES)
    assert not deeds & {"correct", "ask_stage", "scan_result"}


def test_some_come_by_post_and_some_results_go_by_it():
    came = [life for life in LIVES if life.by_post]
    sent = [life for life in LIVES if life.wishes_post]

    assert 0.01 < len(came) / len(LIVES) < 0.08
    assert 0.03 < len(sent) / len(LIVES) < 0.15


def test_originals_checks_and_corrections_are_as_rare_as_in_life():
    of_ten_thousand = {
        deed: sum(1 for life in LIVES for act in life.acts if act.deed == deed) * 10_000 / len(LIVES)
        for deed in ("keep_originals", "call_check", "correct_papers")
    }

    assert all(50 < share < 600 for share in of_ten_thousand.values()), of_ten_thousand


def test_an_original_is_given_back_once_with_the_result_or_before_it():
    kept = [life for life in LIVES if any(act.deed == "keep_originals" for act in life.acts)]
    early = [life for life in kept if any(act.deed == "give_back_originals" for act in life.acts)]

    assert 0 < len(early) < len(kept)
    for life in kept:
        deeds = [act.deed for act in life.acts]
        assert "open" in life.tags or deeds[-1] == "return_result"
        assert deeds.count("give_back_originals") <= 1
        if life in early:
            assert deeds.index("keep_originals") < deeds.index("give_back_originals")


def test_a_check_on_the_spot_ends_with_its_minutes_or_is_called_off():
    checked = [life for life in LIVES if any(act.deed == "call_check" for act in life.acts)]
    ends = Counter()
    for life in checked:
        deeds = [act.deed for act in life.acts if act.deed in {"record_minutes", "call_off_check"}]
        assert len(deeds) == 1 or "open" in life.tags
        ends.update(deeds)
        begins = [act.then for act in life.acts if act.deed in {"call_check", "move_check"}]
        recorded = [act.at for act in life.acts if act.deed == "record_minutes"]
        assert all(begins[-1] < moment for moment in recorded)

    assert ends["record_minutes"] > ends["call_off_check"] > 0


def test_names_are_as_frequent_as_in_life():
    people = [crowd.name(Random(number)) for number in range(20_000)]
    families = {
        ethnic: Counter(who.family for who in people if who.ethnic == ethnic).most_common(1)[0][0]
        for ethnic in ("Kinh", "Tày", "Dao", "Mông")
    }

    assert set(USUAL) <= {who.ethnic for who in people}
    assert families == {"Kinh": "Nguyễn", "Tày": "Hoàng", "Dao": "Triệu", "Mông": "Giàng"}
    assert len({who.full for who in people}) > 10_000


@pytest.mark.long
def test_a_million_dossiers_bring_sixty_thousand_different_names():
    known = {crowd.citizen("a trial", serial, "")["name"] for serial in range(int(1_000_000 / crowd.TIMES))}

    assert len(known) > 60_000


def test_keys_follow_their_moments_and_their_act():
    keys, life = Keys(), LIVES[0]
    made = []
    for place, act in enumerate(life.acts):
        keys.begin(life.id, place, act.at)
        made += [keys() for _row in range(5)]

    assert made == sorted(set(made))
    assert {(key.version, key.variant) for key in made} == {(7, UUID(int=2 << 62).variant)}
