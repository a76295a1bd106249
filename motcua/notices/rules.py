"""When a message goes, what becomes of it, and how a text is filled: pure, no clock and no database."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, time, timedelta

from django.utils.translation import gettext as _

from motcua.kernel.moments import local
from motcua.notices.types import Channel, Fate, Official, Outcome, Report, Text
from motcua.parties.types import Person
from motcua.ui.places import fill, places_fault

#: Minutes to wait after the first, second … try; the last one counts for all that follow.
PATIENCE = (1, 5, 15, 30, 60, 120, 240)
#: So often a message is tried before a person must look; with the waits above that takes two days.
MOST_TRIES = 16
#: A carrier that cannot be reached for so long is given up for this message.
LONGEST = timedelta(days=5)

#: Parts of an SMS in UCS-2: one alone, and each of several joined.
SMS_ONE, SMS_JOINED, SMS_MOST = 70, 67, 4
MAX_SUBJECT, MAX_BODY = 150, 4000

ADDRESS = re.compile(r"[^\s<>@]+@[^\s<>@]+")


def is_quiet(at: datetime, quiet: tuple[time, time] | None) -> bool:
    """Whether nothing is sent at this moment: «21:00-07:00» goes over midnight, its end is open."""
    if quiet is None:
        return False
    begins, ends = quiet
    clock = local(at).time()
    return begins <= clock < ends if begins <= ends else clock >= begins or clock < ends


def awake(at: datetime, quiet: tuple[time, time] | None) -> datetime:
    """Return the first moment from ``at`` on at which something may be sent."""
    if quiet is None or not is_quiet(at, quiet):
        return at
    at, ends = local(at), quiet[1]
    day = at.date() if at.time() < ends else at.date() + timedelta(days=1)
    return datetime.combine(day, ends, at.tzinfo)


def fate_after(
    outcome: Outcome, *, tries: int, made_at: datetime, at: datetime, quiet: tuple[time, time] | None
) -> tuple[Fate, datetime]:
    """Return what becomes of a message after an attempt, and from when on it may be tried again.

    ``tries`` counts the attempts since it was queued that the carrier put off, this one included.
    """
    match outcome:
        case Outcome.SENT:
            return Fate.SENT, at
        case Outcome.REFUSED:
            return Fate.REFUSED, at
        case Outcome.UNKNOWN:
            return Fate.UNKNOWN, at
        case _ if tries >= MOST_TRIES or at - made_at > LONGEST:
            return Fate.REFUSED, at
    minutes = PATIENCE[min(max(tries, 1), len(PATIENCE)) - 1]
    return Fate.DEFERRED, awake(at + timedelta(minutes=minutes), quiet)


#: Codes of Kannel's delivery reports (dlr-mask); all others are UNKNOWN.
REPORTS: Mapping[int, Report] = {
    1: Report.DELIVERED,
    2: Report.FAILED,
    4: Report.PASSED,
    8: Report.PASSED,
    16: Report.FAILED,
}
_WEIGHT = (Report.PASSED, Report.UNKNOWN, Report.FAILED, Report.DELIVERED)


def report_of(code: int) -> Report:
    """Return what a gateway's code means."""
    return REPORTS.get(code, Report.UNKNOWN)


def weightier(before: Report | None, report: Report) -> Report:
    """Return which of two reports counts, in whatever order they came: what reached the telephone has reached it."""
    return report if before is None else max(before, report, key=_WEIGHT.index)


def fate_after_report(fate: Fate, report: Report) -> Fate:
    """Return what becomes of a message when its gateway reports; what a person has decided stays."""
    if report is Report.DELIVERED and fate in {Fate.SENT, Fate.UNKNOWN, Fate.REFUSED}:
        return Fate.SENT
    if report is Report.FAILED and fate in {Fate.SENT, Fate.UNKNOWN}:
        return Fate.REFUSED
    return fate


def filled(text: Text, values: Mapping[str, str]) -> Text:
    """Return subject and body with their places filled; a subject is one line."""
    return Text(" ".join(fill(text.subject, values).split()), fill(text.body, values).strip())


def faults_of(text: Text, channel: Channel, sample: Mapping[str, str]) -> dict[str, str]:
    """Return a sentence for each field of a text that cannot be sent as it is; nothing where it can."""
    wrong: dict[str, str] = {}
    parts = {"subject": text.subject, "body": text.body} if channel is Channel.EMAIL else {"body": text.body}
    for field, words in parts.items():
        if not words.strip():
            wrong[field] = _("Ghi tiêu đề của thư.") if field == "subject" else _("Ghi nội dung của tin.")
        elif fault := places_fault(words, sample):
            wrong[field] = fault
    if wrong:
        return wrong
    seen = filled(text, sample)
    if channel is Channel.EMAIL and len(seen.subject) > MAX_SUBJECT:
        wrong["subject"] = _("Tiêu đề dài %(length)s chữ cái khi điền mẫu; viết không quá %(most)s.") % {
            "length": len(seen.subject),
            "most": MAX_SUBJECT,
        }
    if len(seen.body) > MAX_BODY:
        wrong["body"] = _("Viết ngắn lại, không quá %(most)s chữ cái.") % {"most": MAX_BODY}
    elif channel is Channel.SMS and sms_parts(seen.body) > SMS_MOST:
        wrong["body"] = _("Tin nhắn dài %(parts)s phần khi điền mẫu; viết không quá %(most)s phần.") % {
            "parts": sms_parts(seen.body),
            "most": SMS_MOST,
        }
    return wrong


def sms_parts(text: str) -> int:
    """Return how many parts an SMS with Vietnamese letters takes (UCS-2: 70 signs alone, 67 each when joined)."""
    signs = len(text.encode("utf-16-be")) // 2
    return 1 if signs <= SMS_ONE else -(-signs // SMS_JOINED)


def address_of(person: Person | Official, channel: Channel) -> str:
    """Return where somebody is reached by a channel; empty where nowhere."""
    if isinstance(person, Official):
        return person.email if channel is Channel.EMAIL else ""
    return person.email if channel is Channel.EMAIL else _mobile(person.phone)


def _mobile(phone: str) -> str:
    """Return a telephone that takes messages: a line in a house takes none."""
    return "" if phone.startswith("02") else phone


def mask(address: str) -> str:
    """Return an address that tells two people apart and is nobody's: «m…@vidu.vn», «090…001»."""
    name, at, host = address.partition("@")
    return f"{name[:1]}…@{host}" if at else f"{address[:3]}…{address[-3:]}"


def without_addresses(words: str) -> str:
    """Return a server's words with every e-mail address masked: its answer often quotes the person's."""
    return ADDRESS.sub(lambda found: mask(found[0]), words)
