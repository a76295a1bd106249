"""The one router of this module: two operations on one path must stand in one router."""

from ninja import Router

router = Router()
