"""Two ways back in without e-mail: a printed slip with a password of one use, and a telephone forgotten by two administrators."""

from __future__ import annotations

from django.db import models

from motcua.identity.models.account import Account


class Slip(models.Model):
    """A password printed for its owner; the password itself stands only hashed, in the account. Machine moments.

    ``used_at`` is when it opened the door, ``settled_at`` when a password of one's own replaced it (or a newer slip).
    """

    id = models.UUIDField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="slips")
    issued_by = models.UUIDField()
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=models.Q(settled_at__isnull=True), name="identity_one_open_slip"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.issued_at}"


class CodeReset(models.Model):
    """An administrator asked that a telephone be forgotten; another one answers. Business moments."""

    id = models.UUIDField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="code_resets")
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)
    confirmed = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=models.Q(answered_at__isnull=True), name="identity_one_open_code_reset"
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed__isnull=True)
                | models.Q(confirmed=False)
                | ~models.Q(answered_by=models.F("asked_by")),
                name="identity_code_reset_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.asked_at}"
