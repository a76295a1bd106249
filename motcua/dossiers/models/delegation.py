"""Who may decide at the counter, about which procedure."""

from django.db import models


class Delegation(models.Model):
    """A unit's leader lets one official decide about a procedure at the counter; no end means until further notice."""

    id = models.UUIDField(primary_key=True)
    at = models.DateTimeField()
    by_account = models.UUIDField()
    by_post = models.UUIDField(null=True)
    unit_id = models.UUIDField()
    account_id = models.UUIDField()
    procedure = models.TextField()
    decision = models.TextField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    revision = models.IntegerField(default=1)

    class Meta:
        db_table = "dossiers_delegation"
        constraints = [
            models.UniqueConstraint(
                fields=["unit_id", "account_id", "procedure"],
                condition=models.Q(valid_to__isnull=True),
                name="dossiers_one_delegation_each",
            ),
        ]
