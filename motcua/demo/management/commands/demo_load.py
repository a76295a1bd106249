"""``motcua demo_load``: what ``motcua serve --demo`` runs before the first request."""

from __future__ import annotations

import json
import os
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from motcua.demo.lives import MORNING, USUAL
from motcua.kernel import moments
from motcua.profile import queries as profile


class Command(BaseCommand):
    requires_system_checks: ClassVar[list[str]] = []  # they load every page; the next process checks
    help = "Nạp tỉnh thử: đơn vị, thủ tục, cán bộ và hồ sơ bịa. Chạy lại không nhân đôi gì."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dossiers", type=int, help="số hồ sơ, mặc định 800")

    def handle(self, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Chỉ bản thử mới nạp người và hồ sơ bịa: motcua serve --demo")
        folder = settings.HOME / "demo"
        folder.mkdir(exist_ok=True)
        clock = folder / "clock.json"
        began = time.monotonic()
        morning = datetime.combine(profile.settings().day, MORNING, moments.TZ)
        kept = json.loads(clock.read_text()) if clock.exists() else {}
        # While it loads it is eight o'clock; afterwards the clock runs on from where it was.
        os.environ[moments.SHIFT_VARIABLE] = str(kept.get("shift") or _shift_to(morning))
        if not kept:
            call_command("profile_load", stdout=sys.stderr)
        from motcua.demo import loading, telling

        loaded = loading.load(self.progress, number=options["dossiers"] or kept.get("dossiers") or USUAL)
        (folder / "try.txt").write_text(telling.what_to_try(loaded))
        if not kept or loaded.is_new:
            kept = {"shift": kept.get("shift") or _shift_to(morning), "dossiers": len(loaded.lives)}
            fresh = clock.with_suffix(".new")
            fresh.write_text(json.dumps(kept))
            fresh.rename(clock)
        if loaded.is_new:
            self.stderr.write(f"Đã nạp {len(loaded.lives)} hồ sơ trong {time.monotonic() - began:.0f} giây.")

    def progress(self, what: str, count: int) -> Callable[[], None]:
        """Show a bar with count and time left."""
        form = "{desc:<8} {bar} {n_fmt}/{total_fmt}, còn {remaining}"
        bar = tqdm(total=count, desc=what, bar_format=form, ascii=False, file=sys.stderr, mininterval=0.5)

        def tick() -> None:
            bar.update()
            if bar.n >= bar.total:
                bar.close()

        return tick


def _shift_to(morning: datetime) -> float:
    """Return the seconds by which the machine's clock must be shifted so that it is this morning now."""
    return (morning - moments.machine_now()).total_seconds()
