"""What a draft is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.kernel.refusal import Refusal

#: A draft's values as JSON, in bytes: far beyond any form, well below a nuisance.
VALUES_MOST = 256 * 1024


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody has typed so far: values by field name.

    ``kind`` says which form («dossiers.reception»), ``subject`` what it is about (a dossier's id, or nothing);
    ``revision`` counts the savings; ``saved_at`` is the machine's moment of the last.
    """

    id: UUID
    kind: str
    subject: str
    values: dict[str, Any]
    revision: int
    saved_at: datetime


class DraftNotFound(Refusal):
    """There is no such draft, or it is another's."""

    kind = "not-found"
    status = 404

    def __init__(self) -> None:
        super().__init__(_("Không có bản nháp này. Bản nháp được giữ 60 ngày, và chỉ người viết mở được."))


class DraftTooLarge(Refusal):
    """More was typed than a draft holds."""

    kind = "draft-too-large"
    status = 413

    def __init__(self) -> None:
        super().__init__(_("Nội dung quá dài để giữ nháp. Rút gọn, hoặc đính kèm thành tệp."))
