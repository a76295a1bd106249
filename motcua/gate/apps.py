"""The gate: idempotency and limits against abuse."""

from django.apps import AppConfig


class GateConfig(AppConfig):
    """Idempotency and limits against abuse."""

    name = "motcua.gate"
    label = "gate"
