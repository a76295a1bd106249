"""Drafts: saved at every field, seen by nobody else, gone after sixty days."""

from datetime import timedelta
from uuid import UUID

import pytest

from motcua.forms import queries, services
from motcua.forms.types import DraftNotFound, DraftTooLarge
from motcua.kernel import ids, moments, statements
from motcua.kernel.actor import SYSTEM, Actor

pytestmark = pytest.mark.django_db

HANH = Actor(account=UUID(int=101), name="Nông Thị Hạnh")
PAO = Actor(account=UUID(int=102), name="Hà Văn Páo")
AT = moments.machine_now()
KIND = "dossiers.reception"


def save(actor=HANH, draft_id=None, kind=KIND, values=None, **extra):
    draft_id = draft_id or ids.new_id()
    values = {"owner": "Hoàng Văn Tài"} if values is None else values
    return draft_id, services.save_draft(actor=actor, at=AT, draft_id=draft_id, kind=kind, values=values, **extra)


def test_every_saving_replaces_the_values_and_counts():
    draft_id, first = save(values={"owner": "Hoàng"})
    _, second = save(draft_id=draft_id, values={"owner": "Hoàng Văn Tài", "papers": [1, 2]}, subject="x")

    draft = queries.draft_for(HANH, draft_id)
    assert (first, second, draft.revision) == (1, 2, 2)
    assert (draft.values, draft.subject) == ({"owner": "Hoàng Văn Tài", "papers": [1, 2]}, "x")


def test_what_was_typed_lies_sealed():
    save(values={"owner": "Hoàng Văn Tài"})

    assert "Tài".encode() not in bytes(statements.row("SELECT sealed FROM forms_draft")["sealed"])


def test_another_neither_reads_nor_overwrites_nor_discards_a_draft():
    draft_id, _ = save(actor=HANH)

    with pytest.raises(DraftNotFound):
        queries.draft_for(PAO, draft_id)
    with pytest.raises(DraftNotFound):
        save(actor=PAO, draft_id=draft_id, values={"owner": "stolen"})
    assert services.discard_draft(actor=PAO, at=AT, draft_id=draft_id) is False
    assert queries.draft_for(HANH, draft_id).values == {"owner": "Hoàng Văn Tài"}
    assert queries.drafts_of(PAO, KIND) == []


def test_an_id_cannot_change_its_kind():
    draft_id, _ = save()

    with pytest.raises(DraftNotFound):
        save(draft_id=draft_id, kind="dossiers.supplement")


def test_drafts_are_listed_by_kind_last_saved_first():
    first, _ = save()
    second, _ = save()
    save(kind="other")
    save(draft_id=first)

    assert [draft.id for draft in queries.drafts_of(HANH, KIND)] == [first, second]


def test_a_sent_draft_is_discarded():
    draft_id, _ = save()

    assert services.discard_draft(actor=HANH, at=AT, draft_id=draft_id) is True
    assert services.discard_draft(actor=HANH, at=AT, draft_id=draft_id) is False
    with pytest.raises(DraftNotFound):
        queries.draft_for(HANH, draft_id)


def test_a_draft_has_its_limit():
    with pytest.raises(DraftTooLarge):
        save(values={"owner": "x" * 300_000})


def test_drafts_go_sixty_days_after_the_last_saving():
    draft_id, _ = save()
    saved_at = queries.draft_for(HANH, draft_id).saved_at

    assert services.purge_drafts(actor=SYSTEM, at=saved_at + timedelta(days=59)) == 0
    assert services.purge_drafts(actor=SYSTEM, at=saved_at + timedelta(days=61)) == 1


def test_the_age_of_a_draft_is_the_machines_whatever_the_business_clock_says():
    draft_id = ids.new_id()
    services.save_draft(actor=HANH, at=AT - timedelta(days=2400), draft_id=draft_id, kind=KIND, values={})

    assert queries.draft_for(HANH, draft_id).saved_at >= AT
