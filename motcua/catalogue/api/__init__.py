"""Procedures over the API: read by every token, published by whoever may on the pages."""

from ninja import Router

from motcua.catalogue.api import proposed, publishing, reading

router = Router()
for part in (reading, publishing, proposed):
    router.add_router("", part.router)
