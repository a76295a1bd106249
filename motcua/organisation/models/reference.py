"""Calendars and settings as versions, and the revision by which memory knows that something changed."""

from django.db import models

from motcua.kernel.ids import new_id
from motcua.organisation.models.order import Signed
from motcua.organisation.models.unit import UnitRow
from motcua.organisation.types import Verdict


class CalendarVersion(models.Model):
    """A working calendar; without a unit it is everybody's. The newest in force counts, dossiers freeze its number."""

    number = models.IntegerField(primary_key=True)
    id = models.UUIDField(unique=True, default=new_id)
    unit = models.ForeignKey(UnitRow, on_delete=models.PROTECT, null=True)
    content = models.JSONField()
    valid_from = models.DateField(null=True)
    #: The proposal that made it; none where it came with a folder.
    draft_id = models.UUIDField(null=True)

    class Meta:
        db_table = "organisation_calendar"


class CalendarDraft(Signed):
    """Days that somebody proposes to write into every calendar; nothing goes by them before it is decided."""

    id = models.UUIDField(primary_key=True, default=new_id)
    days = models.JSONField()
    until_year = models.IntegerField(null=True)
    paper = models.TextField()

    class Meta:
        db_table = "organisation_calendar_draft"


class CalendarDecision(Signed):
    """What was decided about a proposal: open dossiers' moments move with it, stay, or it was dropped."""

    draft = models.OneToOneField(CalendarDraft, on_delete=models.PROTECT, primary_key=True)
    verdict = models.TextField()
    #: How many open dossiers it touched, as the one who decided saw.
    touched = models.IntegerField()

    class Meta:
        db_table = "organisation_calendar_decision"
        constraints = [
            models.CheckConstraint(name="organisation_calendar_verdict", condition=models.Q(verdict__in=Verdict))
        ]


class SettingsVersion(models.Model):
    """The province's settings from a day on, as the profile's table has them."""

    number = models.IntegerField(primary_key=True)
    id = models.UUIDField(unique=True, default=new_id)
    content = models.JSONField()
    valid_from = models.DateField(null=True)

    class Meta:
        db_table = "organisation_settings"


class SettingChange(Signed):
    """One setting has another value from a day on; none: again as the folder has it. It stands over the folder's."""

    id = models.UUIDField(primary_key=True, default=new_id)
    key = models.TextField()
    value = models.JSONField(null=True)
    valid_from = models.DateField()
    reason = models.TextField()

    class Meta:
        db_table = "organisation_setting"


class SettingUndone(Signed):
    """A change was taken back before its day came."""

    change = models.OneToOneField(SettingChange, on_delete=models.PROTECT, primary_key=True)

    class Meta:
        db_table = "organisation_setting_undone"


class Revision(models.Model):
    """One row: raised by every act of this module, asked for by the shelf in memory."""

    id = models.IntegerField(primary_key=True)
    number = models.BigIntegerField()

    class Meta:
        db_table = "organisation_revision"
