"""A procedure and what each of its versions says."""

from django.db import models

from motcua.clocks.limits import LimitKind
from motcua.kernel.ids import new_id


class ProcedureRow(models.Model):
    """A procedure by its national code."""

    id = models.UUIDField(primary_key=True, default=new_id)
    code = models.TextField(unique=True)
    revision = models.IntegerField(default=1)

    class Meta:
        db_table = "catalogue_procedure"


class VersionRow(models.Model):
    """A version as published; only its last day is ever written later. A superseded one may end before it begins."""

    id = models.UUIDField(primary_key=True, default=new_id)
    procedure = models.ForeignKey(ProcedureRow, on_delete=models.PROTECT)
    number = models.IntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    name = models.TextField()
    short_name = models.TextField()
    field = models.TextField(default="")
    limit_kind = models.TextField()
    limit_amount = models.DecimalField(max_digits=8, decimal_places=3)
    limit_note = models.TextField(default="")
    receive_levels = models.JSONField(default=list)
    decide_levels = models.JSONField(default=list)
    decide_unit = models.TextField(default="")
    fee_note = models.TextField(default="")
    result = models.TextField(default="")
    legal_basis = models.JSONField(default=list)
    online_level = models.IntegerField(null=True)
    linked_agencies = models.TextField(default="")
    published_by = models.TextField(default="")
    subjects = models.TextField(default="")
    method = models.TextField(default="")
    sets = models.IntegerField(null=True)
    conditions = models.TextField(default="")
    received_elsewhere = models.BooleanField(default=False)
    wholly_at_counter = models.BooleanField(default=False)
    online_mode = models.TextField(default="")
    online_reason = models.TextField(default="")
    assumed = models.JSONField(default=list)
    source = models.TextField()
    folder_mark = models.TextField()

    class Meta:
        db_table = "catalogue_version"
        constraints = [
            models.UniqueConstraint(name="catalogue_version_number", fields=["procedure", "number"]),
            models.UniqueConstraint(
                name="catalogue_version_open", fields=["procedure"], condition=models.Q(valid_to__isnull=True)
            ),
            models.CheckConstraint(
                name="catalogue_version_limit",
                condition=models.Q(limit_kind__in=[kind.value for kind in LimitKind], limit_amount__gte=0),
            ),
            models.CheckConstraint(name="catalogue_version_source", condition=models.Q(source__in=("folder", "act"))),
        ]


class PaperRow(models.Model):
    """A paper of a version, under its published heading."""

    id = models.UUIDField(primary_key=True, default=new_id)
    version = models.ForeignKey(VersionRow, on_delete=models.PROTECT)
    position = models.IntegerField()
    case_label = models.TextField(default="")
    is_case = models.BooleanField(default=False)
    name = models.TextField()
    short_name = models.TextField()
    kind = models.TextField(default="")
    required = models.TextField()
    originals = models.IntegerField()
    certified = models.IntegerField()
    copies = models.IntegerField()
    scan = models.TextField()
    form_code = models.TextField(default="")
    note = models.TextField(default="")
    assumed = models.JSONField(default=list)

    class Meta:
        db_table = "catalogue_paper"
        constraints = [
            models.UniqueConstraint(name="catalogue_paper_position", fields=["version", "position"]),
            models.CheckConstraint(
                name="catalogue_paper_required", condition=models.Q(required__in=("yes", "conditional"))
            ),
        ]


class FeeRow(models.Model):
    """A line of a version's fees, in VND; no amount where it is not known."""

    id = models.UUIDField(primary_key=True, default=new_id)
    version = models.ForeignKey(VersionRow, on_delete=models.PROTECT)
    position = models.IntegerField()
    amount = models.BigIntegerField(null=True)
    note = models.TextField(default="")

    class Meta:
        db_table = "catalogue_fee"
        constraints = [
            models.UniqueConstraint(name="catalogue_fee_position", fields=["version", "position"]),
            models.CheckConstraint(name="catalogue_fee_amount", condition=models.Q(amount__gte=0)),
        ]


class ExemptionRow(models.Model):
    """A line of who is freed from a version's fees or pays less: by percent, or by so many VND off each."""

    id = models.UUIDField(primary_key=True, default=new_id)
    version = models.ForeignKey(VersionRow, on_delete=models.PROTECT)
    position = models.IntegerField()
    who = models.TextField()
    percent = models.IntegerField(default=0)
    amount = models.BigIntegerField(null=True)
    proof = models.TextField(default="")
    basis = models.TextField(default="")

    class Meta:
        db_table = "catalogue_exemption"
        constraints = [
            models.UniqueConstraint(name="catalogue_exemption_position", fields=["version", "position"]),
            models.CheckConstraint(
                name="catalogue_exemption_cut",
                condition=models.Q(percent__range=(1, 100), amount__isnull=True) | models.Q(percent=0, amount__gt=0),
            ),
        ]


class Revision(models.Model):
    """One row: raised by every act of this module, asked for by the shelf in memory."""

    id = models.IntegerField(primary_key=True)
    number = models.BigIntegerField()

    class Meta:
        db_table = "catalogue_revision"
