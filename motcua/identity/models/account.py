"""Accounts."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from motcua.kernel import ids


class Accounts(BaseUserManager["Account"]):
    """Finds accounts by name, whatever the case; they are made by ``identity.services.create_account`` only."""

    def get_by_natural_key(self, username: str | None) -> Account:
        """Return the account of this name."""
        return self.get(username=(username or "").lower())


class Account(AbstractBaseUser):
    """Somebody who signs in, by a name in small letters. What they may do comes from appointments, never from here.

    ``revision`` counts the lines of the account's history; ``code_counter`` is the last time step whose code was used.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id)
    username = models.TextField(unique=True)
    name = models.TextField()
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    revision = models.IntegerField(default=1)
    code_counter = models.BigIntegerField(default=0)

    objects = Accounts()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.username
