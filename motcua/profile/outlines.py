"""The outlines of units as the province's folder has them; no Django."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from motcua.clocks.folder.shipped import default_folder

FILE = "districts.geojson"
#: The outer lines of a unit: points as (longitude, latitude) in degrees, WGS 84.
Rings = tuple[tuple[tuple[float, float], ...], ...]


def outlines(path: Path | None = None) -> Mapping[str, Rings]:
    """Return the outlines by the unit's code, «BK-061», of a folder or of this installation's; none where it has no such file.

    They are simplified and not those of a survey: good for a picture that is coloured, not for saying where a border runs.
    """
    return _read((path or default_folder()).resolve() / FILE)


@lru_cache(maxsize=4)
def _read(path: Path) -> Mapping[str, Rings]:
    if not path.is_file():
        return {}
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return {feature["properties"]["code"]: _rings(feature["geometry"]) for feature in features}


def _rings(geometry: Mapping[str, object]) -> Rings:
    shapes = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return tuple(tuple((float(x), float(y)) for x, y in shape[0]) for shape in shapes)  # type: ignore[attr-defined]
