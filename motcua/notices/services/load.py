"""The texts that a province's folder brings along: ``notices/<kind>.<channel>.txt``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from motcua.kernel.access import require
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.statements import row
from motcua.notices import rules
from motcua.notices.services.publish import write_version
from motcua.notices.sockets import Letter, letters
from motcua.notices.types import TEMPLATES, Channel, Text, TextUnfit


@act
def load(*, actor: Actor, at: datetime, folder: Path) -> int:
    """Bring in the texts of a folder as versions from today on where the folder says something new; return how many.

    A file of an e-mail begins with its subject, then an empty line, then the body; an SMS is all body. Twice changes
    nothing; what was edited on the page stays until the folder says something else. Refuses with NotAllowed, and with
    TextUnfit, naming the file, where a text could not be sent.
    """
    require(actor, TEMPLATES)
    loaded = 0
    for letter in letters:
        for channel in letter.texts:
            file = folder / "notices" / f"{letter.key}.{channel}.txt"
            if file.is_file():
                loaded += _bring(actor, at, letter, channel, file)
    return loaded


def _bring(actor: Actor, at: datetime, letter: Letter, channel: Channel, file: Path) -> int:
    text = text_of(file.read_text(encoding="utf-8-sig"), channel)
    wrong = rules.faults_of(text, channel, letter.places)
    if wrong:
        raise TextUnfit({field: f"{file.name}: {sentence}" for field, sentence in wrong.items()})
    known = row(
        "select subject, body from notices_template where kind = %s and channel = %s and source = 'folder'"
        " order by number desc limit 1",
        [letter.key, channel],
    )
    if known and Text(known["subject"], known["body"]) == text:
        return 0
    if not known and text == letter.texts[channel]:
        return 0
    write_version(actor, at, letter.key, channel, text=text, valid_from=at.date(), source="folder")
    return 1


def text_of(written: str, channel: Channel) -> Text:
    """Read a file's text: an e-mail's first line is its subject."""
    written = written.replace("\r\n", "\n").strip()
    if channel is Channel.SMS:
        return Text("", written)
    subject, _line, body = written.partition("\n")
    return Text(subject.strip(), body.strip())
