"""What has ended is kept in rows that add up: exact whoever writes, however many at once, and equal to a count."""

import threading

import pytest
from django.core.management import call_command
from django.db import connection

from motcua.dossiers import ended, queries, services
from motcua.dossiers.queries import Narrowed
from motcua.dossiers.tests.one_stop import RENEW, SINGLE, OneStop, at
from motcua.dossiers.types import State
from motcua.kernel.statements import row, run

NOW = at("2020-05-20 10:00")


@pytest.fixture
def stop(province_db):
    return OneStop.open()


def kept():
    return row("select coalesce(sum(number), 0)::int as number from dossiers_ended")["number"]


def total(actor, **narrowed):
    return queries.listed(actor, Narrowed(**narrowed), NOW).total


def test_an_act_that_ends_a_dossier_is_counted_and_no_other(stop):
    before = kept()
    code = stop.receives(SINGLE).code
    stop.hands_over(code)
    assert kept() == before

    withdrawn = total(stop.clerk, state=State.WITHDRAWN)
    services.withdraw(actor=stop.clerk, at=at("2020-05-12 09:00"), number=code, reason="Không cần nữa.")

    assert kept() == before + 1
    assert total(stop.clerk, state=State.WITHDRAWN) == withdrawn + 1


def test_many_who_end_dossiers_at_once_lose_no_count(stop):
    before, codes = kept(), [stop.receives(SINGLE).code for _one in range(12)]
    refused = []

    def end(mine):
        try:
            for code in mine:
                services.withdraw(actor=stop.clerk, at=at("2020-05-12 09:00"), number=code, reason="Không cần nữa.")
                ended.add_up()
        except Exception as problem:  # noqa: BLE001  what a thread cannot raise is told below
            refused.append(problem)
        finally:
            connection.close()

    writers = [threading.Thread(target=end, args=(codes[place::4],)) for place in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert refused == []
    assert kept() == before + 12
    assert ended.differing() == []


def test_what_is_corrected_moves_and_what_is_taken_away_counts_no_more(stop):
    code = stop.receives(RENEW).code
    services.withdraw(actor=stop.clerk, at=at("2020-05-12 09:00"), number=code, reason="Không cần nữa.")
    before = kept()
    of_code = "dossier_id = (select id from dossiers_dossier where code = %s)"

    run(f"update dossiers_standing set channel = 2 where {of_code}", [code])
    assert kept() == before
    assert ended.differing() == []

    run(f"update dossiers_standing set closed_at = null where {of_code}", [code])
    assert kept() == before - 1
    assert ended.differing() == []

    run(f"delete from dossiers_standing where {of_code}", [code])
    assert kept() == before - 1


def test_rows_of_a_kind_are_added_up_and_nothing_is_lost(stop):
    for _one in range(3):
        code = stop.receives(SINGLE).code
        services.withdraw(actor=stop.clerk, at=at("2020-05-12 09:00"), number=code, reason="Không cần nữa.")
    before = kept()

    kinds = ended.add_up()

    assert kept() == before
    assert row("select count(*) as count from dossiers_ended")["count"] == kinds
    assert ended.add_up() == kinds


def test_a_false_count_is_named_by_the_check(stop, capsys):
    code = stop.receives(SINGLE).code
    services.withdraw(actor=stop.clerk, at=at("2020-05-12 09:00"), number=code, reason="Không cần nữa.")
    call_command("check_figures", months=1)
    ended.add_up()
    run("update dossiers_ended set number = number + 2 where id = (select max(id) from dossiers_ended)")

    with pytest.raises(SystemExit):
        call_command("check_figures", months=1)

    [found] = ended.differing()
    assert found["kept"] == found["counted"] + 2
    assert f"danh sách nói {found['kept']} hồ sơ, đếm lại được {found['counted']}." in capsys.readouterr().out
