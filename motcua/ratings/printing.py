"""The slip on paper that goes with receipts, requests for supplements and refusals (TT 01/2018 Đ12.2)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from motcua.dossiers import queries as dossiers
from motcua.dossiers.types import NoSuchDossier
from motcua.kernel.actor import Actor
from motcua.kernel.moments import local
from motcua.organisation import queries as organisation
from motcua.prints import queries as prints
from motcua.prints.types import NoSuchPrint, RatingSlipInputs
from motcua.ratings.rules import questions

#: With these forms a slip is given (Mẫu 01, 02, 03).
WITH = frozenset({"receipt", "supplement", "refusal"})
#: What the paper says is Vietnamese, whatever the reader's language.
LEVELS = ["Rất hài lòng", "Hài lòng", "Chưa hài lòng"]


def goes_with(form: str, on: date) -> bool:
    """Whether on a day a slip goes with such a form (``prints.rating_slip``)."""
    return form in WITH and bool(organisation.settings(on).prints["rating_slip"])


def with_slip(actor: Actor, number: str, print_id: UUID, at: datetime) -> bytes:
    """Return a print of a dossier with the slip behind it; who opens it looked at the print.

    Raises NoSuchPrint where there is none for this actor, or where no slip goes with it.
    """
    try:
        record = dossiers.dossier_for(actor, number, at=at, look=False)
    except NoSuchDossier as unknown:
        raise NoSuchPrint from unknown
    forms = {kept: form for form, kept in dossiers.prints_of(record)}
    if not goes_with(forms.get(print_id, ""), local(at).date()):
        raise NoSuchPrint
    on = local(at).date()
    slip: RatingSlipInputs = {
        "agency": organisation.short_name(record.life.competent_unit),
        "dossier": record.number,
        "procedure": record.procedure.name,
        "levels": LEVELS,
        "questions": [f"{question.code}) {question.text}" for question in questions(on)],
        "look_up": settings.PUBLIC_URL + reverse("ratings:rate", args=[record.facts["token"]]),
        "hotline": organisation.settings(on).contact.get("hotline", ""),
    }
    return prints.joined([prints.print_for(actor, print_id, at=at), prints.drawn("rating_slip", slip, at)])
