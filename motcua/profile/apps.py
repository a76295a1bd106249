"""The Django side of the profile: it lends the clocks a voice in the reader's language."""

from __future__ import annotations

from django.apps import AppConfig


class ProfileConfig(AppConfig):
    """The province's settings."""

    name = "motcua.profile"
    label = "profile"
    verbose_name = "Hồ sơ tỉnh"

    def ready(self) -> None:
        """Let the sentences of the shelf without Django be translated like all others."""
        from django.utils.translation import gettext

        from motcua.clocks.speech import speak_with

        speak_with(gettext)
