"""Which migrations would hold a large table for long: the SQL of each, read by squawk.

locks.py            name every statement that locks a large table longer than a moment
locks.py baseline   write down the migrations of today; only what comes after them is read

A migration that may do it all the same says why: ``LOCKS = {"changing-column-type": "the table is empty until …"}``.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SQUAWK = Path(sys.executable).parent / "squawk"
#: The migrations that were there before this was read; a release that has been installed somewhere never changes.
BASELINE = ROOT / "tools" / "locks.baseline"
#: Of our newest server; what is safe there is not safe on much older ones.
POSTGRESQL = "18"
#: Tables with a row or more for each dossier, message or line of the ledger: millions in a large province.
LARGE = frozenset(
    {
        *("dossiers_dossier", "dossiers_standing", "dossiers_search", "dossiers_move", "dossiers_paper", "dossiers_pause"),
        *("dossiers_supplement", "dossiers_ending", "dossiers_result", "dossiers_delivery", "dossiers_task"),
        *("dossiers_original", "dossiers_list_line", "dossiers_note", "dossiers_scan"),
        *("dossiers_origin", "dossiers_withdrawal", "dossiers_month_figures", "dossiers_stay"),
        *("ledger_entry", "ledger_look", "notices_message", "notices_attempt", "parties_person", "parties_name", "parties_earlier"),
        *("files_content", "gate_answer", "prints_print"),
        *("payments_dues", "payments_due_line", "payments_receipt", "payments_receipt_line", "postal_parcel", "postal_event"),
    }
)  # fmt: skip
NAME = re.compile(r"\w+")
#: The rules of squawk that speak of long locks, and what to write instead.
RULES = {
    "require-concurrent-index-creation": "AddIndexConcurrently with atomic = False",
    "require-concurrent-index-deletion": "RemoveIndexConcurrently with atomic = False",
    "changing-column-type": "a new column, filled by a task, then the old one dropped",
    "constraint-missing-not-valid": "AddConstraintNotValid, and ValidateConstraint in the next migration",
    "adding-foreign-key-constraint": "db_constraint=False, or the constraint NOT VALID and validated in the next migration",
    "adding-not-nullable-field": "a check «is not null» NOT VALID, validated in the next migration, then NOT NULL",
    "adding-required-field": "null=True, or db_default with a constant",
    "adding-field-with-default": "null=True and filled by a task: only a constant default is free",
    "adding-serial-primary-key-field": "a new table",
    "disallowed-unique-constraint": "a unique index made concurrently, then the constraint using it",
    "ban-concurrent-index-creation-in-transaction": "atomic = False",
}


@dataclass(frozen=True, slots=True)
class Lock:
    """A statement that holds a large table: the migration, squawk's rule, the statement's beginning."""

    migration: str
    rule: str
    statement: str

    def __str__(self) -> str:
        return f"{self.migration}: {self.rule}: {self.statement[:120]}\n    instead: {RULES[self.rule]}"


def known() -> frozenset[str]:
    """Return the migrations that are not read."""
    return frozenset(BASELINE.read_text().split())


def locks(text: str, *, atomic: bool = True) -> list[tuple[str, str]]:
    """Return what in a migration's SQL holds a large table for long: squawk's rule, the statement."""
    words = ["--reporter", "json", "--pg-version", POSTGRESQL, "--stdin-filepath", "migration.sql"]
    done = subprocess.run(
        [SQUAWK, *words, *(["--assume-in-transaction"] if atomic else [])],
        input=text, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode not in {0, 1}:
        raise RuntimeError(done.stderr)
    lines, found = text.splitlines(), []
    for each in json.loads(done.stdout or "[]"):
        statement = _statement_at(lines, each["line"])
        if each["rule_name"] in RULES and LARGE & set(NAME.findall(statement)):
            found.append((each["rule_name"], statement))
    return found


def _statement_at(lines: list[str], line: int) -> str:
    """Return the whole statement of which a line is a part."""
    first, last = line, line
    while first > 0 and not lines[first - 1].rstrip().endswith(";"):
        first -= 1
    while last < len(lines) - 1 and not lines[last].rstrip().endswith(";"):
        last += 1
    return " ".join(each.strip() for each in lines[first : last + 1]).strip()


def migrations() -> Iterator[tuple[str, Any, str]]:
    """Yield each of our migrations after the baseline: its name, itself, its SQL. Wants Django and its database."""
    from django.apps import apps
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    loader, old = MigrationLoader(None, ignore_no_migrations=True), known()
    for (app, name), migration in sorted(loader.disk_migrations.items()):
        if f"{app}.{name}" in old or not apps.get_app_config(app).name.startswith("motcua."):
            continue
        state = loader.project_state((app, name), at_end=False)
        with connection.schema_editor(collect_sql=True, atomic=False) as editor:
            migration.apply(state, editor, collect_sql=True)
        yield f"{app}.{name}", migration, "\n".join(str(line) for line in editor.collected_sql)


def reasons(migration: Any) -> dict[str, str]:
    """Return which rules a migration may break, and why."""
    return dict(getattr(sys.modules[type(migration).__module__], "LOCKS", {}))


def found() -> list[Lock]:
    """Return every statement after the baseline that holds a large table and has no reason to."""
    return [
        Lock(name, rule, statement)
        for name, migration, text in migrations()
        for rule, statement in locks(text, atomic=migration.atomic)
        if rule not in reasons(migration)
    ]


def allowed() -> list[tuple[str, str, str]]:
    """Return every exception: migration, rule, reason."""
    from importlib import import_module

    names = (f"motcua.{path.parts[-3]}.migrations.{path.stem}" for path in (ROOT / "motcua").glob("*/migrations/0*.py"))
    return [
        (name.removeprefix("motcua.").replace(".migrations", ""), rule, why)
        for name in sorted(names)
        for rule, why in getattr(import_module(name), "LOCKS", {}).items()
    ]


def main() -> int:
    if sys.argv[1:] == ["baseline"]:
        paths = sorted((ROOT / "motcua").glob("*/migrations/0*.py"))
        BASELINE.write_text("".join(f"{path.parts[-3]}.{path.stem}\n" for path in paths))
        return 0
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.website.settings")
    import django

    django.setup()
    wrong = found()
    for each in wrong:
        print(each)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
