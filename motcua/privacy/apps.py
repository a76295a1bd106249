"""Rights of persons: what is held of them, its erasure at the end of its time, what they may ask."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """Personal data."""

    name = "motcua.privacy"
    label = "privacy"
    verbose_name = "Dữ liệu cá nhân"
