from dataclasses import dataclass
from uuid import UUID

import pytest

from motcua.kernel import access
from motcua.kernel.actor import ANONYMOUS, SYSTEM, Actor
from motcua.kernel.refusal import NotAllowed

QUANG_KHE, KHANG_NINH = UUID(int=10), UUID(int=11)
CLERK = Actor(account=UUID(int=5), name="Nông Thị Hạnh", unit=QUANG_KHE)


@dataclass
class OwnUnitOnly:
    key: str = "tests"

    def judge(self, actor, act, unit, field):
        return unit == actor.unit

    def scope(self, actor, act):
        return access.Scope(units=frozenset({actor.unit})) if actor.unit else access.NOTHING


@pytest.fixture(autouse=True)
def _judge():
    with access.judges.instead(OwnUnitOnly()):
        yield


def test_the_judge_is_asked():
    assert access.judge(CLERK, "dossiers.receive", QUANG_KHE)
    assert not access.judge(CLERK, "dossiers.receive", KHANG_NINH)


def test_what_is_not_allowed_is_refused_with_a_sentence_that_says_what_to_do():
    access.require(CLERK, "dossiers.receive", QUANG_KHE)

    with pytest.raises(NotAllowed, match="Đổi vị trí"):
        access.require(CLERK, "dossiers.receive", KHANG_NINH)
    with pytest.raises(NotAllowed, match="Chủ tịch UBND xã ký"):
        access.require(CLERK, "dossiers.approve", KHANG_NINH, sentence="Việc này do Chủ tịch UBND xã ký.")


def test_what_is_of_the_whole_house_is_not_for_one_unit():
    assert not access.is_everywhere(CLERK, "operations.watch")
    with pytest.raises(NotAllowed, match="Đổi vị trí"):
        access.require_everywhere(CLERK, "operations.watch")
    access.require_everywhere(SYSTEM, "operations.watch")


def test_the_system_may_everything_without_asking():
    with access.judges.instead():
        assert access.judge(SYSTEM, "dossiers.receive", KHANG_NINH)
        assert access.scope(SYSTEM, "dossiers.look") == access.EVERYTHING


def test_a_list_shows_what_the_scope_names():
    assert access.scope(CLERK, "dossiers.look").units == frozenset({QUANG_KHE})
    assert access.scope(ANONYMOUS, "dossiers.look").is_empty
    assert not access.EVERYTHING.is_empty
