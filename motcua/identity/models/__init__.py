"""Accounts, appointments, substitutions, roles, sessions and tokens."""

from motcua.identity.models.account import Account
from motcua.identity.models.appointment import Appointment, Substitution
from motcua.identity.models.mark import Mark
from motcua.identity.models.reset import CodeReset, Slip
from motcua.identity.models.role_act import RoleAct
from motcua.identity.models.session import SignedIn
from motcua.identity.models.staff import DeskPhone, Secondment, StandBy
from motcua.identity.models.token import Token

__all__ = [
    "Account",
    "Appointment",
    "CodeReset",
    "DeskPhone",
    "Mark",
    "RoleAct",
    "Secondment",
    "SignedIn",
    "Slip",
    "StandBy",
    "Substitution",
    "Token",
]
