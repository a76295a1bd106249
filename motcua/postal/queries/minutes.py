"""What minutes demand of every line before both sides sign: of a bag, and of any list with which papers are carried."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.postal.types import Found, Verdict

LONGEST = 500


def check_found(positions: Mapping[UUID, int], found: Mapping[UUID, Found]) -> dict[str, str]:
    """Return a sentence for each field that is wrong: a line nobody looked at, a difference that nobody names.

    ``positions`` are the lines by id with their place; fields are «verdict_3», «note_3».
    """
    wrong = {}
    for line, position in positions.items():
        seen = found.get(line)
        if seen is None or seen.verdict is Verdict.EXTRA:
            wrong[f"verdict_{position}"] = _("Đánh dấu dòng này: có đủ, thiếu, hay rách hỏng.")
        elif seen.verdict is not Verdict.HERE and not seen.note.strip():
            wrong[f"note_{position}"] = _("Ghi khác ở chỗ nào, để hai bên cùng ký.")
        elif len(seen.note.strip()) > LONGEST:
            wrong[f"note_{position}"] = _("Ghi chú không quá %(most)s chữ.") % {"most": LONGEST}
    return wrong
