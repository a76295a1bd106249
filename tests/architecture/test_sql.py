"""SQL names only the module's own tables, and the functions and views that a lower module publishes."""

import re

from django.apps import apps

from tests.architecture.house import PACKAGE, may_name, module_of, modules, place, python_files, sql_texts

TABLE_MADE = re.compile(r"create\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?\"?(\w+)", re.IGNORECASE)
REFERENCE = re.compile(r"references\s+\"?(\w+)", re.IGNORECASE)
NAME = re.compile(r"(?<![\w.'%$:@-])\"?([a-z]+_\w+)\"?(?![\w.]*\s*=>)")


#: It writes the same rows past the services, on a scratch server: comparing them is its work.
MEASURES = "bench"


def sources():
    for path in python_files(tests=True):
        if module_of(path) == MEASURES:
            continue
        for node, text in sql_texts(path):
            yield path, node, text
    for path in sorted(PACKAGE.rglob("*.sql")):
        yield path, 1, re.sub(r"--[^\n]*|/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def tables():
    """Every table of ours: those of the models, and those that migrations make in SQL."""
    found = {
        model._meta.db_table: model._meta.app_label for model in apps.get_models() if model._meta.app_label in modules()
    }
    for path, _, text in sources():
        if "migrations" in path.parts or path.suffix == ".sql":
            found |= dict.fromkeys(TABLE_MADE.findall(text), module_of(path))
    return found


def foreign_names(module, text, known):
    """Tables of other modules named in a piece of SQL; a foreign key to a lower table is one that Django would make too."""
    referenced = {name for name in REFERENCE.findall(text) if name in known and may_name(known[name], module)}
    named = {name for name in NAME.findall(text) if name in known and known[name] != module}
    called = {name for name in named if not re.search(rf"\b{name}\b(?!\s*\()", text)}
    return sorted(named - referenced - called)


def test_sql_names_only_own_tables():
    known = tables()
    assert [
        f"{place(path, node)} names {name} of {known[name]}"
        for path, node, text in sources()
        for name in foreign_names(module_of(path), text, known)
    ] == []


def test_sql_calls_only_functions_of_its_own_or_of_a_lower_module():
    called = re.compile(r"\b(" + "|".join(modules()) + r")(_\w+)\s*\(")
    assert [
        f"{place(path, node)} calls {owner}{rest}"
        for path, node, text in sources()
        for owner, rest in called.findall(text)
        if not may_name(owner, module_of(path))
    ] == []


def test_the_rule_itself():
    known = {"ledger_entry": "ledger", "dossiers_dossier": "dossiers"}

    assert foreign_names("dossiers", "select ledger_write(id) from dossiers_dossier", known) == []
    assert foreign_names("dossiers", "select 1 from ledger_entry e", known) == ["ledger_entry"]
    assert foreign_names("dossiers", 'update "ledger_entry" set verb = %s', known) == ["ledger_entry"]
    assert foreign_names("ledger", "create table x (d uuid references dossiers_dossier)", known) == ["dossiers_dossier"]
