"""The demo: an invented life of a province."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """No tables: what it plays lies in the modules that it plays through."""

    name = "motcua.demo"
    label = "demo"
