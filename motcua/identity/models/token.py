"""API tokens."""

from __future__ import annotations

from django.db import models

from motcua.identity.models.account import Account


class Token(models.Model):
    """A key to the API, bound to an account, a post and a unit; only its SHA-256 is stored. Machine moments."""

    id = models.UUIDField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="tokens")
    post_id = models.UUIDField()
    unit_id = models.UUIDField()
    label = models.TextField()
    hash = models.BinaryField(unique=True)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.account_id} {self.label}"
