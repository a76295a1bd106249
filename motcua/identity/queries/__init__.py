"""Identity's public reads."""

from motcua.identity.queries.actors import actor_for, actor_of_seat, seats
from motcua.identity.queries.demo import DemoGroup, DemoPerson, demo_people
from motcua.identity.queries.people import (
    account_named,
    acts_of_role,
    holders,
    names,
    number_of_accounts,
    people_of,
    roles_of,
)
from motcua.identity.queries.sessions import sessions_of
from motcua.identity.queries.tokens import actor_of_token, tokens_of

__all__ = [
    "DemoGroup",
    "DemoPerson",
    "account_named",
    "actor_for",
    "actor_of_seat",
    "actor_of_token",
    "acts_of_role",
    "demo_people",
    "holders",
    "names",
    "number_of_accounts",
    "people_of",
    "roles_of",
    "seats",
    "sessions_of",
    "tokens_of",
]
