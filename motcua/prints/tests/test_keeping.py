"""Prints are kept with their inputs, given again byte for byte, and only to those who may read them."""

from datetime import datetime
from uuid import UUID

import orjson
import pytest
from django.db import DatabaseError, connection
from structlog.testing import capture_logs

from motcua.kernel.act import act
from motcua.kernel.actor import ANONYMOUS, SYSTEM, Actor
from motcua.kernel.ids import new_id
from motcua.kernel.moments import TZ
from motcua.kernel.statements import row, rows
from motcua.ledger import queries as ledger
from motcua.prints import queries, rendering, services
from motcua.prints.sockets import guards
from motcua.prints.tests import samples
from motcua.prints.types import CURRENT, RENDERER, NoSuchPrint

pytestmark = pytest.mark.django_db

AT = datetime(2020, 5, 11, 8, 31, 7, tzinfo=TZ)
CLERK = Actor(account=new_id(), name="Người Thử Một", unit=new_id())
STRANGER = Actor(account=new_id(), name="Người Thử Hai", unit=new_id())


class OnlyTheClerk:
    key = "tests.thing"

    def may_read(self, actor, owner_id):
        return actor.account == CLERK.account


def keep(form="refusal", **inputs):
    return services.keep(
        actor=CLERK,
        at=AT,
        print_id=new_id(),
        form=form,
        owner_kind="tests.thing",
        owner=new_id(),
        person=new_id(),
        inputs=getattr(samples, form)(**inputs),
    )


def test_a_print_is_the_same_bytes_when_asked_again():
    kept = keep()

    assert queries.pdf(kept) == queries.pdf(kept)


def test_a_print_keeps_its_version_when_the_forms_go_on(monkeypatch):
    kept = keep()
    before = queries.pdf(kept)

    monkeypatch.setitem(CURRENT, "refusal", 1)
    rendering.fonts.cache_clear()

    assert queries.pdf(kept) == before
    assert row("select version, renderer from prints_print where id = %s", [kept]) == {
        "version": 2,
        "renderer": RENDERER,
    }


def test_what_was_typed_lies_sealed_in_the_database():
    kept = keep(reason="Không thuộc thẩm quyền của xã Thử Nghiệm")
    found = row("select inputs, drawn::text, to_jsonb(p)::text as whole from prints_print p where id = %s", [kept])

    assert "Thử Nghiệm".encode() not in bytes(found["inputs"])
    assert "Triệu Mùi Khé" not in found["whole"]
    assert found["drawn"] is None


def test_what_the_writing_statement_drew_is_on_the_paper():
    kept = new_id()
    inputs = {name: value for name, value in samples.receipt().items() if name not in {"code", "book", "ordinal"}}
    drawn = {"code": "900.05.03.H03-200511-0042", "book": 2, "ordinal": 42}
    row(
        "select prints_keep(%s, 'receipt', 1, %s, 'tests.thing', %s, %s, %s, %s::jsonb, %s)",
        [kept, RENDERER, new_id(), None, services.seal_inputs(inputs), orjson.dumps(drawn).decode(), AT],
    )

    assert queries.pdf(kept) == rendering.render("receipt", 1, inputs | drawn, AT)


def test_the_hash_is_stored_once_and_other_bytes_ring_an_alarm():
    kept = keep()
    content = queries.pdf(kept)
    with connection.cursor() as cursor:
        cursor.execute("update prints_print set sha256 = sha256('other'::bytea) where id = %s", [kept])

    with capture_logs() as lines:
        assert queries.pdf(kept) == content
    assert [(line["event"], line["print"]) for line in lines] == [("prints.other-bytes", str(kept))]


def test_only_who_may_read_the_owner_reads_the_print_and_the_look_is_noted():
    kept = keep()
    with guards.instead(OnlyTheClerk()):
        assert queries.print_for(CLERK, kept, at=AT).startswith(b"%PDF-")
        for nobody in (STRANGER, ANONYMOUS):
            with pytest.raises(NoSuchPrint):
                queries.print_for(nobody, kept, at=AT)

    assert [(look.actor, look.act) for look in ledger.looks_at("prints.print", kept)] == [(CLERK.account, "print")]


def test_a_kind_without_a_guard_is_nobodys():
    kept = keep()
    with guards.instead(), pytest.raises(NoSuchPrint):
        queries.print_for(SYSTEM, kept, at=AT)


def test_a_print_that_never_was_is_not_found():
    with pytest.raises(NoSuchPrint):
        queries.pdf(UUID(int=7))
    with guards.instead(OnlyTheClerk()), pytest.raises(NoSuchPrint):
        queries.print_for(CLERK, UUID(int=7), at=AT)


def test_an_act_that_fails_leaves_no_print_behind():
    @act
    def receive():
        keep()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        receive()

    assert rows("select id from prints_print where owner_kind = 'tests.thing'") == []


def test_one_id_is_one_print():
    kept = keep()
    with pytest.raises(DatabaseError):
        services.keep(
            actor=CLERK,
            at=AT,
            print_id=kept,
            form="refusal",
            owner_kind="tests.thing",
            owner=new_id(),
            person=None,
            inputs=samples.refusal(),
        )
