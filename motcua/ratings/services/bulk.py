"""Ratings by the hundred thousand, of dossiers that are written with them, by COPY."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from motcua.dossiers.queries import Rateable
from motcua.kernel.statements import copy_in, run
from motcua.ratings.models import Rating
from motcua.ratings.services.rate import rating_of
from motcua.ratings.types import Said, Source

GIVE_ALL = "insert into ratings_given (dossier_id) select unnest(%s::uuid[])"


class Slips:
    """What is said of dossiers that are not written yet; each is rated once."""

    def __init__(self) -> None:
        """Begin with nothing said."""
        self._said: dict[UUID, Rating] = {}

    def rate(self, found: Rateable, *, at: datetime, said: Said, source: Source) -> None:
        """Rate a dossier; refuses as ``services.rate`` does."""
        self._said[found.dossier] = rating_of(found, said, source, at)

    def write(self, dossiers: Collection[UUID], *, but: Collection[UUID] = ()) -> None:
        """Write what was said of these dossiers, as a part of the caller's transaction; ``but`` are there already."""
        said = {one: self._said.pop(one) for one in dossiers if one in self._said}
        new = [one for one in said if one not in but]
        run(GIVE_ALL, [new])
        # In the order of their random ids: a row's place shall not tell whose it is.
        copy_in(
            "ratings_rating", [_row(rating) for rating in sorted((said[one] for one in new), key=lambda each: each.id)]
        )


def _row(rating: Rating) -> dict[str, Any]:
    columns = {column.attname: getattr(rating, column.attname) for column in rating._meta.concrete_fields}  # noqa: SLF001 - how Django names a model's columns
    return columns | {"answers": orjson.dumps(rating.answers).decode()}
