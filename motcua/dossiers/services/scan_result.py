"""A result on paper becomes a file that stands beside it (NĐ 107/2021; spec G08)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.dossiers import record as records
from motcua.dossiers.deeds import is_visible
from motcua.dossiers.queries.papers import ATTACH
from motcua.dossiers.record import Record
from motcua.dossiers.types import NoResult, NoSuchDossier
from motcua.dossiers.writing import by, write
from motcua.files.types import StoredFile
from motcua.kernel import access
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.refusal import NotAllowed


@act
def scan_result(*, actor: Actor, at: datetime, number: str, file: StoredFile, way: str) -> Record:
    """Make a stored file (owner: this dossier) the scan of the result that counts; the file before it stays with its line.

    ``way`` is «phone», «folder» or «upload». Also long after the result was returned. Refuses with NoSuchDossier,
    NoResult, and NotAllowed.
    """
    record = records.load(number=number, lock=True)
    if record is None or not is_visible(actor, record):
        raise NoSuchDossier
    if not record.rows["results"]:
        raise NoResult
    if not any(access.judge(actor, ATTACH, unit, record.field) for unit in record.standing.units):
        raise NotAllowed(
            _("Việc quét kết quả là của công chức một cửa hoặc văn thư. Nhờ họ quét, hoặc để lại ghi chú.")
        )
    result = record.rows["results"][-1]
    row = by(actor, record.id, at) | {
        "result_id": result["id"],
        "file_id": file.id,
        "sha256": file.sha256,
        "way": way,
    }
    facts = {"result_scan": row["id"], "version": result["version"], "sha256": file.sha256.hex(), "way": way}
    return write(
        record,
        record.life,
        actor=actor,
        at=at,
        verb="dossiers.result_scanned",
        rows={"dossiers_result_scan": [row]},
        facts=facts,
    )
