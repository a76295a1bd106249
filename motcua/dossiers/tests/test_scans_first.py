"""Where an installation demands it, no receipt is given before required papers have a scan."""

from dataclasses import replace

import pytest

from motcua.catalogue import queries as catalogue
from motcua.dossiers import services
from motcua.dossiers.tests.one_stop import OneStop, at
from motcua.kernel import moments
from motcua.kernel.ids import new_id
from motcua.kernel.refusal import Invalid

WHEN = at("2020-05-11 09:10")


@pytest.fixture
def reception(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: WHEN)
    return OneStop.open().reception()


def scanned(papers):
    return tuple(replace(paper, scan=new_id()) for paper in papers)


def test_it_is_not_demanded_unless_an_installation_says_so(reception):
    assert services.receive(actor=OneStop.open().clerk, at=WHEN, reception=reception).code


def test_a_required_paper_without_a_scan_is_named_and_no_code_is_drawn(reception, settings):
    settings.SCANS_REQUIRED = True
    clerk = OneStop.open().clerk
    paper, *others = reception.papers
    known = {one.id: one.short_name for one in catalogue.version(reception.procedure).groups}

    with pytest.raises(Invalid) as refused:
        services.receive(actor=clerk, at=WHEN, reception=replace(reception, papers=(paper, *scanned(others))))
    assert known[paper.paper] in refused.value.fields["papers"]

    complete = replace(reception, papers=scanned(reception.papers))
    assert services.receive(actor=clerk, at=WHEN, reception=complete).code
