"""A dossier whose personal data was erased."""

from django.db import models

from motcua.dossiers.models.way import Row


class Erasure(Row):
    """Names, numbers, texts, files and prints are gone, on this ground; code, procedure, units and moments stay."""

    ground = models.TextField()

    class Meta:
        db_table = "dossiers_erasure"
        constraints = [models.UniqueConstraint(fields=["dossier"], name="dossiers_one_erasure")]
