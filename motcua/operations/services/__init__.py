"""What is done to the house's own values while it runs."""

from motcua.operations.services.reseal import reseal, reseal_some

__all__ = ["reseal", "reseal_some"]
