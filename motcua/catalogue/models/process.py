"""The internal process of a version, as a table of steps."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from motcua.catalogue.models.procedure import VersionRow
from motcua.kernel.ids import new_id

ROLES = ("counter", "specialist", "section_head", "leader", "document_clerk")


class ProcessRow(models.Model):
    """The process of dossiers received at one level; a published one whose steps exceed the limit keeps a flag."""

    id = models.UUIDField(primary_key=True, default=new_id)
    version = models.ForeignKey(VersionRow, on_delete=models.PROTECT)
    level = models.TextField()
    place = models.IntegerField()
    hours = models.DecimalField(max_digits=9, decimal_places=3)
    source_id = models.TextField(default="")
    variant = models.TextField(default="")
    exceeds_limit = models.BooleanField(default=False)
    assumed = models.JSONField(default=list)

    class Meta:
        db_table = "catalogue_process"
        constraints = [
            models.UniqueConstraint(name="catalogue_process_level", fields=["version", "level"]),
        ]


class StepRow(models.Model):
    """A step: who, what, how many working hours; ``unit`` is a code, a rule, or empty for the competent agency."""

    id = models.UUIDField(primary_key=True, default=new_id)
    process = models.ForeignKey(ProcessRow, on_delete=models.PROTECT)
    no = models.IntegerField()
    role = models.TextField()
    action_code = models.TextField()
    name = models.TextField()
    hours = models.DecimalField(max_digits=9, decimal_places=3, null=True)
    counts = models.BooleanField(default=True)
    parallel_group = models.TextField(default="")
    unit = models.TextField(default="")
    agency = models.TextField(default="")
    needs = ArrayField(models.IntegerField(), default=list)

    class Meta:
        db_table = "catalogue_step"
        constraints = [
            models.UniqueConstraint(name="catalogue_step_no", fields=["process", "no"]),
            models.CheckConstraint(name="catalogue_step_role", condition=models.Q(role__in=ROLES)),
            models.CheckConstraint(name="catalogue_step_hours", condition=models.Q(hours__gte=0)),
        ]
