"""What the province's settings of a day say of the post."""

from __future__ import annotations

from datetime import date

from motcua.organisation import queries as organisation
from motcua.organisation.types import SettingsMissing
from motcua.postal.rules import rules_from
from motcua.postal.sockets import Office, offices
from motcua.postal.types import Rules


def post_rules(on: date) -> Rules:
    """Return the settings of the post in force on a day; the usual ones, assumed, where the profile is silent."""
    try:
        return rules_from(organisation.settings(on).post)
    except SettingsMissing:
        return rules_from({})


def office() -> Office | None:
    """Return the post's system that this installation has set up; None where parcels are noted by hand."""
    return next((one for one in offices if one.is_on), None)
