"""``motcua check standing``: recompute every dossier's standing and name every row that differs."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from motcua.dossiers.queries.standing import recomputed


class Command(BaseCommand):
    """Recompute every standing; exit status 1 when a row differs."""

    help = "Recompute every dossier's standing from its rows and name every one that differs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, **options: Any) -> None:
        count, wrong = 0, []
        for checked in recomputed():
            count = checked.count
            wrong += checked.differences
        if options["json"]:
            self.stdout.write(json.dumps({"checked": count, "different": [one.number for one in wrong]}))
        else:
            for one in wrong:
                columns = "; ".join(f"{name}: {stored} ≠ {fresh}" for name, stored, fresh in one.columns)
                self.stdout.write(f"{one.number}: {columns}")
            self.stdout.write(
                _("Đã tính lại %(count)s hồ sơ, %(wrong)s hồ sơ khác.") % {"count": count, "wrong": len(wrong)}
            )
        if wrong:
            sys.exit(1)
