"""Procedures, processes, papers, fees: what the province publishes, in versions."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Procedures in versions."""

    name = "motcua.catalogue"
    label = "catalogue"
    verbose_name = "Thủ tục hành chính"
