"""Across modules only services, queries, types and sockets are imported."""

import ast

import pytest

from tests.architecture.house import (
    PUBLIC_FACE,
    PUBLIC_WHOLE,
    WIRING,
    may_name,
    module_of,
    modules,
    place,
    python_files,
    texts,
    tree,
)


def imported(path):
    """Every dotted name a file imports, function-local and type-checking imports included."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield node, name.name
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                package = [
                    "motcua",
                    *path.relative_to(path.parents[len(path.parts) - path.parts.index("motcua") - 2]).parts[:-1],
                ]
                base = ".".join([*package[: len(package) - node.level + 1], *([base] if base else [])])
            for name in node.names:
                yield node, f"{base}.{name.name}"


def is_allowed(importer, target, *, from_tests):
    parts = target.split(".")
    if parts[0] != "motcua" or len(parts) < 2 or parts[1] == importer:
        return True
    owner, face = parts[1], parts[2] if len(parts) > 2 else ""
    if owner in PUBLIC_WHOLE or face in PUBLIC_FACE:
        return True
    if from_tests and face == "tests":
        return True  # tests may borrow the world that a lower module's tests build
    return importer == "website" and face in WIRING


def strangers(path):
    inside_tests = "tests" in path.parts or path.name == "conftest.py"
    return [
        f"{place(path, node)} imports {name}"
        for node, name in imported(path)
        if not is_allowed(module_of(path), name, from_tests=inside_tests)
    ]


@pytest.mark.parametrize("module", modules())
def test_a_module_imports_only_the_public_face_of_others(module):
    assert [line for path in python_files(tests=True) if module_of(path) == module for line in strangers(path)] == []


@pytest.mark.parametrize(
    ("importer", "target", "answer"),
    [
        ("dossiers", "motcua.parties.queries.person_for", True),
        ("dossiers", "motcua.parties.models.Person", False),
        ("dossiers", "motcua.parties.rules.plain", False),
        ("dossiers", "motcua.kernel.ids.new_id", True),
        ("website", "motcua.dossiers.urls", True),
        ("demo", "motcua.dossiers.urls", False),
    ],
)
def test_the_rule_itself(importer, target, answer):
    assert is_allowed(importer, target, from_tests=False) is answer


def test_models_are_asked_for_by_name_only_at_home():
    """``get_model("parties.Person")`` is an import in disguise."""
    strays = []
    for path in python_files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get_model":
                label = next((a.value for a in node.args if isinstance(a, ast.Constant)), "")
                owner = str(label).split(".")[0]
                if owner in modules() and owner != module_of(path) and "migrations" not in path.parts:
                    strays.append(place(path, node))
    assert strays == []


def test_import_module_names_no_upper_module():
    """A dotted name in a string is an import too; the website alone wires everything."""
    strays = [
        f"{place(path, node)} names {text}"
        for path in python_files()
        if module_of(path) != "website"
        for node, text in texts(path)
        if text.startswith("motcua.") and text.count(".") >= 1 and " " not in text
        for owner in [text.split(".")[1].split(":")[0]]
        if owner in modules() and not may_name(owner, module_of(path))
    ]
    assert strays == []
