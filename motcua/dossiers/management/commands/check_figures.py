"""``motcua check figures``: figures of every month as rolled up, as the board counts them and recounted; totals of lists beside a count."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.catalogue import queries as catalogue
from motcua.dossiers import services
from motcua.dossiers.ended import differing
from motcua.dossiers.months import months_to_close
from motcua.dossiers.queries.recounted import figures_recounted
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.organisation import queries as organisation

TOTAL = gettext_lazy(
    "%(unit)s, thủ tục %(procedure)s, trạng thái %(state)s: danh sách nói %(kept)s hồ sơ, đếm lại được %(counted)s."
)


class Command(BaseCommand):
    """Compare the figures of every month and the totals of lists; exit status 1 when one differs."""

    help = "Compare every month's figures as rolled up, as counted and as recounted, and the totals of lists; name each that differs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--close", action="store_true", help="close the months that are over first")
        parser.add_argument("--months", type=int, help="only so many, the latest first")

    def handle(self, **options: Any) -> None:
        at = moments.now()
        if options["close"]:
            for month in months_to_close(at):
                services.close_month(actor=SYSTEM, at=at, month=month)
        checked = list(figures_recounted(at, options["months"]))
        wrong = [(one.month, each) for one in checked for each in one.differences]
        kinds = differing()
        figures = sum(one.figures for one in checked)
        if options["json"]:
            closed = sum(one.is_closed for one in checked)
            told = {
                "months": len(checked),
                "closed": closed,
                "figures": figures,
                "different": len(wrong),
                "totals": len(kinds),
            }
            self.stdout.write(json.dumps(told))
        else:
            for month, one in wrong:
                self.stdout.write(
                    f"{month:%m/%Y}, {organisation.short_name(one.unit)}, {one.figure}: "
                    f"{one.rolled} ≠ {one.live} ≠ {one.recounted}"
                )
            for kind in kinds:
                words = {
                    "unit": organisation.short_name(kind["receiving_unit_id"]),
                    "procedure": catalogue.version(kind["procedure_id"]).code,
                    **kind,
                }
                self.stdout.write(TOTAL % words)
            self.stdout.write(
                _("Đã đếm lại %(figures)s con số của %(months)s tháng, %(wrong)s con số khác.")
                % {"figures": figures, "months": len(checked), "wrong": len(wrong)}
            )
        if wrong or kinds:
            sys.exit(1)
