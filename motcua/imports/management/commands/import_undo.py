"""``motcua import undo RUN``: take a whole run back."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from motcua.imports import services
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.kernel.refusal import Refusal
from motcua.ledger import services as ledger


class Command(BaseCommand):
    help = "Rút lại cả một lần chuyển hồ sơ. Có hồ sơ đã được làm việc thì từ chối và kể mã."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run", type=UUID, help="mã của lần chuyển, xem ở «motcua import runs»")

    def handle(self, **options: Any) -> None:
        gone = 0
        try:
            for part in services.undo(actor=SYSTEM, at=moments.now(), origin=options["run"]):
                gone += part
                ledger.seal()
        except Refusal as problem:
            raise CommandError(problem.sentence) from problem
        self.stdout.write(_("Đã rút lại %(count)s hồ sơ. Nhật ký giữ nguyên và ghi việc rút lại.") % {"count": gone})
