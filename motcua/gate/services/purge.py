"""Old answers and tallies go."""

from __future__ import annotations

from datetime import datetime, timedelta

from motcua.kernel import statements
from motcua.kernel.act import act
from motcua.kernel.actor import Actor

KEPT = timedelta(days=30)
TALLIED = timedelta(days=2)
AT_A_TIME = 5000


@act
def purge(*, actor: Actor, at: datetime) -> int:
    """Delete answers older than 30 days and tallies older than two, at most 5,000 each; return how many went.

    ``at`` is the machine's moment. Called again by the job until it answers 0, so that no transaction is long.
    """
    del actor  # nobody's act: there is no line in the history for what was never part of it
    answers = statements.run(
        "DELETE FROM gate_answer WHERE (token, key) IN"
        " (SELECT token, key FROM gate_answer WHERE kept_at < %s LIMIT %s::integer)",
        (at - KEPT, AT_A_TIME),
    )
    tallies = statements.run(
        "DELETE FROM gate_tally WHERE (kind, who, since) IN"
        " (SELECT kind, who, since FROM gate_tally WHERE since < %s LIMIT %s::integer)",
        (at - TALLIED, AT_A_TIME),
    )
    return answers + tallies
