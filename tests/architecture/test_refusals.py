"""Every refusal of a module's ``types.py`` is provoked in a test: by its name, or by the sentence that people read."""

import ast
import re

import pytest

from tests.architecture.house import PACKAGE, ROOT

NAMED = ("Refusal", "NotFound", "NotAllowed", "Invalid", "SomebodyWasQuicker")
TEST_FILES = sorted({*PACKAGE.glob("*/tests/**/test_*.py"), *(ROOT / "tests").glob("**/test_*.py")})


def refusals(tree):
    """The refusals of a ``types.py``: whatever is one in the end and has none beneath it."""
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    bases = {node.name: {base.id for base in node.bases if isinstance(base, ast.Name)} for node in classes}
    known = set(NAMED)
    while more := {name for name, above in bases.items() if above & known} - known:
        known |= more
    above = set().union(*bases.values()) if bases else set()
    return [node for node in classes if node.name in known and node.name not in above]


def told(node):
    """The beginnings of its sentences, up to the first place that is filled in."""
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in {"_", "ngettext"}:
            for text in call.args:
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    yield from (part[:40] for part in re.split(r"%\(\w+\)s|\. ", text.value) if len(part) >= 15)


def used(tree):
    """The names that a test works with; an import alone is no use."""
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def wanted():
    for path in sorted(PACKAGE.glob("*/types.py")):
        for node in refusals(ast.parse(path.read_text(encoding="utf-8"))):
            yield pytest.param(node, id=f"{path.parent.name}.{node.name}")


@pytest.fixture(scope="module")
def provoked():
    texts = [path.read_text(encoding="utf-8") for path in TEST_FILES]
    return {name for text in texts for name in used(ast.parse(text))}, "\n".join(texts)


@pytest.mark.parametrize("node", list(wanted()))
def test_a_refusal_is_provoked_by_a_test(provoked, node):
    names, texts = provoked

    assert node.name in names or any(sentence in texts for sentence in told(node))


def test_the_rule_itself():
    tree = ast.parse(
        "class Above(Refusal):\n    pass\n"
        "class Below(Above):\n    def __init__(self):\n        super().__init__(_('Quyển này đã đóng. Mở quyển khác.'))\n"
        "class Other:\n    pass\n"
    )
    [only] = refusals(tree)

    assert only.name == "Below"
    assert list(told(only)) == ["Quyển này đã đóng"]
    assert used(ast.parse("from motcua.x.types import Below\nThird()")) == {"Third"}
