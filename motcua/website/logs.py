"""How log lines look: one line an event, and a fault's traceback without the values of its variables."""

from __future__ import annotations

import sys

import structlog


def configure() -> None:
    """Write to the standard error stream; what people entered must not get into a log by way of a local variable."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.dev.ConsoleRenderer(
                colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
            ),
        ],
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
