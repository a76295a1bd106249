"""``motcua volume --dossiers 1000000``: fills an empty demo with ten years of invented lives."""

from __future__ import annotations

import json
import os
import sys
import time
from argparse import ArgumentParser
from datetime import date, datetime
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from motcua.demo import chain, filling, loading, volume
from motcua.demo.lives import MORNING
from motcua.dossiers import queries as dossiers
from motcua.dossiers.services import close_month
from motcua.dossiers.services.bulk import number_of_dossiers
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM

#: The first and the last day that the province's calendar and units know.
SINCE, LAST = date(2016, 1, 4), date(2025, 6, 29)
SEED = "Một cửa, mười năm"
USUAL = 100_000


class Command(BaseCommand):
    requires_system_checks: ClassVar[list[str]] = []  # they load every page
    suppressed_base_arguments: ClassVar[set[str]] = {
        *("--version", "--settings", "--pythonpath", "--no-color", "--force-color", "--verbosity", "--traceback")
    }
    help = "Đổ đầy một bản thử trống: mười năm hồ sơ bịa. Cùng hạt giống thì cùng hồ sơ."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Call it by the name by which people call it."""
        del subcommand
        return super().create_parser(prog_name, "volume", **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dossiers", type=int, default=USUAL, help="số hồ sơ, mặc định 100.000")
        parser.add_argument("--seed", default=SEED, help="hạt giống: cùng hạt giống thì cùng hồ sơ")
        parser.add_argument("--since", type=date.fromisoformat, default=SINCE, help="ngày tiếp nhận đầu, 2016-01-04")
        parser.add_argument("--last", type=date.fromisoformat, default=LAST, help="ngày cuối, 2025-06-29")
        parser.add_argument("--processes", type=int, default=min(2, os.cpu_count() or 1), help="số tiến trình")
        parser.add_argument("--fresh", action="store_true", help="xoá bản thử này rồi bắt đầu lại")

    def handle(self, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Chỉ bản thử mới đổ hồ sơ bịa vào: motcua volume --dossiers 100000")
        since, last, seed, number = options["since"], options["last"], options["seed"], options["dossiers"]
        if number < 1 or last <= since:
            raise CommandError("Ghi số hồ sơ từ 1 trở lên, và ngày cuối sau ngày đầu.")
        again = self.begin({"dossiers": number, "seed": seed, "since": str(since), "last": str(last)})
        began = time.monotonic()
        os.environ[moments.SHIFT_VARIABLE] = str(_shift_to(datetime.combine(since, MORNING, moments.TZ)))
        call_command("profile_load", stdout=sys.stderr)
        chain.publish_once(since, datetime.combine(since, MORNING, moments.TZ))
        loading.bring_people(since, last, self.progress, seed)
        counters = volume.counters(filling.spells(since, last), number)
        bar = self.progress("hồ sơ", number)
        filling.fill(counters, seed=seed, last=last, processes=options["processes"], on_written=bar, again=again)
        morning = datetime.combine(last + filling.ONE_DAY, MORNING, moments.TZ)
        self.close_months(morning)
        self.mark(counters[0], seed, last, number, morning)
        begun().unlink()
        self.stderr.write(f"Đã đổ {number} hồ sơ trong {time.monotonic() - began:.0f} giây.")

    def begin(self, wanted: dict[str, object]) -> bool:
        """Write down what is begun; answer whether it goes on with the same that broke off. Raises CommandError."""
        held = number_of_dossiers()
        before = json.loads(begun().read_text()) if begun().exists() else None
        if before is None and held:
            raise CommandError(
                f"Bản thử này đã có {held} hồ sơ. Lượng lớn chỉ đổ vào bản thử trống: thêm --fresh để xoá và bắt đầu lại, "
                "hoặc đặt MOTCUA_HOME sang thư mục khác."
            )
        if before not in (None, wanted):
            asked = " ".join(f"--{name} «{value}»" for name, value in before.items())
            raise CommandError(
                f"Bản thử này đang đổ dở với {asked}. Gõ lại đúng như thế để đi tiếp, hoặc thêm --fresh để xoá và bắt đầu lại."
            )
        if before and held:
            self.stderr.write(f"Đi tiếp lần đổ dở: đã có {held} hồ sơ.")
        begun().write_text(json.dumps(wanted, ensure_ascii=False))
        return bool(before and held)

    def progress(self, what: str, count: int) -> Any:
        """Show a bar with count, rate and time left; returns what moves it on."""
        form = "{desc:<8} {bar} {n_fmt}/{total_fmt}, {rate_fmt}, còn {remaining}"
        bar = tqdm(total=count, desc=what, bar_format=form, ascii=False, file=sys.stderr, mininterval=0.5, unit="")

        def move(by: int = 1) -> None:
            bar.update(by)
            if bar.n >= bar.total:
                bar.close()

        return move

    def close_months(self, at: datetime) -> None:
        """Roll up the months that are over, as their nights would have done."""
        months = dossiers.months_to_close(at)
        move = self.progress("tháng", len(months))
        for month in months:
            close_month(actor=SYSTEM, at=at, month=month)
            move()

    def mark(self, counter: volume.Counter, seed: str, last: date, number: int, morning: datetime) -> None:
        """Let the demo's clock begin on the morning after the last day, and its own lives stay away."""
        _day, lives = next(volume.lives_of(counter, seed=seed, last=last))
        known, lines = loading.end_of(lives)
        kept = {"shift": _shift_to(morning), "dossiers": number, "last": str(known), "lines": lines}
        (settings.HOME / "demo" / "dossiers").write_text(str(number))
        (settings.HOME / "demo" / "clock.json").write_text(json.dumps(kept))


def begun() -> Path:
    """Return the mark of a filling that has not come to its end."""
    return Path(settings.HOME) / "demo" / "filling.json"


def _shift_to(morning: datetime) -> float:
    """Return the seconds by which the machine's clock must be shifted so that it is this morning now."""
    return (morning - moments.machine_now()).total_seconds()
