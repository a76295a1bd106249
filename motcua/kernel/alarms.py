"""Alarms: something needs a person. Operations delivers them; until then they go to the log."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

import structlog

from motcua.kernel.sockets import Empty, Socket

log = structlog.get_logger("motcua.alarms")


@runtime_checkable
class AlarmBell(Protocol):
    """Takes an alarm and sees that a person hears of it."""

    key: str

    def ring(self, code: str, sentence: str, facts: dict[str, object]) -> None:
        """Take one alarm; the same code and facts may ring again."""
        ...


bells: Socket[AlarmBell] = Socket("kernel.alarms", AlarmBell, single=True)


def ring(code: str, sentence: str, **facts: object) -> None:
    """Say that something needs a person: a code, a Vietnamese sentence, figures and ids only."""
    log.error(code, sentence=sentence, **facts)
    try:
        bells.only().ring(code, sentence, facts)
    except Empty:
        return
