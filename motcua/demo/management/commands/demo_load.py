"""``motcua demo_load``: what ``motcua serve --demo`` runs before the first request."""

from __future__ import annotations

import json
import os
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from motcua.demo import loading, queries, telling
from motcua.demo.lives import MORNING, USUAL
from motcua.kernel import moments
from motcua.profile import queries as profile

IN_ALL = USUAL + loading.HISTORY


class Command(BaseCommand):
    requires_system_checks: ClassVar[list[str]] = []  # they load every page; the next process checks
    help = "Nạp tỉnh thử: đơn vị, thủ tục, cán bộ và hồ sơ bịa. Chạy lại không nhân đôi gì."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dossiers", type=int, help=f"số hồ sơ, mặc định {IN_ALL}; trên {USUAL} là hồ sơ những năm trước"
        )

    def handle(self, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Chỉ bản thử mới nạp người và hồ sơ bịa: motcua serve --demo")
        folder = settings.HOME / "demo"
        folder.mkdir(exist_ok=True)
        clock = folder / "clock.json"
        began = time.monotonic()
        morning = datetime.combine(profile.settings().day, MORNING, moments.TZ)
        kept = queries.read_mark(clock)
        wanted = self.wanted(folder / "dossiers", options["dossiers"])
        if kept.get("dossiers") == wanted and queries.is_whole(clock):
            return
        # While it loads it is eight o'clock; afterwards the clock runs on from there.
        os.environ[moments.SHIFT_VARIABLE] = str(_shift_to(morning))
        call_command("profile_load", stdout=sys.stderr)
        loaded = loading.load(self.progress, number=min(wanted, USUAL), history=max(0, wanted - USUAL))
        (folder / "try.txt").write_text(telling.what_to_try(loaded))
        last, lines = loading.end_of(loaded.lives)
        kept = {"shift": _shift_to(morning), "dossiers": wanted, "last": str(last), "lines": lines}
        fresh = clock.with_suffix(".new")
        fresh.write_text(json.dumps(kept))
        fresh.rename(clock)
        self.stderr.write(f"Đã nạp {wanted} hồ sơ trong {time.monotonic() - began:.0f} giây.")

    def wanted(self, begun: Path, asked: int | None) -> int:
        """Return how many lives; another number is another plan, which cannot be mixed with the one begun."""
        if not begun.exists():
            begun.write_text(str(asked or IN_ALL))
        number = int(begun.read_text())
        if asked not in {None, number}:
            raise CommandError(f"Bản thử này có {number} hồ sơ. Muốn {asked} hồ sơ thì bắt đầu lại: thêm --fresh")
        return number

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
