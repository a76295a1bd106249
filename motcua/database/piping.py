"""One program's output into another's, whatever both say meanwhile."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping, Sequence
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


def flow(telling: Program, writing: Program, *, left_out: bytes = b"") -> None:
    """Let what one program tells flow into another until both have ended; ``left_out`` is a line near the beginning that does not.

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
            assert source.stdout is not None
            assert sink.stdin is not None
            try:
                arrived = _copy(source.stdout, sink.stdin, left_out)
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


def _copy(source: IO[bytes], sink: IO[bytes], left_out: bytes) -> bool:
    """Copy to the end, or until whoever reads has died: then the other hears it too. Return which of both it was."""
    try:
        if left_out:
            for line in source:
                if line == left_out:
                    break
                sink.write(line)
        shutil.copyfileobj(source, sink, BLOCK)
        sink.close()
    except BrokenPipeError:
        source.close()
        with suppress(BrokenPipeError):
            sink.close()
        return False
    return True
