"""``motcua import runs``: the runs, newest first."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from motcua.clocks.dates import say_moment
from motcua.imports import queries
from motcua.imports.pages import status_of
from motcua.kernel.moments import local


class Command(BaseCommand):
    help = "Kể các lần chuyển hồ sơ của hệ thống cũ, mới nhất trước."

    def handle(self, **options: Any) -> None:
        del options
        for run in queries.runs():
            counts = _("nhận %(taken)s, đã có %(known)s, sai %(wrong)s") % {
                "taken": run.taken,
                "known": run.known,
                "wrong": run.wrong,
            }
            self.stdout.write(f"{run.id}\t{say_moment(local(run.began_at))}\t{run.name}\t{counts}\t{status_of(run)}")
