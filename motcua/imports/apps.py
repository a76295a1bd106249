"""What another system had is brought over from files, run by run."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Old dossiers."""

    name = "motcua.imports"
    label = "imports"
    verbose_name = "Chuyển từ hệ thống cũ"
