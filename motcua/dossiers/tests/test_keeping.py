"""How long a dossier is kept, by its procedure's own class or the province's usual one (spec K07)."""

import itertools
from dataclasses import replace
from datetime import date

import pytest

from motcua.catalogue import queries as catalogue
from motcua.catalogue import services as publishing
from motcua.catalogue.types import FOREVER, Particulars
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import RENEW, OneStop, at, stored
from motcua.dossiers.tests.test_new_version import administrator, publishes_alone
from motcua.kernel import moments

NOW = at("2020-05-11 08:30")
_numbers = itertools.count(1)


@pytest.fixture
def one_stop(province_db, monkeypatch):
    monkeypatch.setenv(moments.SHIFT_VARIABLE, str((NOW - moments.machine_now()).total_seconds()))
    return OneStop.open()


def kept(one_stop, keeping, on):
    """Publish the procedure with another class of keeping."""
    admin = publishes_alone(administrator(one_stop, f"luu-tru-{next(_numbers)}", "everywhere"))
    current = catalogue.versions_of(RENEW)[-1]
    said = Particulars(**{name: getattr(current, name) for name in Particulars.__slots__})
    said = replace(said, legal_basis=said.legal_basis or ("Luật Lưu trữ",), keeping=keeping)
    publishing.set_particulars(actor=admin, at=NOW, code=RENEW, said=said, valid_from=on)


def test_what_no_procedure_says_is_usual_and_assumed(one_stop):
    number = one_stop.brings_to_signature()
    one_stop.approves(number)

    assert catalogue.keeping_of(stored(number).procedure, date(2020, 5, 13), NOW.date()) == (
        10,
        date(2030, 5, 13),
        True,
    )
    page = Screen(one_stop.clerk).sees(f"/ho-so/{number}")
    assert "10 năm, đến hết ngày 13/5/2030" in page
    assert "10 năm từ ngày có kết quả" in Screen().sees(f"/thu-tuc/{RENEW}")


def test_a_version_says_its_own_class_and_a_dossier_keeps_that_of_its_day(one_stop):
    before = one_stop.receives().code
    kept(one_stop, "50", date(2020, 5, 12))
    kept(one_stop, FOREVER, date(2020, 5, 13))
    fifty = one_stop.receives(when="2020-05-12 09:00").code
    ever = one_stop.receives(when="2020-05-13 09:00").code

    def said(number):
        return catalogue.keeping_of(stored(number).procedure, date(2020, 5, 20), NOW.date())

    assert said(before) == (10, date(2030, 5, 20), True)
    assert said(fifty) == (50, date(2070, 5, 20), False)
    assert said(ever) == (None, None, False)
    assert "vĩnh viễn" in Screen(one_stop.clerk).sees(f"/ho-so/{ever}")


def test_what_came_on_the_29th_of_february_is_kept_through_the_last_day(one_stop):
    version, leap_day = replace(catalogue.in_force(RENEW, NOW.date()), keeping="10"), date(2020, 2, 29)

    assert catalogue.keeping_of(version, leap_day, NOW.date())[1] == date(2030, 3, 1)
    assert catalogue.keeping_of(replace(version, keeping="20"), leap_day, NOW.date())[1] == date(2040, 2, 29)
