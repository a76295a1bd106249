"""What the ledger's tests share: a trial verb, actors, and lines written the way acts write them."""

from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

import psycopg
from psycopg.types.json import Jsonb

from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.moments import TZ
from motcua.ledger.sockets import Verb, verbs

AT = datetime(2020, 5, 11, 8, 30, tzinfo=TZ)
CLERK = Actor(account=UUID(int=11), name="Hoàng Thị Mai", post=UUID(int=12), unit=UUID(int=13))
NOBODYS_POST = Actor(account=UUID(int=14), name="Lý Văn Dìn")
DONE = Verb("trial.done", "Làm xong, hẹn %(due)s, còn %(left)s", citizen="Đã xong")
QUIET = Verb("trial.quiet", "Ghi chú")

WRITE = "select ledger_write(%s, 1::smallint, %s, %s, %s, 'trial.done', %s, null, null, %s, %s)"


@contextmanager
def trial_verbs():
    with verbs.instead(DONE, QUIET):
        yield


def connect(address, **options):
    return psycopg.connect(**address.parameters(), **options)


def put(connection, stream, seq, kind="trial.thing", **facts):
    """Write one line as an act would; answer its id."""
    line = new_id()
    connection.execute(WRITE, [line, kind, stream, seq, CLERK.account, AT, Jsonb(facts)])
    return line


def put_many(address, count, streams=5):
    """Write some lines, each in a transaction of its own; answer their ids in the order of writing."""
    ids = [new_id() for _ in range(streams)]
    with connect(address, autocommit=True) as connection:
        return [put(connection, ids[i % streams], i // streams + 1, n=i) for i in range(count)]
