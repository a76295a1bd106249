"""Long work of the dossiers: binding registers; and the night's: closing months."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import JobAborted

from motcua.dossiers import ended, services
from motcua.dossiers.books import BindingStopped
from motcua.dossiers.months import months_to_close
from motcua.dossiers.queries.recounted import figures_recounted
from motcua.kernel import alarms, moments
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


#: So many months are recounted each night; «motcua check figures» recounts all.
RECOUNTED = 13


@app.periodic(cron="20 0 * * *")
@app.task(name="dossiers.close_months", queueing_lock="dossiers.close_months")
def close_months(timestamp: int) -> None:
    """Close each month that is over, seal anew what acts changed, and ring where figures or totals of lists differ from a recount."""
    del timestamp
    at = moments.now()
    for month in months_to_close(at):
        services.close_month(actor=SYSTEM, at=at, month=month)
    services.seal_months(actor=SYSTEM, at=at)
    wrong = [f"{one.month:%m/%Y}" for one in figures_recounted(at, RECOUNTED) if not one.agrees]
    if wrong:
        sentence = _(
            "Số liệu các tháng %(months)s không khớp khi đếm lại. Chạy «motcua check figures» để xem chỗ khác."
        )
        alarms.ring("figures.differ", sentence % {"months": ", ".join(wrong)}, months=len(wrong))
    ended.add_up()
    if kinds := len(ended.differing()):
        sentence = _(
            "Tổng số của danh sách không khớp khi đếm lại, %(kinds)s chỗ. Chạy «motcua check figures» để xem chỗ khác."
        )
        alarms.ring("lists.differ", sentence % {"kinds": kinds}, kinds=kinds)
