"""Words of the pages."""

from __future__ import annotations

from django.utils.translation import gettext as _

from motcua.imports.types import Run


def status_of(run: Run) -> str:
    """Say how far a run is."""
    if run.undone_at:
        return _("đã rút lại")
    if run.undoing_at:
        return _("đang rút lại")
    if run.ended_at is None:
        return _("chưa xong, chạy lại để đi tiếp")
    return _("chỉ thử") if run.is_trial else _("xong")
