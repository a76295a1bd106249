"""Units' names as people and prints write them."""

from __future__ import annotations

import re

from motcua.organisation.types import Level

_REMARK = re.compile(r"\s*\([^)]*\)\s*$")
_KIND = re.compile(
    r"^(?:UBND\s+)?(?:tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn|đặc khu)\s+(?=\S)", re.IGNORECASE
)
_COMMITTEES: frozenset[Level] = frozenset({"province", "district", "commune"})


def short_name(name: str, level: Level) -> str:
    """Return the agency's name: «Xã Quảng Khê» → «UBND xã Quảng Khê», «Tỉnh X (UBND tỉnh)» → «UBND tỉnh X»."""
    name = _REMARK.sub("", name)
    if level not in _COMMITTEES or name.startswith("UBND "):
        return name
    return f"UBND {name[:1].lower()}{name[1:]}"


def full_name(name: str, level: Level, above: str) -> str:
    """Return the name with where it is; ``above`` is the short name of the district or province above, empty for none.

    «UBND xã Quảng Khê, huyện Ba Bể»; «Sở Nội vụ tỉnh Bắc Kạn»; «Thanh tra tỉnh Bắc Kạn».
    """
    short = short_name(name, level)
    where = above.removeprefix("UBND ")
    if not where:
        return short
    if level in _COMMITTEES:
        return f"{short}, {where}"
    if short.endswith(" tỉnh") and where.startswith("tỉnh "):
        return f"{short} {where.removeprefix('tỉnh ')}"
    return f"{short} {where}"


def place(name: str) -> str:
    """Return the bare name of the place: «UBND huyện Ba Bể» → «Ba Bể»."""
    return _KIND.sub("", _REMARK.sub("", name))
