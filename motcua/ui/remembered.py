"""Parts of the frame that are the same on many pages: drawn once for what they show."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

#: Rails differ by the person's role and by the figures in them.
DRAWN = 2048


def drawn(template: str, shown: Hashable) -> SafeString:
    """Return a template drawn with ``shown``, which is all it may depend on beside the language."""
    return _drawn(template, get_language(), shown)


@lru_cache(DRAWN)
def fixed(name: str) -> str:
    """Return the address of a page that has no places in it; as ``reverse``, which looks it up anew each time."""
    return reverse(name)


@lru_cache(DRAWN)
def _drawn(template: str, language: str | None, shown: Hashable) -> SafeString:
    del language  # the sentences follow it
    return render_to_string(template, {"shown": shown})
