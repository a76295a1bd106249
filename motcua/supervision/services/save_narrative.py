"""Save the draft of a unit's narrative report."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db.utils import IntegrityError
from django.utils.translation import gettext as _

from motcua.dossiers.queries import Period
from motcua.kernel import access
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.moments import local
from motcua.kernel.refusal import Invalid
from motcua.ledger import services as ledger
from motcua.supervision import models, narratives
from motcua.supervision.narratives import NarrativeTemplate
from motcua.supervision.periods import Span
from motcua.supervision.queries.narratives import narrative_from
from motcua.supervision.types import NARRATIVE, WRITE, DraftChanged, Narrative
from motcua.ui.places import places_fault

LONGEST = 8000


@act
def save_narrative(
    *, actor: Actor, at: datetime, span: Span, on: date, texts: Mapping[str, str], revision: int = 0
) -> Narrative:
    """Save the texts of the report that the actor's unit writes about a period (TT 01/2018 Đ11); return the draft.

    ``texts`` by item's key, with places in braces; ``revision`` is that of the draft that was opened, 0 where there was
    none. Refuses with NotAllowed, Invalid (a text too long, an item or a place that is not known, a period that has not begun), DraftChanged.
    """
    access.require(actor, WRITE, actor.unit)
    assert actor.unit is not None, "required above"
    period = narratives.question(actor.unit, span, on).cut.period
    template = narratives.template_on(period.until)
    wrong = faults({item.key: texts.get(item.key, "") for item in template.items})
    wrong |= {
        key: _("Báo cáo không có mục này. Đọc bản soạn để biết các mục.") for key in texts.keys() - _keys(template)
    }
    if period.since > local(at).date():
        wrong[""] = _("Kỳ này chưa bắt đầu. Chọn kỳ đã qua hoặc đang chạy.")
    if wrong:
        raise Invalid(wrong)
    draft = _draft(actor.unit, period, template.name)
    if draft.revision != revision:
        raise DraftChanged
    draft.texts = {item.key: texts.get(item.key, "").strip() for item in template.items}
    draft.revision += 1
    draft.saved_at, draft.saved_account = at, actor.account
    try:
        draft.save()
    except IntegrityError as problem:
        # Two began the draft of a period at the same time: there was no row to wait for.
        raise DraftChanged from problem
    ledger.write(
        actor,
        "supervision.narrative_saved",
        kind=NARRATIVE,
        stream=draft.id,
        seq=draft.revision,
        at=at,
        unit=draft.unit_id,
        since=draft.since,
        until=draft.until,
    )
    return narrative_from(draft)


def faults(texts: Mapping[str, str]) -> dict[str, str]:
    """Say by item what cannot be taken of these texts."""
    wrong = {key: places_fault(text, narratives.PLACES) for key, text in texts.items()}
    for key, text in texts.items():
        if len(text) > LONGEST:
            wrong[key] = _("Viết ngắn lại, không quá %(most)s chữ cái.") % {"most": LONGEST}
    return {key: sentence for key, sentence in wrong.items() if sentence}


def _keys(template: NarrativeTemplate) -> set[str]:
    return {item.key for item in template.items}


def _draft(unit: UUID, period: Period, template: str) -> models.Narrative:
    """Return the draft under its lock, or a new one with revision 0."""
    of_period = models.Narrative.objects.filter(unit_id=unit, since=period.since, until=period.until)
    found = of_period.filter(issued_at=None).select_for_update().first()
    return found or models.Narrative(
        id=new_id(),
        unit_id=unit,
        since=period.since,
        until=period.until,
        ordinal=of_period.count() + 1,
        template=template,
        revision=0,
    )
