"""Calendars and settings as versions, and the revision by which memory knows that something changed."""

from django.db import models

from motcua.kernel.ids import new_id
from motcua.organisation.models.unit import UnitRow


class CalendarVersion(models.Model):
    """A working calendar; without a unit it is everybody's. The newest in force counts, dossiers freeze its number."""

    number = models.IntegerField(primary_key=True)
    id = models.UUIDField(unique=True, default=new_id)
    unit = models.ForeignKey(UnitRow, on_delete=models.PROTECT, null=True)
    content = models.JSONField()
    valid_from = models.DateField(null=True)

    class Meta:
        db_table = "organisation_calendar"


class SettingsVersion(models.Model):
    """The province's settings from a day on, as the profile's table has them."""

    number = models.IntegerField(primary_key=True)
    id = models.UUIDField(unique=True, default=new_id)
    content = models.JSONField()
    valid_from = models.DateField(null=True)

    class Meta:
        db_table = "organisation_settings"


class Revision(models.Model):
    """One row: raised by every act of this module, asked for by the shelf in memory."""

    id = models.IntegerField(primary_key=True)
    number = models.BigIntegerField()

    class Meta:
        db_table = "organisation_revision"
