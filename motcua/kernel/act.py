"""``@act``: a use-case is all or nothing.

The outermost act opens ``atomic(durable=True)``; one called inside another joins it (no savepoint:
two round trips each). An act declared ``one_statement`` runs in autocommit, being its own transaction.
"""

from __future__ import annotations

import functools
from contextvars import ContextVar
from typing import TYPE_CHECKING, ParamSpec, TypeVar, overload

from django.db import transaction

if TYPE_CHECKING:
    from collections.abc import Callable

A = ParamSpec("A")
R = TypeVar("R")

_inside: ContextVar[bool] = ContextVar("motcua_inside_act", default=False)

#: Every act of the application, by dotted name; the architecture tests read it.
services: dict[str, Callable[..., object]] = {}


@overload
def act(service: Callable[A, R]) -> Callable[A, R]: ...
@overload
def act(*, one_statement: bool) -> Callable[[Callable[A, R]], Callable[A, R]]: ...


def act(
    service: Callable[A, R] | None = None, *, one_statement: bool = False
) -> Callable[A, R] | Callable[[Callable[A, R]], Callable[A, R]]:
    """Make a function a use-case. Nobody catches a refusal inside an act: it undoes the whole."""

    def wrap(service: Callable[A, R]) -> Callable[A, R]:
        @functools.wraps(service)
        def run(*args: A.args, **kwargs: A.kwargs) -> R:
            if _inside.get():
                return service(*args, **kwargs)
            token = _inside.set(True)
            try:
                if one_statement:
                    return service(*args, **kwargs)
                with transaction.atomic(durable=True):
                    return service(*args, **kwargs)
            finally:
                _inside.reset(token)

        run.is_act = True  # type: ignore[attr-defined]
        services[f"{service.__module__}.{service.__qualname__}"] = run
        return run

    return wrap if service is None else wrap(service)


def not_an_act(reason: str) -> Callable[[Callable[A, R]], Callable[A, R]]:
    """Mark a public service that is no use-case of somebody, and say why.

    Such are a part of an act (a ledger line), a batch whose acts stand or fall one by one, and machinery
    that works before anybody is known (a limit at the gate). The architecture tests accept no third kind.
    """

    def mark(service: Callable[A, R]) -> Callable[A, R]:
        service.is_act, service.why_not = False, reason  # type: ignore[attr-defined]
        return service

    return mark


def inside_an_act() -> bool:
    """Whether a use-case is running here."""
    return _inside.get()
