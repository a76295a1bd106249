"""Forty phones on a mountain line: plain sockets with small segments and small buffers that send and fetch slowly."""

from __future__ import annotations

import asyncio
import hashlib
import multiprocessing
import socket
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

BYTES_A_SECOND = 1000
PIECES_A_SECOND = 4
#: On loopback a slow fetch looks free unless segments and buffers are small.
SEGMENT, BUFFER = 1400, 4096
#: Seconds that an answer may take once everything is sent.
PATIENCE = 30
TRIES = 8


@dataclass(frozen=True, slots=True)
class Errand:
    """What one phone does: ``send`` or ``fetch`` a request, or ``stall`` in the middle of one.

    ``head`` and ``body`` are what goes out; ``sha256`` what must come in, of a fetch.
    """

    kind: str
    head: bytes
    body: bytes = b""
    sha256: str = ""


@dataclass
class Harvest:
    """What the phones did."""

    done: int = 0
    bytes_moved: int = 0
    busy: int = 0
    errors: list[str] = field(default_factory=list)


def start(
    port: int, errands: Sequence[Errand], seconds: float
) -> tuple[multiprocessing.process.BaseProcess, Connection]:
    """Let the phones run in a process of their own; its end of the pipe gives a Harvest when all is over."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_run, args=(there, port, list(errands), seconds), daemon=True)
    process.start()
    return process, here


def _run(end: Connection, port: int, errands: list[Errand], seconds: float) -> None:
    harvest = Harvest()
    asyncio.run(_all(harvest, port, errands, seconds))
    end.send(harvest)


async def _all(harvest: Harvest, port: int, errands: list[Errand], seconds: float) -> None:
    """Run all phones until the working ones are done, or the time is up."""
    stalled = [asyncio.create_task(_stall(port, errand)) for errand in errands if errand.kind == "stall"]
    working = [asyncio.create_task(_work(harvest, port, errand)) for errand in errands if errand.kind != "stall"]
    _over, late = await asyncio.wait(working, timeout=seconds)
    if late:
        harvest.errors.append(f"{len(late)} phones were not done after {seconds:.0f} seconds")
    for task in (*late, *stalled):
        task.cancel()
    await asyncio.gather(*late, *stalled, return_exceptions=True)


async def _work(harvest: Harvest, port: int, errand: Errand) -> None:
    try:
        for _try in range(TRIES):
            status, content = await _exchange(harvest, port, errand)
            if status != 503:  # noqa: PLR2004 - busy: an honest client comes again
                break
            harvest.busy += 1
            await asyncio.sleep(5)
        if errand.kind == "fetch" and hashlib.sha256(content).hexdigest() != errand.sha256:
            harvest.errors.append(f"fetched {len(content)} bytes, status {status}, and not the file")
        elif errand.kind == "send" and status != 302:  # noqa: PLR2004 - the page goes on to the dossier
            harvest.errors.append(f"sent, and answered {status}: {content[:200]!r}")
        else:
            harvest.done += 1
    except (OSError, EOFError, TimeoutError, ValueError) as problem:
        harvest.errors.append(f"{errand.kind}: {problem!r}")


async def _exchange(harvest: Harvest, port: int, errand: Errand) -> tuple[int, bytes]:
    line = await _dial(port)
    loop = asyncio.get_running_loop()
    piece = BYTES_A_SECOND // PIECES_A_SECOND
    try:
        await loop.sock_sendall(line, errand.head)
        for start in range(0, len(errand.body), piece):
            await loop.sock_sendall(line, errand.body[start : start + piece])
            harvest.bytes_moved += len(errand.body[start : start + piece])
            await asyncio.sleep(1 / PIECES_A_SECOND)
        received = b""
        while b"\r\n\r\n" not in received:
            received += await _more(line, piece)
        head, _, content = received.partition(b"\r\n\r\n")
        length = next(
            int(row.split(b":")[1]) for row in head.lower().split(b"\r\n") if row.startswith(b"content-length:")
        )
        while len(content) < length:
            part = await _more(line, piece)
            harvest.bytes_moved += len(part)
            content += part
            if errand.kind == "fetch":
                await asyncio.sleep(1 / PIECES_A_SECOND)
        return int(head.split(b" ", 2)[1]), content
    finally:
        line.close()


async def _more(line: socket.socket, most: int) -> bytes:
    part = await asyncio.wait_for(asyncio.get_running_loop().sock_recv(line, most), PATIENCE)
    if not part:
        message = "the server hung up"
        raise EOFError(message)
    return part


async def _stall(port: int, errand: Errand) -> None:
    """Begin a request and never end it; dial again when hung up."""
    while True:
        line = await _dial(port)
        try:
            await asyncio.get_running_loop().sock_sendall(line, errand.head + errand.body)
            await asyncio.get_running_loop().sock_recv(line, 1)
        except OSError:
            pass
        finally:
            line.close()
        await asyncio.sleep(1)


async def _dial(port: int) -> socket.socket:
    line = socket.socket()
    line.setblocking(False)
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, SEGMENT)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFER)
    await asyncio.get_running_loop().sock_connect(line, ("127.0.0.1", port))
    return line
