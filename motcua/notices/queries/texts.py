"""The texts of messages: what is in force on a day, and every version there was."""

from __future__ import annotations

from datetime import date
from typing import Any

from motcua.kernel.statements import rows
from motcua.notices.sockets import Letter, letters
from motcua.notices.types import Channel, NoSuchTemplate, Text, Version

COLUMNS = "kind, channel, number, subject, body, valid_from, source, withdrawn_at"
IN_FORCE = (
    f"select distinct on (kind, channel) {COLUMNS} from notices_template"
    " where valid_from <= %s and withdrawn_at is null order by kind, channel, number desc"
)


def texts_on(day: date) -> dict[tuple[str, Channel], Version]:
    """Return the text in force on a day of every kind and channel; what the product ships with where there is no other."""
    found = {
        (letter.key, channel): Version(letter.key, channel, 0, text, None, "shipped")
        for letter in letters
        for channel, text in letter.texts.items()
    }
    for row in rows(IN_FORCE, [day]):
        version = _version(row)
        if (version.kind, version.channel) in found:
            found[version.kind, version.channel] = version
    return found


def text_on(kind: str, channel: str, day: date) -> Version:
    """Return the text of one kind and channel in force on a day. Raises NoSuchTemplate."""
    letter_of(kind, channel)
    return texts_on(day)[kind, Channel(channel)]


def versions(kind: str, channel: str) -> tuple[Version, ...]:
    """Return every version of a text, newest first, the shipped one last. Raises NoSuchTemplate."""
    letter = letter_of(kind, channel)
    found = rows(
        f"select {COLUMNS} from notices_template where kind = %s and channel = %s order by number desc", [kind, channel]
    )
    shipped = Version(kind, Channel(channel), 0, letter.texts[Channel(channel)], None, "shipped")
    return (*(_version(row) for row in found), shipped)


def letter_of(kind: str, channel: str) -> Letter:
    """Return a kind of message that goes by this channel. Raises NoSuchTemplate."""
    if kind not in letters or channel not in letters[kind].texts:
        raise NoSuchTemplate
    return letters[kind]


def _version(row: dict[str, Any]) -> Version:
    text = Text(row["subject"], row["body"])
    return Version(
        kind=row["kind"],
        channel=Channel(row["channel"]),
        number=row["number"],
        text=text,
        valid_from=row["valid_from"],
        source=row["source"],
        is_withdrawn=row["withdrawn_at"] is not None,
    )
