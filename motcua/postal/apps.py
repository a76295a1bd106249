"""The public post: bags that come, parcels that go, what the post says of them."""

from django.apps import AppConfig


class PostalConfig(AppConfig):
    """The public post."""

    name = "motcua.postal"
    label = "postal"
    verbose_name = "Bưu chính"
