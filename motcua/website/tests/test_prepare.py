"""Invented people and real ones never share a database, and nothing of the demo is plugged in outside of it."""

from dataclasses import dataclass

import pytest

from motcua.identity.services import create_people
from motcua.identity.types import NewPerson
from motcua.kernel import alarms, moments
from motcua.kernel.actor import SYSTEM
from motcua.website.serving.prepare import why_not


@dataclass
class Bell:
    """A demo's far side."""

    key: str = "chuông thử"
    is_demo: bool = True

    def ring(self, code, sentence, facts):
        """Ring nowhere."""


def seat(name, *, is_demo):
    create_people(actor=SYSTEM, at=moments.now(), rows=[NewPerson(name, "Nông Thị Thử")], is_demo=is_demo)


def test_an_empty_database_may_become_either(fresh_db, settings):
    assert why_not() == ""

    settings.DEMO = True

    assert why_not() == ""


def test_demo_accounts_are_refused_without_demo(fresh_db, settings):
    seat("hanh", is_demo=True)

    assert why_not().startswith("Cơ sở dữ liệu này có 1 tài khoản thử")

    settings.DEMO = True

    assert why_not() == ""


def test_the_demo_is_not_played_into_a_real_database(fresh_db, settings):
    seat("hanh", is_demo=False)
    settings.DEMO = True

    assert why_not().startswith("Cơ sở dữ liệu này là của một nơi đang dùng thật")


def test_a_demo_plug_is_refused_without_demo(fresh_db):
    with alarms.bells.instead(Bell()):
        assert why_not() == "Còn cắm đầu nối thử: kernel.alarms: chuông thử. Bỏ chúng khỏi cấu hình rồi chạy lại."


@pytest.fixture(autouse=True)
def _outside_of_the_demo(settings):
    settings.DEMO = False
