"""Pure decisions about units: names, codes, the tree in time, calendars as rows."""

from motcua.organisation.rules.calendars import calendar_from as calendar_from
from motcua.organisation.rules.calendars import content_of as content_of
from motcua.organisation.rules.codes import assumed_legacy as assumed_legacy
from motcua.organisation.rules.codes import assumed_qd20 as assumed_qd20
from motcua.organisation.rules.codes import scheme_of as scheme_of
from motcua.organisation.rules.names import full_name as full_name
from motcua.organisation.rules.names import place as place
from motcua.organisation.rules.names import short_name as short_name
from motcua.organisation.rules.tree import Tree as Tree
from motcua.organisation.rules.wanted import settings_content as settings_content
