"""Declaration forms as the folder has them, and filled samples that the province uploaded."""

from django.db import models

from motcua.catalogue.models.procedure import ProcedureRow
from motcua.kernel.ids import new_id


class DeclarationRow(models.Model):
    """A declaration form (tờ khai) with the procedures that it serves; written anew when the folder says something else."""

    form_id = models.TextField(primary_key=True)
    codes = models.JSONField()
    content = models.JSONField()

    class Meta:
        db_table = "catalogue_declaration"


class SampleRow(models.Model):
    """The filled sample of a procedure is an uploaded file from now on, or without a file the one made by rule again."""

    id = models.UUIDField(primary_key=True, default=new_id)
    procedure = models.ForeignKey(ProcedureRow, on_delete=models.PROTECT)
    number = models.IntegerField()
    file_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    by_account = models.UUIDField()
    by_post = models.UUIDField(null=True)
    by_unit = models.UUIDField(null=True)

    class Meta:
        db_table = "catalogue_sample"
        constraints = [models.UniqueConstraint(fields=["procedure", "number"], name="catalogue_sample_in_order")]
