"""Periodic work of the whole: jobs whose worker died, and the calendar that will end."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _
from procrastinate import JobContext
from procrastinate.contrib.django import app

from motcua.kernel import alarms, moments
from motcua.organisation import queries as organisation
from motcua.organisation.types import SettingsMissing

#: A worker tells every ten seconds that it lives.
SILENT_SECONDS = 60
CALENDAR_AHEAD = timedelta(days=120)


@app.periodic(cron="* * * * *")
@app.task(name="website.sweep_stalled", queueing_lock="website.sweep_stalled", pass_context=True)
async def sweep_stalled(context: JobContext, timestamp: int) -> None:
    """Give jobs whose worker was killed back to the queue: procrastinate finds them, and leaves them to us."""
    del timestamp
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS):
        await jobs.retry_job(job)


@app.periodic(cron="5 1 * * *")
@app.task(name="website.watch_calendar", queueing_lock="website.watch_calendar")
def watch_calendar(timestamp: int) -> None:
    """Ring 120 days before the calendar's last day: dossiers received then would get a provisional due moment."""
    del timestamp
    today = moments.today()
    try:
        last = min(organisation.calendar(unit.id, today).ends_on for unit in organisation.units(today))
    except (SettingsMissing, ValueError):
        return
    if last - today <= CALENDAR_AHEAD:
        sentence = _(
            "Lịch làm việc chỉ có đến %(day)s. Nạp lịch năm sau trước ngày đó, để ngày hẹn không phải tạm tính."
        )
        alarms.ring("calendar.ends", sentence % {"day": f"{last:%d/%m/%Y}"}, last_day=last.isoformat())
