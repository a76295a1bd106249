"""No receipt before required papers have a scan, where an installation demands it (NĐ 61/2018 Đ17.1; spec D02)."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from motcua.catalogue.types import ProcedureVersion
from motcua.dossiers.types import Reception
from motcua.kernel.act import not_an_act
from motcua.kernel.refusal import Invalid


@not_an_act("a pure check within receiving")
def check_scans(reception: Reception, version: ProcedureVersion, handed_in: frozenset[str]) -> None:
    """Refuse with Invalid, naming the papers, while a required one (of the kinds ``handed_in``) has no scan.

    What the agency takes from a database needs none. Only where ``SCANS_REQUIRED`` is set.
    """
    if not settings.SCANS_REQUIRED:
        return
    scanned = {
        known
        for paper in reception.papers
        if paper.scan is not None
        for known in (paper.paper, paper.name.strip().lower())
    }
    missing = [
        paper.short_name
        for paper in version.papers(reception.case)
        if paper.required == "yes"
        and paper.kind in handed_in
        and paper.scan != "database"
        and not {paper.id, paper.name.lower(), paper.short_name.lower()} & scanned
    ]
    if missing:
        words = _("Chưa quét giấy phải có: %(papers)s. Quét hoặc chụp từng giấy rồi cấp giấy hẹn.")
        raise Invalid({"papers": words % {"papers": "; ".join(missing)}})
