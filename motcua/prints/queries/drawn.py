"""A paper drawn up from rows at the moment it is asked for, and not kept: nobody signs it for an act."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.prints.rendering import render
from motcua.prints.types import USUAL_SET, version_of


def drawn(form: str, inputs: Mapping[str, Any], at: datetime, *, form_set: str = USUAL_SET) -> bytes:
    """Return the PDF of a form with these inputs, in its set's present version; the caller has asked who looks.

    ``inputs`` is one of the TypedDicts of ``prints.types``, ``at`` the moment that stands in the document.
    """
    return render(form, version_of(form, form_set), inputs, at)
