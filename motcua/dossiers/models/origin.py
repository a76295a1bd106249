"""Where a dossier came from that another system had before."""

from django.db import models

from motcua.dossiers.models.dossier import Dossier


class Origin(models.Model):
    """It was brought over from a line of a file: when, in which run, and what had been promised.

    ``digest`` is the SHA-256 of what stood in the line; ``revision`` the one with which the dossier came: another says
    that somebody has worked on it since.
    """

    dossier = models.OneToOneField(Dossier, on_delete=models.CASCADE, primary_key=True, related_name="+")
    run_id = models.UUIDField()
    line = models.IntegerField()
    digest = models.BinaryField()
    at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    days_left = models.DecimalField(null=True, max_digits=8, decimal_places=3)
    revision = models.IntegerField()

    class Meta:
        db_table = "dossiers_origin"
        indexes = [models.Index(fields=["run_id", "line"], name="dossiers_origin_of_run")]
