"""``motcua profile load [FOLDER]``: bring a province's folder in as new versions; twice without effect."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from motcua.catalogue import services as catalogue
from motcua.clocks.folder.findings import Severity, say_place
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.kernel.refusal import Refusal
from motcua.notices import services as notices
from motcua.organisation import services as organisation
from motcua.profile import queries as profile


class Command(BaseCommand):
    """Load units, posts, calendars, settings and procedures of one folder."""

    help = "Nạp hồ sơ địa phương (đơn vị, vị trí, lịch, thủ tục) từ một thư mục; nạp lại không đổi gì."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, help="thư mục; không ghi thì là thư mục của tỉnh này")
        parser.add_argument("--json", action="store_true", help="chỉ in một đối tượng JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        folder = profile.folder(options["folder"])
        faults = [found for found in profile.check(folder) if found.severity is Severity.FAULT]
        if faults:
            lines = [f"{say_place(found)}: {found.sentence}" for found in faults]
            raise CommandError("\n".join([*lines, _("Chưa nạp gì. Sửa các lỗi trên rồi chạy lại.")]))
        at = moments.now()
        try:
            loaded = organisation.load(actor=SYSTEM, folder=folder, at=at)
            procedures = catalogue.load(actor=SYSTEM, folder=folder, at=at)
            texts = notices.load(actor=SYSTEM, folder=folder.path, at=at)
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal
        counts = {
            "units": loaded.units,
            "links": loaded.links,
            "posts": loaded.posts,
            "calendars": loaded.calendars,
            "settings": loaded.settings,
            "procedures": procedures,
            "texts": texts,
        }
        if options["json"]:
            self.stdout.write(json.dumps(counts))
        elif not any(counts.values()):
            self.stdout.write(_("Không có gì mới: hồ sơ địa phương đã được nạp trước đó."))
        else:
            self.stdout.write(
                _(
                    "Đã nạp hoặc đổi: %(units)s đơn vị, %(links)s liên kết kế thừa, %(posts)s vị trí, "
                    "%(calendars)s lịch làm việc, %(settings)s bản thiết lập, %(procedures)s bản thủ tục, %(texts)s mẫu tin báo."
                )
                % counts
            )
