"""How many dossiers have ended, by what a list is narrowed by: exact totals of hundreds of thousands without counting them.

Rows of one kind add up. Triggers of the standing write a row whenever one begins or ceases to count, so that no way of writing can be
forgotten and no two acts wait for each other; the night's job adds the rows of a kind together.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction

from motcua.kernel.statements import be_patient, rows, run

KIND = "receiving_unit_id, competent_unit_id, unit_id, procedure_id, channel, state, on_time"
#: One statement, so that whoever counts meanwhile sees the rows before or after it.
ADD_UP = f"""
with gone as (delete from dossiers_ended returning {KIND}, number)
insert into dossiers_ended ({KIND}, number) select {KIND}, sum(number) from gone group by {KIND} having sum(number) <> 0
"""
RECOUNT = f"""
select {KIND}, sum(kept)::int as kept, sum(counted)::int as counted from (
  select {KIND}, number as kept, 0 as counted from dossiers_ended
  union all select {KIND}, 0, 1 from dossiers_standing where closed_at is not null) each
group by {KIND} having sum(kept) <> sum(counted) order by {KIND}
"""


def add_up() -> int:
    """Put the rows of each kind together; return how many kinds there are."""
    with transaction.atomic():
        be_patient()
        return run(ADD_UP)


def differing() -> list[dict[str, Any]]:
    """Return each kind of ended dossiers of which not as many are kept as there are: ``kept`` and ``counted``."""
    with transaction.atomic():
        be_patient()
        return rows(RECOUNT)
