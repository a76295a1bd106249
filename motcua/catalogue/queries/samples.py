"""The filled sample of a procedure: the province's own, else the one made by rule."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import lru_cache
from uuid import UUID

from motcua.catalogue.queries.procedures import version
from motcua.catalogue.queries.shelf import revision, shelf
from motcua.catalogue.rules.samples import sample_of
from motcua.catalogue.types import ProcedureVersion, UploadedSample
from motcua.files import queries as files
from motcua.kernel.actor import SYSTEM
from motcua.kernel.moments import local
from motcua.prints import queries as prints

#: Samples that a process keeps; each has some tens of kilobytes.
KEPT = 64
#: Uploaded ones that it keeps; each may be of some megabytes.
STAMPED = 8


def uploaded_sample(code: str) -> UploadedSample | None:
    """Return the sample that the province uploaded in place of the one made by rule; None where there is none."""
    return shelf.get().samples.get(code)


def stamped_sample(uploaded: UploadedSample, *, at: datetime) -> bytes:
    """Return the PDF that the province uploaded with «MẪU» across every page; ``at`` is when somebody looks.

    Raises what ``files.file_for`` raises, and CannotBeStamped.
    """
    files.file_for(SYSTEM, uploaded.file, at=at)
    return _stamped(uploaded.file)


@lru_cache(maxsize=STAMPED)
def _stamped(file: UUID) -> bytes:
    with files.open_bytes(files.of_id(file)) as content:
        return prints.stamped(content.read())


def sample(of: ProcedureVersion, on: date) -> bytes:
    """Return the PDF of a version's sample made by rule as forms are ``on`` a day, «MẪU» across every page."""
    return _drawn(of.id, on, revision())


@lru_cache(maxsize=KEPT)
def _drawn(version_id: UUID, on: date, _revision: int) -> bytes:
    of = version(version_id)
    inputs = sample_of(of, shelf.get().declarations.get(of.code, ()), on)
    return prints.drawn("sample", inputs, local(datetime.combine(of.valid_from, time())))
