"""Supervision: boards and figures of the units, and the reports that law asks for."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """Boards, figures, reports."""

    name = "motcua.supervision"
    label = "supervision"
    verbose_name = "Giám sát"
