"""Words of supervision: the acts, a narrative report, and the refusals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from motcua.dossiers.queries import Period
from motcua.kernel.refusal import NotFound
from motcua.kernel.refusal import SomebodyWasQuicker as Quicker

#: Stream kind in the ledger, owner kind of its print.
NARRATIVE = "supervision.narrative"
LOOK, WRITE, ISSUE = "dossiers.look", "supervision.write_report", "supervision.issue_report"
ACTS: tuple[tuple[str, object], ...] = (
    (WRITE, _("Soạn báo cáo thuyết minh của đơn vị")),
    (ISSUE, _("Ban hành báo cáo thuyết minh của đơn vị")),
)
ROLES: dict[str, frozenset[str]] = {
    "leader": frozenset({WRITE, ISSUE}),
    "counter": frozenset({WRITE}),
    "document_clerk": frozenset({WRITE}),
}


@dataclass(frozen=True, slots=True)
class Narrative:
    """A narrative report (báo cáo thuyết minh) of a unit and a period; a draft while ``issued_at`` is None.

    ``texts`` have places while it is a draft, and are filled once it is issued; ``figures`` are what filled them.
    """

    id: UUID
    unit: UUID
    since: date
    until: date
    ordinal: int
    template: str
    texts: Mapping[str, str]
    figures: Mapping[str, str]
    revision: int
    saved_at: datetime
    saved_by: UUID
    issued_at: datetime | None
    issued_by: UUID | None
    digest: str
    print_id: UUID | None

    @property
    def period(self) -> Period:
        """The period that it is about."""
        return Period(self.since, self.until)


class NoSuchReport(NotFound):
    """There is no such narrative report, or not for this actor."""

    kind: ClassVar[str] = "report-not-found"

    def __init__(self) -> None:
        super().__init__(_("Không có báo cáo này, hoặc của đơn vị khác. Mở lại danh sách báo cáo."))


class DraftChanged(Quicker):
    """Somebody else saved the draft after it was opened."""

    def __init__(self) -> None:
        super().__init__(
            _("Có người vừa ghi bản soạn này. Lời bạn viết còn ở đây: mở trang ở cửa sổ khác, chép sang đó rồi ghi.")
        )


class AlreadyIssued(Quicker):
    """The latest report of the period says the same."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Báo cáo này đã ban hành, lời và số liệu không khác gì. Mở danh sách báo cáo để xem; muốn ban hành lại, sửa nội dung trước."
            )
        )
