"""How far a procedure can be done online, in the scale of its time."""

from __future__ import annotations

from motcua.catalogue.types import OnlineMode, ProcedureVersion

#: What a level of the older scale usually is in the later one; a default that the province confirms.
_OF_LEVEL = {1: OnlineMode.INFORMATION, 2: OnlineMode.INFORMATION, 3: OnlineMode.PARTIAL, 4: OnlineMode.FULL}


def online_mode(version: ProcedureVersion) -> tuple[OnlineMode | None, bool]:
    """Return what can be done online in the later scale, and whether that only follows from the older level («giả định»)."""
    if version.online_mode:
        return OnlineMode(version.online_mode), False
    mode = _OF_LEVEL.get(version.online_level or 0)
    return mode, mode is not None


def lacks_reason(version: ProcedureVersion) -> bool:
    """Whether a version says that it is not wholly online, and not why."""
    return version.online_mode in {OnlineMode.INFORMATION, OnlineMode.PARTIAL} and not version.online_reason
