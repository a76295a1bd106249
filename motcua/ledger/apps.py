"""The ledger as Django knows it: tables and functions made by its migrations, no models."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The history."""

    name = "motcua.ledger"
    label = "ledger"
