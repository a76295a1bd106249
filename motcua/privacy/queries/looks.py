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


def seen_of_bearer(token: str) -> tuple[str, int, tuple[Seen, ...]]:
    """Return the number of the dossier whose receipt bears this token, how often officials looked, and the newest looks.

    Raises NoSuchDossier, and NotForTheBearer where somebody else than the owner handed it in, or it was erased.
    """
    kept = dossiers.kept_by_token(token)
    if kept is None:
        raise NoSuchDossier
    if not is_told_to_bearer(kept):
        raise NotForTheBearer
    return (kept.number, *_seen(parts_of([kept]), kept.owner))


def seen_of_person(person: UUID, own: Collection[Kept]) -> tuple[int, tuple[Seen, ...]]:
    """Return how often officials looked at a person's record and at these dossiers, and the newest looks.

    Of a dossier that the person only handed in for somebody else nothing is told: it is not about them.
    """
    return _seen({person: _("thông tin người")} | parts_of([each for each in own if each.owner == person]), person)


def is_told_to_bearer(kept: Kept) -> bool:
    """Whether who looked is told to whoever bears the receipt: it is the owner's, and still somebody's."""
    return kept.erased_at is None and not kept.is_by_another


def parts_of(kept: Collection[Kept]) -> dict[UUID, str]:
    """Return whatever of these dossiers can be looked at, with the words for it: themselves, their prints, their files."""
    number = {each.id: each.number for each in kept}
    printed = prints.owners_of_prints(KIND, number)
    stored = [file for found in files.of_owners(KIND, number).values() for file in found]
    return (
        number
        | {each: _("%(number)s, bản in") % {"number": number[owner]} for each, owner in printed.items()}
        | {file.id: _("%(number)s, tệp") % {"number": number[file.owner_id]} for file in stored}
    )


def _seen(parts: Mapping[UUID, str], person: UUID) -> tuple[int, tuple[Seen, ...]]:
    count, looks = ledger.officials_looks(parts, limit=MOST)
    names = identity.names([look.actor for look in looks]) if settings.NAME_LOOKERS else {}
    reasons = reasons_of(person)
    return count, tuple(
        Seen(
            at=local(look.at),
            who=_who(look, names),
            what=parts[look.subject],
            act=str(LOOKS_SAID.get(look.act, look.act)),
            reason=reasons.get((look.actor, look.at), "") if look.act == "export" else "",
        )
        for look in looks
        if look.subject
    )


def _who(look: Look, names: Mapping[UUID, str]) -> str:
    unit = organisation.short_name(look.unit) if look.unit else ""
    post = organisation.post(look.post).name if look.post else ""
    return ", ".join(filter(None, (unit, post, names.get(look.actor, "")))) or _("không rõ đơn vị")
