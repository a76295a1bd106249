"""A new version of a text, from a day on."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from motcua.kernel.access import require
from motcua.kernel.act import act
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.statements import row, run
from motcua.ledger import services as ledger
from motcua.notices import rules
from motcua.notices.queries.texts import letter_of
from motcua.notices.types import TEMPLATE, TEMPLATES, Channel, Text, TextUnfit


@act
def publish(*, actor: Actor, at: datetime, kind: str, channel: str, text: Text, valid_from: date) -> int:
    """Publish a text of one kind and channel, in force from a day on, today at the earliest; return its number.

    Messages made before keep what they say. Refuses with NotAllowed, NoSuchTemplate, and TextUnfit with a sentence for
    each field (empty, too long when filled with the sample, a place that there is not, a day that has passed).
    """
    require(actor, TEMPLATES, actor.unit)
    letter = letter_of(kind, channel)
    wrong = rules.faults_of(text, Channel(channel), letter.places)
    if valid_from < at.date():
        wrong["valid_from"] = _("Chọn hôm nay hoặc một ngày sau: tin đã gửi không đổi lời được nữa.")
    if wrong:
        raise TextUnfit(wrong)
    return write_version(actor, at, kind, Channel(channel), text=text, valid_from=valid_from, source="act")


def write_version(
    actor: Actor, at: datetime, kind: str, channel: Channel, *, text: Text, valid_from: date, source: str
) -> int:
    """Write a version and its line in the ledger; return its number."""
    run("select pg_advisory_xact_lock(hashtext(%s))", [f"notices.template {kind} {channel}"])
    last = row(
        "select coalesce(max(number), 0) as number from notices_template where kind = %s and channel = %s",
        [kind, channel],
    )
    assert last is not None
    number, template = int(last["number"]) + 1, new_id()
    subject = text.subject.strip() if channel is Channel.EMAIL else ""
    run(
        "insert into notices_template (id, kind, channel, number, subject, body, valid_from, source, made_at)"
        " values (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [template, kind, channel, number, subject, text.body.replace("\r\n", "\n").strip(), valid_from, source, at],
    )
    ledger.write(
        actor,
        "notices.template.published",
        kind=TEMPLATE,
        stream=template,
        seq=1,
        at=at,
        letter=kind,
        channel=str(channel),
        number=number,
        since=valid_from,
    )
    return number
