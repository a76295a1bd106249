"""Controls that are drawn once for what they offer: a filter's choices are the same from page to page."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import forms
from django.utils.safestring import SafeString

#: Controls that are kept drawn.
DRAWN = 512

Choice = tuple[str, Any]


class RememberedSelect(forms.Select):
    """A select as Django draws it, kept for its choices, value and attributes."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """Return the control; ``renderer`` is Django's own."""
        del renderer
        given = self.build_attrs(self.attrs, attrs)
        return _drawn(name, self.format_value(value)[0], tuple(given.items()), _plain(self.choices))


def _plain(choices: Iterable[Any]) -> tuple[Choice, ...]:
    """Return the choices in the language of whoever looks, groups as tuples within."""
    return tuple(
        (str(value), _plain(label) if isinstance(label, list | tuple) else str(label)) for value, label in choices
    )


@lru_cache(DRAWN)
def _drawn(name: str, value: str, attrs: tuple[tuple[str, Any], ...], choices: tuple[Choice, ...]) -> SafeString:
    return SafeString(forms.Select(choices=choices).render(name, value, dict(attrs)))
