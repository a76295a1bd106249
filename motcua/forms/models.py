"""Drafts."""

from __future__ import annotations

from django.db import models


class Draft(models.Model):
    """What an account has typed into one form and not yet sent; values are sealed."""

    id = models.UUIDField(primary_key=True)
    account = models.UUIDField()
    kind = models.TextField()
    subject = models.TextField(default="")
    sealed = models.BinaryField()
    revision = models.IntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["account", "kind", "-saved_at"], name="forms_draft_of_account"),
            models.Index(fields=["saved_at"], name="forms_draft_saved_at"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
