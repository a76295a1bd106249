"""``motcua demo old-dossiers --number 1000 --faults 1``: a file of invented old dossiers, with the key of its faults."""

from __future__ import annotations

import csv
from argparse import ArgumentParser
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand

from motcua.demo import old_dossiers
from motcua.imports.queries import COLUMNS
from motcua.kernel import moments

USUAL = 1_000


class Command(BaseCommand):
    requires_system_checks: ClassVar[list[str]] = []  # they load every page
    help = "Viết một tệp hồ sơ cũ bịa, có lỗi gài sẵn, và tệp kể các lỗi ấy. Cùng hạt giống thì cùng tệp."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--number", type=int, default=USUAL, help="số hồ sơ, mặc định 1.000")
        parser.add_argument("--faults", type=float, default=1.0, help="số dòng sai trong một trăm, mặc định 1")
        parser.add_argument("--seed", default="hồ sơ cũ", help="hạt giống")
        parser.add_argument("--out", type=Path, default=Path("ho-so-cu.csv"), help="tệp viết ra, mặc định ho-so-cu.csv")

    def handle(self, **options: Any) -> None:
        out, planted = options["out"], old_dossiers.Planted()
        lines = old_dossiers.lines(
            options["number"],
            seed=options["seed"],
            last=moments.today() - timedelta(days=1),
            faults=options["faults"],
            planted=planted,
        )
        with out.open("w", encoding="utf-8-sig", newline="") as text:
            writer = csv.writer(text)
            writer.writerow([column.name for column in COLUMNS])
            for values in lines:
                writer.writerow([values.get(column.key, "") for column in COLUMNS])
        key = out.with_suffix(".loi.csv")
        with key.open("w", encoding="utf-8-sig", newline="") as text:
            rows = [(place, kind, column) for place, (kind, column) in planted.faults.items()]
            csv.writer(text).writerows([("line", "kind", "column"), *rows])
        self.stdout.write(f"{out}: {options['number']} hồ sơ, {len(planted.faults)} dòng sai kể ở {key}.")
