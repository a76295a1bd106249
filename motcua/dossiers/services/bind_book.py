"""Bind a register: copy its lines, lay them out part by part, make the sheet, keep both. A job does this."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

import orjson
from django.utils.translation import gettext as _

from motcua.dossiers import binding
from motcua.dossiers.books import BOOK, BindingStopped, Edition, Wanted, parted
from motcua.dossiers.queries.book import SEALED, edition_by_id, frozen_part, live_lines, ordinals_of, whole_book
from motcua.files import services as files
from motcua.files.types import Received
from motcua.kernel import alarms, statements
from motcua.kernel.act import act, not_an_act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.keys import seal
from motcua.prints import queries as prints
from motcua.prints.types import RegisterLine

#: Lines of a part: what one rendering holds in memory (measured: some 140 MB).
PART = 400
COPIED = """
with part as (insert into dossiers_book_part (id, edition_id, number, first, last, count, lines)
  values (%(id)s, %(edition)s, %(number)s, %(first)s, %(last)s, %(count)s, %(lines)s) returning last)
update dossiers_book_edition e set copied = part.last from part where e.id = %(edition)s"""


@not_an_act("a long job: each part that it copies, and the files at the end, is an act of its own")
def bind_book(*, actor: Actor, at: datetime, edition: UUID, go_on: Callable[[], None] = lambda: None) -> None:
    """Bind a printing of a register that ``print_book`` or ``close_book`` began; one that is done is left as it is.

    ``go_on`` is asked after every part and may raise BindingStopped: bound again it goes on where copying stopped, and the
    same lines give the same bytes. Memory stays that of one part and of the finished file.
    """
    found = edition_by_id(edition)
    if found is None or found.is_done:
        return
    try:
        _bind(actor, at, found, go_on)
    except BindingStopped:
        raise
    except Exception:
        statements.run("update dossiers_book_edition set failed_at = %s where id = %s", [at, edition])
        alarms.ring("dossiers.book-not-bound", _("Không lập được bản in sổ theo dõi."), edition=str(edition))
        raise


def _bind(actor: Actor, at: datetime, edition: Edition, go_on: Callable[[], None]) -> None:
    if edition.frozen is None:
        while copy_part(actor=actor, at=at, edition=edition.id):
            go_on()
    book = whole_book(edition.unit, edition.year)
    name = binding.file_name(edition)

    def told(_part: int) -> None:
        go_on()

    with tempfile.TemporaryDirectory(prefix="motcua-book-") as folder:
        pdf, sheet = Path(folder) / f"{name}.pdf", Path(folder) / f"{name}.xlsx"
        parts = binding.parts(edition, book, _told_parts(edition))
        pages = prints.bound("register", edition.template, parts, moment=edition.at, into=pdf, told=told)
        binding.sheet(edition, book, _parts(edition), sheet)
        taken_pdf, taken_sheet = files.take_made(pdf), files.take_made(sheet)
    finish_book(actor=actor, at=at, edition=edition.id, pages=pages, name=name, pdf=taken_pdf, sheet=taken_sheet)


@act
def copy_part(*, actor: Actor, at: datetime, edition: UUID) -> bool:
    """Copy the next lines of a printing, frozen and sealed; return whether there were any."""
    del actor, at  # the act was to have it printed; this is its paper
    found = edition_by_id(edition)
    assert found is not None, "the job has read it"
    lines = live_lines(
        found.unit, found.year, Wanted(field=found.field), after=found.copied, last=found.last, limit=PART
    )
    number = statements.row("select count(*) as n from dossiers_book_part where edition_id = %s", [edition])
    if not lines or number is None:
        return False
    if found.is_closing:
        lines = tuple(parted(line, found.at) for line in lines)
    values = {
        "id": new_id(),
        "edition": edition,
        "number": number["n"] + 1,
        "first": lines[0].ordinal,
        "last": lines[-1].ordinal,
        "count": len(lines),
        "lines": seal(orjson.dumps([line.says for line in lines]), SEALED),
    }
    statements.run(COPIED, values)
    return True


def _parts(edition: Edition) -> Iterator[list[RegisterLine]]:
    """Read the frozen lines part by part, never more than one at a time; of a closed book's extract those of its field."""
    source, number = edition.frozen or edition.id, 0
    while True:
        number += 1
        found = statements.row(
            "select lines from dossiers_book_part where edition_id = %s and number = %s", [source, number]
        )
        if found is None:
            return
        lines = frozen_part(found["lines"])
        if edition.frozen and edition.field:
            first, last = lines[0]["ordinal"], lines[-1]["ordinal"]
            wanted = ordinals_of(edition.unit, edition.year, edition.field, first, last)
            lines = [line for line in lines if line["ordinal"] in wanted]
        if lines:
            yield lines


def _told_parts(edition: Edition) -> Iterator[list[RegisterLine]]:
    for lines in _parts(edition):
        yield lines
        statements.run(
            "update dossiers_book_edition set laid_out = %s where id = %s", [lines[-1]["ordinal"], edition.id]
        )


@act
def finish_book(
    *, actor: Actor, at: datetime, edition: UUID, pages: int, name: str, pdf: Received, sheet: Received
) -> None:
    """Keep the bound files of a printing; they are read by whoever may read the register."""
    kept = [
        files.keep(actor=actor, at=at, owner_kind=BOOK, owner_id=edition, name=f"{name}.{one.kind}", received=one).id
        for one in (pdf, sheet)
    ]
    statements.run(
        "update dossiers_book_edition set pages = %s, pdf_id = %s, sheet_id = %s, finished_at = %s, laid_out = last, failed_at = null"
        " where id = %s",
        [pages, *kept, at, edition],
    )
