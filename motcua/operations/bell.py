"""Alarms are written down beside the database, so that the operator's page shows them when the database is away."""

from __future__ import annotations

from motcua.kernel import alarms
from motcua.operations import records


class Bell:
    """Writes every alarm into the records."""

    key = "operations"

    def ring(self, code: str, sentence: str, facts: dict[str, object]) -> None:
        """Write one alarm down; its facts are ids and figures."""
        records.write("alarm", code=code, sentence=sentence, facts={name: str(fact) for name, fact in facts.items()})


def hang() -> None:
    """See that alarms are written down also in a command that works without Django, where nothing has plugged in."""
    if not alarms.bells:
        alarms.bells.plug(Bell())
