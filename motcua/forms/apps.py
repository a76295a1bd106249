"""Forms; for now the drafts of what somebody is typing."""

from django.apps import AppConfig


class FormsConfig(AppConfig):
    """Forms; for now the drafts of what somebody is typing."""

    name = "motcua.forms"
    label = "forms"
