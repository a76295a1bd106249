"""Nothing outside ``kernel.moments`` asks what time it is."""

import ast
import re

from tests.architecture.house import PACKAGE, place, python_files, sql_texts, tree

MOMENTS = PACKAGE / "kernel" / "moments.py"
#: Names that ask the clock, whoever they belong to: datetime, date, timezone, Django's functions module.
ASKING = {"now", "today", "utcnow", "localdate", "localtime", "Now"}
#: ``clock_timestamp()`` is how SQL spells the machine's moment; everything else hides a business moment.
ASKING_SQL = re.compile(
    r"\b(now|transaction_timestamp|statement_timestamp)\s*\(|\b(current_date|current_timestamp|localtimestamp|current_time)\b",
    re.IGNORECASE,
)


def owner_of(function):
    value = function.value
    while isinstance(value, ast.Attribute):
        value = value.value
    return value.id if isinstance(value, ast.Name) else ""


def asks(node):
    if isinstance(node, ast.Attribute) and node.attr in ASKING:
        return owner_of(node) in {"datetime", "date", "dt", "timezone", "functions", "time"}
    if isinstance(node, ast.keyword):
        return node.arg in {"auto_now", "auto_now_add"}
    if isinstance(node, ast.ImportFrom):
        return node.module in {"django.utils.timezone", "django.db.models.functions"} and any(
            name.name in ASKING for name in node.names
        )
    return False


def test_nothing_else_asks_what_time_it_is():
    asking = [
        place(path, node) for path in python_files() if path != MOMENTS for node in ast.walk(tree(path)) if asks(node)
    ]
    assert asking == []


def test_sql_does_not_ask_either():
    asking = [
        f"{place(path, node)}: {found.group()}"
        for path in python_files()
        for node, text in sql_texts(path)
        for found in ASKING_SQL.finditer(text)
    ]
    asking += [
        f"{place(path)}: {found.group()}"
        for path in PACKAGE.rglob("*.sql")
        for found in ASKING_SQL.finditer(path.read_text(encoding="utf-8"))
    ]
    assert asking == []


def test_the_rule_itself():
    assert any(asks(node) for node in ast.walk(ast.parse("at = timezone.now()")))
    assert any(asks(node) for node in ast.walk(ast.parse("day = date.today")))
    assert not any(asks(node) for node in ast.walk(ast.parse("at = moments.now()")))
