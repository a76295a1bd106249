"""docs/reference/ is what the code says."""

import pytest

from tools.reference import FOLDER, PAGES, written


@pytest.fixture(scope="module")
def pages():
    return written()


@pytest.mark.parametrize("name", PAGES)
def test_the_page_equals_the_code(pages, name):
    path = FOLDER / f"{name}.md"

    assert path.is_file(), "make docs writes it"
    assert path.read_text(encoding="utf-8") == pages[path], "make docs writes it anew"
