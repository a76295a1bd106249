"""Scores: how officials and agencies work, by the indicators that law sets."""

from django.apps import AppConfig


class ScoresConfig(AppConfig):
    """Scores of officials and agencies."""

    name = "motcua.scores"
    label = "scores"
    verbose_name = "Chấm điểm"
