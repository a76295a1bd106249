"""Identity's use-cases."""

from motcua.identity.services.account import (
    change_password,
    close_account,
    create_account,
    reset_code,
    set_password,
)
from motcua.identity.services.appoint import appoint, end_appointment, substitute
from motcua.identity.services.bulk import create_people
from motcua.identity.services.code import check_code, enrol_code
from motcua.identity.services.roles import set_role_act
from motcua.identity.services.session import end_session, open_session, sweep_sessions, switch_post
from motcua.identity.services.token import issue_token, revoke_token

__all__ = [
    "appoint",
    "change_password",
    "check_code",
    "close_account",
    "create_account",
    "create_people",
    "end_appointment",
    "end_session",
    "enrol_code",
    "issue_token",
    "open_session",
    "reset_code",
    "revoke_token",
    "set_password",
    "set_role_act",
    "substitute",
    "sweep_sessions",
    "switch_post",
]
