"""Which key seals how much."""

from __future__ import annotations

from django.db import connection, transaction

from motcua.kernel.personal import sealed_columns
from motcua.kernel.statements import be_patient, rows
from motcua.operations.services.reseal import value_of
from motcua.operations.types import KeyUse

USED = """
select convert_from(substring({value} from 2 for get_byte({value}, 0)), 'UTF8') as key, count(*) as count
from {table} where {value} is not null group by 1 order by 1
"""


def key_uses() -> list[KeyUse]:
    """Return, by key and column, how many values are sealed with each; reads every table whole."""
    found = []
    for column in sealed_columns():
        sql = USED.format(value=value_of(column), table=connection.ops.quote_name(column.table))
        with transaction.atomic():
            be_patient()
            found += [KeyUse(row["key"], column.name, row["count"]) for row in rows(sql)]
    return found
