"""Dossiers: the counter's own module."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    """One dossier from the counter to the result."""

    name = "motcua.dossiers"
    label = "dossiers"
    default_auto_field = "django.db.models.BigAutoField"
