"""Papers become files: a telephone's camera, an office scanner's folder."""

from django.apps import AppConfig


class ScansConfig(AppConfig):
    """Papers become files."""

    name = "motcua.scans"
    label = "scans"
    verbose_name = "Số hoá giấy tờ"
