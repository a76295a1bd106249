"""Sealing and reading at once, for whoever cannot wait for the two processes."""

from __future__ import annotations

from django.db import connection

from motcua.kernel.act import not_an_act
from motcua.ledger import reading, sealer


@not_an_act("machinery of commands, seeds and tests; readers act as the system")
def catch_up() -> int:
    """Seal what can be sealed and give every reader everything that is sealed; return how many lines were read.

    Call it outside a transaction. Where a sealer is at work, reads what that one has sealed.
    """
    seal()
    return reading.read_all()


@not_an_act("machinery of commands, seeds and tests")
def seal() -> int:
    """Seal what can be sealed now; return how many lines, none where a sealer is at work anyway. Outside a transaction."""
    connection.ensure_connection()
    return sealer.seal_now(connection.connection) or 0
