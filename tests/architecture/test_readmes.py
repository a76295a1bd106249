"""Every module has a page that says what it is for, in the same order everywhere."""

import pytest

from tests.architecture.house import PACKAGE, modules

HEADINGS = ["## Words", "## Sockets", "## Verbs", "## Acts"]


@pytest.mark.parametrize("module", modules())
def test_a_module_has_its_page(module):
    lines = (PACKAGE / module / "README.md").read_text(encoding="utf-8").splitlines()

    assert lines[0] == f"# {module}"
    assert lines[2], "the first paragraph says what the module is for"
    assert [line for line in lines if line in HEADINGS] == HEADINGS
