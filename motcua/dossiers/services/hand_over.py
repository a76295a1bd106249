"""Hand a dossier over to the next step's desk (NĐ 61/2018 Đ18)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.dossiers.deeds import begin
from motcua.dossiers.record import Record
from motcua.dossiers.rules import SECTION_ROLES, next_step, return_step
from motcua.dossiers.services.receiving import move_row
from motcua.dossiers.types import Deed, Move, MoveKind, RouteStep
from motcua.dossiers.writing import Change, moved_by, put
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.refusal import Invalid
from motcua.organisation import queries as organisation


@act(one_statement=True)
def hand_over(*, actor: Actor, at: datetime, number: str, section: str = "", revision: int | None = None) -> Record:
    """Hand over to the next step; ``section`` names the desk where the unit has several for that step.

    Refuses with Invalid when a section must be chosen, and as ``deeds.begin`` does.
    """
    record = begin(actor, number, Deed.HAND_OVER, revision=revision)
    return put(record, handing_over(record, actor=actor, at=at, section=section), actor=actor, at=at)


def handing_over(record: Record, *, actor: Actor, at: datetime, section: str = "") -> Change:
    """Return what handing over makes of a dossier. Refuses with Invalid when a section must be chosen."""
    following = next_step(record.life.route, record.standing.step) or return_step(record.life.route)
    move = arriving(record, MoveKind.HANDED_OVER, following, at, section=section)
    return moving(record, move, actor=actor, verb="dossiers.handed_over")


def sections_for(record: Record, step: RouteStep, at: datetime) -> tuple[str, ...]:
    """Return the sections that could take this step in its unit, alphabetically."""
    del record  # later the procedure's field will narrow the choice
    if step.role not in SECTION_ROLES:
        return ()
    found = {post.section for post in organisation.posts(step.unit, at.date(), role=step.role)}
    return tuple(sorted(found))


def arriving(record: Record, kind: MoveKind, step: RouteStep, at: datetime, *, section: str = "") -> Move:
    """Return the move that lays the dossier at a step: in the section it is in, the only one, or the one chosen."""
    choices = sections_for(record, step, at)
    here = record.standing.section if record.standing.unit == step.unit else ""
    chosen = section or (here if here in choices else "") or (choices[0] if len(choices) == 1 else "")
    if choices and chosen not in choices:
        raise Invalid(
            {"section": _("Chọn bộ phận nhận hồ sơ: %(sections)s.") % {"sections": "; ".join(filter(None, choices))}}
        )
    return Move(len(record.life.moves) + 1, kind, at, step.no, step.unit, step.role, chosen)


def moving(
    record: Record,
    move: Move,
    *,
    actor: Actor,
    verb: str,
    reason: str = "",
    more: Mapping[str, object] | None = None,
) -> Change:
    """Return what one move makes of a dossier; the line's facts may say ``more``."""
    row = move_row(actor, record.id, move, reason)
    facts = {
        "step": move.step,
        "unit": move.unit,
        "role": move.role,
        "post": move.post,
        "row": row["id"] if reason else None,
        **(more or {}),
    }
    return Change(
        life=replace(record.life, moves=(*record.life.moves, moved_by(actor, move))),
        verb=verb,
        rows={"dossiers_move": [row]},
        facts={name: value for name, value in facts.items() if value is not None},
    )
