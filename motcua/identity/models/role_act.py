"""Where an installation departs from the modules' default roles."""

from __future__ import annotations

from django.db import models


class RoleAct(models.Model):
    """An act given to a role, or taken from it, unlike the default."""

    id = models.UUIDField(primary_key=True)
    role = models.TextField()
    act = models.TextField()
    allowed = models.BooleanField()
    revision = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["role", "act"], name="identity_role_act_once")]

    def __str__(self) -> str:
        return f"{self.role} {self.act} {self.allowed}"
