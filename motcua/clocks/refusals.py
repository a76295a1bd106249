"""What the clocks refuse to answer, each with a sentence for people."""

from __future__ import annotations

from motcua.kernel.refusal import Refusal


class ClockRefusal(Refusal):
    """A question about working time that has no honest answer."""

    kind = "clock"
    status = 422


class CalendarEnds(ClockRefusal):
    """The day asked for lies outside the years whose holidays are known: a refusal, not a guess."""

    kind = "calendar-ends"


class LimitUnreadable(ClockRefusal):
    """The text names no time limit of the grammar."""

    kind = "limit-unreadable"


class PauseUnclear(ClockRefusal):
    """A pause ends before it begins, or its policy is unknown."""

    kind = "pause-unclear"


class OptionUnknown(ClockRefusal):
    """An option is not one of ours or has a value that is not one of its own."""

    kind = "option-unknown"


class ExtensionRefused(ClockRefusal):
    """A dossier is re-appointed once, to a later day (NĐ 61/2018 art. 19.9)."""

    kind = "extension-refused"


class FolderUnreadable(ClockRefusal):
    """A profile's folder lacks what a deadline needs, or it cannot be read."""

    kind = "folder-unreadable"
