"""Bring a file of old dossiers over: part by part, each part one transaction with how far the run is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _

from motcua.dossiers import queries as dossiers
from motcua.dossiers.services import bring_over
from motcua.dossiers.types import OldDossier
from motcua.imports import files
from motcua.imports.queries.runs import open_run, run_by_id
from motcua.imports.reading import Reader
from motcua.imports.types import RUN, CannotBring, Fault, Line, Run, Tally
from motcua.kernel.act import act, not_an_act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.statements import copy_in, run
from motcua.ledger import services as ledger
from motcua.parties.services.bulk import numbers_of_others

#: Lines in one transaction: about a second's work.
AT_ONCE = 500

BEGIN = """
insert into imports_run (id, name, digest, is_trial, began_at, by_account, last_line, taken, known, wrong, revision)
values (%s, %s, %s, %s, %s, %s, 0, 0, 0, 0, 1) on conflict do nothing
"""
MOVE = """
update imports_run set last_line = %s, taken = taken + %s, known = known + %s, wrong = wrong + %s
where id = %s and last_line = %s and ended_at is null and undoing_at is null
"""
END = """
update imports_run set ended_at = %s, revision = revision + 1 where id = %s and ended_at is null and undoing_at is null
"""


@act
def begin(*, actor: Actor, at: datetime, path: Path, is_trial: bool) -> Run:
    """Begin a run over a file, or go on with the one over these very bytes that was not finished.

    Refuses with CannotRead where there is no such file; with CannotBring while that run is being taken back, or another
    process begins it.
    """
    digest = files.digest_of(path)
    known = None if is_trial else open_run(digest)
    if known and known.undoing_at:
        raise _cannot_go_on(known)
    if known:
        return known
    made = new_id()
    if not run(BEGIN, [made, path.name, digest, is_trial, at, actor.account]):
        raise _brought_elsewhere()
    ledger.write(actor, "imports.begun", kind=RUN, stream=made, seq=1, at=at, digest=digest.hex(), trial=is_trial)
    return run_by_id(made)


@not_an_act("each part of a file is an act of its own, so that a run goes on where it was")
def bring(*, actor: Actor, at: datetime, origin: Run, path: Path, scans: Path | None) -> Iterator[Tally]:
    """Bring the rest of a file over and yield after each part what became of its lines so far.

    A dossier that came from the very same line before is known and left alone. A trial writes what is wrong and nothing else.
    Refuses with CannotRead where the file is no table of dossiers; with CannotBring where another process brings the same file
    over, or takes the run back.
    """
    reader = Reader(at=at, scans=scans, keeps=not origin.is_trial)
    tally = Tally(origin.last_line, origin.taken, origin.known, origin.wrong)
    names: dict[bytes, str] = {}
    rest = (line for line in files.read(path) if line.number > origin.last_line)
    while lines := list(islice(rest, AT_ONCE)):
        part = _Part(reader, lines, names)
        try:
            _write(actor=actor, at=at, origin=origin, part=part, after=tally.last_line)
        except IntegrityError:
            # Somebody drew one of these codes, or took one of these numbers in, at this very moment: it is asked again.
            part.sort(names)
            _write(actor=actor, at=at, origin=origin, part=part, after=tally.last_line)
        tally.last_line, tally.known = part.last_line, tally.known + part.known
        tally.taken, tally.wrong = tally.taken + len(part.new), tally.wrong + part.wrong
        yield tally


@act
def end(*, actor: Actor, at: datetime, origin: UUID) -> Run:
    """Say that a run has come to the end of its file. Refuses with CannotBring where it ended already or is being taken back."""
    if not run(END, [at, origin]):
        raise _cannot_go_on(run_by_id(origin))
    found = run_by_id(origin)
    counts = {"taken": found.taken, "known": found.known, "wrong": found.wrong}
    ledger.write(actor, "imports.ended", kind=RUN, stream=origin, seq=found.revision, at=at, **counts)
    return found


class _Part:
    """Some lines of a file: those that are new dossiers, how many are known, and what is wrong with the others."""

    def __init__(self, reader: Reader, lines: Sequence[Line], names: dict[bytes, str]) -> None:
        read = [reader.read(line) for line in lines]
        self.last_line = lines[-1].number
        self._read = [one for one in read if isinstance(one, OldDossier)]
        self._faults = [fault for one in read if not isinstance(one, OldDossier) for fault in one]
        self.sort(names)

    def sort(self, names: dict[bytes, str]) -> None:
        """Ask which codes there are and whose numbers these are."""
        known = dossiers.known_codes([old.code for old in self._read])
        self.known = sum(known.get(old.code) == old.digest for old in self._read)
        self.faults = list(self._faults)
        fresh = []
        for old in self._read:
            if old.code not in known:
                fresh.append(old)
            elif known[old.code] != old.digest:
                self.faults.append(_taken(old))
        others = numbers_of_others([old.owner for old in fresh], names)
        self.faults += [_of_another(old) for place, old in enumerate(fresh) if place in others]
        self.new = [old for place, old in enumerate(fresh) if place not in others]
        self.wrong = len({fault.line for fault in self.faults})


def _taken(old: OldDossier) -> Fault:
    return Fault(
        old.line,
        old.code,
        "code",
        _("Đã có hồ sơ mang mã này với nội dung khác."),
        _("Hồ sơ đã chuyển rồi thì sửa trên hệ thống mới; nếu là hồ sơ khác, xem lại mã."),
    )


def _of_another(old: OldDossier) -> Fault:
    return Fault(
        old.line,
        old.code,
        "number",
        _("Số giấy tờ này đã ghi cho người mang tên khác."),
        _("Xem lại số và tên trên giấy tờ; người đã đổi tên thì sửa ở trang của người ấy trước."),
    )


@act
def _write(*, actor: Actor, at: datetime, origin: Run, part: _Part, after: int) -> None:
    """Write how far the run is, then the part: whoever brings the same file over or takes it back at once waits for the other."""
    new = [] if origin.is_trial else part.new
    if not run(MOVE, [part.last_line, len(part.new), part.known, part.wrong, origin.id, after]):
        raise _cannot_go_on(run_by_id(origin.id))
    if new:
        bring_over(actor=actor, at=at, origin=origin.id, dossiers=new)
    copy_in("imports_fault", _fault_rows(origin.id, part.faults))


def _cannot_go_on(found: Run) -> CannotBring:
    if found.undoing_at and not found.undone_at:
        return CannotBring(
            _("Lần này đang rút lại. Gõ: motcua import undo %(run)s, rồi chuyển lại.") % {"run": found.id}
        )
    return _brought_elsewhere()


def _brought_elsewhere() -> CannotBring:
    return CannotBring(_("Một lệnh khác đang chuyển tệp này. Đợi nó xong; bị ngắt thì gõ lại, đi tiếp."))


def _fault_rows(origin: UUID, faults: Sequence[Fault]) -> list[dict[str, object]]:
    places: dict[int, int] = {}
    made = []
    for fault in faults:
        places[fault.line] = places.get(fault.line, 0) + 1
        values = {"code": fault.code, '"column"': fault.column, "what": fault.what, "advice": fault.advice}
        made.append({"id": new_id(), "run_id": origin, "line": fault.line, "place": places[fault.line]} | values)
    return made
