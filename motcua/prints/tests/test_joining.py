"""Parts joined into one book: every page, the first title, and memory that does not grow with the book."""

import tracemalloc
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from motcua.prints.joining import Joined
from motcua.prints.rendering import render
from motcua.prints.tests import samples

MOMENT = datetime(2020, 5, 11, 1, 31, 7, tzinfo=UTC)


@pytest.fixture(scope="module")
def part(tmp_path_factory):
    lines = [samples.register()["lines"][0] | {"ordinal": number} for number in range(1, 101)]
    inputs = samples.register(opening=None, notes=[], closing=None, lines=lines)
    file = tmp_path_factory.mktemp("parts") / "part.pdf"
    file.write_bytes(render("register", 1, inputs, MOMENT, tagged=False))
    return file


def joined(part, times, into):
    with into.open("wb") as file:
        book = Joined(file)
        for _time in range(times):
            book.add(part)
        book.close()
    return book.pages


def test_a_book_has_every_page_of_its_parts_and_the_title_of_the_first(part, tmp_path):
    one = PdfReader(part)
    pages = joined(part, 3, tmp_path / "book.pdf")

    book = PdfReader(tmp_path / "book.pdf", strict=True)
    said = [page.extract_text() for page in one.pages]
    assert pages == len(book.pages) == 3 * len(said)
    assert [page.extract_text() for page in book.pages] == said * 3
    assert book.metadata.title == one.metadata.title
    assert book.root_object["/Lang"] == "vi"
    assert [page.mediabox for page in book.pages] == [one.pages[0].mediabox] * pages


def test_memory_does_not_grow_with_the_book(part, tmp_path):
    def peak(times):
        tracemalloc.start()
        joined(part, times, tmp_path / "book.pdf")
        grown = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return grown

    joined(part, 1, tmp_path / "book.pdf")  # what is imported at the first use stays

    assert peak(60) < 2 * peak(20)
