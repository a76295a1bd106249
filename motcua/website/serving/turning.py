"""``motcua keys rotate | reseal | retire | status``: a key is turned while the house runs."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

from tqdm import tqdm

from motcua.database import runner
from motcua.database.locks import FileLock
from motcua.kernel import keys, moments
from motcua.kernel.actor import SYSTEM
from motcua.kernel.keys import KeyRing
from motcua.operations import queries, services
from motcua.operations.types import KeyUse, LostValue, Resealed
from motcua.website.serving.home import here

#: Every process has looked at the file again by then.
ALL_HAVE_LOOKED = 3 * keys.LOOK_EVERY
#: No request and no job that began with the old key still runs by then (seconds).
SETTLED = 3600.0
#: So many values that no key opens are named one by one.
NAMED = 20


class TurningRefused(Exception):
    """It is not done; the message says why, and what to do."""


def rotate() -> int:
    """Make a new key, write with it from now on, and seal anew what the old one sealed."""
    with _alone(), _database():
        ring = _read()
        if ring.coming is None:
            if ring.leaving:
                raise TurningRefused(
                    f"Lần đổi khoá trước chưa xong: còn khoá {', '.join(ring.leaving)}. Gõ: motcua keys reseal, rồi motcua keys retire."
                )
            keys.write_file(here().keys, ring.known())
        # Everybody knows the new key before anybody writes with it.
        time.sleep(ALL_HAVE_LOOKED)
        ring = _read().turned()
        keys.write_file(here().keys, ring)
        here().exported.unlink(missing_ok=True)
        services.note_key(done="rotate", key=ring.current)
        print(
            f"Từ nay ghi bằng khoá {ring.current}. Xuất khoá ngay, bản cất cũ không mở được dữ liệu mới: motcua keys export TỆP"
        )
        return _resealed()


def reseal() -> int:
    """Go on sealing anew where it was stopped."""
    with _alone(), _database():
        if _read().coming is not None:
            raise TurningRefused("Khoá mới đã tạo mà chưa dùng: lần đổi khoá bị ngắt. Gõ lại: motcua keys rotate")
        return _resealed()


def retire(leave: int) -> int:
    """Take the old keys out of use, where nothing in the database needs them but so many values that no key opens."""
    with _alone(), _database():
        ring = _read()
        if not ring.leaving:
            print("Không có khoá cũ nào còn dùng.")
            return 0
        _refuse_too_early()
        _refuse_while_needed(ring, leave)
        for name in ring.leaving:
            ring = ring.without(name)
        keys.write_file(here().keys, ring)
        services.note_key(done="retire", key=", ".join(sorted(ring.retired)))
        print(
            f"Đã thôi dùng {', '.join(sorted(ring.retired))}. Khoá ấy vẫn nằm trong tệp khoá, để mở bản sao lưu cũ. "
            "Xuất khoá lại: motcua keys export TỆP"
        )
        return 0


def status() -> int:
    """Say which key seals how much."""
    with _database():
        ring, uses = _read(), _uses()
        for name in ring.keys:
            state = _state(ring, name)
            print(f"{name}  {state}  {sum(use.count for use in uses if use.key == name)} giá trị")
            if name != ring.current:
                for use in uses:
                    if use.key == name:
                        print(f"    {use.column}: {use.count}")
    return 0


def _state(ring: KeyRing, name: str) -> str:
    if name == ring.current:
        return "đang ghi"
    if name == ring.coming:
        return "đã tạo, chưa dùng"
    return "đã thôi dùng, giữ cho bản sao lưu cũ" if name in ring.retired else "còn đọc"


def _resealed() -> int:
    stop = _stopped()
    with tqdm(desc="Niêm phong lại", unit=" giá trị", disable=None) as bar:

        def told(done: Resealed) -> None:
            bar.update(done.rows)

        done = services.reseal(actor=SYSTEM, told=told, go_on=lambda: not stop.is_set())
    if stop.is_set():
        print(f"Đã dừng sau {done.rows} giá trị; không mất gì. Làm tiếp: motcua keys reseal")
        return 1
    if done.unreadable:
        print(
            f"Đã niêm phong lại {done.rows} giá trị; {done.unreadable} giá trị không mở được bằng khoá nào, giữ nguyên. "
            "Sau một giờ gõ «motcua keys retire»: lệnh ấy kể từng giá trị và nói làm gì tiếp.",
            file=sys.stderr,
        )
        return 1
    print(f"Đã niêm phong lại {done.rows} giá trị. Sau một giờ gõ: motcua keys retire")
    return 0


def _uses() -> list[KeyUse]:
    return queries.key_uses()


def _refuse_while_needed(ring: KeyRing, leave: int) -> None:
    """Refuse while a value needs an old key, or while not exactly as many are to be left as no key opens."""
    uses = [use for use in _uses() if use.key in ring.leaving]
    lost = queries.lost_values(ring.leaving) if uses else []
    if sum(use.count for use in uses) > len(lost):
        lines = "\n".join(f"  {use.key}: {use.column}, {use.count} giá trị" for use in uses)
        raise TurningRefused(f"Khoá cũ còn dùng:\n{lines}\nGõ: motcua keys reseal, rồi gõ lại lệnh này.")
    if len(lost) != leave:
        raise TurningRefused(_said(lost))


def _said(lost: list[LostValue]) -> str:
    if not lost:
        return "Mọi giá trị đều mở được, không có gì để bỏ lại. Gõ: motcua keys retire"
    lines = [f"{len(lost)} giá trị không mở được bằng khoá nào:"]
    lines += [f"  {value.key}: {value.column}, dòng {value.row}" for value in lost[:NAMED]]
    if len(lost) > NAMED:
        lines.append(f"  … và {len(lost) - NAMED} giá trị nữa")
    lines.append(
        "Lấy lại chúng từ bản sao lưu trước khi hỏng, rồi gõ: motcua keys reseal. "
        f"Không lấy lại được thì để chúng nguyên như thế: motcua keys retire --leave {len(lost)}"
    )
    return "\n".join(lines)


def _refuse_too_early() -> None:
    turned_at = queries.key_turned_at()
    if turned_at is None:
        return
    since = (moments.machine_now() - turned_at).total_seconds()
    if since < SETTLED:
        raise TurningRefused(
            f"Khoá vừa đổi {since / 60:.0f} phút trước; việc bắt đầu trước đó có thể còn ghi bằng khoá cũ. Đợi đủ một giờ."
        )


def _read() -> KeyRing:
    path = here().keys
    if not path.is_file():
        raise TurningRefused("Chưa có khoá. Gõ: motcua keys make")
    return KeyRing.parse(path.read_text())


def _stopped() -> Event:
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


@contextmanager
def _alone() -> Iterator[None]:
    lock = FileLock(here().keys.with_suffix(".lock"))
    try:
        if not lock.try_to_take():
            raise TurningRefused("Một lệnh khác đang đổi khoá. Đợi nó xong.")
        yield
    finally:
        lock.close()


@contextmanager
def _database() -> Iterator[None]:
    import django
    from django.apps import apps

    os.environ.setdefault(keys.FILE_VARIABLE, str(here().keys))
    cluster = runner.ensure_started()
    try:
        if not apps.ready:
            django.setup()
        yield
    finally:
        if cluster is not None:
            cluster.leave()
