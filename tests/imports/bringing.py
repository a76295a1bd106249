"""Files of old dossiers as the tests write and bring them."""

import csv

from motcua.dossiers.tests.one_stop import RENEW
from motcua.imports import queries, services
from motcua.imports.columns import COLUMNS
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM

NOW = moments.local(moments.datetime(2020, 5, 11, 8))


def put(path, lines):
    with path.open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text)
        writer.writerow([column.name for column in COLUMNS])
        writer.writerows([line.get(column.key, "") for column in COLUMNS] for line in lines)
    return path


def brought(path, *, trial=False):
    """Bring a file over as the command does, and return the run."""
    origin = services.begin(actor=SYSTEM, at=moments.now(), path=path, is_trial=trial)
    for _tally in services.bring(actor=SYSTEM, at=origin.began_at, origin=origin, path=path, scans=path.parent):
        pass
    return services.end(actor=SYSTEM, at=moments.now(), origin=origin.id)


def named(run):
    """Return the columns that are named as wrong, by line."""
    found = {}
    for fault in queries.faults(run.id):
        found.setdefault(fault.line, set()).add(fault.column)
    return found


def line_of(one_stop, **changes):
    """Return a line of the commune's counter with which nothing is wrong."""
    values = {
        "code": "000.17.22.H03-200508-0007",
        "procedure": RENEW,
        "unit": one_stop.unit.code,
        "name": "Triệu Mùi Khé",
        "number": "095000000077",
        "received": "08/05/2020 09:10",
        "due": "13/05/2020 17:00",
        "state": "4",
    }
    return values | changes
