from datetime import UTC, datetime, timedelta

import pytest

from motcua.kernel import ids, moments, money, refusal
from motcua.kernel.reference import Shelf, shelves


def test_the_business_moment_is_shifted_and_the_machines_is_not(monkeypatch):
    monkeypatch.setenv(moments.SHIFT_VARIABLE, str(-365 * 86400))

    assert moments.shift() == timedelta(days=-365)
    assert timedelta(days=364) < moments.machine_now() - moments.now() < timedelta(days=366)
    assert moments.today() == moments.now().date()


def test_a_real_installation_has_no_shift(monkeypatch):
    monkeypatch.delenv(moments.SHIFT_VARIABLE, raising=False)

    assert moments.shift() == timedelta(0)
    assert moments.now().utcoffset() == timedelta(hours=7)


def test_a_moment_is_told_on_the_provinces_clock():
    assert moments.local(datetime(2020, 5, 11, 1, 0, tzinfo=UTC)).isoformat() == "2020-05-11T08:00:00+07:00"
    assert moments.local(datetime(2020, 5, 11, 8, 0)).isoformat() == "2020-05-11T08:00:00+07:00"


def test_ids_are_version_seven_and_follow_each_other():
    made = [ids.new_id() for _ in range(1000)]

    assert {made_id.version for made_id in made} == {7}
    assert len(set(made)) == 1000
    assert made[0].bytes[:6] <= made[-1].bytes[:6]


@pytest.mark.parametrize(("amount", "words"), [(0, "0 đ"), (15000, "15.000 đ"), (1234567, "1.234.567 đ")])
def test_money_reads_as_people_write_it(amount, words):
    assert money.dong(amount) == words


def test_a_refusal_speaks_when_it_is_read():
    class Later:
        def __str__(self):
            return "Hồ sơ còn thiếu: Giấy chứng sinh."

    assert refusal.Refusal(Later()).sentence == "Hồ sơ còn thiếu: Giấy chứng sinh."


def test_an_invalid_entry_has_a_sentence_for_each_field():
    wrong = refusal.Invalid({"phone": "Số điện thoại có 10 chữ số.", "name": "Ghi họ và tên."})

    assert wrong.sentence == "Số điện thoại có 10 chữ số. Ghi họ và tên."
    assert (wrong.kind, wrong.status) == ("invalid", 422)
    assert {kind.status for kind in (refusal.NotFound, refusal.NotAllowed, refusal.SomebodyWasQuicker)} == {
        404,
        403,
        409,
    }


def test_a_shelf_loads_again_only_when_its_revision_changes():
    loads, revision = [], [1]
    shelf = Shelf(lambda: loads.append(1) or len(loads), lambda: revision[0], every=0)
    try:
        assert (shelf.get(), shelf.get()) == (1, 1)
        revision[0] = 2
        assert shelf.get() == 2
        shelf.forget()
        assert shelf.get() == 3
    finally:
        shelves.remove(shelf)


def test_within_its_time_a_shelf_does_not_ask():
    asked = []
    shelf = Shelf(lambda: "units", lambda: asked.append(1), every=3600)
    try:
        assert [shelf.get() for _ in range(5)] == ["units"] * 5
        assert len(asked) == 1
    finally:
        shelves.remove(shelf)
