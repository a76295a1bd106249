"""What is done to the house's own values while it runs."""

from motcua.operations.services.note_key import note_key
from motcua.operations.services.reseal import reseal, reseal_some

__all__ = ["note_key", "reseal", "reseal_some"]
