"""Who supervises sees the figures of the whole province and the dossiers behind them, and does nothing to any."""

from datetime import date

import pytest

from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import FOREIGN, OneStop, at, unit_named
from motcua.identity import queries as identity
from motcua.identity import services as people
from motcua.kernel.actor import SYSTEM
from motcua.kernel.ids import new_id
from motcua.organisation import queries as organisation

BOARD = "/so-lieu?ky=thang&ngay=2020-05-11"


@pytest.fixture
def stop(province_db):
    return OneStop.open()


@pytest.fixture
def supervisor(stop):
    moment, post = at("2020-05-04 08:00"), stop.person("leader", unit_named(FOREIGN).id).post
    account = people.create_account(
        actor=SYSTEM, at=moment, username=f"giam-sat-{new_id().hex[-8:]}", name="Người Theo Dõi"
    )
    people.appoint(
        actor=SYSTEM,
        at=moment,
        account=account,
        post=post,
        roles={"supervisor"},
        reach="everywhere",
        valid_from=date(2020, 5, 4),
    )
    return identity.actor_for(account, post, at("2020-05-11 08:00"))


def test_whoever_supervises_sees_every_unit_and_each_dossier(stop, supervisor):
    number = stop.receives().code
    screen = Screen(supervisor)

    assert organisation.short_name(stop.unit.id) in screen.sees(BOARD)
    assert number in screen.sees("/ho-so")


def test_whoever_supervises_does_nothing_to_a_dossier(stop, supervisor):
    number = stop.receives().code

    page = Screen(supervisor).sees(f"/ho-so/{number}")
    assert "Chuyển giao" not in page
    assert Screen(supervisor).opens(f"/ho-so/{number}/chuyen-giao").status_code == 409
    acts = {act for grant in supervisor.grants for act in grant.acts if act.startswith("dossiers.")}
    assert acts == {"dossiers.look"}
