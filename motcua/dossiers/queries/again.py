"""What a reception begins with when its people, or its papers, are known already."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.dossiers.record import Record, hexed
from motcua.kernel.actor import Actor
from motcua.kernel.keys import unseal
from motcua.kernel.statements import rows
from motcua.parties import queries as parties
from motcua.parties.types import Person

ADDRESS = "dossiers.address"


def people_of(actor: Actor, record: Record, *, at: datetime) -> dict[str, str]:
    """Return owner, submitter and the way back as the reception form's values («Thêm thủ tục» keeps the person).

    Opening the persons is a look of the actor's.
    """
    facts = record.facts
    submitter = UUID(facts["submitter_id"]) if facts["submitter_id"] else None
    values = person_values(parties.person_for(actor, record.owner, at=at), "owner", contact=submitter is None)
    if submitter:
        values |= person_values(parties.person_for(actor, submitter, at=at), "submitter", contact=True)
        values |= {"other": "on", "authorisation": facts["authorisation"]}
    values |= {"delivery": facts["delivery"]}
    if facts["delivery_address"]:
        values["delivery_address"] = unseal(hexed(facts["delivery_address"]), ADDRESS)
    return {name: value for name, value in values.items() if value}


def everything_of(actor: Actor, record: Record, *, at: datetime) -> dict[str, str]:
    """Return all that was handed in, as the reception form's values: a filed dossier is received from its page."""
    facts = record.facts
    values: dict[str, Any] = people_of(actor, record, at=at) | {
        "procedure": facts["procedure_id"],
        "case": facts["case_label"],
        "channel": str(facts["channel"]),
        "via_agent": "on" if facts["via_agent"] else "",
        "sets": str(facts["sets"]),
    }
    found = rows(
        "select paper_id, originals, certified, copies, scan_id from dossiers_paper where dossier_id = %s", [record.id]
    )
    for row in found:
        if row["paper_id"] is None:
            continue
        name = f"paper_{row['paper_id'].hex}"
        counts = {f"{name}_{count}": str(row[count] or "") for count in ("originals", "certified", "copies")}
        values |= counts | {name: "on", f"{name}_scan": str(row["scan_id"] or "")}
    return {name: value for name, value in values.items() if value}


def person_values(person: Person, who: str, *, contact: bool) -> dict[str, str]:
    """Return a known person as the form's values; the contact has fields of its own."""
    values = {
        f"{who}_kind": person.kind,
        f"{who}_name": person.name,
        f"{who}_birth": shown_birth(person.birth),
        f"{who}_sex": person.sex,
        f"{who}_ethnic": person.ethnic,
        f"{who}_number": person.number,
        f"{who}_address": person.address,
        f"{who}_commune_id": str(person.commune_id or ""),
        f"{who}_representative": person.representative,
    }
    return values | {"phone": person.phone, "email": person.email} if contact else values


def shown_birth(birth: str) -> str:
    """Return «5/9/1980», «9/1980» or «1980» for «1980-09-05», «1980-09», «1980»."""
    return "/".join(str(int(part)) for part in reversed(birth.split("-")) if part.isdigit())
