"""What one can do to units, posts, calendars and settings."""

from motcua.organisation.services.change_setting import change_setting as change_setting
from motcua.organisation.services.change_setting import undo_setting as undo_setting
from motcua.organisation.services.change_unit import dissolve_unit as dissolve_unit
from motcua.organisation.services.change_unit import move_unit as move_unit
from motcua.organisation.services.change_unit import rename_unit as rename_unit
from motcua.organisation.services.decide_days import decide_days as decide_days
from motcua.organisation.services.decide_days import recount_on as recount_on
from motcua.organisation.services.found_unit import found_unit as found_unit
from motcua.organisation.services.give_code import give_code as give_code
from motcua.organisation.services.load import load as load
from motcua.organisation.services.posts import add_post as add_post
from motcua.organisation.services.posts import close_post as close_post
from motcua.organisation.services.propose_days import propose_days as propose_days
from motcua.organisation.services.undo_order import undo_order as undo_order
