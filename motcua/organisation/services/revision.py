"""Tell every process that what it holds in memory is no longer current."""

from django.db import transaction

from motcua.kernel.statements import run
from motcua.organisation.queries.shelf import shelf


def raise_revision() -> None:
    """Raise the number that shelves ask for, and forget what this process holds."""
    run(
        "INSERT INTO organisation_revision (id, number) VALUES (1, 1)"
        " ON CONFLICT (id) DO UPDATE SET number = organisation_revision.number + 1"
    )
    transaction.on_commit(shelf.forget)
    shelf.forget()
