"""Prints: what was printed, and how it is printed again."""

from django.apps import AppConfig


class PrintsConfig(AppConfig):
    """Frozen inputs, templates in versions."""

    name = "motcua.prints"
    label = "prints"
