"""Who looked at a person's data: officials' looks at the record, the dossiers, and the prints and files of these."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from motcua.dossiers import queries as dossiers
from motcua.dossiers.queries import Kept
from motcua.dossiers.types import KIND, NoSuchDossier
from motcua.files import queries as files
from motcua.identity import queries as identity
from motcua.kernel.moments import local
from motcua.ledger import queries as ledger
from motcua.ledger.types import Look
from motcua.organisation import queries as organisation
from motcua.prints import queries as prints
from motcua.privacy.queries.answers import reasons_of
from motcua.privacy.types import LOOKS_SAID, NotForTheBearer, Seen

#: Looks told at a time; how many came before them is said.
MOST = 300
#: What of a dossier, or of a person, can be looked at: the dossier's number, and the words for the part.
Parts = Mapping[UUID, tuple[str, str]]


def seen_of_bearer(token: str) -> tuple[str, tuple[Seen, ...], int]:
    """Return the number of the dossier whose receipt bears this token, the newest looks of officials, and how many came before.

    Raises NoSuchDossier, and NotForTheBearer where somebody else than the owner handed it in, or it was erased.
    """
    kept = dossiers.kept_by_token(token)
    if kept is None:
        raise NoSuchDossier
    if not is_told_to_bearer(kept):
        raise NotForTheBearer
    return (kept.number, *_seen(parts_of([kept]), kept.owner))


def seen_of_person(person: UUID, own: Collection[Kept]) -> tuple[tuple[Seen, ...], int]:
    """Return the newest looks of officials at a person's record and at these dossiers, and how many came before.

    Of a dossier that the person only handed in for somebody else nothing is told: it is not about them.
    """
    return _seen(
        {person: ("", _("thông tin người"))} | parts_of([each for each in own if each.owner == person]), person
    )


def is_told_to_bearer(kept: Kept) -> bool:
    """Whether who looked is told to whoever bears the receipt: it is the owner's, and still somebody's."""
    return kept.erased_at is None and not kept.is_by_another


def parts_of(kept: Collection[Kept]) -> dict[UUID, tuple[str, str]]:
    """Return whatever of these dossiers can be looked at: themselves, their prints, their files."""
    number = {each.id: each.number for each in kept}
    printed = prints.owners_of_prints(KIND, number)
    stored = [file for found in files.of_owners(KIND, number).values() for file in found]
    return (
        {each: (said, "") for each, said in number.items()}
        | {each: (number[owner], _("bản in")) for each, owner in printed.items()}
        | {file.id: (number[file.owner_id], _("tệp")) for file in stored}
    )


def _seen(parts: Parts, person: UUID) -> tuple[tuple[Seen, ...], int]:
    count, looks = ledger.officials_looks(parts, limit=MOST)
    names = identity.names([look.actor for look in looks]) if settings.NAME_LOOKERS else {}
    reasons = reasons_of(person)
    seen = (
        Seen(
            local(look.at).replace(second=0, microsecond=0),
            _who(look, names),
            *parts[look.subject],
            act=str(LOOKS_SAID.get(look.act, look.act)),
            reason=reasons.get((look.actor, look.at), "") if look.act == "export" else "",
        )
        for look in looks
        if look.subject
    )
    # Every act leads back to the page: what was opened again within the minute is told once.
    return tuple(dict.fromkeys(seen)), count - len(looks)


def _who(look: Look, names: Mapping[UUID, str]) -> str:
    unit = organisation.short_name(look.unit) if look.unit else ""
    post = organisation.post(look.post).name if look.post else ""
    return ", ".join(filter(None, (unit, post, names.get(look.actor, "")))) or _("không rõ đơn vị")
