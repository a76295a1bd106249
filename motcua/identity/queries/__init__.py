"""Identity's public reads."""

from motcua.identity.queries.actors import actor_for, actor_of_seat, seats
from motcua.identity.queries.board import Board, board, units_with_board
from motcua.identity.queries.demo import DemoGroup, DemoPerson, demo_people
from motcua.identity.queries.directory import (
    accounts_for,
    appointment_for,
    colleagues,
    holders_for,
    person_for,
    posts_in_reach,
    posts_left_empty,
    stand_ins_for,
    terms_for,
    units_in_reach,
)
from motcua.identity.queries.importing import import_lines
from motcua.identity.queries.people import (
    account_named,
    acts_of_role,
    appointed_after,
    holders,
    names,
    number_of_accounts,
    people_of,
    roles_of,
    sole_posts,
)
from motcua.identity.queries.roles import may_change_roles, role_change, role_matrix
from motcua.identity.queries.sessions import sessions_of
from motcua.identity.queries.stand_by import lendings_for, stand_by_words, stand_bys_at, stand_bys_for
from motcua.identity.queries.terms import Lent, lent_in
from motcua.identity.queries.tokens import actor_of_token, tokens_of

__all__ = [
    "Board",
    "DemoGroup",
    "DemoPerson",
    "Lent",
    "account_named",
    "accounts_for",
    "actor_for",
    "actor_of_seat",
    "actor_of_token",
    "acts_of_role",
    "appointed_after",
    "appointment_for",
    "board",
    "colleagues",
    "demo_people",
    "holders",
    "holders_for",
    "import_lines",
    "lendings_for",
    "lent_in",
    "may_change_roles",
    "names",
    "number_of_accounts",
    "people_of",
    "person_for",
    "posts_in_reach",
    "posts_left_empty",
    "role_change",
    "role_matrix",
    "roles_of",
    "seats",
    "sessions_of",
    "sole_posts",
    "stand_by_words",
    "stand_bys_at",
    "stand_bys_for",
    "stand_ins_for",
    "terms_for",
    "tokens_of",
    "units_in_reach",
    "units_with_board",
]
