"""Narrative reports: those of the actor's units, one whole, the draft of a period."""

from __future__ import annotations

from uuid import UUID

from motcua.dossiers.queries import Period
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.moments import local
from motcua.organisation.queries.orders import scope_reached
from motcua.supervision import models
from motcua.supervision.types import LOOK, Narrative, NoSuchReport

#: So many reports a list shows, the newest first.
MOST = 100


def narratives(actor: Actor) -> tuple[Narrative, ...]:
    """Return the drafts and issued reports of units where the actor may look, the latest saved first, at most ``MOST``."""
    scope, found = scope_reached(actor, LOOK), models.Narrative.objects.order_by("-saved_at", "-id")
    if scope.units is not None:
        found = found.filter(unit_id__in=scope.units)
    return tuple(map(narrative_from, found[:MOST]))


def narrative_for(actor: Actor, narrative: UUID | None) -> Narrative:
    """Return one report. Raises NoSuchReport, also for whoever may not look in its unit."""
    found = models.Narrative.objects.filter(id=narrative).first() if narrative else None
    if found is None or not access.judge(actor, LOOK, found.unit_id):
        raise NoSuchReport
    return narrative_from(found)


def draft_for(actor: Actor, unit: UUID, period: Period) -> Narrative | None:
    """Return the draft of a unit and a period; None where there is none, or the actor may not look there."""
    if not access.judge(actor, LOOK, unit):
        return None
    found = models.Narrative.objects.filter(
        unit_id=unit, since=period.since, until=period.until, issued_at=None
    ).first()
    return narrative_from(found) if found else None


def narrative_unit(narrative: UUID) -> UUID | None:
    """Return the unit whose report this is: whose print it is; None where there is none."""
    return models.Narrative.objects.filter(id=narrative).values_list("unit_id", flat=True).first()


def narrative_from(row: models.Narrative) -> Narrative:
    """Return a row as its value."""
    return Narrative(
        id=row.id,
        unit=row.unit_id,
        since=row.since,
        until=row.until,
        ordinal=row.ordinal,
        template=row.template,
        texts=row.texts,
        figures=row.figures,
        revision=row.revision,
        saved_at=local(row.saved_at),
        saved_by=row.saved_account,
        issued_at=local(row.issued_at) if row.issued_at else None,
        issued_by=row.issued_account,
        digest=row.digest,
        print_id=row.print_id,
    )
