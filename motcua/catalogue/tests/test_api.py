"""The API lists procedures page by page and shows one whole."""

from datetime import datetime
from types import SimpleNamespace

import pytest

from motcua.catalogue import queries
from motcua.catalogue.api import reading as api
from motcua.catalogue.services import load
from motcua.catalogue.types import ProcedureUnknown
from motcua.clocks.folder.reader import read_folder
from motcua.clocks.folder.shipped import SHIPPED
from motcua.kernel.actor import SYSTEM
from motcua.kernel.moments import TZ
from motcua.organisation import queries as organisation
from motcua.organisation.services import load as load_units

AT = datetime(2020, 5, 11, 8, tzinfo=TZ)


@pytest.fixture
def request_of_a_commune(committed_db):
    if queries.revision() == 0:
        folder = read_folder(SHIPPED)
        load_units(actor=SYSTEM, folder=folder, at=AT)
        load(actor=SYSTEM, folder=folder, at=AT)
    return SimpleNamespace(moment=AT, actor=SimpleNamespace(unit=organisation.unit_by_code("BK-01924").id))


def listed(request, **query):
    answer = api.procedures(request, **{"text": "", "here": False, "cursor": "", "limit": 50} | query)
    return api.ProcedureRows.model_validate(answer)


def test_pages_follow_one_another_by_cursor_and_meet_everything_once(request_of_a_commune):
    codes, cursor = [], ""
    while True:
        page = listed(request_of_a_commune, cursor=cursor, limit=20)
        codes += [row.code for row in page.rows]
        cursor = page.next
        if not cursor:
            break
    assert len(codes) == len(set(codes)) == 69


def test_a_search_is_ranked_and_says_what_is_received_here(request_of_a_commune):
    rows = listed(request_of_a_commune, text="dang ky khai sinh").rows
    assert (rows[0].code, rows[0].receivable, rows[0].limit) == ("1.001193", True, "trong ngày")
    assert {row.receivable for row in listed(request_of_a_commune, here=True, limit=200).rows} == {True}
    assert {row.receivable for row in listed(request_of_a_commune, text="1.003976").rows} == {False}


def test_a_procedure_is_shown_whole(request_of_a_commune):
    shown = api.ProcedureOut.model_validate(api.procedure(request_of_a_commune, "1.005280"))
    assert len(shown.cases) == 4
    assert {paper.case for paper in shown.papers} >= set(shown.cases)
    assert shown.processes[0].steps[0].action == "receive"
    with pytest.raises(ProcedureUnknown):
        api.procedure(request_of_a_commune, "9.999999")
