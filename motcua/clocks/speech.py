"""Sentences of a shelf without Django: spoken in Vietnamese unless a translator is plugged in."""

from __future__ import annotations

from collections.abc import Callable

_translators: list[Callable[[str], str]] = []


def speak_with(translator: Callable[[str], str]) -> None:
    """Let every sentence of the clocks pass through this translator, as Django's gettext."""
    _translators[:] = [translator]


def _(sentence: str) -> str:
    """Return the sentence in the reader's language."""
    return _translators[0](sentence) if _translators else sentence


def gettext_noop(sentence: str) -> str:
    """Mark a sentence of a table, which ``_`` says when it is needed."""
    return sentence
