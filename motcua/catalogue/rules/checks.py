"""What every act that publishes checks of what it was given."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from motcua.catalogue.types import Exemption
from motcua.kernel.refusal import Invalid

FULL = 100


def check_day(day: date, at: datetime, field: str) -> None:
    """Refuse with Invalid a day that is past: what was received then keeps what held then."""
    if day < at.date():
        raise Invalid({field: _("Ngày áp dụng phải từ hôm nay trở đi.")})


def check_exemptions(exemptions: tuple[Exemption, ...]) -> None:
    """Refuse with Invalid a relief that does not say for whom, how much or on which proof."""
    for line in exemptions:
        cut = (1 <= line.percent <= FULL and line.amount is None) or (line.percent == 0 and (line.amount or 0) > 0)
        if not (line.who.strip() and line.proof.strip() and cut):
            raise Invalid({"exemptions": _("Mỗi diện miễn, giảm cần đối tượng, mức giảm và giấy chứng minh.")})
