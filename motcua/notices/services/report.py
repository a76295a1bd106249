"""What the gateway reports of an SMS that it has taken."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.statements import row, run
from motcua.notices import rules
from motcua.notices.types import Fate, Report

FIND = """
select m.id, m.fate, m.report, a.number = m.attempts as is_last from notices_attempt a
join notices_message m on m.id = a.message_id where a.id = %s for update of m
"""
KEEP = """
insert into notices_report (id, attempt_id, code, means, at) values (%s, %s, %s, %s, %s)
on conflict do nothing returning id
"""


@act
def take_report(*, actor: Actor, at: datetime, attempt: UUID, code: int) -> bool:
    """Take a gateway's report of an attempt; the same code counts once. Answers whether there is such an attempt.

    What failed waits for a person, of what was unknown and arrived nobody has to decide any more. A report of an attempt
    that another one followed is kept and changes nothing.
    """
    del actor  # machinery: whoever has the key
    found = row(FIND, [attempt])
    if found is None:
        return False
    means = rules.report_of(code)
    if row(KEEP, [new_id(), attempt, code, means, at]) is None or not found["is_last"]:
        return True
    report = rules.weightier(Report(found["report"]) if found["report"] else None, means)
    before = Fate(found["fate"])
    fate = rules.fate_after_report(before, report)
    run(
        "update notices_message set report = %s, fate = %s, fate_at = case when fate = %s then fate_at else %s end where id = %s",
        [report, fate, fate, at, found["id"]],
    )
    return True
