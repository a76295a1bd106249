"""Guidance without a dossier: a unit's latest, and how much of it by way and procedure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from motcua.catalogue import queries as catalogue
from motcua.dossiers.services.guide import NEED, SAID
from motcua.dossiers.types import GuidanceWay
from motcua.identity import queries as identity
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.keys import unseal
from motcua.kernel.moments import TZ, local
from motcua.kernel.statements import rows

SHOWN = 50


@dataclass(frozen=True, slots=True)
class GuidanceLine:
    """Guidance that was given: when, by whom, which way, about what."""

    id: UUID
    at: datetime
    by: str
    way: GuidanceWay
    procedure: str
    question: str
    answer: str


def guidances(actor: Actor, unit: UUID, *, limit: int = SHOWN) -> tuple[GuidanceLine, ...]:
    """Return a unit's latest guidance, the newest first; none for who does not receive there."""
    if not access.judge(actor, NEED, unit):
        return ()
    found = rows("select * from dossiers_guidance where unit_id = %s order by at desc, id desc limit %s", [unit, limit])
    names = identity.names({row["by_account"] for row in found})
    lines = []
    for row in found:
        said = json.loads(unseal(row["said"], SAID))
        lines.append(
            GuidanceLine(
                row["id"],
                local(row["at"]),
                names.get(row["by_account"], ""),
                GuidanceWay(row["channel"]),
                procedure_words(row["procedure"]),
                said["question"],
                said["answer"],
            )
        )
    return tuple(lines)


def guidance_counts(actor: Actor, unit: UUID, since: date) -> dict[GuidanceWay, int]:
    """Return how often a unit guided by each way from a day on; every way is named."""
    counts = dict.fromkeys(GuidanceWay, 0)
    if access.judge(actor, NEED, unit):
        start = datetime.combine(since, time.min, TZ)
        sql = "select channel, count(*) from dossiers_guidance where unit_id = %s and at >= %s group by channel"
        counts |= {GuidanceWay(row["channel"]): row["count"] for row in rows(sql, [unit, start])}
    return counts


def procedure_words(code: str) -> str:
    """Return a procedure's short name by its code; empty for none."""
    versions = catalogue.versions_of(code) if code else ()
    return versions[-1].short_name if versions else ""
