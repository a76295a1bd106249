"""Issue a unit's narrative report: filled, frozen, printed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.translation import gettext as _

from motcua.kernel import access
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.moments import local
from motcua.kernel.refusal import Invalid
from motcua.ledger import services as ledger
from motcua.organisation import queries as organisation
from motcua.prints import services as prints
from motcua.prints.types import NarrativeInputs
from motcua.supervision import models, narratives
from motcua.supervision.periods import Span
from motcua.supervision.queries.narratives import narrative_from
from motcua.supervision.services.save_narrative import save_narrative
from motcua.supervision.types import ISSUE, NARRATIVE, AlreadyIssued, Narrative
from motcua.ui.places import fill


@act
def issue_narrative(
    *, actor: Actor, at: datetime, span: Span, on: date, texts: Mapping[str, str], revision: int = 0
) -> Narrative:
    """Save the texts of a report and issue it: its places are filled with the figures of this moment, and nothing of it changes any more.

    The digest of what it says stands in the ledger and on the print. Refuses as ``save_narrative`` does, with Invalid an
    item without words, with AlreadyIssued what the period's latest report says word for word.
    """
    access.require(actor, ISSUE, actor.unit)
    saved = save_narrative(actor=actor, at=at, span=span, on=on, texts=texts, revision=revision)
    wrong = {key: _("Ghi nội dung mục này, hoặc ghi «không có».") for key, text in saved.texts.items() if not text}
    if wrong:
        raise Invalid(wrong)
    draft = models.Narrative.objects.get(id=saved.id)
    draft.figures = narratives.figures_of(actor, saved.unit, saved.period, at)
    draft.texts = {key: fill(text, draft.figures) for key, text in draft.texts.items()}
    draft.digest = narratives.digest_of(saved.unit, saved.period, draft.template, draft.texts, draft.figures)
    of_period = models.Narrative.objects.filter(unit_id=draft.unit_id, since=draft.since, until=draft.until)
    if of_period.filter(ordinal=draft.ordinal - 1, digest=draft.digest).exists():
        raise AlreadyIssued
    draft.issued_at, draft.issued_account = at, actor.account
    draft.revision += 1
    draft.print_id = new_id()
    draft.save()
    prints.keep(
        actor=actor,
        at=at,
        print_id=draft.print_id,
        form="narrative",
        owner_kind=NARRATIVE,
        owner=draft.id,
        person=None,
        inputs=_inputs(actor, at, narrative_from(draft)),
    )
    ledger.write(
        actor,
        "supervision.narrative_issued",
        kind=NARRATIVE,
        stream=draft.id,
        seq=draft.revision,
        at=at,
        unit=draft.unit_id,
        since=draft.since,
        until=draft.until,
        ordinal=draft.ordinal,
        digest=draft.digest,
    )
    return narrative_from(draft)


def _inputs(actor: Actor, at: datetime, issued: Narrative) -> NarrativeInputs:
    day = local(at).date()
    template = narratives.template_named(issued.template)
    return {
        "head": organisation.head_of(issued.unit, day),
        "period": narratives.title_of(issued.period),
        "ordinal": issued.ordinal,
        "basis": template.basis,
        "items": [{"title": item.title, "text": issued.texts[item.key]} for item in template.items],
        "post": actor.post_name,
        "signer": actor.name,
        "digest": issued.digest,
    }
