"""Where the province wants it, no receipt is given before the demanded papers are scanned (NĐ 61/2018 Đ17.1)."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest

from motcua.catalogue import queries as catalogue
from motcua.catalogue import services as publishing
from motcua.dossiers import queries, services
from motcua.dossiers.tests.one_stop import OneStop, at, stored
from motcua.dossiers.types import PaperIn, Reuse, ScansMissing
from motcua.files import services as files
from motcua.files.tests import papers
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.kernel.ids import new_id
from motcua.kernel.refusal import Invalid
from motcua.organisation import services as organisation

CODE, DAY = "2.000913", date(2020, 5, 12)
NOW, WHEN = at("2020-05-11 08:30"), at("2020-05-12 09:00")


@pytest.fixture
def one_stop(province_db, monkeypatch):
    monkeypatch.setenv(moments.SHIFT_VARIABLE, str((NOW - moments.machine_now()).total_seconds()))
    return OneStop.open()


@pytest.fixture
def demanding(one_stop):
    """From tomorrow the procedure demands a scan of its first paper, and the province that it be there."""
    version = catalogue.in_force(CODE, DAY)
    if version.groups[0].scan != "required":
        first, *others = version.groups
        publishing.set_papers(
            actor=SYSTEM, at=NOW, code=CODE, papers=(replace(first, scan="required"), *others), valid_from=DAY
        )
        organisation.change_setting(
            actor=SYSTEM, at=NOW, key="catalogue.required_scans", value="yes", valid_from=DAY, reason="CV 1"
        )
    return catalogue.in_force(CODE, DAY)


def reception(one_stop, version, **changes):
    asked, first = one_stop.reception(CODE, on=DAY), version.groups[0]
    others = tuple(one for one in asked.papers if one.paper != first.id)
    return replace(asked, papers=(PaperIn(1, first.short_name, originals=1, paper=first.id, **changes), *others))


def test_a_receipt_waits_for_the_demanded_scan_which_is_named(one_stop, demanding):
    name = demanding.groups[0].short_name
    with pytest.raises(ScansMissing) as refusal:
        services.receive(actor=one_stop.clerk, at=WHEN, reception=reception(one_stop, demanding))
    assert refusal.value.fields == {
        "papers": f"Chưa có bản quét của: {name}. Quét hoặc chụp các giấy này rồi tiếp nhận.",
        "papers.0.scan": f"Chưa có bản quét của: {name}.",
    }

    dossier, content = new_id(), papers.scan(1)
    kept = files.store(
        actor=one_stop.clerk, at=WHEN, owner_kind="dossiers.dossier", owner_id=dossier, name="to-khai.pdf",
        stream=BytesIO(content), length=len(content),
    )  # fmt: skip
    scanned = replace(reception(one_stop, demanding, scan=kept.id), id=dossier)
    received = services.receive(actor=one_stop.clerk, at=WHEN, reception=scanned)
    assert stored(received.code).has_code


def test_a_paper_named_freely_is_the_demanded_one_too(one_stop, demanding):
    asked, first = reception(one_stop, demanding), demanding.groups[0]
    freely = (replace(asked.papers[0], paper=None, name=first.short_name.upper()), *asked.papers[1:])

    with pytest.raises(ScansMissing):
        services.receive(actor=one_stop.clerk, at=WHEN, reception=replace(asked, papers=freely))


def test_a_file_of_another_dossier_is_no_scan_of_this_one(one_stop, demanding):
    content = papers.scan(1)
    kept = files.store(
        actor=one_stop.clerk, at=WHEN, owner_kind="dossiers.dossier", owner_id=new_id(), name="to-khai.pdf",
        stream=BytesIO(content), length=len(content),
    )  # fmt: skip

    with pytest.raises(Invalid) as refusal:
        services.receive(actor=one_stop.clerk, at=WHEN, reception=reception(one_stop, demanding, scan=kept.id))
    assert list(refusal.value.fields) == ["papers.0.scan"]


def test_an_earlier_paper_of_the_same_person_is_scan_enough(one_stop, demanding):
    content, owner = papers.scan(1), {"name": "Hoàng Thị Mỵ", "number": "095000444111"}
    before = replace(reception(one_stop, demanding), owner=owner, id=new_id())
    kept = files.store(
        actor=one_stop.clerk, at=WHEN, owner_kind="draft", owner_id=before.id, name="to-khai.pdf",
        stream=BytesIO(content), length=len(content),
    )  # fmt: skip
    scanned = replace(before, papers=(replace(before.papers[0], scan=kept.id), *before.papers[1:]))
    earlier = services.receive(actor=one_stop.clerk, at=WHEN, reception=scanned)
    origin = next(one for one in queries.paper_scans(stored(earlier.code)) if one.file)
    reuse = Reuse(((demanding.groups[0].id, origin.id),), "nói tại quầy", agreed=True)

    again = services.receive_with_earlier(
        actor=one_stop.clerk, at=WHEN, reception=replace(reception(one_stop, demanding), owner=owner), reuse=reuse
    )

    assert [one.origin for one in queries.paper_scans(stored(again.code)) if one.file] == [origin.id]


def test_the_day_before_nobody_demands_it(one_stop, demanding):
    assert one_stop.receives(CODE, when="2020-05-11 09:00").code


def test_what_is_only_guided_needs_no_scan(one_stop, demanding):
    guided = services.refuse_at_intake(
        actor=one_stop.clerk, at=WHEN, reception=reception(one_stop, demanding), reason="Không thuộc thẩm quyền."
    )
    assert not guided.has_code
