"""API tokens: shown once, bound to a post, revocable, remembered for seconds."""

from datetime import timedelta

import pytest
from django.test import Client

from motcua.identity import queries, roster, services
from motcua.identity.queries import tokens
from motcua.identity.tests.test_sign_in import signed_in
from motcua.identity.tests.world import (
    AT,
    OTHER_COMMUNE,
    PASSWORD,
    TODAY,
    load_province,
    shift_seconds,
    somebody,
)
from motcua.identity.types import SeatUnknown, TokenUnknown
from motcua.kernel import moments, statements
from motcua.kernel.actor import SYSTEM
from motcua.kernel.refusal import Invalid, NotAllowed


@pytest.fixture(autouse=True)
def province(committed_db, monkeypatch, settings):
    monkeypatch.setenv("MOTCUA_CLOCK_SHIFT", shift_seconds())
    settings.IDENTITY_CODE_REQUIRED = False
    load_province()


def issue(person, actor=None, **extra):
    return services.issue_token(
        actor=actor or person.actor(), at=AT, account=person.id, post=person.post, label="Máy quét tầng 1", **extra
    )


def test_a_token_acts_as_its_account_for_its_post():
    person = somebody()
    token = issue(person)

    acting = queries.actor_of_token(token.raw)

    assert acting.token_id == token.id
    assert acting.actor == person.actor()


def test_only_its_hash_is_stored():
    token = issue(somebody())

    stored = statements.row("SELECT hash FROM identity_token WHERE id = %s", (token.id,))["hash"]
    assert bytes(stored) == tokens.token_hash(token.raw)
    assert token.raw.startswith("mc_")


@pytest.mark.parametrize("raw", ["", "mc_", "mc_khong-co", "x" * 5000])
def test_what_nobody_issued_is_nobody(raw):
    assert queries.actor_of_token(raw) is None


def test_a_revoked_token_ends_at_once_here():
    person = somebody()
    token = issue(person)
    assert queries.actor_of_token(token.raw) is not None

    services.revoke_token(actor=person.actor(), at=AT, token=token.id)

    assert queries.actor_of_token(token.raw) is None
    with pytest.raises(TokenUnknown):
        services.revoke_token(actor=person.actor(), at=AT, token=token.id)


def test_it_is_remembered_for_five_seconds_and_then_asked_for_again(monkeypatch):
    token = issue(somebody())
    queries.actor_of_token(token.raw)
    statements.run("UPDATE identity_token SET revoked_at = issued_at WHERE id = %s", (token.id,))

    assert queries.actor_of_token(token.raw) is not None
    clock = tokens.time.monotonic() + tokens.REMEMBERED_SECONDS + 0.1
    monkeypatch.setattr(tokens.time, "monotonic", lambda: clock)
    assert queries.actor_of_token(token.raw) is None


def test_a_token_ends_with_its_post_and_with_its_account():
    ended, closed = somebody(), somebody()
    of_ended, of_closed = issue(ended), issue(closed)

    services.end_appointment(actor=SYSTEM, at=AT, appointment=ended.appointment, last_day=TODAY - timedelta(days=1))
    services.close_account(actor=SYSTEM, at=AT, account=closed.id)

    assert queries.actor_of_token(of_ended.raw) is None
    assert queries.actor_of_token(of_closed.raw) is None


def test_a_token_may_expire_by_the_machines_clock():
    person, now = somebody(), moments.machine_now()

    assert queries.actor_of_token(issue(person, expires_at=now - timedelta(seconds=1)).raw) is None
    assert queries.actor_of_token(issue(person, expires_at=now + timedelta(hours=1)).raw) is not None


def test_nobody_issues_for_a_post_they_do_not_hold_or_for_another():
    person, other = somebody(), somebody("counter", OTHER_COMMUNE)

    with pytest.raises(SeatUnknown):
        services.issue_token(actor=person.actor(), at=AT, account=person.id, post=other.post, label="x")
    with pytest.raises(NotAllowed):
        issue(other, actor=person.actor())
    with pytest.raises(Invalid):
        services.issue_token(actor=person.actor(), at=AT, account=person.id, post=person.post, label=" ")


def test_another_neither_sees_nor_revokes_a_token():
    person, other = somebody(), somebody()
    token = issue(person)

    assert [line.id for line in queries.tokens_of(person.actor())] == [token.id]
    assert queries.tokens_of(other.actor()) == []
    with pytest.raises(TokenUnknown):
        services.revoke_token(actor=other.actor(), at=AT, token=token.id)


def test_an_administrator_revokes_within_reach():
    person = somebody()
    admin = somebody("administrator", post_role="leader").actor()
    token = issue(person, actor=admin)

    services.revoke_token(actor=admin, at=AT, token=token.id)

    assert queries.actor_of_token(token.raw) is None


def test_the_page_shows_a_new_token_once_and_revokes():
    client = signed_in(somebody(password=PASSWORD))

    made = client.post("/tai-khoan/the", {"label": "Máy quét"})
    assert made.status_code == 201
    raw = made.content.decode().split('<p class="mc-code">')[1].split("<")[0]
    token = queries.actor_of_token(raw)
    assert raw not in client.get("/tai-khoan/the").content.decode()
    assert client.post(f"/tai-khoan/the/{token.token_id}/thu-hoi")["Location"] == "/tai-khoan/the"
    assert queries.actor_of_token(raw) is None
    assert client.post("/tai-khoan/the", {"label": ""}).status_code == 422
    assert client.post(f"/tai-khoan/the/{token.token_id}/thu-hoi").status_code == 404


def test_a_foreign_token_is_not_found_on_the_page():
    token = issue(somebody())
    client = signed_in(somebody(password=PASSWORD))

    assert client.post(f"/tai-khoan/the/{token.id}/thu-hoi").status_code == 404
    assert Client().post(f"/tai-khoan/the/{token.id}/thu-hoi").status_code == 302
    assert queries.actor_of_token(token.raw) is not None


def test_a_change_in_another_process_is_seen_within_a_second(monkeypatch):
    person = somebody()
    assert queries.names([person.id]) == {person.id: person.name}
    statements.run("UPDATE identity_account SET name = 'Tên Mới' WHERE id = %s", (person.id,))
    statements.run("UPDATE identity_mark SET value = gen_random_uuid()")

    clock = roster._shelf._asked + 1.1
    monkeypatch.setattr("motcua.kernel.reference.time.monotonic", lambda: clock)

    assert queries.names([person.id]) == {person.id: "Tên Mới"}
