"""``motcua check files``: read every stored content and name those that are lost or changed."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from motcua.files.queries import compared


class Command(BaseCommand):
    """Compare every content with its SHA-256; exit status 1 when one is lost or changed."""

    help = "Read every stored content and name those that are lost or changed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, **options: Any) -> None:
        count, wrong = 0, []
        for sha256, fault in compared():
            count += 1
            if fault:
                wrong.append((sha256.hex(), fault))
        if options["json"]:
            self.stdout.write(json.dumps({"checked": count, "wrong": [name for name, _ in wrong]}))
        else:
            for name, fault in wrong:
                self.stdout.write(f"{name}: {'mất' if fault == 'lost' else 'nội dung đã đổi'}")
            self.stdout.write(f"Đã đọc {count} tệp, {len(wrong)} tệp mất hoặc đã đổi.")
        if wrong:
            sys.exit(1)
