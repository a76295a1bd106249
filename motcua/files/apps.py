"""Stored bytes: hashes, scanning, who may look."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Stored bytes: hashes, scanning, who may look."""

    name = "motcua.files"
    label = "files"
