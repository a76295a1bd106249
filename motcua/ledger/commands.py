"""``motcua ledger …``: the sealer, the readers, and everything by which the history is checked."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import psycopg

from motcua.database import addresses, runner
from motcua.kernel.keys import KeysMissing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from threading import Event

UNPROVEN = {
    "unknown": "Không có dòng nhật ký %(entry)s.",
    "unsealed": "Dòng %(entry)s chưa được niêm phong. Thử lại sau giây lát.",
    "changed": "Dòng %(entry)s không khớp với lô niêm phong của nó. Gõ: motcua ledger verify",
}


def run(arguments: Sequence[str]) -> int:
    """Run one of the commands; answer the exit status."""
    parser = argparse.ArgumentParser(prog="motcua ledger", description="Nhật ký không sửa được của Một cửa.")
    commands = parser.add_subparsers(dest="command", required=True)

    def command(name: str, words: str, does: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=words)
        added.set_defaults(does=does)
        return added

    verify = command("verify", "kiểm tra toàn bộ nhật ký", _verify)
    verify.add_argument("--roots", type=Path, help="thư mục chữ ký đã chép ra ngoài")
    verify.add_argument("--key", help="khoá công khai mà chữ ký bên ngoài phải mang")
    verify.add_argument("--processes", type=int, default=min(2, os.cpu_count() or 1))
    verify.add_argument("--json", action="store_true")
    command("proof", "chứng minh một dòng, viết ra tệp JSON", _proof).add_argument("entry", type=UUID)
    check = command("check-proof", "kiểm tra một tệp chứng minh, không cần cơ sở dữ liệu", _check_proof)
    check.add_argument("file", type=Path)
    check.add_argument("--key", help="khoá công khai của cơ quan")
    command("key", "in khoá công khai", _key)
    command("seal", "niêm phong một lần những gì đang chờ", _seal).add_argument("--json", action="store_true")
    command("sealer", "chạy tiến trình niêm phong đến khi bị dừng", lambda _: _until_stopped(run_sealer))
    command(
        "readers", "chạy tiến trình đọc nhật ký đến khi bị dừng", lambda _: _until_stopped(run_readers, run_couriers)
    )
    command("copy-roots", "ký và chép chữ ký ra ngoài ngay", _copy_roots)
    command("raise-epoch", "sau khi phục hồi: mở kỷ mới và niêm phong những gì đã về", _raise_epoch)
    parked = command("parked", "các dòng mà một bộ đọc không tiêu hoá được", _parked)
    parked.add_argument("--retry", action="store_true", help="đưa lại cho bộ đọc")
    read = parser.parse_args(arguments)
    cluster = None
    try:
        if read.command not in {"check-proof", "key"}:
            cluster = runner.ensure_started()
        return int(read.does(read))
    except (addresses.DatabaseNotStarted, runner.ServerProblem, KeysMissing) as problem:
        print(problem, file=sys.stderr)
        return 1
    finally:
        if cluster is not None:
            cluster.leave()


def run_sealer(stop: Event) -> None:
    """Seal until ``stop`` is set; needs no Django."""
    from motcua.ledger import sealer

    sealer.run(stop)


def run_readers(stop: Event) -> None:
    """Give every module's readers what is sealed, until ``stop`` is set; Django is set up."""
    from motcua.ledger import reading

    reading.run(stop)


def run_couriers(stop: Event) -> None:
    """Sign roots at least hourly and let every module's couriers carry them, until ``stop`` is set; Django is set up."""
    from motcua.ledger import roots

    roots.run(stop)


def _verify(read: argparse.Namespace) -> int:
    from motcua.ledger import verifying

    began = time.perf_counter()
    verdict = verifying.verify(addresses.current(), folder=read.roots, key=read.key, processes=read.processes)
    if read.json:
        took = {"seconds": round(time.perf_counter() - began, 3)}
        print(json.dumps(verdict.as_dict() | took, ensure_ascii=False))
    else:
        print(f"{verdict.lines} dòng trong {verdict.batches} lô, {verdict.outside_roots} chữ ký bên ngoài.")
        if verdict.unsealed:
            print(f"{verdict.unsealed} dòng mới chưa niêm phong.")
        print(verdict.fault.sentence if verdict.fault else "Nhật ký nguyên vẹn.")
    return 1 if verdict.fault else 0


def _proof(read: argparse.Namespace) -> int:
    from motcua.ledger import proofs

    with _connection() as connection:
        try:
            print(json.dumps(proofs.proof_of(connection, read.entry), ensure_ascii=False, indent=1))
        except proofs.NotProvable as problem:
            print(UNPROVEN[str(problem)] % {"entry": read.entry}, file=sys.stderr)
            return 1
    return 0


def _check_proof(read: argparse.Namespace) -> int:
    from motcua.ledger import proofs

    try:
        proof = json.loads(read.file.read_text())
    except (OSError, ValueError):
        print(f"Không đọc được {read.file}.", file=sys.stderr)
        return 1
    fault = proofs.check(proof, read.key)
    if fault:
        print(fault)
        return 1
    line, root = proof["line"], proof["root"]
    print(f"Đúng: dòng {line['id']} ({line['verb']}, {line['at']}) có trong nhật ký đã ký lúc {root['signed_at']}.")
    if read.key is None:
        print(f"Chữ ký mang khoá {root['key']}. So khoá này với khoá mà cơ quan công bố.")
    return 0


def _key(_: argparse.Namespace) -> int:
    from motcua.kernel import keys
    from motcua.ledger import rules

    print(rules.public_key(keys.root_key()))
    return 0


def _seal(read: argparse.Namespace) -> int:
    from motcua.ledger import sealer

    with _connection() as connection:
        sealed = sealer.seal_now(connection)
    if sealed is None:
        print("Một tiến trình niêm phong khác đang chạy; không cần làm gì.", file=sys.stderr)
        return 3
    print(json.dumps({"sealed": sealed}) if read.json else f"Đã niêm phong {sealed} dòng.")
    return 0


def _copy_roots(_: argparse.Namespace) -> int:
    _django()
    from motcua.ledger import roots

    with _connection() as connection:
        roots.sign(connection)
        print(f"Đã chép {roots.carry(connection)} chữ ký.")
    return 0


def _raise_epoch(_: argparse.Namespace) -> int:
    from motcua.ledger import epochs

    epoch, sealed = epochs.raise_epoch(addresses.current("owner"))
    print(f"Nhật ký sang kỷ {epoch}, đã niêm phong {sealed} dòng.")
    return 0


def _parked(read: argparse.Namespace) -> int:
    _django()
    from motcua.ledger import reading
    from motcua.ledger.sockets import readers

    for reader in readers:
        if read.retry:
            print(f"{reader.key}: đọc lại được {reading.retry_parked(reader)} dòng.")
        for _, entry, tries, problem in reading.parked(reader):
            print(f"{reader.key}\t{entry}\t{tries} lần\t{problem}")
    return 0


def _connection() -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(**addresses.current().parameters(), autocommit=True)  # type: ignore[arg-type]


def _django() -> None:
    import django

    django.setup()


def _until_stopped(*works: Callable[[Event], None]) -> int:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if len(works) > 1:
        _django()
    threads = [threading.Thread(target=work, args=[stop]) for work in works]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        for thread in threads:
            thread.join(1.0)
    return 0
