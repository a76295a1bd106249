"""A unit, and what of it has a period: names, parents, codes, successors."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models

from motcua.kernel.ids import new_id
from motcua.organisation.types import LEVELS


class UnitRow(models.Model):
    """A unit for as long as it lives. ``ordinal`` and ``serial`` are given once and make its assumed codes."""

    id = models.UUIDField(primary_key=True, default=new_id)
    code = models.TextField(unique=True)
    level = models.TextField()
    unit_type = models.TextField()
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    confidence = models.TextField(default="")
    counted = models.TextField(default="")
    note = models.TextField(default="")
    ordinal = models.IntegerField()
    serial = models.IntegerField(unique=True)
    revision = models.IntegerField(default=1)

    class Meta:
        db_table = "organisation_unit"
        constraints = [
            models.CheckConstraint(name="organisation_unit_level", condition=models.Q(level__in=LEVELS)),
            models.CheckConstraint(
                name="organisation_unit_period", condition=models.Q(valid_to__gte=models.F("valid_from"))
            ),
        ]


class UnitName(models.Model):
    """A published name in a period."""

    id = models.UUIDField(primary_key=True, default=new_id)
    unit = models.ForeignKey(UnitRow, on_delete=models.PROTECT)
    name = models.TextField()
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        db_table = "organisation_unit_name"
        constraints = [
            ExclusionConstraint(
                name="organisation_one_name_a_day",
                expressions=[
                    ("unit", "="),
                    (models.Func("valid_from", "valid_to", models.Value("[]"), function="daterange"), "&&"),
                ],
            ),
        ]


class UnitParent(models.Model):
    """The unit above in a period."""

    id = models.UUIDField(primary_key=True, default=new_id)
    unit = models.ForeignKey(UnitRow, on_delete=models.PROTECT)
    parent = models.ForeignKey(UnitRow, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        db_table = "organisation_unit_parent"
        constraints = [
            ExclusionConstraint(
                name="organisation_one_parent_a_day",
                expressions=[
                    ("unit", "="),
                    (models.Func("valid_from", "valid_to", models.Value("[]"), function="daterange"), "&&"),
                ],
            ),
        ]


class UnitCode(models.Model):
    """A code in a period: «gso», or an e-identifier of either generation, which no other unit ever bears."""

    id = models.UUIDField(primary_key=True, default=new_id)
    unit = models.ForeignKey(UnitRow, on_delete=models.PROTECT)
    scheme = models.TextField()
    text = models.TextField()
    assumed = models.BooleanField(default=False)
    status = models.TextField(default="")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        db_table = "organisation_unit_code"
        constraints = [
            models.CheckConstraint(
                name="organisation_code_scheme", condition=models.Q(scheme__in=("gso", "legacy", "qd20"))
            ),
            ExclusionConstraint(
                name="organisation_one_code_a_day",
                expressions=[
                    ("unit", "="),
                    ("scheme", "="),
                    (models.Func("valid_from", "valid_to", models.Value("[]"), function="daterange"), "&&"),
                ],
            ),
            ExclusionConstraint(
                name="organisation_code_of_one_unit",
                expressions=[("text", "="), ("unit", "<>")],
                condition=models.Q(scheme__in=("legacy", "qd20")),
            ),
        ]


class UnitLink(models.Model):
    """What became of a unit from a day on; no successor where it was abolished."""

    id = models.UUIDField(primary_key=True, default=new_id)
    predecessor = models.ForeignKey(UnitRow, on_delete=models.PROTECT, related_name="+")
    successor = models.ForeignKey(UnitRow, on_delete=models.PROTECT, related_name="+", null=True)
    on = models.DateField()
    change_type = models.TextField()
    legal_basis = models.TextField(default="")
    confidence = models.TextField(default="")
    note = models.TextField(default="")

    class Meta:
        db_table = "organisation_unit_link"
        constraints = [
            models.UniqueConstraint(
                name="organisation_link_once", fields=["predecessor", "successor", "on"], nulls_distinct=False
            ),
        ]
