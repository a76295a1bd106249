"""A form with sentences of the province that are not in force yet: how it would look, and whether it still fits."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

from pypdf import PdfReader

from motcua.prints.rendering import render
from motcua.prints.specimens import MOMENT, SPECIMENS
from motcua.prints.types import FORM_SETS, version_of


def preview(form: str, texts: Mapping[str, str], *, form_set: str) -> bytes:
    """Return the first sheet as a picture (PNG), «BẢN XEM TRƯỚC» across it; ``texts`` by place, filled."""
    return render(form, version_of(form, form_set), _specimen(form, texts), MOMENT, as_png=True, previewed=True)


def outgrows(form: str, texts: Mapping[str, str]) -> bool:
    """Return whether these sentences, by place and filled, make a usual sheet longer than it is, in any set of forms."""
    versions = {version_of(form, form_set) for form_set in FORM_SETS}
    return any(_sheets(form, version, texts) > _sheets(form, version, {}) for version in versions)


def _sheets(form: str, version: int, texts: Mapping[str, str]) -> int:
    return len(PdfReader(BytesIO(render(form, version, _specimen(form, texts), MOMENT, tagged=False))).pages)


def _specimen(form: str, texts: Mapping[str, str]) -> dict[str, object]:
    return {**SPECIMENS[form], "texts": dict(texts)}
