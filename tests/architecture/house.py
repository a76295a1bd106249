"""What the architecture tests know of the house: its shelves, modules, files and trees, read once."""

from __future__ import annotations

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "motcua"
#: Modules that are public whole; across all others only the public face may be imported.
PUBLIC_WHOLE = frozenset({"kernel", "ui", "clocks", "database"})
PUBLIC_FACE = frozenset({"services", "queries", "types", "sockets"})
#: What the website may take besides: it wires the modules together.
WIRING = frozenset({"urls", "api", "plugs", "checks", "apps", "commands", "middleware"})


@cache
def contract() -> list[list[str]]:
    """Return the rungs of pyproject's import contract, lowest first, brackets taken off."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = next(c for c in settings["tool"]["importlinter"]["contracts"] if c["type"] == "layers")["layers"]
    return [[name.strip(" ()") for name in rung.split("|")] for rung in reversed(layers)]


@cache
def ranks() -> dict[str, int]:
    """Return every module's height, the kernel being 0; modules on one rung have the same."""
    return {name: height for height, rung in enumerate(contract()) for name in rung}


def may_name(lower: str, upper: str) -> bool:
    """Whether ``upper`` may name something of ``lower``: its own, or a lower shelf's."""
    return lower == upper or ranks()[lower] < ranks()[upper]


@cache
def modules() -> list[str]:
    """Return the modules that are built, lowest shelf first."""
    built = [path.parent.name for path in PACKAGE.glob("*/__init__.py")]
    return sorted(built, key=lambda name: (ranks().get(name, -1), name))


@cache
def python_files(*, tests: bool = False) -> list[Path]:
    """Return the modules' Python files, with their own tests only when asked."""
    return sorted(
        path
        for path in PACKAGE.rglob("*.py")
        if tests or ("tests" not in path.relative_to(PACKAGE).parts and path.name != "conftest.py")
    )


def module_of(path: Path) -> str:
    """Return the module a file belongs to."""
    return path.relative_to(PACKAGE).parts[0]


@cache
def tree(path: Path) -> ast.Module:
    """Return the syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def place(path: Path, node: ast.AST | int = 0) -> str:
    """Return ``file:line`` as an editor understands it."""
    line = node if isinstance(node, int) else getattr(node, "lineno", 0)
    return f"{path.relative_to(ROOT)}:{line}"


def docstrings(root: ast.AST) -> set[int]:
    """Return the ids of the nodes that are docstrings."""
    return {
        id(node.body[0].value)
        for node in ast.walk(root)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }


def texts(path: Path) -> list[tuple[ast.AST, str]]:
    """Return the string literals of a file without its docstrings; the places of an f-string become «{}»."""
    root = tree(path)
    skip, inside, found = docstrings(root), set(), []
    for node in ast.walk(root):
        if isinstance(node, ast.JoinedStr):
            inside.update(id(part) for part in ast.walk(node) if part is not node)
            if id(node) not in inside:
                found.append(
                    (node, "".join(str(v.value) if isinstance(v, ast.Constant) else "{}" for v in node.values))
                )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skip | inside:
            found.append((node, node.value))
    return found


SQL_VERB = re.compile(
    r"\b(select|insert\s+into|update|delete\s+from|create|alter|drop|truncate|copy|grant|revoke|with)\b", re.IGNORECASE
)


def sql_texts(path: Path) -> list[tuple[ast.AST, str]]:
    """Return the literals of a file that look like SQL, comments taken out."""
    found = []
    for node, text in texts(path):
        if SQL_VERB.search(text):
            bare = re.sub(r"--[^\n]*|/\*.*?\*/", "", text, flags=re.DOTALL)
            found.append((node, bare))
    return found


@cache
def template_files() -> list[Path]:
    """Return every template of every module."""
    return sorted(path for path in PACKAGE.glob("*/templates/**/*") if path.suffix in {".html", ".txt", ".xml"})


def bare_template(path: Path) -> str:
    """Return a template without its comments, lines kept."""
    text = path.read_text(encoding="utf-8")

    def blank(found: re.Match[str]) -> str:
        return "\n" * found.group().count("\n")

    text = re.sub(r"\{#.*?#\}", blank, text)
    text = re.sub(r"\{%\s*comment.*?endcomment\s*%\}", blank, text, flags=re.DOTALL)
    return re.sub(r"<!--.*?-->", blank, text, flags=re.DOTALL)
