"""A paper becomes a file: scanned now, or taken from an earlier dossier of the same person with consent."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.dossiers import record as records
from motcua.dossiers.deeds import is_visible
from motcua.dossiers.queries.papers import ATTACH, REUSED, PaperScan, earlier_papers, paper_for
from motcua.dossiers.record import Record
from motcua.dossiers.types import KIND, NoSuchDossier, NoSuchPaper, PaperFromDatabase, PaperNotReusable, ScanTooLate
from motcua.dossiers.writing import by, write
from motcua.files import queries as stored
from motcua.files import services as files
from motcua.files.types import StoredFile
from motcua.kernel import access
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.keys import seal
from motcua.kernel.refusal import Invalid, NotAllowed

CONSENT = "dossiers.consent"
LONGEST = 300


@act
def scan_paper(*, actor: Actor, at: datetime, dossier: UUID, paper: UUID, file: StoredFile, way: str) -> Record:
    """Make a stored file (owner: this dossier) the scan of one of its papers; whoever does it signs for it.

    The scan before it stays with its line. ``way`` is «phone», «folder» or «upload» (NĐ 107/2021: the paper is read,
    the file is complete, who and when are kept). Refuses with NoSuchDossier, NoSuchPaper, NotAllowed, ScanTooLate, and
    PaperFromDatabase where the law has the agency take it from a database.
    """
    record, known = _begin(actor, dossier, paper)
    row = by(actor, record.id, at) | {
        "paper_id": paper,
        "file_id": file.id,
        "sha256": file.sha256,
        "way": way,
        "origin_id": None,
        "consent": None,
    }
    del known
    return _write(record, actor, at, "dossiers.paper_scanned", row)


@act
def reuse_paper(
    *, actor: Actor, at: datetime, number: str, paper: UUID, origin: UUID, consent: str, agreed: bool = True
) -> Record:
    """Take the file of an earlier paper of the same person instead of asking for it again (NĐ 107/2021, NĐ 61/2018 Đ25).

    ``origin`` is the earlier paper, ``consent`` how the person agreed, in words; the same bytes become this dossier's.
    Refuses with Invalid (not agreed, not said how), PaperNotReusable (another person's or another kind of paper), and as
    ``scan_paper`` does.
    """
    said = check_consent(consent, agreed=agreed)
    found = records.load(number=number)
    if found is None or not is_visible(actor, found):
        raise NoSuchDossier
    record, known = _begin(actor, found.id, paper)
    earlier = next((each for each in earlier_papers(record, known) if each.id == origin), None)
    if earlier is None:
        raise PaperNotReusable
    file = stored.of_id(earlier.file)
    kept = files.share(actor=actor, at=at, file=file, owner_kind=KIND, owner_id=record.id)
    row = by(actor, record.id, at) | {
        "paper_id": paper,
        "file_id": kept.id,
        "sha256": kept.sha256,
        "way": REUSED,
        "origin_id": origin,
        "consent": seal(said, CONSENT),
    }
    return _write(record, actor, at, "dossiers.paper_reused", row)


def check_consent(consent: str, *, agreed: bool) -> str:
    """Return how the person agreed. Refuses with Invalid who did not, and what does not say how."""
    said = consent.strip()
    wrong = {}
    if not agreed:
        wrong["agreed"] = _("Chỉ dùng lại khi người đó đồng ý. Hỏi người nộp rồi đánh dấu.")
    if not said or len(said) > LONGEST:
        wrong["consent"] = _("Ghi người đó đồng ý bằng cách nào, không quá %(most)s chữ, ví dụ: nói tại quầy.") % {
            "most": LONGEST
        }
    if wrong:
        raise Invalid(wrong)
    return said


def _begin(actor: Actor, dossier: UUID, paper: UUID) -> tuple[Record, PaperScan]:
    record = records.load(dossier_id=dossier, lock=True)
    if record is None or not is_visible(actor, record):
        raise NoSuchDossier
    known = paper_for(record, paper)
    if known is None:
        raise NoSuchPaper
    if not any(access.judge(actor, ATTACH, unit, record.field) for unit in record.standing.units):
        raise NotAllowed(
            _("Việc quét giấy tờ là của công chức một cửa hoặc văn thư. Nhờ họ quét, hoặc để lại ghi chú.")
        )
    if not record.standing.is_open:
        raise ScanTooLate
    if known.from_database:
        raise PaperFromDatabase
    return record, known


def _write(record: Record, actor: Actor, at: datetime, verb: str, row: dict[str, Any]) -> Record:
    facts = {"scan": row["id"], "paper": row["paper_id"], "sha256": row["sha256"].hex(), "way": row["way"]}
    if row["origin_id"]:
        facts["origin"] = row["origin_id"]
    return write(record, record.life, actor=actor, at=at, verb=verb, rows={"dossiers_scan": [row]}, facts=facts)
