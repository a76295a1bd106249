"""Pauses of the clock, and the three policies the law and practice know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from motcua.clocks.dates import say_moment
from motcua.clocks.refusals import PauseUnclear
from motcua.clocks.speech import _


class Policy(StrEnum):
    """What a pause does to the limit."""

    #: The limit is counted again from the start once the papers are complete (NĐ 61/2018 art. 19.4).
    RESTART = "RESTART"
    #: What is used up stays used, the rest runs on (the index of QĐ 766, practice of 2025).
    SUSPEND_RESUME = "SUSPEND_RESUME"
    #: The clock runs on (consultation, NĐ 61/2018 art. 19.5).
    NONE = "NONE"


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stands from ``begins_at`` to ``ends_at``; an open pause has no end yet.

    ``reason`` is a code of the profile: supplement, payment, applicant_presence, consultation.
    """

    begins_at: datetime
    ends_at: datetime | None
    reason: str = "supplement"
    policy: Policy = Policy.RESTART

    def __post_init__(self) -> None:
        """Refuse a pause that ends before it begins."""
        if self.ends_at is not None and self.ends_at < self.begins_at:
            raise PauseUnclear(
                _("Khoảng tạm dừng kết thúc (%(to)s) trước khi bắt đầu (%(from)s). Hãy xem lại hai thời điểm.")
                % {"to": say_moment(self.ends_at), "from": say_moment(self.begins_at)},
                field="pauses",
            )


def merge_pauses(pauses: Iterable[Pause]) -> tuple[Pause, ...]:
    """Return the pauses that move the clock, in order, those that overlap or touch made one.

    A merged pause restarts the clock when one of its parts does, and stays open when one of them is open.
    """
    merged: list[Pause] = []
    moving = (pause for pause in pauses if pause.policy is not Policy.NONE)
    for pause in sorted(moving, key=lambda each: each.begins_at):
        last = merged[-1] if merged else None
        if last is not None and (last.ends_at is None or pause.begins_at <= last.ends_at):
            merged[-1] = _joined(last, pause)
        else:
            merged.append(pause)
    return tuple(merged)


def _joined(earlier: Pause, later: Pause) -> Pause:
    open_end = earlier.ends_at is None or later.ends_at is None
    stronger = later if later.policy is Policy.RESTART and earlier.policy is not Policy.RESTART else earlier
    return Pause(
        begins_at=earlier.begins_at,
        ends_at=None if open_end else max(filter(None, (earlier.ends_at, later.ends_at))),
        reason=stronger.reason,
        policy=stronger.policy,
    )
