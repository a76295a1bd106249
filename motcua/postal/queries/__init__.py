"""What others ask of the post."""

from motcua.postal.queries.bags import announced, bag_for, bag_unit, bags, brought
from motcua.postal.queries.minutes import check_found
from motcua.postal.queries.parcels import (
    events_of,
    parcel_for,
    parcels,
    parked,
    waiting_everywhere,
    waiting_for_a_person,
)
from motcua.postal.queries.parcels_of import parcels_from, signed_at
from motcua.postal.queries.receivers import receiver_of
from motcua.postal.queries.settings import office, post_rules

__all__ = [
    "announced",
    "bag_for",
    "bag_unit",
    "bags",
    "brought",
    "check_found",
    "events_of",
    "office",
    "parcel_for",
    "parcels",
    "parcels_from",
    "parked",
    "post_rules",
    "receiver_of",
    "signed_at",
    "waiting_everywhere",
    "waiting_for_a_person",
]
