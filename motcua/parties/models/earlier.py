"""A person as recorded before a change."""

from django.db import models

from motcua.parties.models.person import PersonRow


class EarlierPerson(models.Model):
    """What was recorded of a person until a moment; written by ``parties_take``."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(PersonRow, on_delete=models.CASCADE)
    name = models.TextField()
    birth = models.TextField()
    number = models.BinaryField(null=True)
    contact = models.BinaryField(null=True)
    commune_id = models.UUIDField(null=True)
    revision = models.IntegerField()
    until = models.DateTimeField()

    class Meta:
        db_table = "parties_earlier"
