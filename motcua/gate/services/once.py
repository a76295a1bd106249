"""Once: the same key and the same body get the same answer, and the act happens one time only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

import orjson

from motcua.gate import queries, rules
from motcua.gate.types import Answer, KeyReused, KeyUnfit
from motcua.kernel import keys, statements
from motcua.kernel.act import act, not_an_act


@not_an_act("wraps an act of whoever asks, and joins its transaction")
def once(*, token: UUID, key: str, request_hash: bytes, run: Callable[[], Answer]) -> Answer:
    """Run an act under an idempotency key, or give the answer that it was given the first time.

    ``token`` is whose keys these are (an API token; an account for pages); ``request_hash`` 32 bytes from
    ``gate.services.request_hash``; ``run`` calls one service and says what to answer. The answer is written in the
    act's transaction: killed in between, or refused, nothing is stored and the key is free. A twin that comes
    meanwhile waits and gets the stored answer (``repeated``).

    Raises KeyReused when the key came with another body, KeyUnfit when it is no key; refusals of ``run`` pass.
    """
    if not rules.fits(key):
        raise KeyUnfit
    return _claim_and_run(token=token, key=key, request_hash=request_hash, run=run)


@act
def _claim_and_run(*, token: UUID, key: str, request_hash: bytes, run: Callable[[], Answer]) -> Answer:
    claimed = statements.run(
        "INSERT INTO gate_answer (token, key, request) VALUES (%s, %s, %s) ON CONFLICT (token, key) DO NOTHING",
        (token, key, request_hash),
    )
    if not claimed:
        kept = queries.answer(token, key)
        if kept is None or kept.request != request_hash:
            raise KeyReused
        return kept.answer
    answer = run()
    statements.run(
        "UPDATE gate_answer SET answer = %s, status = %s WHERE token = %s AND key = %s",
        (seal_answer(token=token, key=key, body=answer.body), answer.status, token, key),
    )
    return replace(answer, repeated=False)


@not_an_act("prepares a parameter of somebody else's statement")
def seal_answer(*, token: UUID, key: str, body: Mapping[str, Any]) -> bytes:
    """Return an answer's JSON object sealed for its key, as ``gate_claim(p_answer)`` takes it."""
    return keys.seal(orjson.dumps(body), queries.purpose(token, key))


@not_an_act("is part of somebody else's act")
def keep_answer(
    *, token: UUID, key: str, request_hash: bytes, answer: Answer, drawn: Mapping[str, Any] | None = None
) -> None:
    """Keep an answer inside the caller's act; a repeated key is an IntegrityError (``gate_claim_once``)."""
    statements.rows(
        "SELECT gate_claim(%s, %s, %s, %s, %s::jsonb, %s)",
        (
            token,
            key,
            request_hash,
            seal_answer(token=token, key=key, body=answer.body),
            None if drawn is None else orjson.dumps(drawn).decode(),
            answer.status,
        ),
    )
