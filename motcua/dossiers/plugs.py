"""What dossiers bring to the sockets of the modules below."""

from __future__ import annotations

from uuid import UUID

from motcua.dossiers import acts, queries, reading, verbs
from motcua.dossiers.types import KIND, NoSuchDossier
from motcua.files import sockets as files
from motcua.identity import sockets as identity
from motcua.kernel.actor import Actor
from motcua.ledger import sockets as ledger
from motcua.prints import sockets as prints


class Guard:
    """Who may see a dossier may read its files and prints."""

    key = KIND

    def may_read(self, actor: Actor, owner_id: UUID) -> bool:
        """Whether the dossier exists for this actor."""
        try:
            queries.dossier_by_id(actor, owner_id)
        except NoSuchDossier:
            return False
        return True


identity.acts.plug(identity.ModuleActs("dossiers", tuple(identity.ActLine(*act) for act in acts.ACTS), acts.ROLES))
files.guards.plug(Guard())
prints.guards.plug(Guard())
ledger.readers.plug(reading.READER)
for verb in verbs.VERBS:
    ledger.verbs.plug(verb)
