"""Pure decisions: who is in office, how far a grant reaches, what a role may do."""

from datetime import date
from uuid import UUID

import pytest

from motcua.identity import rules
from motcua.kernel.access import EVERYTHING, NOTHING, Scope
from motcua.kernel.actor import Grant

PROVINCE, DISTRICT, COMMUNE, ELSEWHERE = (UUID(int=number) for number in range(10, 14))
UNDER = {PROVINCE: frozenset({PROVINCE, DISTRICT, COMMUNE, ELSEWHERE}), DISTRICT: frozenset({DISTRICT, COMMUNE})}


def subtree(unit):
    return UNDER.get(unit, frozenset({unit}))


def grant(unit=COMMUNE, reach="unit", fields=None, act="x.do"):
    return Grant(frozenset({act}), unit, reach, fields)


@pytest.mark.parametrize(
    ("valid_to", "on", "holds"),
    [
        (None, date(2020, 1, 1), True),
        (None, date(2019, 12, 31), False),
        (date(2020, 5, 11), date(2020, 5, 11), True),
        (date(2020, 5, 11), date(2020, 5, 12), False),
        (date(2019, 12, 31), date(2020, 1, 1), False),
    ],
)
def test_both_ends_of_a_period_belong_to_it(valid_to, on, holds):
    assert rules.in_force(date(2020, 1, 1), valid_to, on) is holds


@pytest.mark.parametrize(
    ("given", "unit", "allowed"),
    [
        (grant(), COMMUNE, True),
        (grant(), ELSEWHERE, False),
        (grant(), DISTRICT, False),
        (grant(DISTRICT), COMMUNE, False),
        (grant(DISTRICT, "subtree"), COMMUNE, True),
        (grant(DISTRICT, "subtree"), DISTRICT, True),
        (grant(DISTRICT, "subtree"), ELSEWHERE, False),
        (grant(DISTRICT, "subtree"), PROVINCE, False),
        (grant(COMMUNE, "everywhere"), ELSEWHERE, True),
        (grant(), None, True),
        (grant(act="y.do"), COMMUNE, False),
    ],
)
def test_a_grant_reaches_its_unit_its_subtree_or_everywhere(given, unit, allowed):
    assert rules.allows([given], "x.do", unit, None, subtree) is allowed


@pytest.mark.parametrize(
    ("fields", "asked", "allowed"),
    [
        (None, "Hộ tịch", True),
        (frozenset({"Hộ tịch"}), "Hộ tịch", True),
        (frozenset({"Hộ tịch"}), "Đất đai", False),
        (frozenset({"Hộ tịch"}), None, True),
    ],
)
def test_a_grant_may_be_narrowed_to_fields_of_procedures(fields, asked, allowed):
    assert rules.allows([grant(fields=fields)], "x.do", COMMUNE, asked, subtree) is allowed


@pytest.mark.parametrize(
    ("grants", "scope"),
    [
        ([], NOTHING),
        ([grant(act="y.do")], NOTHING),
        ([grant()], Scope(frozenset({COMMUNE}))),
        ([grant(DISTRICT, "subtree")], Scope(frozenset({DISTRICT, COMMUNE}))),
        ([grant(), grant(ELSEWHERE)], Scope(frozenset({COMMUNE, ELSEWHERE}))),
        ([grant(), grant(reach="everywhere")], EVERYTHING),
        ([grant(reach="everywhere", fields=frozenset({"a"}))], Scope(None, frozenset({"a"}))),
        ([grant(fields=frozenset({"a"})), grant(ELSEWHERE)], Scope(frozenset({ELSEWHERE}))),
    ],
)
def test_a_list_never_shows_more_than_the_grants_give(grants, scope):
    assert rules.scope_of(grants, "x.do", subtree) == scope


def test_a_role_has_what_modules_give_and_the_installation_changes():
    lists = [{"counter": frozenset({"a", "b"})}, {"counter": frozenset({"c"}), "leader": frozenset({"d"})}]

    acts = rules.acts_by_role(lists, [("counter", "b", False), ("leader", "a", True), ("document_clerk", "e", True)])

    assert acts == {
        "counter": frozenset({"a", "c"}),
        "leader": frozenset({"a", "d"}),
        "document_clerk": frozenset({"e"}),
    }


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) Version/17.0 Mobile Safari/604.1", "Safari, iPhone"),
        ("curl/8.0", "curl/8.0"),
    ],
)
def test_a_device_is_named_as_people_know_it(agent, device):
    assert rules.device_of(agent) == device
