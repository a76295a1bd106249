"""A code as a scanner gives it: the code itself, or the address in the receipt's QR."""

from __future__ import annotations

from motcua.kernel.statements import row

LOOK_UP = "/tra-cuu/"


def number_scanned(text: str) -> str:
    """Return the dossier's number for what was typed or scanned; a look-up address is resolved by its token."""
    text = text.strip()
    if LOOK_UP not in text:
        return text.upper()
    token = text.split(LOOK_UP, 1)[1].split("?")[0].strip("/")
    found = row("select coalesce(code, filing_number) as number from dossiers_dossier where token = %s", [token])
    return str(found["number"]) if found else ""
