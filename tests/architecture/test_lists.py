"""Every list asks the database the same number of questions, however long it is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.kernel import reference
from tests.architecture.province import Province, shifted_clock, undone

#: Lists that grow with the work, and whose is long.
LISTS = {
    "the clerk's desk": ("dossiers:desk", "clerk"),
    "the leader's desk": ("dossiers:desk", "leader"),
    "all dossiers of the unit": ("dossiers:dossiers", "clerk"),
    "the year's register": ("dossiers:book", "clerk"),
    "the hand-over lists": ("dossiers:hand-over-lists", "clerk"),
    "the originals in keeping": ("dossiers:originals", "clerk"),
    "the results": ("dossiers:results", "clerk"),
    "the paper books": ("dossiers:paper-books", "clerk"),
    "the day's till": ("payments:till", "clerk"),
    "the quarter's settlement": ("payments:settlement", "clerk"),
}
FEW, MANY = 20, 200


def questions(client, address):
    """How many statements one page sends; the first asking fills what a process remembers."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
    assert response.status_code == 200
    return len(asked)


@pytest.fixture
def remembered(monkeypatch):
    """Let what is in memory be asked for its revision once, not once a second: the count is of the list's own questions."""
    for shelf in reference.shelves:
        monkeypatch.setattr(shelf, "_every", 3600.0)


def test_a_list_asks_as_much_for_many_rows_as_for_few(province_db, remembered):
    with shifted_clock(), undone():
        province = Province()
        pages = {
            words: (province.client(getattr(province.stop, who)), reverse(name)) for words, (name, who) in LISTS.items()
        }
        asked = []
        for length in (FEW, MANY):
            while province.received < length:
                province.receive_another()
            asked.append({words: questions(*page) for words, page in pages.items()})

    assert asked[1] == asked[0]
