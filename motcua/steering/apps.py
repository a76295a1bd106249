"""Steering: heads remind whoever holds late dossiers, and are told each morning what is late."""

from django.apps import AppConfig


class SteeringConfig(AppConfig):
    """Letters of reminder and their answers."""

    name = "motcua.steering"
    label = "steering"
    verbose_name = "Đôn đốc"
