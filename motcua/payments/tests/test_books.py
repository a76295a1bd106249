"""Books of receipts: a number is in one book only, none is lost at the boundary, none is opened twice."""

import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from django.db import connection
from django.db.utils import IntegrityError
from django.test import Client

from motcua.kernel.ids import new_id
from motcua.kernel.refusal import NotAllowed
from motcua.kernel.statements import rows
from motcua.ledger import queries as ledger
from motcua.payments import queries, services
from motcua.payments.tests.counter import Counter, at, money_of, person, unit_named
from motcua.payments.types import BOOK, BookNotFull, BookOpened, BookRanOut, MoneyInvalid

COMMUNES = iter(
    ["Xã Quảng Khê", "Xã Đồng Phúc", "Xã Hoàng Trĩ", "Xã Yến Dương", "Xã Địa Linh", "Xã Chu Hương", "Xã Hà Hiệu"]
)
NOW = at("2020-05-11 10:00")


@pytest.fixture
def counter(province_db):
    """A counter of its own for each story: its books begin from nothing."""
    unit = unit_named(next(COMMUNES))
    return Counter(unit, unit)


def opens(actor, serial="", size=None, when=NOW):
    return services.open_book(actor=actor, at=when, serial=serial, size=size)


def ran_out(problem):
    return isinstance(services.meaning_of(problem), BookRanOut)


def said(response):
    return response.content.decode()


def drawn(counter):
    """What was given, by serial: the numbers in order."""
    found = {}
    sql = "select serial, number from payments_receipt where unit_id = %s order by book, number"
    for one in rows(sql, [counter.unit]):
        found.setdefault(one["serial"], []).append(one["number"])
    return found


def test_the_first_receipt_opens_the_first_book_and_it_never_runs_out(counter):
    cashier = person(counter.unit, "counter")
    counter.takes(cashier, 5_000)

    (book,) = queries.books(cashier, counter.unit, 2020)
    assert (book.book, book.serial, book.first, book.last, book.until, book.left) == (1, "", 1, 1, None, None)
    with pytest.raises(BookNotFull) as refused:
        opens(cashier)
    assert refused.value.sentence == "Quyển 1/2020 không giới hạn số. Mở quyển với ký hiệu khác nếu cần."


def test_a_book_that_ran_out_takes_nothing_until_the_next_is_opened(counter):
    cashier, owner = person(counter.unit, "counter"), new_id()
    opens(cashier, "BK/20P", 2)
    for _receipt in range(2):
        counter.takes(cashier, 5_000)
    with pytest.raises(IntegrityError) as refused:
        counter.takes(cashier, 5_000, owner=owner)
    assert ran_out(refused.value)
    assert money_of(owner).receipts == ()

    second = opens(cashier, "BK/20P", 3)
    counter.takes(cashier, 5_000, owner=owner)

    assert (second.book, second.first, second.until) == (2, 3, 5)
    (receipt,) = money_of(owner).receipts
    assert receipt.words == "số 0000003, quyển 2/2020, ký hiệu BK/20P"
    (line,) = ledger.stream(BOOK, second.id)
    assert (line.verb, line.facts["first"], line.facts["until"], line.facts["unused"]) == (
        "payments.book_opened",
        3,
        5,
        0,
    )
    assert ledger.sentence(line) == (
        f"Mở quyển biên lai 2/2020, {line_unit(line)}, ký hiệu BK/20P, từ số 3 đến 5; quyển trước còn 0 số không dùng."
    )


def line_unit(line):
    from motcua.organisation import queries as organisation

    return organisation.short_name(line.unit)


def test_a_new_serial_begins_with_one_and_the_old_one_stays_closed(counter):
    cashier = person(counter.unit, "counter")
    opens(cashier, "BK/20P", 10)
    counter.takes(cashier, 5_000)
    with pytest.raises(BookNotFull) as refused:
        opens(cashier, "BK/20P", 10)
    assert refused.value.sentence == "Quyển 1/2020 còn 9 số. Dùng hết, hoặc mở quyển với ký hiệu khác."

    opens(cashier, "BK/20Q", 10)
    counter.takes(cashier, 5_000)

    assert drawn(counter) == {"BK/20P": [1], "BK/20Q": [1]}
    first, second = queries.books(cashier, counter.unit, 2020)
    assert (first.closed_at, second.closed_at) == (NOW, None)
    with pytest.raises(MoneyInvalid) as closed:
        opens(cashier, "BK/20P", 10)
    assert closed.value.fields == {"serial": "Ký hiệu này đã đóng trong năm. Chọn ký hiệu khác."}


def test_a_new_year_goes_on_as_the_last_book_was(counter):
    cashier = person(counter.unit, "counter")
    opens(cashier, "BK", 5)
    counter.takes(cashier, 5_000)
    counter.takes(cashier, 5_000, when="2021-01-04 08:00")

    (book,) = queries.books(cashier, counter.unit, 2021)
    assert (book.book, book.serial, book.first, book.last, book.until) == (1, "BK", 1, 1, 5)


def test_what_is_no_serial_or_no_count_is_refused_beside_its_field_and_a_specialist_opens_none(counter):
    cashier = person(counter.unit, "counter")
    with pytest.raises(MoneyInvalid) as refused:
        opens(cashier, "bk 20", 0)
    assert set(refused.value.fields) == {"serial", "size"}
    with pytest.raises(NotAllowed):
        opens(person(counter.unit, "specialist"), "BK")


CASHIERS, EACH, SIZE = 8, 12, 10


def test_many_cashiers_cross_the_boundaries_of_the_books_without_gap_or_twin(counter):
    """Whoever finds the book empty opens the next one, all at once; halfway somebody begins a new serial."""
    cashiers = [person(counter.unit, "counter") for _cashier in range(CASHIERS)]
    opens(cashiers[0], "BK/20P", SIZE)
    ready, refused = threading.Barrier(CASHIERS), []

    def work(cashier):
        ready.wait()
        try:
            for turn in range(EACH):
                if cashier is cashiers[0] and turn == EACH // 2:
                    begin_the_new_serial(cashier)
                take_or_open(counter, cashier, refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(CASHIERS) as desks:
        list(desks.map(work, cashiers))

    found = drawn(counter)
    assert sum(map(len, found.values())) == CASHIERS * EACH
    assert set(found) == {"BK/20P", "BK/20Q"}
    for numbers in found.values():
        assert numbers == list(range(1, len(numbers) + 1))
    books = queries.books(cashiers[0], counter.unit, 2020)
    assert [book.book for book in books] == list(range(1, len(books) + 1))
    assert [book.closed_at is None for book in books] == [False] * (len(books) - 1) + [True]
    for before, after in pairwise(books):
        assert after.first == (before.last + 1 if after.serial == before.serial else 1)
    # What each book says it gave is what stands in the receipts.
    sql = "select book, count(*) as receipts from payments_receipt where unit_id = %s group by book"
    assert {one["book"]: one["receipts"] for one in rows(sql, [counter.unit])} == {
        book.book: book.drawn for book in books if book.drawn
    }
    assert refused, "somebody met an empty book"


def begin_the_new_serial(cashier):
    """Whoever was quicker is let go first, as the page says."""
    for _try in range(50):
        try:
            return opens(cashier, "BK/20Q", SIZE)
        except BookOpened:
            continue
    pytest.fail("somebody was always quicker")


def take_or_open(counter, cashier, refused):
    for _try in range(50):
        try:
            counter.takes(cashier, 1_000)
        except IntegrityError as problem:
            if not ran_out(problem):
                raise
            refused.append("empty")
            open_the_next(cashier, counter)
        else:
            return
    pytest.fail("the books went on running out")


def open_the_next(cashier, counter):
    (current,) = [book for book in queries.books(cashier, counter.unit, 2020) if book.closed_at is None]
    try:
        opens(cashier, current.serial, SIZE)
    except (BookNotFull, BookOpened, MoneyInvalid):
        return  # a colleague was quicker


def test_the_page_lists_the_books_warns_and_opens_the_next(counter, monkeypatch):
    from django.contrib.auth import get_user_model

    from motcua.kernel import moments

    monkeypatch.setattr(moments, "now", lambda: NOW)
    cashier, browser = person(counter.unit, "counter"), Client()
    account = get_user_model().objects.get(id=cashier.account)
    browser.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Năm nay chưa thu khoản nào" in said(browser.get("/quy/quyen-bien-lai"))

    wrong = browser.post("/quy/quyen-bien-lai", {"serial": "BK/20P", "size": "năm"})
    assert wrong.status_code == 422
    assert "Số tờ là một số, ví dụ 50." in said(wrong)
    assert browser.post("/quy/quyen-bien-lai", {"serial": "BK/20P", "size": "2"}).status_code == 302
    counter.takes(cashier, 5_000)
    page = said(browser.get("/quy/quyen-bien-lai"))
    assert "Đã mở quyển 1/2020, biên lai tiếp theo mang số 0000001." in page
    assert "Quyển 1/2020 còn 1 số." in page
    assert "Quyển biên lai 1/2020 còn 1 số." in said(browser.get("/quy"))
    counter.takes(cashier, 5_000)
    assert "Quyển 1/2020 đã hết số." in said(browser.get("/quy/quyen-bien-lai"))
