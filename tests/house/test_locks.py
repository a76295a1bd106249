"""No migration from now on holds a large table for long, unless it says why."""

import pytest
from django.apps import apps

from tools import locks

HOLDS = [
    ('CREATE INDEX "a" ON "dossiers_standing" ("x");', "require-concurrent-index-creation"),
    ('ALTER TABLE "dossiers_standing" ALTER COLUMN "x" TYPE text USING "x"::text;', "changing-column-type"),
    ('ALTER TABLE "dossiers_standing" ALTER COLUMN "x" SET NOT NULL;', "adding-not-nullable-field"),
    (
        'ALTER TABLE "dossiers_standing"\n  ADD COLUMN "x" uuid DEFAULT gen_random_uuid() NOT NULL;',
        "adding-field-with-default",
    ),
    ('ALTER TABLE "ledger_entry" ADD CONSTRAINT "a" CHECK ("x" > 0);', "constraint-missing-not-valid"),
    ('ALTER TABLE "parties_person" ADD CONSTRAINT "a" UNIQUE ("x");', "disallowed-unique-constraint"),
]
HOLDS_NOTHING = [
    'CREATE INDEX CONCURRENTLY "a" ON "dossiers_standing" ("x");',
    'ALTER TABLE "dossiers_standing" ADD COLUMN "x" integer NULL;',
    'ALTER TABLE "dossiers_standing" ADD COLUMN "x" integer DEFAULT 1 NOT NULL;',
    'ALTER TABLE "ledger_entry" ADD CONSTRAINT "a" CHECK ("x" > 0) NOT VALID;',
    'CREATE INDEX "a" ON "catalogue_procedure" ("x");',
]


@pytest.mark.usefixtures("committed_db")
def test_no_migration_after_the_baseline_holds_a_large_table():
    wrong = locks.found()

    assert wrong == [], "\n".join(map(str, wrong))


@pytest.mark.parametrize(("statement", "rule"), HOLDS)
def test_what_holds_a_large_table_is_named_with_the_rule(statement, rule):
    assert rule in [name for name, _ in locks.locks(statement, atomic=False)]
    assert locks.RULES[rule]


@pytest.mark.parametrize("statement", HOLDS_NOTHING)
def test_what_holds_nothing_large_or_nothing_long_is_let_through(statement):
    assert locks.locks(statement, atomic=False) == []


@pytest.mark.usefixtures("committed_db")
def test_a_migration_may_say_why(monkeypatch):
    monkeypatch.setattr(locks, "known", frozenset)
    wrong = {(each.migration, each.rule) for each in locks.found()}
    assert ("dossiers.0016_receipts_anew", "adding-not-nullable-field") not in wrong
    name, rule = min(wrong)

    app, _, stem = name.partition(".")
    module = __import__(f"motcua.{app}.migrations.{stem}", fromlist=["Migration"])
    monkeypatch.setattr(module, "LOCKS", {rule: "the table is empty then"}, raising=False)

    assert (name, rule) not in {(each.migration, each.rule) for each in locks.found()}
    assert (name, rule, "the table is empty then") in locks.allowed()


def test_every_large_table_is_there_and_every_old_migration_too():
    in_sql = {"ledger_entry", "ledger_look"}
    tables = {model._meta.db_table for model in apps.get_models()} | in_sql
    files = {f"{path.parts[-3]}.{path.stem}" for path in (locks.ROOT / "motcua").glob("*/migrations/0*.py")}

    assert set(locks.LARGE) <= tables, set(locks.LARGE) - tables
    assert locks.known() <= files, locks.known() - files
