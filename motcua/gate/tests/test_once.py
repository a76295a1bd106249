"""Idempotency: the same key and the same body, the same answer, the act once."""

import threading
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from motcua.gate import queries, services
from motcua.gate.types import Answer, KeyReused, KeyUnfit
from motcua.kernel import moments, statements
from motcua.kernel.actor import SYSTEM
from motcua.kernel.refusal import SomebodyWasQuicker

TOKEN = UUID(int=7)
BODY = services.request_hash("POST", "/api/v1/x", b'{"a": 1}')
OTHER_BODY = services.request_hash("POST", "/api/v1/x", b'{"a": 2}')


class Counter:
    """An act that counts how often it happened."""

    def __init__(self, answer=None):
        self.times, self.answer = 0, answer or Answer(201, {"code": "1"})

    def __call__(self):
        self.times += 1
        return self.answer


@pytest.mark.usefixtures("committed_db")
class TestOnce:
    def test_a_repeated_request_gets_the_stored_answer_and_the_act_happens_once(self):
        act = Counter(Answer(201, {"code": "900-1", "people": [{"name": "Nông Thị Hạnh"}]}))

        first = services.once(token=TOKEN, key="repeat", request_hash=BODY, run=act)
        second = services.once(token=TOKEN, key="repeat", request_hash=BODY, run=act)

        assert act.times == 1
        assert (first.status, first.body, first.repeated) == (201, act.answer.body, False)
        assert (second.status, second.body, second.repeated) == (201, act.answer.body, True)

    def test_another_body_under_the_same_key_is_refused(self):
        services.once(token=TOKEN, key="reused", request_hash=BODY, run=Counter())

        with pytest.raises(KeyReused) as refused:
            services.once(token=TOKEN, key="reused", request_hash=OTHER_BODY, run=Counter())

        assert (refused.value.status, refused.value.kind) == (422, "idempotency-key-reused")

    def test_keys_belong_to_their_token(self):
        act = Counter()
        services.once(token=TOKEN, key="mine", request_hash=BODY, run=act)
        services.once(token=UUID(int=8), key="mine", request_hash=OTHER_BODY, run=act)

        assert act.times == 2

    def test_a_refused_act_leaves_the_key_free(self):
        def refuse():
            raise SomebodyWasQuicker("Bà Hạnh vừa nhận việc này.")

        with pytest.raises(SomebodyWasQuicker):
            services.once(token=TOKEN, key="refused", request_hash=BODY, run=refuse)

        assert queries.answer(TOKEN, "refused") is None
        assert services.once(token=TOKEN, key="refused", request_hash=OTHER_BODY, run=Counter()).repeated is False

    def test_an_answer_lies_sealed_in_the_database(self):
        services.once(token=TOKEN, key="sealed", request_hash=BODY, run=Counter(Answer(200, {"name": "Hoàng Văn"})))

        stored = statements.row("SELECT answer FROM gate_answer WHERE key = 'sealed'")["answer"]
        assert "Hoàng".encode() not in bytes(stored)

    @pytest.mark.parametrize("key", ["", "x" * 129, "khoá"])
    def test_what_is_no_key_is_refused(self, key):
        with pytest.raises(KeyUnfit):
            services.once(token=TOKEN, key=key, request_hash=BODY, run=Counter())

    def test_a_twin_waits_and_gets_the_first_ones_answer(self):
        inside, go_on, answers = threading.Event(), threading.Event(), []
        act = Counter()

        def slow():
            inside.set()
            assert go_on.wait(5)
            return act()

        def ask(run):
            try:
                answers.append(services.once(token=TOKEN, key="twin", request_hash=BODY, run=run))
            finally:
                connection.close()

        first = threading.Thread(target=ask, args=(slow,))
        first.start()
        assert inside.wait(5)
        twin = threading.Thread(target=ask, args=(act,))
        twin.start()
        twin.join(0.2)
        assert twin.is_alive()
        go_on.set()
        first.join(5)
        twin.join(5)

        assert act.times == 1
        assert sorted(answer.repeated for answer in answers) == [False, True]
        assert answers[0].body == answers[1].body

    def test_the_statement_of_a_hot_act_claims_and_merges_what_it_drew(self):
        sealed = services.seal_answer(token=TOKEN, key="hot", body={"dossier": {"id": "x", "code": None}})
        claim = (
            "SELECT gate_claim(%s, %s, %s, %s, jsonb_build_object('dossier', jsonb_build_object('code', %s::text)), %s)"
        )

        statements.rows(claim, (TOKEN, "hot", BODY, sealed, "900.05.03.H03-200511-0005", 201))

        kept = queries.answer(TOKEN, "hot")
        assert kept.request == BODY
        assert kept.answer == Answer(201, {"dossier": {"id": "x", "code": "900.05.03.H03-200511-0005"}}, repeated=True)
        with pytest.raises(IntegrityError, match="gate_claim_once"):
            statements.rows(claim, (TOKEN, "hot", BODY, sealed, "900.05.03.H03-200511-0006", 201))

    def test_an_answer_can_be_kept_inside_somebody_elses_act(self):
        with transaction.atomic():
            services.keep_answer(
                token=TOKEN, key="kept", request_hash=BODY, answer=Answer(200, {"a": 1}), drawn={"b": 2}
            )

        assert queries.answer(TOKEN, "kept").answer.body == {"a": 1, "b": 2}

    def test_without_a_key_nothing_is_claimed(self):
        statements.rows("SELECT gate_claim(%s, NULL, %s, %s, NULL, 201)", (TOKEN, BODY, b""))

        assert statements.row("SELECT count(*) AS n FROM gate_answer WHERE answer = ''")["n"] == 0

    def test_answers_go_after_thirty_days(self):
        services.once(token=TOKEN, key="old", request_hash=BODY, run=Counter())
        at = moments.machine_now()

        services.purge(actor=SYSTEM, at=at + timedelta(days=29))
        assert queries.answer(TOKEN, "old") is not None
        assert services.purge(actor=SYSTEM, at=at + timedelta(days=31)) > 0
        assert queries.answer(TOKEN, "old") is None
