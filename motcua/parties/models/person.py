"""A citizen or organisation as a person in law."""

from django.db import models

from motcua.kernel.ids import new_id


class PersonRow(models.Model):
    """One person. Name and birth in the clear for search; numbers and contact sealed, found by blind indexes."""

    id = models.UUIDField(primary_key=True, default=new_id)
    kind = models.TextField()
    name = models.TextField()
    name_plain = models.TextField()
    sort_key = models.BinaryField()
    birth = models.TextField(default="")
    sex = models.TextField(default="")
    ethnic = models.TextField(default="")
    commune_id = models.UUIDField(null=True)
    number_index = models.BinaryField(null=True)
    number = models.BinaryField(null=True)
    phone_index = models.BinaryField(null=True)
    contact = models.BinaryField(null=True)
    contact_mark = models.BinaryField(null=True)
    revision = models.IntegerField(default=1)
    made_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "parties_person"
        constraints = [
            models.CheckConstraint(
                name="parties_person_kind", condition=models.Q(kind__in=("citizen", "organisation"))
            ),
            models.UniqueConstraint(name="parties_person_number", fields=["number_index"]),
        ]
        indexes = [
            models.Index(
                name="parties_person_phone", fields=["phone_index"], condition=models.Q(phone_index__isnull=False)
            ),
            models.Index(name="parties_person_name", fields=["name_plain"]),
        ]
