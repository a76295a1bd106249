"""Messages to people by e-mail and SMS, their templates, and what became of each."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Messages to people."""

    name = "motcua.notices"
    label = "notices"
    verbose_name = "Thông báo"
