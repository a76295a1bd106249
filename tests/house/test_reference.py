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


def test_every_setting_says_what_it_is_for(pages):
    rows = [line.split("|") for line in pages[FOLDER / "settings.md"].splitlines() if line.startswith("| `")]

    assert len(rows) > 10
    assert [row[1].strip() for row in rows if not row[2].strip()] == []
