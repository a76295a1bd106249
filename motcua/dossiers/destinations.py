"""Where scans go: a paper of a dossier, a paper of a reception under way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.catalogue import queries as catalogue
from motcua.dossiers import queries, services
from motcua.dossiers.forms.reception import field_of
from motcua.dossiers.queries.papers import ATTACH, FROM_DATABASE
from motcua.dossiers.record import Record, load
from motcua.dossiers.types import DRAFT, KIND, NoSuchDossier
from motcua.files.types import StoredFile
from motcua.forms import queries as drafts
from motcua.forms import services as drafting
from motcua.forms.types import DraftNotFound
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.statements import row
from motcua.scans.types import Part, Target, Way

RECEPTION = "dossiers.reception"
LOOK_UP = "/tra-cuu/"


class DossierPapers:
    """The papers of a dossier, for whoever may attach scans in one of its units."""

    key = KIND

    def target(self, actor: Actor, owner: UUID, part: UUID) -> Target | None:
        """Return the paper as words, None where this actor may not scan it."""
        record = _found(actor, owner)
        if record and _is_result(record, part):
            if not queries.may_scan_result(actor, record):
                return None
            url = reverse("dossiers:result-paper", args=[record.number])
            return Target(_("Kết quả"), _("Hồ sơ %(number)s") % {"number": record.number}, url)
        paper = queries.paper_for(record, part) if record else None
        if record is None or paper is None or paper.from_database or not queries.may_scan(actor, record):
            return None
        url = reverse("dossiers:paper", args=[record.number, part])
        return Target(paper.name, _("Hồ sơ %(number)s") % {"number": record.number}, url)

    def attach(self, *, actor: Actor, at: datetime, owner: UUID, part: UUID, file: StoredFile, way: Way) -> None:
        """Make the file the paper's scan."""
        record = _found(actor, owner)
        if record and _is_result(record, part):
            services.scan_result(actor=actor, at=at, number=record.number, file=file, way=way)
        else:
            services.scan_paper(actor=actor, at=at, dossier=owner, paper=part, file=file, way=way)

    def named(self, unit: UUID, text: str) -> UUID | None:
        """Return the dossier whose receipt bears a look-up address or code, if this unit has to do with it."""
        path = urlsplit(text).path
        token = path.rpartition(LOOK_UP)[2] if LOOK_UP in path else ""
        found = row(
            "select d.id from dossiers_dossier d join dossiers_standing s on s.dossier_id = d.id"
            " where (d.token = %s or d.code = %s or d.filing_number = %s) and %s = any(s.units)",
            [token or None, text, text, unit],
        )
        return found["id"] if found else None

    def parts(self, actor: Actor, owner: UUID) -> tuple[str, Sequence[Part]]:
        """Return the dossier in words and its papers."""
        record = _found(actor, owner)
        if record is None or not queries.may_scan(actor, record):
            return "", ()
        papers = [paper for paper in queries.paper_scans(record) if not paper.from_database]
        of = _("hồ sơ %(number)s") % {"number": record.number}
        return of, [Part(paper.id, paper.name, paper.digitised) for paper in papers]

    def by_number(self, actor: Actor, number: str) -> UUID | None:
        """Return the dossier of a typed code or filing number."""
        record = load(number=number)
        seen = record and _found(actor, record.id)
        return seen.id if seen and queries.may_scan(actor, seen) else None


def _is_result(record: Record, part: UUID) -> bool:
    """Whether a part of a dossier is its result that counts, not one of its papers."""
    results = record.rows["results"]
    return bool(results) and results[-1]["id"] == str(part)


class DraftPapers:
    """The papers of a reception under way, for the clerk who types it."""

    key = DRAFT

    def target(self, actor: Actor, owner: UUID, part: UUID) -> Target | None:
        """Return the paper as words, None where it is no draft of this actor's."""
        values = _draft(actor, owner)
        paper = _paper(values, part)
        if paper is None or not access.judge(actor, ATTACH, actor.unit):
            return None
        return Target(paper, _("Tiếp nhận đang làm"), reverse("dossiers:reception", args=[owner]))

    def attach(self, *, actor: Actor, at: datetime, owner: UUID, part: UUID, file: StoredFile, way: Way) -> None:
        """Put the file to the paper in the draft, and tick it: it was handed in."""
        del way
        values = _draft(actor, owner) or {}
        name = field_of(part)
        drafting.save_draft(
            actor=actor,
            at=at,
            draft_id=owner,
            kind=RECEPTION,
            values={**values, name: "on", f"{name}_scan": str(file.id)},
        )

    def named(self, unit: UUID, text: str) -> UUID | None:
        """Return nothing: a reception under way has no receipt yet."""
        del unit, text

    def parts(self, actor: Actor, owner: UUID) -> tuple[str, Sequence[Part]]:
        """Return nothing: the office scanner's files go to dossiers."""
        del actor, owner
        return "", ()

    def by_number(self, actor: Actor, number: str) -> UUID | None:
        """Return nothing: it has no number yet."""
        del actor, number


def _found(actor: Actor, dossier: UUID) -> Record | None:
    try:
        return queries.dossier_by_id(actor, dossier)
    except NoSuchDossier:
        return None


def _draft(actor: Actor, draft: UUID) -> dict[str, object] | None:
    try:
        found = drafts.draft_for(actor, draft)
    except DraftNotFound:
        return None
    return dict(found.values) if found.kind == RECEPTION else None


def _paper(values: dict[str, object] | None, part: UUID) -> str | None:
    try:
        version = catalogue.version(UUID(str((values or {}).get("procedure"))))
    except ValueError:
        return None
    return next(
        (paper.short_name for paper in version.groups if paper.id == part and paper.scan != FROM_DATABASE), None
    )
