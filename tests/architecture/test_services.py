"""Every public service is a use-case: keyword-only, with an actor and a moment, all or nothing, and explained."""

import ast

import pytest

from tests.architecture.house import PACKAGE, modules, place, python_files, tree


def service_files(module):
    folder = PACKAGE / module / "services"
    return [path for path in python_files() if path == folder.with_suffix(".py") or path.is_relative_to(folder)]


def public_names(module):
    """What a module offers as its services: the names that ``services/__init__.py`` takes up, or those of ``services.py``."""
    folder = PACKAGE / module / "services"
    if (folder.with_suffix(".py")).is_file():
        return None
    if not folder.is_dir():
        return set()
    return {
        name.name
        for node in tree(folder / "__init__.py").body
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"motcua.{module}.services")
        for name in node.names
    }


def public_functions(module):
    names = public_names(module)
    for path in service_files(module):
        for node in tree(path).body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
                is_package = path.name == "__init__.py"
                if names is None or is_package or node.name in names or wears(node, "act"):
                    yield path, node


def wears(function, name):
    return any(
        (isinstance(worn, ast.Name) and worn.id == name)
        or (isinstance(worn, ast.Call) and isinstance(worn.func, ast.Name) and worn.func.id == name)
        for worn in function.decorator_list
    )


def faults(function):
    if not ast.get_docstring(function):
        yield "has no docstring"
    if function.returns is None:
        yield "does not say what it returns"
    if wears(function, "not_an_act"):
        return
    if not wears(function, "act"):
        yield "wears neither @act nor @not_an_act(reason)"
    names = [argument.arg for argument in function.args.kwonlyargs]
    if function.args.args or function.args.posonlyargs or function.args.vararg:
        yield "takes arguments by position"
    if "actor" not in names:
        yield "takes no actor"
    if "at" not in names:
        yield "takes no moment (at)"


@pytest.mark.parametrize("module", modules())
def test_every_public_service_is_a_use_case(module):
    assert [
        f"{place(path, function)} {function.name} {fault}"
        for path, function in public_functions(module)
        for fault in faults(function)
    ] == []


@pytest.mark.parametrize("module", [name for name in modules() if (PACKAGE / name / "services").is_dir()])
def test_services_are_offered_by_name(module):
    """``services/__init__.py`` takes up every act, so that neighbours need not know its files."""
    offered = public_names(module)
    acts = {
        node.name
        for path in service_files(module)
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef) and wears(node, "act")
    }
    assert acts - offered - {name for name in acts if name.startswith("_")} == set()


@pytest.mark.parametrize(
    ("source", "number_of_faults"),
    [
        ('@act\ndef pause(*, actor: Actor, at: datetime) -> None:\n    """Stop the clock."""', 0),
        ('@act(one_statement=True)\ndef pause(*, actor: Actor, at: datetime) -> None:\n    """Stop the clock."""', 0),
        ('@not_an_act("counts requests")\ndef count(who: str) -> bool:\n    """Count."""', 0),
        ("def pause(dossier): ...", 6),
    ],
)
def test_the_rule_itself(source, number_of_faults):
    assert len(list(faults(ast.parse(source).body[0]))) == number_of_faults


@pytest.mark.parametrize("module", modules())
def test_no_act_catches_a_refusal(module):
    """Inside an act a refusal undoes the whole; whoever called the act hears it."""
    broad = {"Refusal", "Exception", "BaseException"}
    caught = [
        place(path, node)
        for path in service_files(module)
        for function in tree(path).body
        if isinstance(function, ast.FunctionDef) and wears(function, "act")
        for node in ast.walk(function)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or any(isinstance(part, ast.Name) and part.id in broad for part in ast.walk(node.type)))
    ]
    assert caught == []


@pytest.mark.parametrize("face", ["queries", "sockets", "rules"])
def test_the_rest_of_the_public_face_is_explained(face):
    silent = [
        f"{place(path, node)} {node.name}"
        for path in python_files()
        if path.name == f"{face}.py" or path.parent.name == face
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert silent == []


def test_rules_are_pure():
    """No database, no clock, no request."""
    impure = []
    for path in python_files():
        if path.name != "rules.py" and path.parent.name != "rules":
            continue
        for node in ast.walk(tree(path)):
            names = (
                [name.name for name in node.names]
                if isinstance(node, ast.Import)
                else [f"{node.module}.{name.name}" for name in node.names]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            impure += [
                f"{place(path, node)} imports {name}"
                for name in names
                if name.startswith(
                    ("django.db", "django.http", "psycopg", "motcua.kernel.statements", "motcua.kernel.moments.now")
                )
                or ".models" in name
                or ".queries" in name
                or ".services" in name
            ]
    assert impure == []
