"""The dossiers' part of the API."""

from ninja import Router

from motcua.dossiers.api import acting, reading, receiving

router = Router()
router.add_router("", receiving.router)
router.add_router("", reading.router)
router.add_router("", acting.router)
