"""What one can ask about units, posts, calendars, codes and settings: everything from memory."""

from motcua.organisation.queries.calendars import calendar as calendar
from motcua.organisation.queries.calendars import calendar_of as calendar_of
from motcua.organisation.queries.calendars import calendar_version as calendar_version
from motcua.organisation.queries.codes import code_prefix as code_prefix
from motcua.organisation.queries.codes import settings as settings
from motcua.organisation.queries.codes import units_with_assumed_code as units_with_assumed_code
from motcua.organisation.queries.posts import post as post
from motcua.organisation.queries.posts import posts as posts
from motcua.organisation.queries.posts import sections as sections
from motcua.organisation.queries.shelf import revision as revision
from motcua.organisation.queries.units import children as children
from motcua.organisation.queries.units import competent_now as competent_now
from motcua.organisation.queries.units import district_of as district_of
from motcua.organisation.queries.units import full_name as full_name
from motcua.organisation.queries.units import heirs as heirs
from motcua.organisation.queries.units import links_from as links_from
from motcua.organisation.queries.units import parent as parent
from motcua.organisation.queries.units import place as place
from motcua.organisation.queries.units import province_of as province_of
from motcua.organisation.queries.units import receiving_centre as receiving_centre
from motcua.organisation.queries.units import short_name as short_name
from motcua.organisation.queries.units import subtree as subtree
from motcua.organisation.queries.units import unit as unit
from motcua.organisation.queries.units import unit_by_code as unit_by_code
from motcua.organisation.queries.units import units as units
