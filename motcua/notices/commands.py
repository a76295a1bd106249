"""What the worker runs for messages."""

from __future__ import annotations

from pathlib import Path
from threading import Event


def run_emails(stop: Event) -> None:
    """Send what is due by e-mail until told to stop."""
    from motcua.notices.sending import sender
    from motcua.notices.types import Channel

    sender.run(Channel.EMAIL, stop)


def run_sms(stop: Event) -> None:
    """Send what is due by SMS until told to stop."""
    from motcua.notices.sending import sender
    from motcua.notices.types import Channel

    sender.run(Channel.SMS, stop)


def run_far_side(which: str, port: int, folder: Path) -> None:
    """Be the demo's mail server («mail») or its SMS gateway («sms») until the process ends; wants no Django."""
    if which == "mail":
        import asyncio

        from motcua.notices.far import mailbox

        asyncio.run(mailbox.serve(port, folder))
    else:
        from motcua.notices.far import sms_gateway

        sms_gateway.serve(port, folder)
