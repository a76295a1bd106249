"""Root URLs: each module brings its own pages and its own part of the API."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from motcua.website.api import api
from motcua.website.health import alive, health
from motcua.website.metrics import metrics

urlpatterns: list[URLPattern | URLResolver] = [
    # First, because every request is matched from the top and the API is the hot path.
    path("api/v1/", api.urls),
    path("khoe", health, name="health"),
    path("health", alive, name="alive"),
    path("ready", health, name="ready"),
    path("metrics", metrics, name="metrics"),
    *(
        path("", include(f"motcua.{module}.urls"))
        for module in reversed(settings.MODULES)
        if find_spec(f"motcua.{module}.urls") is not None
    ),
]

handler400 = "motcua.website.views.bad_request"
handler403 = "motcua.website.views.forbidden"
handler404 = "motcua.website.views.not_found"
handler500 = "motcua.website.views.server_error"
