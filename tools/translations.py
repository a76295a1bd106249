"""Reads .po files and compiles them to .mo, in plain Python: no gettext tools are needed.

Called by set-up; the tests read with ``read``.
"""

from __future__ import annotations

import ast
import re
import struct
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINE = re.compile(r'^(msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)?\s*(".*")$')


class Unreadable(Exception):
    """A line of a .po file cannot be understood."""


@dataclass
class Message:
    """One sentence and its translation."""

    line: int
    parts: dict[str, str] = field(default_factory=dict)
    fuzzy: bool = False

    @property
    def source(self) -> str:
        return self.parts.get("msgid", "")

    @property
    def sources(self) -> list[str]:
        return [self.parts[name] for name in ("msgid", "msgid_plural") if name in self.parts]

    @property
    def translations(self) -> list[str]:
        return [text for name, text in sorted(self.parts.items()) if name.startswith("msgstr")]

    @property
    def context(self) -> str | None:
        return self.parts.get("msgctxt")


def read(path: Path) -> list[Message]:
    """Return every message of a .po file, the header (empty source) included."""
    messages: list[Message] = []
    current, name, fuzzy = None, "", False
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
            continue
        found = LINE.match(line)
        if found is None:
            raise Unreadable(f"{path}:{number}: {line}")
        keyword, text = found.group(1), ast.literal_eval(found.group(2))
        if keyword is None:
            if current is None:
                raise Unreadable(f"{path}:{number}: text before any msgid")
            current.parts[name] += text
            continue
        if current is None or (keyword in {"msgctxt", "msgid"} and "msgstr" in "".join(current.parts)):
            current = Message(number, fuzzy=fuzzy)
            fuzzy = False
            messages.append(current)
        name = keyword
        current.parts[name] = text
    return messages


def compiled(messages: list[Message]) -> bytes:
    """Return the bytes of the .mo file: sorted pairs with their offsets, as gettext reads them."""
    pairs = {}
    for message in messages:
        if message.fuzzy or not all(message.translations):
            continue
        key = "\0".join(message.sources)
        if message.context is not None:
            key = f"{message.context}\x04{key}"
        pairs[key.encode()] = "\0".join(message.translations).encode()
    keys = sorted(pairs)
    start = 28 + 16 * len(keys)
    ids, strs, id_table, str_table = b"", b"", [], []
    for key in keys:
        id_table.append((len(key), start + len(ids)))
        ids += key + b"\0"
    for key in keys:
        str_table.append((len(pairs[key]), start + len(ids) + len(strs)))
        strs += pairs[key] + b"\0"
    head = struct.pack("<Iiiiiii", 0x950412DE, 0, len(keys), 28, 28 + 8 * len(keys), 0, start)
    return head + b"".join(struct.pack("<ii", *row) for row in (*id_table, *str_table)) + ids + strs


def main() -> int:
    for path in sorted((ROOT / "motcua").glob("*/locale/*/LC_MESSAGES/*.po")):
        try:
            path.with_suffix(".mo").write_bytes(compiled(read(path)))
        except (Unreadable, SyntaxError, ValueError) as trouble:
            print(f"{path.relative_to(ROOT)}: {trouble}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
