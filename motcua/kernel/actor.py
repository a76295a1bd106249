"""Who acts: an account, for a post in a unit, with the acts that its appointments give."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

Reach = Literal["unit", "subtree", "everywhere"]

#: The account of jobs, seeds and commands; it is nobody's and signs nobody in.
SYSTEM_ACCOUNT = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Grant:
    """Some acts within a unit, its subtree, or everywhere; ``fields`` narrows to fields of procedures (None: all)."""

    acts: frozenset[str]
    unit: UUID
    reach: Reach = "unit"
    fields: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """An account acting for one post in one unit at this moment.

    ``name`` and ``post_name`` are what a page shows; ``grants`` what its appointments allow;
    ``section`` the desk the post belongs to; ``acting_for`` the post's holder who is substituted.
    """

    account: UUID
    name: str
    post: UUID | None = None
    unit: UUID | None = None
    section: str = ""
    post_name: str = ""
    unit_name: str = ""
    grants: tuple[Grant, ...] = ()
    acting_for: UUID | None = None
    is_system: bool = field(default=False)

    @property
    def is_anonymous(self) -> bool:
        """Whether nobody is signed in."""
        return self.account == ANONYMOUS_ACCOUNT


ANONYMOUS_ACCOUNT = UUID(int=1)
ANONYMOUS = Actor(account=ANONYMOUS_ACCOUNT, name="")
SYSTEM = Actor(account=SYSTEM_ACCOUNT, name="Hệ thống", is_system=True)
