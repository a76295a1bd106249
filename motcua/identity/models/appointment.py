"""Who holds which post when, and who stands in."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from motcua.identity.models.account import Account


class Appointment(models.Model):
    """An account holds a post in a unit from one day to another, both inclusive, with roles of some reach.

    A period that ends the day before it begins never was.
    """

    id = models.UUIDField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="appointments")
    post_id = models.UUIDField(db_index=True)
    unit_id = models.UUIDField(db_index=True)
    roles = ArrayField(models.TextField())
    reach = models.TextField(default="unit")
    fields = ArrayField(models.TextField(), null=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="identity_appointment_reach", condition=models.Q(reach__in=["unit", "subtree", "everywhere"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.post_id}"


class Substitution(models.Model):
    """Another account stands in for the holder of an appointment, from one day to another, both inclusive."""

    id = models.UUIDField(primary_key=True)
    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="substitutions")
    substitute = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="substitutions")
    valid_from = models.DateField()
    valid_to = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="identity_substitution_period", condition=models.Q(valid_to__gte=models.F("valid_from"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.substitute_id} {self.appointment_id}"
