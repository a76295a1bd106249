"""Units, posts, calendars and settings over the API: read by every token, changed by whoever may on the pages."""

from ninja import Router

from motcua.organisation.api import settings, times, units

router = Router()
for part in (units, times, settings):
    router.add_router("", part.router)
