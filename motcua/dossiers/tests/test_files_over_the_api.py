"""Files over the API: stored before the act that names them, scans of a reception, vouchers of payments made elsewhere."""

import pytest

from motcua.dossiers import queries, services
from motcua.dossiers.tests.one_stop import OneStop, stored
from motcua.dossiers.tests.test_api import Caller, body
from motcua.dossiers.tests.test_fees import AMEND, COPY, voucher_of
from motcua.dossiers.tests.test_required_scans import CODE, WHEN, demanding, reception  # noqa: F401 - a fixture
from motcua.files import queries as files
from motcua.files.tests import papers
from motcua.kernel import moments
from motcua.kernel.ids import new_id
from motcua.kernel.refusal import NotAllowed
from motcua.payments.types import Method, MoneyInvalid, NoSuchReceipt


@pytest.fixture
def one_stop(province_db, monkeypatch, settings, tmp_path):
    settings.FILES_FOLDER = tmp_path
    monkeypatch.setattr(moments, "now", lambda: WHEN)
    return OneStop.open()


@pytest.fixture
def clerk(one_stop):
    return Caller(one_stop.clerk)


def asked(one_stop, version, dossier, *scans):
    """A reception as a program sends it, a scan for each of its papers from the first on."""
    lines = reception(one_stop, version).papers
    found = [{"paper": str(line.paper), "originals": 1} for line in lines]
    for line, scan in zip(found, scans, strict=False):
        line["scan"] = scan
    return body(id=str(dossier), procedure=CODE, papers=found, case=version.cases[0].label if version.cases else "")


def test_a_file_is_stored_once_however_often_it_is_sent(clerk, one_stop):
    dossier, content = new_id(), papers.scan(1)

    first, again = (clerk.upload(dossier, content) for _time in range(2))

    assert (first.status_code, again.status_code) == (201, 201), first.content
    assert first.json() == again.json()
    assert (first.json()["name"], first.json()["media_type"]) == ("quet.pdf", "application/pdf")
    assert [file.id for file in files.of_owner("draft", dossier)] == [files.of_id(first.json()["id"]).id]
    assert clerk.upload(dossier, papers.scan(2)).json()["id"] != first.json()["id"]


def test_what_is_no_paper_is_refused_in_words(clerk):
    answer = clerk.upload(new_id(), b"#!/bin/sh\n")

    assert answer.status_code == 415
    assert "problem+json" in answer["Content-Type"]


def test_a_reception_carries_its_scans(clerk, one_stop, demanding):  # noqa: F811
    dossier = new_id()
    bare = clerk.post("/dossiers", asked(one_stop, demanding, dossier))
    assert bare.status_code == 422
    name = demanding.groups[0].short_name
    assert bare.json()["errors"]["papers.0.scan"] == f"Chưa có bản quét của: {name}."
    content = papers.scan(1)
    scan = clerk.upload(dossier, content).json()["id"]

    first, again = (clerk.post("/dossiers", asked(one_stop, demanding, dossier, scan), str(dossier)) for _time in "ab")

    assert (first.status_code, again.status_code) == (201, 201), first.content
    assert first.json()["code"] == again.json()["code"]
    paper = clerk.get(f"/dossiers/{first.json()['code']}/papers").json()["papers"][0]
    assert (paper["file"], paper["way"], paper["digitised"]) == (scan, "reception", True)
    assert clerk.get(f"/files/{scan}").content == content


def test_the_scan_of_another_dossier_is_refused_at_its_line(clerk, one_stop, demanding):  # noqa: F811
    strange = clerk.upload(new_id(), papers.scan(1)).json()["id"]

    answer = clerk.post("/dossiers", asked(one_stop, demanding, new_id(), strange))

    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["papers.0.scan"])


def test_who_receives_nothing_stores_nothing_and_a_strangers_dossier_is_not_there(one_stop):
    number = one_stop.receives().code

    assert Caller(one_stop.leader).upload(new_id(), papers.scan(1)).status_code == 403
    assert Caller(one_stop.stranger).upload(stored(number).id, papers.scan(1)).status_code == 404


def test_a_transfer_without_its_voucher_is_refused_beside_the_field(one_stop):
    number = one_stop.receives(AMEND).code
    paid = {"actor": one_stop.clerk, "at": WHEN, "number": number, "receipt": new_id(), "method": Method.TRANSFER}

    with pytest.raises(MoneyInvalid) as refused:
        services.take_fee(**paid, reference="FT1")
    assert list(refused.value.fields) == ["voucher"]

    other = voucher_of(one_stop, one_stop.receives(AMEND).code)
    with pytest.raises(MoneyInvalid) as refused:
        services.take_fee(**paid, reference="FT1", voucher=other)
    assert list(refused.value.fields) == ["voucher"]


def test_a_program_pays_with_a_voucher_and_reads_it_again(clerk, one_stop):
    number, receipt = one_stop.receives(AMEND).code, str(new_id())
    file = clerk.upload(stored(number).id, papers.scan(1), "uy-nhiem-chi.pdf").json()["id"]
    paid = {"receipt": receipt, "method": "transfer", "reference": "FT7"}
    assert clerk.post(f"/dossiers/{number}/payments", paid).status_code == 422

    answer = clerk.post(f"/dossiers/{number}/payments", paid | {"voucher": file})

    assert answer.status_code == 200, answer.content
    assert clerk.get(f"/dossiers/{number}/vouchers").json() == {"vouchers": [{"receipt": receipt, "file": file}]}
    assert clerk.get(f"/files/{file}")["Content-Type"] == "application/pdf"
    assert Caller(one_stop.stranger).get(f"/files/{file}").status_code == 404


def test_a_better_voucher_is_attached_afterwards(clerk, one_stop):
    number, receipt = one_stop.receives(AMEND).code, new_id()
    services.take_fee(actor=one_stop.clerk, at=WHEN, number=number, receipt=receipt, method=Method.CASH)
    file = voucher_of(one_stop, number)
    act = {"at": WHEN, "number": number, "file": file}
    with pytest.raises(NoSuchReceipt):
        services.attach_voucher(actor=one_stop.clerk, receipt=new_id(), **act)
    with pytest.raises(NotAllowed):
        services.attach_voucher(actor=one_stop.specialist, receipt=receipt, **act)

    answer = clerk.post(f"/dossiers/{number}/vouchers", {"receipt": str(receipt), "file": str(file)})

    assert answer.json() == {"vouchers": [{"receipt": str(receipt), "file": str(file)}]}
    assert queries.timeline(stored(number))[0].sentence == "Đính kèm chứng từ của một biên lai."


def test_what_is_returned_at_once_and_paid_by_transfer_carries_its_voucher(clerk, one_stop):
    dossier = new_id()
    meant = one_stop.reception(COPY, on=WHEN.date())
    lines = [{"name": one.name, "originals": 1} for one in meant.papers]
    sent = {
        "reception": body(id=str(dossier), procedure=COPY, papers=lines, case=meant.case),
        "recipient": {"name": "Bàn Văn Sinh", "proof": "receipt"},
        "payment_method": "transfer",
        "payment_reference": "FT9",
    }
    assert list(clerk.post("/immediate-results", sent).json()["errors"]) == ["voucher"]

    file = clerk.upload(dossier, papers.scan(1)).json()["id"]
    answer = clerk.post("/immediate-results", sent | {"payment_voucher": file})

    assert answer.status_code == 201, answer.content
    assert list(queries.vouchers_of(dossier).values()) == [files.of_id(file).id]
