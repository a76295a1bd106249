"""Accounts, sign-in, appointments, and what an actor may do where."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """Accounts, sign-in, appointments, and what an actor may do where."""

    name = "motcua.identity"
    label = "identity"
