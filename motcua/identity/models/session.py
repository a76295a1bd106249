"""Sign-ins that somebody may want to end."""

from __future__ import annotations

from django.db import models

from motcua.identity.models.account import Account


class SignedIn(models.Model):
    """One sign-in: which session of the website it opened, from which network and device. Machine moments."""

    id = models.UUIDField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="sessions")
    session_key = models.TextField(unique=True)
    network = models.TextField()
    device = models.TextField()
    began_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.account_id} {self.began_at}"
