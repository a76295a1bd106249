"""A post of a unit."""

from django.db import models

from motcua.kernel.ids import new_id
from motcua.organisation.models.unit import UnitRow
from motcua.organisation.types import ROLES_OF_POSTS


class PostRow(models.Model):
    """A post (vị trí việc làm) in a section of a unit, with so many seats."""

    id = models.UUIDField(primary_key=True, default=new_id)
    unit = models.ForeignKey(UnitRow, on_delete=models.PROTECT)
    section = models.TextField(default="")
    name = models.TextField()
    role = models.TextField()
    seats = models.IntegerField()
    signs = models.TextField(default="no")
    place = models.IntegerField()
    assumed = models.BooleanField(default=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        db_table = "organisation_post"
        constraints = [
            models.UniqueConstraint(name="organisation_post_once", fields=["unit", "section", "name", "role"]),
            models.CheckConstraint(name="organisation_post_role", condition=models.Q(role__in=ROLES_OF_POSTS)),
            models.CheckConstraint(name="organisation_post_seats", condition=models.Q(seats__gte=1)),
        ]
