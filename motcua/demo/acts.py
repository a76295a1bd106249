"""One deed of an invented life, as a plain value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

#: How somebody was told of an early result, where no message went.
CALLED = "Gọi điện thoại trên giấy hẹn, người nộp hẹn đến nhận."


@dataclass(frozen=True, slots=True)
class Act:
    """One deed of a life; ``stop`` says where on the way it is done, ``words`` what is written, ``then`` when what is called begins."""

    deed: str
    at: datetime
    stop: int = 0
    words: str = ""
    then: datetime | None = None
