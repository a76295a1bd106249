"""Vietnamese names: without accents for search, and as a key that sorts as a Vietnamese dictionary does."""

from __future__ import annotations

import re
import unicodedata

#: The alphabet with its borrowed letters where ICU's «vi» puts them; signs and digits come before, in ICU's order.
SIGNS = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789"
ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
#: huyền < hỏi < ngã < sắc < nặng, after no tone.
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")

_BLANKS = re.compile(r"\s+")
_BEYOND = 0xF0


def _weights() -> dict[str, tuple[int, int, int]]:
    """Weigh every sign and letter: base letter, tone, case."""
    weights = {sign: (place, 1, 1) for place, sign in enumerate(SIGNS, start=2)}
    for place, letter in enumerate(ALPHABET, start=2 + len(SIGNS)):
        for tone, mark in enumerate(TONES, start=1):
            for case, written in enumerate((letter, letter.upper()), start=1):
                weights[unicodedata.normalize("NFC", written + mark)] = (place, tone, case)
    return weights


_WEIGHTS = _weights()
_PLAIN = {
    ord(letter): unicodedata.normalize("NFD", letter.lower())[0].replace("đ", "d")
    for letter in _WEIGHTS
    if len(letter) == 1 and letter not in SIGNS
}


def tidy(text: str) -> str:
    """Compose letters and collapse blanks: «Nông  Thị\u00a0Hạnh » → «Nông Thị Hạnh»."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip()


def plain(text: str) -> str:
    """Return a text as it is searched: small letters, no accents, đ → d, single blanks."""
    spelled = tidy(text).translate(_PLAIN).lower()
    if spelled.isascii():
        return spelled
    return "".join(sign for sign in unicodedata.normalize("NFD", spelled) if not unicodedata.combining(sign)).replace(
        "đ", "d"
    )


def sort_key(name: str) -> bytes:
    """Return a key whose byte order is the Vietnamese order: letters first, then tones, then small before capital."""
    places, tones, cases = bytearray(), bytearray(), bytearray()
    for sign in unicodedata.normalize("NFC", name):
        weight = _WEIGHTS.get(sign)
        if weight is None:
            # A letter of another script: after all of ours, in the order of its code point.
            places += bytes([_BEYOND]) + ord(sign).to_bytes(3, "big")
            tones.append(1)
            cases.append(1)
        else:
            places.append(weight[0])
            tones.append(weight[1])
            cases.append(weight[2])
    return bytes(places) + b"\0" + bytes(tones).rstrip(b"\1") + b"\0" + bytes(cases).rstrip(b"\1")
