"""Identity's use-cases."""

from motcua.identity.services.account import (
    change_password,
    close_account,
    create_account,
    reset_code,
    set_password,
)
from motcua.identity.services.appoint import appoint, end_appointment, end_substitution, substitute
from motcua.identity.services.bulk import create_people
from motcua.identity.services.code import check_code, enrol_code
from motcua.identity.services.code_reset import ask_code_reset, confirm_code_reset, drop_code_reset
from motcua.identity.services.employ import employ
from motcua.identity.services.import_people import import_people
from motcua.identity.services.leave import leave
from motcua.identity.services.roles import set_role_act
from motcua.identity.services.session import end_session, open_session, sweep_sessions, switch_post
from motcua.identity.services.slip import issue_slip, settle_slip, use_slip
from motcua.identity.services.staff import second, set_desk_phone
from motcua.identity.services.stand_by import end_stand_by, name_stand_by
from motcua.identity.services.token import issue_token, revoke_token

__all__ = [
    "appoint",
    "ask_code_reset",
    "change_password",
    "check_code",
    "close_account",
    "confirm_code_reset",
    "create_account",
    "create_people",
    "drop_code_reset",
    "employ",
    "end_appointment",
    "end_session",
    "end_stand_by",
    "end_substitution",
    "enrol_code",
    "import_people",
    "issue_slip",
    "issue_token",
    "leave",
    "name_stand_by",
    "open_session",
    "reset_code",
    "revoke_token",
    "second",
    "set_desk_phone",
    "set_password",
    "set_role_act",
    "settle_slip",
    "substitute",
    "sweep_sessions",
    "switch_post",
    "use_slip",
]
