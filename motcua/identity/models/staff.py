"""Who is lent to a one-stop desk for a term, and the desk's telephone."""

from __future__ import annotations

from django.db import models

from motcua.identity.models.account import Account
from motcua.identity.models.appointment import Appointment


class Secondment(models.Model):
    """An appointment that is a term at a one-stop desk, lent by another unit (NĐ 61/2018 Đ11.4)."""

    id = models.UUIDField(primary_key=True)
    appointment = models.OneToOneField(Appointment, on_delete=models.PROTECT, related_name="secondment")
    from_unit_id = models.UUIDField()

    def __str__(self) -> str:
        return f"{self.appointment_id} {self.from_unit_id}"


class StandBy(models.Model):
    """Whom an agency keeps ready to step in for its people at a one-stop desk; no end means until further notice."""

    id = models.UUIDField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    from_unit_id = models.UUIDField()
    in_unit_id = models.UUIDField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "from_unit_id", "in_unit_id"],
                condition=models.Q(valid_to__isnull=True),
                name="identity_one_stand_by_each",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.in_unit_id}"


class DeskPhone(models.Model):
    """The work telephone of a unit's one-stop desk, as the public board shows it; nobody's own."""

    id = models.UUIDField(primary_key=True)
    unit_id = models.UUIDField(unique=True)
    phone = models.TextField()
    revision = models.IntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.phone}"
