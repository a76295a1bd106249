"""E-identifiers of units: their two generations, and assumed ones that nobody takes for real.

QCVN 102:2016 writes from small to large, ``V1V2V3.Z1Z2.Y1Y2.MX1X2``; QĐ 20/2020/QĐ-TTg from large to small.
"""

from __future__ import annotations

import re

from motcua.organisation.types import CodeMalformed, Scheme

LEGACY = re.compile(r"\d{3}\.\d{2}\.\d{2}\.[A-Y]\d{2}")
QD20 = re.compile(r"(?=.{3,35}$)[A-Y]\d{2}(?:\.[0-9A-Z]+)*")
_HUNDRED = 100


def scheme_of(text: str) -> Scheme:
    """Tell the generation of a code. Raises CodeMalformed."""
    if LEGACY.fullmatch(text):
        return "legacy"
    if QD20.fullmatch(text):
        return "qd20"
    raise CodeMalformed


def assumed_legacy(path: tuple[int, ...], serial: int, province: str) -> str:
    """Return the assumed code ``9NN.NN.NN.<province>`` of a unit.

    ``path`` has the ordinals from below the province down to the unit, each from 1 and given once for ever: the third
    unit below the province is 900.00.03.H03, its fifth unit 900.05.03.H03. Hundreds move into the first group. A unit
    deeper than two levels takes its serial number.
    """
    if len(path) > 2:  # noqa: PLR2004  the scheme has two groups below the province
        second, third = serial % _HUNDRED, serial // _HUNDRED
        return f"99{third // _HUNDRED}.{third % _HUNDRED:02d}.{second:02d}.{province}"
    second, third = (*path, 0, 0)[:2]
    beyond = 10 * (second // _HUNDRED) + third // _HUNDRED
    return f"9{beyond:02d}.{third % _HUNDRED:02d}.{second % _HUNDRED:02d}.{province}"


def assumed_qd20(serial: int, province: str) -> str:
    """Return the assumed code ``<province>.X<nnn>`` of a unit by its serial number."""
    return f"{province}.X{serial:03d}"


def province_of(text: str) -> str:
    """Return the level-1 code in an e-identifier: «000.00.00.H03» → «H03»."""
    return text.rpartition(".")[2] if LEGACY.fullmatch(text) else text.partition(".")[0]
