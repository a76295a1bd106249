"""Twenty lives played through the services over the real province, on a database of their own."""

from datetime import datetime, timedelta

import pytest
from django.core.management import call_command

from motcua.demo import cast, loading, play, telling
from motcua.demo.lives import Life
from motcua.dossiers import queries
from motcua.dossiers.services.bulk import number_of_dossiers
from motcua.dossiers.types import KIND, State
from motcua.identity import queries as identity
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.ledger import queries as ledger

STATES = {
    "received": {State.RECEIVED},
    "unassigned": {State.PROCESSING},
    "taken": {State.PROCESSING},
    "asking": {State.PROCESSING},
    "approval": {State.PROCESSING},
    "paused": {State.SUPPLEMENT},
    "guided": {State.SUPPLEMENT},
    "waiting": {State.FINISHED},
    "told": {State.RETURNED, State.REFUSED_AT_INTAKE, State.WITHDRAWN, State.CANCELLED},
}


class PowerCut(Exception):
    """The machine goes off in the middle."""


def quietly(word, count):
    del word, count
    return lambda: None


def until(acts):
    left = [acts]

    def progress(word, count):
        del count

        def tick():
            if word == "hồ sơ":
                left[0] -= 1
                if left[0] == 0:
                    raise PowerCut

        return tick

    return progress


@pytest.fixture
def morning(fresh_db, monkeypatch):
    day = datetime(2020, 5, 11, 8, tzinfo=moments.TZ)
    monkeypatch.setenv(moments.SHIFT_VARIABLE, str((day - moments.machine_now()).total_seconds()))
    call_command("profile_load", verbosity=0)
    return fresh_db


def histories(lives: list[Life]):
    return {life.number: [entry.verb for entry in ledger.stream(KIND, life.id)] for life in lives}


def planned(verbs):
    """What a life's own acts wrote; the evening's hand-over lists add where its originals went."""
    return [verb for verb in verbs if verb not in {"dossiers.originals_carried", "dossiers.originals_outside"}]


def carried(loaded):
    """The lists of every counter above the communes: their numbers, and whether they were confirmed."""
    evening, found = loaded.world.now - timedelta(hours=12), []
    for place in loaded.world.places:
        if place.level != "commune":
            lists = queries.hand_over_lists(cast.counter_of(place.unit, evening, 0))
            found += [(place.code, one.number, one.confirmed_at is not None) for one in lists]
    return found


def kept_at_the_counters(loaded):
    """What offices keep besides dossiers: people lent, stand-bys, decisions at the counter, guidance."""
    world, at = loaded.world, loaded.world.now
    terms, stage = identity.terms_for(SYSTEM, at), world.place(world.stage)
    leader = cast.worker_at(stage.unit, "leader", "", at, field="", turn=0)
    counters = [stage, world.place(world.signing), *(one for one in world.places if one.level == "service_centre")]
    return {
        "lent": len(terms),
        "ending": sum(line.ends_soon for line in terms),
        "stand_bys": len(identity.stand_bys_for(SYSTEM, at)),
        "decide": len(queries.delegations(leader, stage.unit)),
        "decided": sum(verbs.count("dossiers.decided_at_counter") for verbs in histories(loaded.lives).values()),
        "guided": [len(queries.guidances(cast.counter_of(one.unit, at, 0), one.unit, limit=99)) for one in counters],
    }


def lines_planned(life: Life):
    return sum(play.LINES.get(act.deed, 1) for act in life.acts)


def test_a_small_demo_is_played_whole_and_a_power_cut_or_a_second_start_double_nothing(morning):
    with pytest.raises(PowerCut):
        loading.load(until(25), number=20, history=60)
    loaded = loading.load(quietly, number=20, history=60)
    first, people, lists = histories(loaded.lives), identity.number_of_accounts(), carried(loaded)
    assert lists != []

    assert {number: len(planned(verbs)) for number, verbs in first.items()} == {
        life.number: lines_planned(life) for life in loaded.lives
    }
    for life in loaded.lives:
        record = queries.dossier_by_id(SYSTEM, life.id)
        wanted = next(states for tag, states in STATES.items() if tag in life.tags)
        assert record.standing.state in wanted, life.tags
        assert record.life.received_at in {None, next((a.at for a in life.acts if a.deed.startswith("receive")), None)}
    assert people[1] > 1200
    assert number_of_dossiers() == 60 + sum(verbs != [] for verbs in first.values())
    kept = kept_at_the_counters(loaded)
    assert kept == {"lent": 3, "ending": 1, "stand_bys": 2, "decide": 3, "decided": 6, "guided": [18, 18, 18]}
    assert {line.name for line in queries.originals_kept(SYSTEM, loaded.world.now)} <= set(play.COMPARED)
    assert queries.originals_kept(SYSTEM, loaded.world.now)

    loading.load(quietly, number=20, history=60)

    assert histories(loaded.lives) == first
    assert identity.number_of_accounts() == people
    assert carried(loaded) == lists
    assert kept_at_the_counters(loaded) == kept
    assert number_of_dossiers() == 60 + sum(verbs != [] for verbs in first.values())
    call_command("check_standing", verbosity=0)

    words = telling.what_to_try(loaded)
    assert words.count("{url}") == 3
    assert "UBND xã Quảng Khê" in words
