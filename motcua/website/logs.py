"""How log lines look: one line of JSON an event; on a terminal, words. No line holds what somebody entered.

Of a fault its kind and the places where it happened are written, neither the values of variables nor its message, which
often quotes them; of a library's line the sentence without what was put into it.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from contextlib import suppress
from pathlib import Path
from typing import Any, TextIO

import structlog

ROOT = Path(__file__).resolve().parents[2]


def configure() -> None:
    """Write to the standard error stream, our lines and the libraries' alike."""
    structlog.configure(
        processors=[*_shared(), _ending()],
        logger_factory=lambda *_: structlog.PrintLogger(Forgiving(sys.stderr)),  # type: ignore[arg-type]  # it prints only
        cache_logger_on_first_use=False,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[_unfilled, *_shared()],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _ending()],
    )
    for handler in logging.getLogger().handlers:
        if type(handler) is logging.StreamHandler:
            handler.setFormatter(formatter)


class Forgiving:
    """A stream on which a line that cannot be written, as on a full disk, is lost: the answer it tells of is not."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        """Write what can be written."""
        with suppress(OSError):
            self._stream.write(text)

    def flush(self) -> None:
        """Hand on what can be handed on."""
        with suppress(OSError):
            self._stream.flush()


def _shared() -> list[Any]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        fault,
    ]


def _ending() -> Any:
    if sys.stderr.isatty():
        return structlog.dev.ConsoleRenderer(colors=True)
    return structlog.processors.JSONRenderer(ensure_ascii=False, default=str)


def fault(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Put for an exception its kinds, first cause last, and the places in the code, innermost last."""
    problem = event.pop("exc_info", None)
    if problem is True:
        problem = sys.exc_info()[1]
    if isinstance(problem, tuple):
        problem = problem[1]
    if isinstance(problem, BaseException):
        event["fault"], event["places"] = _kinds(problem), _places(problem)
    return event


def _kinds(problem: BaseException) -> list[str]:
    kinds: list[str] = []
    found: BaseException | None = problem
    while found is not None:
        kinds.append(type(found).__qualname__)
        found = found.__cause__ or found.__context__
    return kinds


def _places(problem: BaseException) -> list[str]:
    places, at = [], problem.__traceback__
    while at is not None:
        code = at.tb_frame.f_code
        path = Path(code.co_filename)
        name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else Path(*path.parts[-3:])
        places.append(f"{name}:{at.tb_lineno} {code.co_name}")
        at = at.tb_next
    return places


def _unfilled(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Take the sentence of a library's line without its values: they may be an address with a code in it."""
    record: logging.LogRecord = event["_record"]
    event |= {"event": str(record.msg), "logger": record.name}
    if record.exc_info:
        event["exc_info"] = record.exc_info
        # The formatter would write the whole traceback beneath the line.
        record.exc_info = record.exc_text = None
    return event
