"""The scale of online services in force on a day."""

from __future__ import annotations

from datetime import date

from motcua.catalogue.types import OnlineScale
from motcua.organisation import queries as organisation


def online_scale(on: date) -> OnlineScale:
    """Return the scale in which online services are graded on a day: the setting ``catalogue.online_levels``."""
    return OnlineScale(organisation.settings(on).catalogue["online_levels"])
