"""One program's output into another's, whatever both say meanwhile."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from tempfile import TemporaryFile
from typing import IO

from motcua.database.runner import ServerProblem

BLOCK = 1_000_000


@dataclass(frozen=True, slots=True)
class Program:
    """What is run, and all that it knows of the world."""

    command: Sequence[str]
    environment: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Manner:
    """How it flows.

    ``left_out`` is a line near the beginning that does not. ``ended`` follows only what was told whole and well: whoever writes
    tells an end from a death by it. ``moved`` hears how many bytes went.
    """

    left_out: bytes = b""
    ended: bytes = b""
    moved: Callable[[int], object] | None = None


def flow(telling: Program, writing: Program, manner: Manner = Manner()) -> None:
    """Let what one program tells flow into another until both have ended.

    Raises ServerProblem with the first thing that whoever failed has said.
    """
    # Files take what they say: a pipe holds 64 kB, and nobody would empty the one while the other is waited for.
    with TemporaryFile() as told, TemporaryFile() as wrote:
        with (
            subprocess.Popen(  # noqa: S603 - our own program
                telling.command, env=telling.environment, stdout=subprocess.PIPE, stderr=told
            ) as source,
            subprocess.Popen(  # noqa: S603 - our own program
                writing.command,
                env=writing.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=wrote,
            ) as sink,
        ):
            try:
                arrived = _moved(source, sink, manner)
            except BaseException:
                source.kill()
                sink.kill()
                raise
        ends = ((source, told), (sink, wrote))
        for process, said in ends if arrived else reversed(ends):
            if process.returncode:
                said.seek(0)
                first = said.readline().decode(errors="replace").strip()
                raise ServerProblem(f"Không chép được cơ sở dữ liệu: {first or process.returncode}")


def _moved(source: subprocess.Popen[bytes], sink: subprocess.Popen[bytes], manner: Manner) -> bool:
    """Move all, and the end after it; return False where whoever writes has died first: then the other hears it too."""
    assert source.stdout is not None
    assert sink.stdin is not None
    try:
        _copy(source.stdout, sink.stdin, manner)
        if source.wait() == 0:
            sink.stdin.write(manner.ended)
        sink.stdin.close()
    except BrokenPipeError:
        source.stdout.close()
        with suppress(BrokenPipeError):
            sink.stdin.close()
        return False
    return True


def _copy(source: IO[bytes], sink: IO[bytes], manner: Manner) -> None:
    if manner.left_out:
        for line in source:
            if line == manner.left_out:
                break
            sink.write(line)
    while block := source.read(BLOCK):
        sink.write(block)
        if manner.moved is not None:
            manner.moved(len(block))
