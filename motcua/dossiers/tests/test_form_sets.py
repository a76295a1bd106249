"""The set of forms of 2025 from a day on: new papers bear it, what was printed before keeps its own."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from motcua.dossiers import queries, services
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import OneStop, at
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.organisation import services as organisation
from motcua.organisation.queries import settings as settings_of
from motcua.organisation.queries.setting_lines import setting_line
from motcua.prints import queries as prints

HEADING = "(Thông tư số 03/2025/TT-VPCP) – nội dung giả định"


@pytest.fixture
def one_stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: at("2020-06-02 10:00"))
    return OneStop.open()


@pytest.fixture
def from_june(one_stop):
    """Print in the set of 2025 from the first of June on; the province of this module is told once."""
    june = date(2020, 6, 1)
    if settings_of(june).prints["form_set"] == "tt01_2018":
        organisation.change_setting(
            actor=SYSTEM, at=at("2020-05-11 08:00"), key="prints.form_set", value="tt03_2025", valid_from=june, reason="Thử"
        )  # fmt: skip


def said(number, form):
    record = queries.dossier_for(SYSTEM, number, at=moments.now())
    kept = next(one.id for one in queries.printed(record) if one.form == form)
    return text_of(prints.pdf(kept))


def text_of(pdf):
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def test_a_print_keeps_its_set_and_the_next_one_has_the_new(one_stop, from_june):
    before = one_stop.receives(when="2020-05-29 09:10").code
    after = one_stop.receives(when="2020-06-01 09:10").code
    for number in (before, after):
        one_stop.hands_over(number, "2020-06-01 10:00")
        one_stop.examines(number, "2020-06-01 10:30")
    services.ask_supplement(
        actor=one_stop.specialist,
        at=at("2020-06-01 11:00"),
        number=before,
        papers=one_stop.reception().papers[:1],
        reason="Còn thiếu.",
    )

    assert HEADING not in said(before, "receipt")
    assert f"Mẫu số 01 {HEADING}" in said(after, "receipt")
    assert f"Mẫu số 02 {HEADING}" in said(before, "supplement")


def test_an_apology_is_called_what_its_set_calls_it(one_stop, from_june):
    number = one_stop.receives(when="2020-06-01 09:10").code
    one_stop.hands_over(number, "2020-06-01 10:00")
    one_stop.examines(number, "2020-06-01 10:30")
    services.apologise(
        actor=one_stop.leader, at=at("2020-06-02 09:00"), number=number, until=date(2020, 6, 12), cause="Chờ xác minh."
    )

    assert "Văn bản xin lỗi và đề nghị gia hạn" in Screen(one_stop.leader).sees(f"/ho-so/{number}")
    assert f"Mẫu số 04 {HEADING}" in said(number, "apology")


def test_slips_and_register_follow_the_set_of_the_day_on_which_they_are_printed(one_stop, from_june):
    number = one_stop.receives(when="2020-05-29 09:10").code
    slip = Screen(one_stop.clerk).opens(f"/ho-so/{number}/phieu-kiem-soat")
    assert f"Mẫu số 06 {HEADING}" in text_of(slip.content)

    ask = {"actor": one_stop.clerk, "unit": one_stop.unit.id, "year": 2020}
    may = services.print_book(at=at("2020-05-29 10:00"), **ask)
    services.bind_book(actor=SYSTEM, at=at("2020-05-29 10:01"), edition=may)
    june = services.print_book(at=moments.now(), **ask)
    assert [queries.edition_for(SYSTEM, one).template for one in (may, june)] == [1, 2501]


def test_the_set_is_chosen_on_the_settings_page(one_stop):
    line = setting_line("prints.form_set", date(2020, 5, 11))

    assert (line.value, line.words) == ("tt01_2018", "6 mẫu, Thông tư 01/2018/TT-VPCP")
    assert dict(line.setting.choices)["tt03_2025"] == "7 mẫu, Thông tư 03/2025/TT-VPCP (giả định)"
