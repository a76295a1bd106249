"""A filled sample of every procedure: made by rule with «MẪU» on every page, or the province's own in its place."""

import io
from datetime import datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from motcua.catalogue import queries, services
from motcua.catalogue.queries.shelf import shelf
from motcua.catalogue.rules.samples import NAMES, sample_of
from motcua.catalogue.types import STREAM, ProcedureUnknown
from motcua.clocks.folder.reader import read_folder
from motcua.clocks.folder.shipped import SHIPPED
from motcua.files.tests import papers
from motcua.kernel import moments
from motcua.kernel.actor import ANONYMOUS, SYSTEM
from motcua.kernel.refusal import Invalid, NotAllowed
from motcua.ledger import queries as ledger
from motcua.organisation.services import load as load_units

AT = datetime(2020, 5, 11, 8, tzinfo=moments.TZ)
#: With a declaration form that is kept field by field, and without.
BIRTH_AGAIN, COPY = "1.004884", "2.000815"


@pytest.fixture
def anybody(committed_db, client, monkeypatch):
    monkeypatch.setenv(moments.SHIFT_VARIABLE, str((AT - moments.machine_now()).total_seconds()))
    if queries.revision() == 0:
        folder = read_folder(SHIPPED)
        load_units(actor=SYSTEM, folder=folder, at=AT)
        services.load(actor=SYSTEM, folder=folder, at=AT)
    return client


def pages_of(pdf):
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def replace(code=COPY, content=None, name="mau.pdf"):
    content = papers.scan() if content is None else content
    return services.replace_sample(
        actor=SYSTEM, at=AT, code=code, name=name, stream=io.BytesIO(content), length=len(content)
    )


def test_it_fills_the_declaration_form_with_invented_values_and_lists_the_papers(anybody):
    answer = anybody.get(f"/thu-tuc/{BIRTH_AGAIN}/mau")

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    pages = pages_of(answer.content)
    assert "TỜ KHAI ĐĂNG KÝ LẠI KHAI SINH (15/2015/TT-BTP)" in pages[0]
    assert f"Họ, chữ đệm, tên người yêu cầu: {NAMES[0]}" in pages[0]
    assert "GIẤY TỜ CỦA BỘ HỒ SƠ" in " ".join(pages)
    version = queries.in_force(BIRTH_AGAIN, AT.date())
    assert version.groups[0].name in " ".join(pages)
    assert [page.count("MẪU") for page in pages] == [2] * len(pages), "above on the right (TT 01/2018 Đ5) and across"
    assert anybody.get(f"/thu-tuc/{BIRTH_AGAIN}/mau").content == answer.content


def test_without_a_form_of_fields_it_shows_who_asks_and_for_what(anybody):
    version = queries.in_force(COPY, AT.date())
    (request,) = sample_of(version, (), AT.date())["declarations"]

    assert request["sections"][0]["lines"][0] == ("Họ, chữ đệm, tên", NAMES[0])
    assert request["sections"][1]["lines"][0] == ("Nội dung yêu cầu giải quyết", version.name)


def test_every_version_of_every_procedure_has_one(anybody):
    declared = shelf.get().declarations
    for versions in queries.every_procedure():
        for version in versions:
            made = sample_of(version, declared.get(version.code, ()), AT.date())
            assert [form["title"] for form in made["declarations"]]
            assert all(
                value for form in made["declarations"] for part in form["sections"] for _label, value in part["lines"]
            )
            assert sum(len(case["papers"]) for case in made["cases"]) == len(version.groups)
    assert len(declared) == 51


def test_nobody_of_a_sample_is_anybody(anybody):
    """Whatever a form asks, its numbers, telephones and addresses are those of nobody."""
    for code, forms in shelf.get().declarations.items():
        version = queries.versions_of(code)[-1]
        for declaration in sample_of(version, forms, AT.date())["declarations"]:
            said = " ".join(value for part in declaration["sections"] for _label, value in part["lines"])
            digits = [word for word in said.replace(",", " ").split() if word.isdigit() and len(word) == 12]
            assert all(int(number) < 10 for number in digits)


def test_the_page_of_the_procedure_leads_to_it(anybody):
    assert f'href="/thu-tuc/{COPY}/mau"' in anybody.get(f"/thu-tuc/{COPY}").content.decode()
    assert anybody.get("/thu-tuc/9.999999/mau").status_code == 404


def test_the_province_puts_its_own_in_its_place_and_takes_it_back(anybody):
    file = replace(content=papers.scan(3))

    answer = anybody.get(f"/thu-tuc/{COPY}/mau")
    assert answer["Content-Type"] == "application/pdf"
    assert pages_of(answer.content) == ["MẪU"] * 3
    assert anybody.get(f"/tep/{file}").status_code == 404, "as it came it is nobody's who does not publish"
    assert anybody.get(f"/thu-tuc/{COPY}/mau?ban=1")["Content-Type"] == "application/pdf"
    services.restore_sample(actor=SYSTEM, at=AT, code=COPY)
    services.restore_sample(actor=SYSTEM, at=AT, code=COPY)
    assert anybody.get(f"/thu-tuc/{COPY}/mau")["Content-Type"] == "application/pdf"
    lines = ledger.stream(STREAM, queries.versions_of(COPY)[-1].procedure_id)
    assert [line.verb for line in lines][-2:] == ["catalogue.sample.replaced", "catalogue.sample.restored"]


def test_only_whoever_publishes_puts_a_pdf_in_its_place(anybody):
    with pytest.raises(Invalid, match="PDF"):
        replace(content=papers.photograph(), name="mau.jpg")
    with pytest.raises(Invalid, match="có mật khẩu hoặc bị hỏng"):
        replace(content=b"%PDF-1.4\n%%EOF")
    with pytest.raises(ProcedureUnknown):
        replace("9.999999")
    with pytest.raises(NotAllowed):
        services.restore_sample(actor=ANONYMOUS, at=AT, code=COPY)
