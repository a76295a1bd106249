"""Every distinct name once, so that a fuzzy search reads thousands of rows and not a million."""

from django.db import models


class PersonName(models.Model):
    """A name without accents that at least one person bears."""

    plain = models.TextField(primary_key=True)

    class Meta:
        db_table = "parties_name"
