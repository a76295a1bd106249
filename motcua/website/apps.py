"""The website wires the modules together: plugs first, then the sockets close."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig
from django.conf import settings

from motcua.kernel import sockets
from motcua.website import logs


class WebsiteConfig(AppConfig):
    """Loads every module's ``plugs.py`` in shelf order, then closes the sockets."""

    name = "motcua.website"
    label = "website"

    def ready(self) -> None:
        """Let the modules plug in, and close the sockets."""
        logs.configure()
        for module in settings.MODULES:
            if find_spec(f"motcua.{module}.plugs") is not None:
                import_module(f"motcua.{module}.plugs")
        sockets.close_all()
