"""What waits to be carried, and the lists of a unit: a fixed number of statements however much there is."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from motcua.catalogue import queries as catalogue
from motcua.clocks.duties import transfer_due
from motcua.clocks.refusals import CalendarEnds
from motcua.dossiers import printing
from motcua.dossiers.carrying import (
    BACK,
    CARRY,
    COUNTER,
    LIST,
    MOST,
    CarriedOriginal,
    Carrying,
    HandOverList,
    Leg,
    ListHead,
    ListLine,
    ListWay,
    NoSuchList,
    Place,
)
from motcua.dossiers.queries.carried_originals import carried_originals, with_originals
from motcua.dossiers.queries.papers_outside import outside_legs
from motcua.dossiers.services.refuse import REASON
from motcua.identity import queries as identity
from motcua.kernel import access
from motcua.kernel.actor import Actor
from motcua.kernel.keys import unseal
from motcua.kernel.moments import local
from motcua.kernel.statements import row, rows
from motcua.ledger import services as ledger
from motcua.organisation import queries as organisation
from motcua.postal.types import Verdict

SHOWN = 30

# Within a unit only what leaves its counter or comes back to it is carried; a commune's people sit together.
# Whose dossiers these are is looked up for those alone that are carried.
READY = """
with ready as materialized (
select m.dossier_id, m.seq, m.at, m.unit_id, m.role, m.section, p.role as from_role, p.section as from_section, p.seq as before
from dossiers_move m join dossiers_move p on p.dossier_id = m.dossier_id and p.seq = m.seq - 1
join dossiers_standing s on s.dossier_id = m.dossier_id
where m.by_post = any(%(posts)s) and m.at >= %(since)s and p.unit_id = %(unit)s and s.closed_at is null
  and s.units @> array[%(unit)s::uuid] and (%(apart)s or s.unit_id <> %(unit)s)
  and (m.unit_id <> p.unit_id or %(apart)s and (m.role = 'counter') <> (p.role = 'counter'))
  and s.unit_id = m.unit_id and (s.role = 'counter') = (m.role = 'counter')
  and not exists (select from dossiers_list_line l where l.dossier_id = m.dossier_id and l.move >= m.seq and l.task_id is null
    and (l.verdict is null or l.verdict not in ('missing', 'extra') or l.settled_at is null))
order by m.at, m.dossier_id limit %(most)s)
select m.*, coalesce(d.code, d.filing_number) as number, d.owner_name, d.procedure_id, d.received_at
from ready m join dossiers_dossier d on d.id = m.dossier_id order by m.at, m.dossier_id
"""

#: A line with a difference that is not settled: of the papers, or an original that did not come with them.
DIFFERS = """n.verdict is not null and n.settled_at is null and (n.verdict <> 'here'
  or exists (select from dossiers_list_original o where o.line_id = n.id and not o.came))"""
HEADS = f"""
select l.id, l.way, l.unit_id, l.office, l.to_unit_id, l.to_office, l.year, l.ordinal, l.handed_at, l.by_account,
  l.confirmed_at, (select count(*) from dossiers_list_line n where n.list_id = l.id) as count,
  (select count(*) from dossiers_list_line n where n.list_id = l.id and {DIFFERS}) as differences
from dossiers_list l where
"""

COUNTS = f"""
select (select count(*) from dossiers_list l where l.confirmed_at is null
    and (l.to_unit_id = %(unit)s and l.by_account <> %(account)s or l.unit_id = %(unit)s and l.way <> 'between')) as coming,
  (select count(*) from dossiers_list_line n join dossiers_list l on l.id = n.list_id
    where {DIFFERS} and (l.unit_id = %(unit)s or l.to_unit_id = %(unit)s)) as differences
"""


def ready_to_carry(actor: Actor, now: datetime) -> tuple[Leg, ...]:
    """Return what went on from the actor's unit while its papers are still here, the longest first, at most ``MOST``.

    Then what agencies outside the system are asked for: papers may go there, and come back. Each with its originals.
    """
    if actor.unit is None or not access.judge(actor, CARRY, actor.unit):
        return ()
    return with_originals((*_between(actor.unit, now), *outside_legs(actor.unit, now)), actor.unit)


def _between(unit: UUID, now: datetime) -> tuple[Leg, ...]:
    """Return what went on from a unit to offices of the system while its papers are still here."""
    values = {
        "posts": [post.id for post in organisation.posts(unit, local(now).date())],
        "since": now - timedelta(days=BACK),
        "unit": unit,
        "apart": organisation.unit(unit).level != "commune",
        "most": MOST,
    }
    return tuple(_leg(found, unit) for found in rows(READY, values))


def _leg(found: dict[str, Any], unit: UUID) -> Leg:
    went_at = local(found["at"])
    # The law counts from the receipt where the counter sends it on for the first time.
    since = local(found["received_at"]) if found["before"] == 1 and found["received_at"] else went_at
    return Leg(
        found["dossier_id"],
        found["number"],
        found["owner_name"],
        catalogue.version(found["procedure_id"]).short_name,
        found["seq"],
        went_at,
        _due(unit, since),
        Place(unit, _office(found["from_role"], found["from_section"])),
        Place(found["unit_id"], _office(found["role"], found["section"])),
    )


def _office(role: str, section: str) -> str:
    return COUNTER if role == COUNTER else section


def _due(unit: UUID, since: datetime) -> datetime | None:
    on = since.date()
    try:
        return transfer_due(organisation.calendar(unit, on), since, cut_off=organisation.settings(on).options.cut_off)
    except CalendarEnds:
        return None


def carrying(actor: Actor, now: datetime) -> Carrying:
    """Return how much waits at the actor's unit; none for who does not carry.

    Whether papers go to an agency outside the system is the unit's choice, so what it asked for does not wait.
    """
    if actor.unit is None or not access.judge(actor, CARRY, actor.unit):
        return Carrying()
    legs = _between(actor.unit, now)
    counts = rows(COUNTS, {"unit": actor.unit, "account": actor.account})[0]
    soonest = min((leg.due_at for leg in legs if leg.due_at and not leg.is_late(now)), default=None)
    late = sum(1 for leg in legs if leg.is_late(now))
    return Carrying(len(legs), late, soonest, counts["coming"], counts["differences"])


def hand_over_lists(actor: Actor) -> tuple[ListHead, ...]:
    """Return the newest lists from and to the actor's unit: those that wait first. Refuses with NotAllowed."""
    access.require(actor, CARRY, actor.unit)
    order = "order by (l.confirmed_at is null) desc, l.handed_at desc, l.id limit %(most)s"
    parts = " union ".join(
        f"(select * from ({HEADS} {side} = %(unit)s {order}) {name})"
        for side, name in (("l.unit_id", "sent"), ("l.to_unit_id", "came"))
    )
    found = rows(
        f"{parts} order by confirmed_at desc nulls first, handed_at desc, id", {"unit": actor.unit, "most": SHOWN}
    )
    return tuple(
        ListHead(
            one["id"],
            number_of(one),
            _origin(one),
            Place(one["to_unit_id"], one["to_office"]),
            local(one["handed_at"]),
            one["by_account"],
            local(one["confirmed_at"]) if one["confirmed_at"] else None,
            one["count"],
            one["differences"],
            ListWay(one["way"]),
        )
        for one in found
    )


def hand_over_list(actor: Actor, list_id: UUID, *, at: datetime, look: bool = True) -> HandOverList:
    """Return a list from or to a unit where the actor carries papers; opening it is a look. Refuses with NoSuchList."""
    found = row("select * from dossiers_list where id = %s", [list_id])
    if found is None or not any(access.judge(actor, CARRY, unit) for unit in _sides(found)):
        raise NoSuchList
    if look:
        ledger.note_look(actor, kind=LIST, subject=list_id, at=at)
    lines = rows(
        "select l.*, coalesce(d.code, d.filing_number) as number, d.owner_name, d.procedure_id "
        "from dossiers_list_line l join dossiers_dossier d on d.id = l.dossier_id where l.list_id = %s order by l.position",
        [list_id],
    )
    originals = carried_originals(list_id)
    names = identity.names(filter(None, (found["by_account"], found["confirmed_account"])))
    return HandOverList(
        id=found["id"],
        number=number_of(found),
        origin=_origin(found),
        target=Place(found["to_unit_id"], found["to_office"]),
        handed_at=local(found["handed_at"]),
        giver=names.get(found["by_account"], ""),
        giver_account=found["by_account"],
        carrier=unseal(bytes(found["carrier"]), REASON),
        confirmed_at=local(found["confirmed_at"]) if found["confirmed_at"] else None,
        taker=names.get(found["confirmed_account"], ""),
        print=found["print_id"],
        lines=tuple(_line(one, originals.get(one["id"], ())) for one in lines),
        way=ListWay(found["way"]),
        signer=unseal(bytes(found["signer"]), REASON) if found["signer"] else "",
    )


def _origin(found: dict[str, Any]) -> Place:
    return Place(None if found["way"] == ListWay.BACK else found["unit_id"], found["office"])


def _sides(found: dict[str, Any]) -> tuple[UUID, ...]:
    return tuple(filter(None, (found["unit_id"], found["to_unit_id"])))


def _line(found: dict[str, Any], originals: tuple[CarriedOriginal, ...]) -> ListLine:
    return ListLine(
        id=found["id"],
        position=found["position"],
        number=found["number"],
        owner=found["owner_name"],
        procedure=catalogue.version(found["procedure_id"]).short_name,
        verdict=Verdict(found["verdict"]) if found["verdict"] else None,
        note=unseal(bytes(found["note"]), REASON) if found["note"] else "",
        settled_at=local(found["settled_at"]) if found["settled_at"] else None,
        settlement=unseal(bytes(found["settlement"]), REASON) if found["settlement"] else "",
        originals=originals,
    )


def list_units(list_id: UUID) -> tuple[UUID, ...]:
    """Return the units of a list: whoever carries papers in one of them may read it."""
    found = row("select unit_id, to_unit_id from dossiers_list where id = %s", [list_id])
    return _sides(found) if found else ()


def list_of(dossier: UUID) -> tuple[UUID, str] | None:
    """Return the list with which a dossier's papers are on their way now: its id and number."""
    found = row(
        "select l.id, l.ordinal, l.year from dossiers_list_line n join dossiers_list l on l.id = n.list_id "
        "where n.dossier_id = %s and l.confirmed_at is null order by l.handed_at desc limit 1",
        [dossier],
    )
    return (found["id"], number_of(found)) if found else None


def number_of(found: dict[str, Any]) -> str:
    """Return «12/2020»."""
    return f"{found['ordinal']}/{found['year']}"


def place_words(place: Place) -> str:
    """Return a place as people say it: «Bộ phận Tiếp nhận …, UBND xã», the section and its unit, an agency outside by its name."""
    if place.unit is None:
        return place.office
    if place.office == COUNTER:
        return printing.counter_of(place.unit)
    return ", ".join(filter(None, (place.office, organisation.short_name(place.unit))))
