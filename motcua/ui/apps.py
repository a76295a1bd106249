"""The page frame and the parts that pages are made of."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """No models, no business words."""

    name = "motcua.ui"
    label = "ui"
