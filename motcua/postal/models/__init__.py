"""What came and went by post, and what the post says of it."""

from motcua.postal.models.bag import Announced, Arrival, Bag, Counter
from motcua.postal.models.parcel import Event, Mark, Parcel

__all__ = ["Announced", "Arrival", "Bag", "Counter", "Event", "Mark", "Parcel"]
