"""Long work of the dossiers: binding registers."""

from __future__ import annotations

from uuid import UUID

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import JobAborted

from motcua.dossiers import services
from motcua.dossiers.books import BindingStopped
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM


@app.task(
    name="dossiers.bind_book",
    pass_context=True,
    retry=RetryStrategy(max_attempts=5, wait=1, retry_exceptions=[JobAborted]),
)
def bind_book(context: JobContext, edition: str) -> None:
    """Bind a register; told to stop, it begins anew with the next worker, what is copied stays copied."""

    def go_on() -> None:
        if context.should_abort():
            raise BindingStopped

    try:
        services.bind_book(actor=SYSTEM, at=moments.now(), edition=UUID(edition), go_on=go_on)
    except BindingStopped as stopped:
        raise JobAborted from stopped


def call_binder(edition: UUID) -> None:
    """Enqueue the binding in the caller's transaction."""
    bind_book.configure(lock=f"book:{edition}").defer(edition=str(edition))
