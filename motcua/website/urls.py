"""Root URLs: each module brings its own pages and its own part of the API."""

from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from motcua.website.health import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("khoe", health, name="health"),
    *(
        path("", include(f"motcua.{module}.urls"))
        for module in reversed(settings.MODULES)
        if find_spec(f"motcua.{module}.urls") is not None
    ),
]
if find_spec("motcua.website.api") is not None:
    urlpatterns.append(path("api/v1/", import_module("motcua.website.api").api.urls))

handler400 = "motcua.website.views.bad_request"
handler403 = "motcua.website.views.forbidden"
handler404 = "motcua.website.views.not_found"
handler500 = "motcua.website.views.server_error"
