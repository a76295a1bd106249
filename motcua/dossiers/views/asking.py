"""Who asks at a counter, and what a form brought along; the rest is ``ui.acting``."""

from __future__ import annotations

from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from motcua.files import services as files
from motcua.kernel import access
from motcua.kernel.refusal import NotAllowed
from motcua.ui.acting import actor_of, moment_of, sent, signed_in, to_sign_in

__all__ = ["actor_of", "counter_of", "moment_of", "sent", "signed_in", "stored", "to_sign_in"]


def counter_of(request: HttpRequest) -> UUID:
    """Return the unit for which the actor receives. Refuses with NotAllowed whoever receives nowhere."""
    actor = actor_of(request)
    access.require(actor, "dossiers.receive", actor.unit)
    if actor.unit is None:
        raise NotAllowed("")
    return actor.unit


def stored(
    request: HttpRequest, upload: UploadedFile | None, *, owner_kind: str, owner: UUID, may: bool = True
) -> UUID | None:
    """Store a file that came with a form; return its id, None where none came or this actor may not.

    A file that is not taken is refused with FileProblem.
    """
    if upload is None or not may:
        return None
    kept = files.store(
        actor=actor_of(request),
        at=moment_of(request),
        owner_kind=owner_kind,
        owner_id=owner,
        name=upload.name or "",
        stream=upload,
        length=upload.size,
    )
    return kept.id
