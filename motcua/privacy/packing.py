"""Everything about one person as a package: a file for machines, a sheet to read, the papers that were handed in."""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from typing import IO, Any

from django.utils.translation import gettext as _

from motcua.files import queries as files
from motcua.files.types import ScanState, StoredFile
from motcua.prints import queries as prints
from motcua.prints.types import DataLine, DataSection
from motcua.privacy.types import Everything

#: Larger packages go to the disk while they are made.
IN_MEMORY = 16 * 2**20
#: A value of many parts is for machines; on the sheet stands where to find it.
LONGEST = 1500


def package(found: Everything) -> IO[bytes]:
    """Return the ZIP, at its beginning; nothing of it is kept."""
    made = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the response that sends it closes it
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package_:
        package_.writestr("du-lieu.json", json.dumps(_for_machines(found), ensure_ascii=False, indent=1))
        sheet = {"head": found.head, "person": found.name, "printed_at": found.at.isoformat()}
        package_.writestr(
            "du-lieu.pdf", prints.drawn("person_data", sheet | {"sections": list(_sections(found))}, found.at)
        )
        for number, file in enumerate(found.files, start=1):
            _put(package_, f"tep/{number:03}-{file.name}", file)
    made.seek(0)
    return made  # type: ignore[return-value]  # a file in all that a response asks of one


def _put(package_: zipfile.ZipFile, name: str, file: StoredFile) -> None:
    """Put a file in; in the place of one that must or can not be opened stands why, and the rest is given all the same."""
    if file.scan is ScanState.INFECTED:
        package_.writestr(f"{name}.txt", _("Tệp này có mã độc nên không đưa. Hỏi đơn vị giữ hồ sơ."))
        return
    try:
        content = files.open_bytes(file)
    except FileNotFoundError:
        package_.writestr(f"{name}.txt", _("Không đọc được tệp này nên không đưa được. Hỏi đơn vị giữ hồ sơ."))
        return
    with content, package_.open(name, "w") as into:
        while block := content.read(64 * 1024):
            into.write(block)


def _for_machines(found: Everything) -> list[dict[str, Any]]:
    return [
        {
            "of": label,
            "part": held.holding.key,
            "name": str(held.holding.label),
            "rows": [dict(row) for row in held.rows],
        }
        for label, held in found.held
    ]


def _sections(found: Everything) -> Iterator[DataSection]:
    for label, held in found.held:
        holding = held.holding
        yield {
            "title": f"{holding.label} · {label}" if label else str(holding.label),
            "aim": str(holding.aim),
            "ground": str(holding.ground),
            "kept": str(holding.kept),
            "lines": [line for row in held.rows for line in _lines(row)],
        }


def _lines(row: Mapping[str, str]) -> Iterator[DataLine]:
    for what, value in row.items():
        shown = _readable(value)
        yield {"what": what, "value": shown if len(shown) <= LONGEST else shown[:LONGEST] + "…"}


def _readable(value: str) -> str:
    if not value.startswith(("{", "[")):
        return value
    try:
        read = json.loads(value)
    except ValueError:
        return value
    return ", ".join(_leaves(read))


def _leaves(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for each in value.values():
            yield from _leaves(each)
    elif isinstance(value, list):
        for each in value:
            yield from _leaves(each)
    elif value not in (None, "", True, False):
        yield str(value)
