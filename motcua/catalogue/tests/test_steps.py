"""Steps of a process: how their hours add up, what is refused, how they are drawn."""

from decimal import Decimal

from motcua.catalogue.forms_process import Rows, steps_of
from motcua.catalogue.pages import flow_of
from motcua.catalogue.rules import counted_hours, fault_of_steps
from motcua.catalogue.types import RECEIVING_COUNTER, Process, Step
from motcua.kernel.ids import new_id


def steps(*needs):
    """Reception, three steps of one group with what each needs, the return."""
    beside = [
        Step(no, "specialist", "consult", f"Ý kiến {no}", Decimal(hours), parallel_group="A", unit=f"@{no}", needs=need)
        for no, (hours, need) in enumerate(zip((8, 16, 4), needs, strict=True), start=2)
    ]
    return (
        Step(1, "counter", "receive", "Tiếp nhận", None, counts=False, unit=RECEIVING_COUNTER),
        *beside,
        Step(5, "counter", "return", "Trả kết quả", None, counts=False, unit=RECEIVING_COUNTER),
    )


def test_of_steps_at_once_the_longest_way_through_counts():
    assert counted_hours(steps((), (), ())) == 16
    assert counted_hours(steps((), (2,), ())) == 24
    assert counted_hours(steps((), (), (2,))) == 16
    assert counted_hours(steps((), (2,), (3,))) == 28


def test_a_step_needs_only_what_stands_before_it_in_its_group():
    assert fault_of_steps(steps((), (2,), (2, 3))) == ""
    for wrong in ((3,), (2,), (1,), (9,)):
        assert "Bước 2 chỉ cần được kết quả" in fault_of_steps(steps(wrong, (), ()))


def test_the_picture_leads_from_what_is_needed_to_who_needs_it(monkeypatch):
    monkeypatch.setattr("motcua.catalogue.pages.place_of", lambda step: step.unit)
    process = Process(id=new_id(), level="commune", steps=steps((), (2,), ()), hours=Decimal(24))

    boxes = {box.number: (box.column, box.after) for box in flow_of(process).boxes}

    assert boxes == {"1": (0, ()), "2": (1, ("1",)), "3": (2, ("2",)), "4": (1, ("1",)), "5": (3, ("3", "4"))}


def typed(*needs):
    """The rows as a person types them: 2.5 puts the third row between the others."""
    fields = {"form-TOTAL_FORMS": "3", "form-INITIAL_FORMS": "0"}
    for row, (order, need) in enumerate(zip(("2", "3", "2.5"), needs, strict=True)):
        given = {"order": order, "action": "consult", "role": "specialist", "hours": "8", "group": "A", "needs": need}
        fields |= {f"form-{row}-{name}": value for name, value in given.items()}
    return Rows(fields, form_kwargs={"units": []})


def test_what_is_needed_is_typed_by_the_rows_order_and_kept_by_the_steps_number():
    rows = typed("", "2, 2.5", "2")

    assert rows.is_valid()
    assert [(step.no, step.needs) for step in steps_of(rows)] == [(1, ()), (2, (1,)), (3, (1, 2))]


def test_a_row_that_is_not_there_or_no_number_is_named():
    missing, words = typed("", "7", ""), typed("", "hai", "")

    assert missing.is_valid()
    assert steps_of(missing)[2].needs == (3,)
    assert not words.is_valid()
    assert "cách nhau bằng dấu phẩy" in str(words.errors)
