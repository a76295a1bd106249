"""Whether what is held in memory is still so."""

from __future__ import annotations

from django.db import models


class Mark(models.Model):
    """One row whose value changes with every change to accounts, appointments, substitutions and roles."""

    id = models.SmallIntegerField(primary_key=True)
    value = models.UUIDField()

    def __str__(self) -> str:
        return str(self.value)
