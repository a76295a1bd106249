"""What of the indicators can be measured from the house's own records, and why the rest cannot yet."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy

from motcua.catalogue import queries as catalogue
from motcua.dossiers import queries
from motcua.dossiers.queries import Aspect, Judged, Outcome
from motcua.kernel.actor import Actor
from motcua.kernel.moments import local
from motcua.organisation.queries.orders import units_reached
from motcua.organisation.types import Unit
from motcua.scores import rated, rules
from motcua.scores.rules import Card
from motcua.scores.types import LOOK, OFFICIALS, Counts, Indicator, Term

#: Which indicator a dossier's aspect gives.
ASPECTS = {Indicator.TIME: Aspect.WHOLE, Indicator.PARTS: Aspect.PARTS, Indicator.CONTACTS: Aspect.CONTACTS}
#: Why an indicator has no score.
WHY = {
    Indicator.TIME: gettext_lazy("Kỳ này chưa có hồ sơ nào có kết quả."),
    Indicator.PARTS: gettext_lazy("Kỳ này chưa có hồ sơ nào có kết quả."),
    Indicator.CONTACTS: gettext_lazy("Kỳ này chưa có hồ sơ nào có kết quả."),
    Indicator.BODIES: gettext_lazy(
        "Chưa đủ năm phiếu đánh giá trong một quý đã hết; của công chức: phiếu về vị trí mà một mình người ấy giữ."
    ),
    Indicator.COUNTER: gettext_lazy("Chưa thủ tục nào được ghi là làm trọn tại Một cửa."),
    Indicator.PUBLICATION: gettext_lazy("Chưa có kết quả kiểm tra việc niêm yết, công khai."),
    Indicator.ATTITUDE: gettext_lazy(
        "Chưa đủ năm phiếu đánh giá trong một quý đã hết; của công chức: phiếu về vị trí mà một mình người ấy giữ."
    ),
    Indicator.FEEDBACK: gettext_lazy("Chưa ghi nhận phản ánh, kiến nghị trên hệ thống."),
    Indicator.ONLINE: gettext_lazy("Chưa thủ tục nào có mức độ trực tuyến, hoặc kỳ này không tiếp nhận hồ sơ."),
}


@dataclass(frozen=True, slots=True)
class Scored:
    """Somebody's card, with how many dossiers gave how many points."""

    card: Card
    dossiers: int
    counts: Mapping[Indicator, Counts]


def agencies(actor: Actor, term: Term, units: Collection[Unit], now: datetime) -> dict[UUID, Scored]:
    """Return the cards of units that have a dossier or a procedure in the term, of those where the actor may look."""
    reached = units_reached(actor, LOOK)
    seen = [unit for unit in units if reached is None or unit.id in reached]
    ids = frozenset(unit.id for unit in seen)
    outcomes = queries.outcomes_of_agencies(actor, Judged(term.since, term.until, ids))
    shares = queries.online_shares(ids, term.since, term.until, now)
    said = rated.of_agencies(ids, term, now)
    found = {}
    for unit in seen:
        outcome, share = outcomes.get(unit.id), shares.get(unit.id)
        if outcome is None and share is None:
            continue
        counts = _counts(outcome) | said.get(unit.id, {})
        scores = _scores(counts) | _of_procedures(unit, term, share, now)
        found[unit.id] = Scored(rules.card_of_agency(scores), outcome.dossiers if outcome else 0, counts)
    return found


def officials(actor: Actor, term: Term, unit: UUID, now: datetime) -> dict[UUID, Scored]:
    """Return the cards of a unit's officials by account; of a unit where the actor has no such act, none."""
    judged = Judged(term.since, term.until, frozenset({unit}), act=OFFICIALS)
    outcomes = queries.outcomes_of_officials(actor, judged)
    said = rated.of_officials(outcomes, term, {unit}, now)
    return {account: _official(outcome, said.get(account, {})) for account, outcome in outcomes.items()}


def official(actor: Actor, term: Term, account: UUID, now: datetime) -> Scored:
    """Return one official's card: the own one, or of dossiers handled in units where the actor has the act."""
    judged = Judged(term.since, term.until, account=account, act=OFFICIALS)
    outcome = queries.outcomes_of_officials(actor, judged).get(account)
    if outcome is None:
        return _official(None, {})
    units = None if account == actor.account else units_reached(actor, OFFICIALS)
    return _official(outcome, rated.of_officials([account], term, units, now).get(account, {}))


def _official(outcome: Outcome | None, said: rated.Said) -> Scored:
    counts = _counts(outcome) | said
    return Scored(rules.card_of_official(_scores(counts)), outcome.dossiers if outcome else 0, counts)


def _counts(outcome: Outcome | None) -> dict[Indicator, Counts]:
    if outcome is None:
        return {}
    return {indicator: Counts(*outcome.points[aspect]) for indicator, aspect in ASPECTS.items()}


def _scores(counts: Mapping[Indicator, Counts]) -> dict[Indicator, Decimal | None]:
    return {indicator: rules.score(counted) for indicator, counted in counts.items()}


def _of_procedures(
    unit: Unit, term: Term, share: queries.OnlineShare | None, now: datetime
) -> dict[Indicator, Decimal | None]:
    procedures = catalogue.answered_for(unit.id, min(term.until, local(now).date()))
    graded = [version for version in procedures if version.online_level is not None]
    return {
        Indicator.COUNTER: rules.at_the_counter(
            unit.level,
            procedures=len(procedures),
            receivable=sum(version.has_limit for version in procedures),
            wholly=sum(version.wholly_at_counter for version in procedures),
        ),
        Indicator.ONLINE: rules.online(
            graded=len(graded),
            high=sum((version.online_level or 0) >= rules.HIGH_LEVEL for version in graded),
            received=share.received if share else 0,
            came_online=share.online if share else 0,
            late=share.late if share else 0,
        ),
    }
