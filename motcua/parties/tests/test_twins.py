"""Counters that take the same new person in at the same moment meet one person."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

from django.db import connection

from motcua.kernel.actor import SYSTEM
from motcua.kernel.moments import TZ
from motcua.parties import queries
from motcua.parties.models import EarlierPerson, PersonRow
from motcua.parties.services import take

AT = datetime(2020, 5, 11, 8, 30, tzinfo=TZ)
COUNTERS, PEOPLE = 6, 10


def test_the_same_number_at_six_counters_is_one_person(fresh_db):
    begin = Barrier(COUNTERS)

    def counter(_turn):
        found = []
        try:
            for number in range(PEOPLE):
                fields = queries.clean_person(
                    {"name": "Lý A", "birth": "1980", "number": f"{number:012d}", "phone": "0912000001"}
                )
                begin.wait(timeout=60)
                found.append(take(actor=SYSTEM, fields=fields, at=AT))
        finally:
            connection.close()
        return found

    with ThreadPoolExecutor(COUNTERS) as counters:
        answers = list(counters.map(counter, range(COUNTERS)))

    assert [answer == answers[0] for answer in answers] == [True] * COUNTERS
    assert PersonRow.objects.count() == len(set(answers[0])) == PEOPLE
    assert EarlierPerson.objects.count() == 0
