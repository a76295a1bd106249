"""Tables of units, posts, calendars and settings in time."""

from motcua.organisation.models.order import OrderRow as OrderRow
from motcua.organisation.models.order import OrderUndone as OrderUndone
from motcua.organisation.models.post import PostRow as PostRow
from motcua.organisation.models.reference import CalendarDecision as CalendarDecision
from motcua.organisation.models.reference import CalendarDraft as CalendarDraft
from motcua.organisation.models.reference import CalendarVersion as CalendarVersion
from motcua.organisation.models.reference import Revision as Revision
from motcua.organisation.models.reference import SettingChange as SettingChange
from motcua.organisation.models.reference import SettingsVersion as SettingsVersion
from motcua.organisation.models.reference import SettingUndone as SettingUndone
from motcua.organisation.models.unit import UnitCode as UnitCode
from motcua.organisation.models.unit import UnitLink as UnitLink
from motcua.organisation.models.unit import UnitName as UnitName
from motcua.organisation.models.unit import UnitParent as UnitParent
from motcua.organisation.models.unit import UnitRow as UnitRow
