"""Fills a database with a large volume of lives, in bulk and on several processors: each takes whole units."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from heapq import heappop, heappush
from queue import Empty
from typing import Any

from django.db import connections

from motcua.demo import play, surveying, volume
from motcua.demo.lives import Life
from motcua.demo.volume import Counter, Keys, Spell
from motcua.dossiers.queries import rateable_from
from motcua.dossiers.services.bulk import Bulk, add_up, dossiers_by_unit
from motcua.kernel.ids import ids_from
from motcua.kernel.moments import TZ
from motcua.ledger import services as ledger
from motcua.ledger.services.bulk import pass_by
from motcua.ratings.services.bulk import Slips

#: Dossiers in one transaction: some seconds' work.
AT_ONCE = 2_000
ONE_DAY = timedelta(days=1)


class FillingBroke(Exception):
    """A process could not go on; the message says why."""


def spells(since: date, last: date) -> list[Spell]:
    """Describe the province in each stretch of days in which it stays the same."""
    found = []
    for begins, ends in surveying.spells(since, last):
        world = volume.told_in_bulk(surveying.survey(begins, ends))
        found.append(Spell(volume.until(world, ends + ONE_DAY), begins, ends))
    return found


def play_unit(
    counter: Counter, stage: play.Stage, *, seed: str, last: date, on_end: Callable[[Life], None]
) -> Iterator[date]:
    """Play a unit's lives, all acts in the order of time; yields each day when what came before it has happened.

    ``on_end`` is told of each life when its last act has happened. Keys are those of ``Keys``.
    """
    keys, waiting = Keys(), list[tuple[datetime, int, int, Life]]()
    with ids_from(keys):
        for day, lives in volume.lives_of(counter, seed=seed, last=last):
            _play_until(datetime.combine(day, time(), TZ), waiting, keys, stage, on_end)
            yield day
            for life in lives:
                heappush(waiting, (life.acts[0].at, life.number, 0, life))
        _play_until(datetime.max.replace(tzinfo=TZ), waiting, keys, stage, on_end)


def _play_until(
    moment: datetime,
    waiting: list[tuple[datetime, int, int, Life]],
    keys: Keys,
    stage: play.Stage,
    on_end: Callable[[Life], None],
) -> None:
    while waiting and waiting[0][0] < moment:
        _at, number, place, life = heappop(waiting)
        act = life.acts[place]
        keys.begin(life.id, place, act.at)
        play.perform(stage, life, act)
        if place + 1 < len(life.acts):
            heappush(waiting, (life.acts[place + 1].at, number, place + 1, life))
        else:
            stage.records.pop(life.id, None)
            on_end(life)


class Filling(Bulk):
    """What is played and not written yet: dossiers, and what is said of them."""

    def __init__(self, *, again: bool = False) -> None:
        """Begin as ``Bulk`` does."""
        self.slips = Slips()
        super().__init__(again=again, also=self.slips.write)


def fill_unit(counter: Counter, bulk: Filling, *, seed: str, last: date, at_once: int = AT_ONCE) -> Iterator[int]:
    """Play a unit's lives and write them; yields how many dossiers each transaction wrote.

    What is less than one transaction stays with ``bulk`` for the next unit.
    """
    stage = play.Stage(
        volume.own_seed(counter, seed),
        by=bulk,
        find=bulk.dossier_by_id,
        papers=bulk.papers_of,
        post=bulk.post,
        signed_at=bulk.post.signed_at,
        rate=lambda record, **slip: bulk.slips.rate(rateable_from(record), **slip),
    )
    for _day in play_unit(counter, stage, seed=seed, last=last, on_end=lambda life: bulk.let_go(life.id)):
        if bulk.ended >= at_once:
            yield bulk.write()


def fill_at_once(counters: Sequence[Counter], *, seed: str, last: date) -> None:
    """Fill in what all units get in one transaction, all or nothing, and seal it: for some thousand dossiers."""
    bulk = Filling()
    for counter in counters:
        for _written in fill_unit(counter, bulk, seed=seed, last=last, at_once=sys.maxsize):
            pass
    bulk.write()
    ledger.seal()
    pass_by()
    add_up()


def fill(
    counters: Sequence[Counter],
    *,
    seed: str,
    last: date,
    processes: int,
    on_written: Callable[[int], None],
    again: bool = False,
) -> None:
    """Fill in what all units get, each in one of several processes, and seal it. Raises FillingBroke.

    ``again``: it was begun and broke off. Units that have all they get are passed over, the others are played from their
    first day, and what is there is not written twice: in the end it is as if nothing had broken off.
    """
    at_once = min(AT_ONCE, max(AT_ONCE // 10, sum(counter.number for counter in counters) // 50))
    if again:
        counters = _unfinished(counters, on_written)
    connections.close_all()
    context = multiprocessing.get_context("fork")
    wanted: Any = context.Queue()
    told: Any = context.Queue()
    # By their places: a unit with all that its world knows costs more to hand over than many of its dossiers.
    for place in [*range(len(counters)), *[None] * processes]:
        wanted.put(place)
    fill_in = partial(fill_unit, seed=seed, last=last, at_once=at_once)
    workers = [
        context.Process(target=_work, args=(counters, wanted, told, Filling(again=again), fill_in))
        for _turn in range(processes)
    ]
    for worker in workers:
        worker.start()
    try:
        _listen(workers, told, on_written)
    finally:
        wanted.cancel_join_thread()  # a process that broke leaves units untaken
        for worker in workers:
            worker.terminate()
            worker.join()
    ledger.seal()
    pass_by()
    add_up()


def _listen(workers: Sequence[Any], told: Any, on_written: Callable[[int], None]) -> None:
    """Hear of what was written until every process has said that it is done; seal meanwhile."""
    left = len(workers)
    while left:
        try:
            word = told.get(timeout=1)
        except Empty:
            if not any(worker.is_alive() for worker in workers):
                raise FillingBroke("the processes ended before they were done") from None
            continue
        if isinstance(word, str):
            raise FillingBroke(word)
        if word is None:
            left -= 1
        else:
            on_written(word)
            ledger.seal()


def _unfinished(counters: Sequence[Counter], on_written: Callable[[int], None]) -> list[Counter]:
    """Return the units that have not all they get; of the others it is told that it is written."""
    there, left = dossiers_by_unit(), []
    for counter in counters:
        units = {stay.spell.world.place(counter.code).unit for stay in counter.stays}
        if sum(there.get(unit, 0) for unit in units) == counter.number:
            on_written(counter.number)
        else:
            left.append(counter)
    return left


def _work(
    counters: Sequence[Counter],
    wanted: Any,
    told: Any,
    bulk: Filling,
    fill_in: Callable[[Counter, Filling], Iterator[int]],
) -> None:
    try:
        while (place := wanted.get()) is not None:
            for written in fill_in(counters[place], bulk):
                told.put(written)
        told.put(bulk.write())
    except Exception as problem:  # noqa: BLE001 - the other process shall say it
        told.put(f"{type(problem).__name__}: {problem}")
    else:
        told.put(None)
    finally:
        connections.close_all()
