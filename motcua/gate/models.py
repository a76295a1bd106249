"""Stored answers and tallies."""

from __future__ import annotations

from django.db import models


class KeptAnswer(models.Model):
    """The answer to one idempotency key of one token; sealed, kept 30 days."""

    pk = models.CompositePrimaryKey("token", "key")
    token = models.UUIDField()
    key = models.TextField()
    request = models.BinaryField()
    answer = models.BinaryField(null=True)
    drawn = models.JSONField(null=True)
    status = models.IntegerField(null=True)
    kept_at = models.DateTimeField()

    class Meta:
        db_table = "gate_answer"

    def __str__(self) -> str:
        return f"{self.token} {self.key}"


class Tally(models.Model):
    """How often somebody (a keyed hash) did one kind of thing within one window."""

    pk = models.CompositePrimaryKey("kind", "who", "since")
    kind = models.TextField()
    who = models.BinaryField()
    since = models.DateTimeField()
    times = models.IntegerField()

    class Meta:
        db_table = "gate_tally"

    def __str__(self) -> str:
        return f"{self.kind} {self.since} {self.times}"
