"""E-mail by SMTP (RFC 5321): plain text, Vietnamese in subject and body, a Message-ID that never changes."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from django.conf import settings
from django.utils.translation import gettext as _

from motcua.notices.types import Answer, Channel, Outcome, Parcel

#: Replies of SMTP by their first figure, and the one that asks for the content.
TEMPORARY, PERMANENT, GO_AHEAD = 400, 500, 354
#: Reasons of OpenSSL: out of date; of another name, of another address.
EXPIRED, OF_ANOTHER = 10, frozenset({62, 64})


class Smtp:
    """The province's mail server."""

    key = "smtp"
    channel = Channel.EMAIL

    @property
    def is_on(self) -> bool:
        """Whether a mail server and a sender are set."""
        return bool(settings.SMTP_HOST and settings.MAIL_FROM)

    def carry(self, parcel: Parcel, hand_over: Callable[[], bool]) -> Answer:
        """Send one mail; see ``sockets.Carrier``. Until the mail server asks for the content nothing has happened."""
        if not parcel.address.isascii():
            return Answer(Outcome.REFUSED, words=_("Địa chỉ thư có chữ có dấu; ghi lại địa chỉ."))
        try:
            content = mail_of(parcel).as_bytes(policy=SMTP)
        except (ValueError, IndexError, MessageError):
            return Answer(Outcome.REFUSED, words=_("Địa chỉ thư viết sai; ghi lại địa chỉ."))
        try:
            line = _connected()
        except smtplib.SMTPResponseException as problem:
            return Answer(Outcome.AWAY, problem.smtp_code, _said(problem.smtp_error))
        except ssl.SSLCertVerificationError as problem:
            return Answer(Outcome.AWAY, words=_distrust(problem))
        except smtplib.SMTPNotSupportedError:
            return Answer(Outcome.AWAY, words=_("Máy chủ thư không có STARTTLS. Xem MOTCUA_SMTP_TLS và cổng."))
        except (OSError, smtplib.SMTPException, ssl.SSLError) as problem:
            return Answer(Outcome.AWAY, words=type(problem).__name__)
        try:
            return _deliver(line, parcel.address, content, hand_over)
        finally:
            line.close()


def mail_of(parcel: Parcel) -> EmailMessage:
    """Return a message as a mail."""
    name, sender = parseaddr(settings.MAIL_FROM)
    user, _at, host = parcel.address.rpartition("@")
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(name, addr_spec=sender)
    mail["To"] = Address("", user, host)
    mail["Subject"] = parcel.subject
    mail["Date"] = format_datetime(parcel.at)
    mail["Message-ID"] = f"<{parcel.id}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's holiday reply comes back
    mail.set_content(parcel.body + "\n", charset="utf-8", cte="quoted-printable")
    mail["Content-Language"] = "vi"
    return mail


def _connected() -> smtplib.SMTP:
    """Return an open line on which one may begin a mail. Raises what smtplib and the network raise."""
    name = parseaddr(settings.MAIL_FROM)[1].rpartition("@")[2] or "localhost"
    place = {
        "host": settings.SMTP_HOST,
        "port": settings.SMTP_PORT,
        "local_hostname": name,
        "timeout": settings.SMTP_WAIT,
    }
    # smtplib's own context believes every certificate.
    line: smtplib.SMTP = (
        smtplib.SMTP_SSL(**place, context=ssl.create_default_context())
        if settings.SMTP_TLS == "implicit"
        else smtplib.SMTP(**place)
    )
    try:
        if settings.SMTP_TLS == "start":
            line.starttls(context=ssl.create_default_context())
        line.ehlo_or_helo_if_needed()
        if settings.SMTP_USER:
            line.login(settings.SMTP_USER, settings.SMTP_PASSWORD)
    except BaseException:
        line.close()
        raise
    return line


def _distrust(problem: ssl.SSLCertVerificationError) -> str:
    """Say why the mail server's certificate is not believed, and what to do."""
    if problem.verify_code == EXPIRED:
        return _("Chứng thư của máy chủ thư đã hết hạn. Nhờ người giữ máy chủ gia hạn; tin chờ, không mất.")
    if problem.verify_code in OF_ANOTHER:
        return _("Chứng thư của máy chủ thư không mang tên %(host)s. Ghi đúng tên máy ở MOTCUA_SMTP_HOST.") % {
            "host": settings.SMTP_HOST
        }
    return _("Chứng thư của máy chủ thư do nơi lạ cấp. Nếu là của tỉnh, ghi tệp chứng thư gốc ở SSL_CERT_FILE.")


def _deliver(line: smtplib.SMTP, address: str, content: bytes, hand_over: Callable[[], bool]) -> Answer:
    handed_over = False
    try:
        code, words = line.mail(parseaddr(settings.MAIL_FROM)[1])
        if code >= TEMPORARY:  # our own sender is not liked: no fault of this message
            return Answer(Outcome.AWAY, code, _said(words))
        code, words = line.rcpt(address)
        if code >= TEMPORARY:
            return _refused(code, words)
        code, words = line.docmd("data")
        if code != GO_AHEAD:
            return _refused(code, words)
        if not hand_over():
            return Answer(Outcome.AWAY)
        handed_over = True
        line.send(_dotted(content))
        code, words = line.getreply()
    except (TimeoutError, OSError, smtplib.SMTPException) as problem:
        return Answer(Outcome.UNKNOWN if handed_over else Outcome.AWAY, words=type(problem).__name__)
    if code >= TEMPORARY:
        return _refused(code, words)
    _part(line)
    return Answer(Outcome.SENT, code, _said(words))


def _refused(code: int, words: bytes | str) -> Answer:
    return Answer(Outcome.REFUSED if code >= PERMANENT else Outcome.DEFERRED, code, _said(words))


def _dotted(content: bytes) -> bytes:
    """Return the content as DATA wants it: lines end in CRLF, a leading dot is doubled, a lone dot ends it."""
    lines = content.replace(b"\r\n", b"\n").rstrip(b"\n").split(b"\n")
    return b"\r\n".join(b"." + text if text.startswith(b".") else text for text in lines) + b"\r\n.\r\n"


def _part(line: smtplib.SMTP) -> None:
    try:
        line.quit()
    except (OSError, smtplib.SMTPException):
        return  # the mail is theirs already


def _said(words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return " ".join(text.split())[:300]
