"""Write down that a key was turned or taken out of use."""

from __future__ import annotations

from motcua.kernel.act import not_an_act
from motcua.operations import records


@not_an_act("a record beside the database, which a restore must not take back")
def note_key(*, done: str, key: str) -> None:
    """Write down what was done to a key («rotate», «retire») and its name, with the machine's moment."""
    records.write(done, key=key)
