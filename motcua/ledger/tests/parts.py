"""Programs that the kill tests start and kill: writers of acts, a reader with an effect. The sealer is the real one."""

import os
import random
import sys
import threading
import time
from pathlib import Path

import psycopg
from psycopg.types.json import Jsonb

from motcua.database import addresses
from motcua.kernel.ids import new_id
from motcua.ledger.tests.world import AT, CLERK, WRITE

#: Seconds between two acts, so that readers that must start anew can keep up on two cores.
PAUSE = 0.02

STATE = """
create table trial_state (id uuid primary key, revision int not null default 0);
create table trial_seen (place bigint generated always as identity, entry uuid not null, stream uuid not null, seq int not null);
insert into trial_state (id) select gen_random_uuid() from generate_series(1, 20);
"""


def write(acknowledged, enough):
    """Do acts until the file ``enough`` is there; each line's id goes to a file once its commit has returned."""
    chance = random.Random(os.getpid())
    with Path(acknowledged).open("ab", buffering=0) as file:
        while not Path(enough).exists():
            try:
                with psycopg.connect(**addresses.current().parameters()) as connection:
                    streams = [row[0] for row in connection.execute("select id from trial_state")]
                    connection.commit()
                    while not Path(enough).exists():
                        line = _act(connection, chance, chance.choice(streams))
                        if line:
                            file.write(f"{line}\n".encode())
                        time.sleep(PAUSE)
            except psycopg.OperationalError:
                time.sleep(0.05)


def _act(connection, chance, stream):
    line = new_id()
    other = new_id()
    if chance.random() < 0.2:  # takes its number early and writes the shared stream late
        connection.execute(WRITE, [other, "trial.own", other, 1, CLERK.account, AT, Jsonb({})])
    revision = connection.execute(
        "update trial_state set revision = revision + 1 where id = %s returning revision", [stream]
    ).fetchone()[0]
    connection.execute(
        WRITE, [line, "trial.shared", stream, revision, CLERK.account, AT, Jsonb({"revision": revision})]
    )
    if chance.random() < 0.03:
        time.sleep(0.2)
    if chance.random() < 0.1:
        connection.rollback()
        return None
    connection.commit()
    return line


def read():
    """Read with an effect in the cursor's own transaction: one row for each line, so that a double shows."""
    from django.conf import settings

    # A reader needs the database and no other module; so it is back soon after it was killed.
    settings.configure(DATABASES={"default": addresses.django_database()}, USE_TZ=True, TIME_ZONE="Asia/Ho_Chi_Minh")
    from django.db import connection

    from motcua.ledger import reading
    from motcua.ledger.sockets import Reader, readers

    def keep(entries):
        with connection.cursor() as cursor:
            cursor.executemany(
                "insert into trial_seen (entry, stream, seq) values (%s, %s, %s)",
                [(entry.id, entry.stream, entry.seq) for entry in entries],
            )

    with readers.instead(Reader("trial", None, keep)):
        reading.run(threading.Event())


def seal():
    """Seal until killed."""
    from motcua.ledger import sealer

    sealer.run(threading.Event())


if __name__ == "__main__":
    {"write": lambda: write(*sys.argv[2:]), "read": read, "seal": seal}[sys.argv[1]]()
