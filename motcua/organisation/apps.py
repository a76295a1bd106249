"""Units of all levels in time, posts, reorganisation, calendars."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """Units of all levels in time."""

    name = "motcua.organisation"
    label = "organisation"
    verbose_name = "Tổ chức bộ máy"
