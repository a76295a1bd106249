"""Pure decisions about procedures: marks, cases, who receives and decides, search."""

from motcua.catalogue.rules.cases import cases_of as cases_of
from motcua.catalogue.rules.cases import is_authorisation as is_authorisation
from motcua.catalogue.rules.checks import check_day as check_day
from motcua.catalogue.rules.checks import check_exemptions as check_exemptions
from motcua.catalogue.rules.compare import Change as Change
from motcua.catalogue.rules.compare import Difference as Difference
from motcua.catalogue.rules.compare import differences as differences
from motcua.catalogue.rules.drafting import USUAL_STEPS as USUAL_STEPS
from motcua.catalogue.rules.drafting import empty_version as empty_version
from motcua.catalogue.rules.drafting import with_process as with_process
from motcua.catalogue.rules.drafting import with_processes as with_processes
from motcua.catalogue.rules.keeping import kept_until as kept_until
from motcua.catalogue.rules.keeping import kept_years as kept_years
from motcua.catalogue.rules.mark import mark_of as mark_of
from motcua.catalogue.rules.online import lacks_reason as lacks_reason
from motcua.catalogue.rules.online import online_mode as online_mode
from motcua.catalogue.rules.plain import plain_of as plain_of
from motcua.catalogue.rules.plain import version_from as version_from
from motcua.catalogue.rules.search import Searchable as Searchable
from motcua.catalogue.rules.search import best as best
from motcua.catalogue.rules.steps import NAMES as NAMES
from motcua.catalogue.rules.steps import check_steps as check_steps
from motcua.catalogue.rules.steps import counted_hours as counted_hours
from motcua.catalogue.rules.steps import fault_of_steps as fault_of_steps
from motcua.catalogue.rules.steps import fitting_role as fitting_role
from motcua.catalogue.rules.steps import step_name as step_name
