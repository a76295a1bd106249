"""Citizens and organisations as persons in law."""

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    """Citizens and organisations; personal data."""

    name = "motcua.parties"
    label = "parties"
    verbose_name = "Công dân, tổ chức"
