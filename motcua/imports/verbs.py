"""The ledger's verbs of this module: a run's own stream; a dossier's lines are the dossier's."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.ledger.types import Verb

VERBS = (
    Verb("imports.begun", _("Bắt đầu chuyển một tệp hồ sơ của hệ thống cũ.")),
    Verb("imports.ended", _("Chuyển xong: nhận %(taken)s hồ sơ, đã có %(known)s, sai %(wrong)s dòng.")),
    Verb("imports.undone", _("Rút lại cả lần chuyển hồ sơ của hệ thống cũ.")),
)
