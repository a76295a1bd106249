"""The demo's far sides as parts: a mail server, an SMS gateway and a post of its own, so that nothing leaves this machine."""

from __future__ import annotations

import argparse
import signal
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from motcua.website.serving.home import Home
from motcua.website.serving.lifeline import die_with_parent
from motcua.website.serving.parts import Part, command

HOST = "127.0.0.1"


def run(words: Sequence[str]) -> int:
    """Be one far side until told to stop; called by the supervisor only."""
    parser = argparse.ArgumentParser(prog="motcua far")
    parser.add_argument("which", choices=("mail", "sms", "post"))
    parser.add_argument("port", type=int)
    parser.add_argument("folder", type=Path)
    read = parser.parse_args(words)
    die_with_parent()
    signal.signal(signal.SIGTERM, lambda *_received: sys.exit(0))
    if read.which == "post":
        from motcua.postal import commands as postal

        postal.run_far_side(read.port, read.folder)
    else:
        from motcua.notices import commands as notices

        notices.run_far_side(read.which, read.port, read.folder)
    return 0


def mailboxes(home: Home) -> Path:
    """Return the folder where the demo's messages end."""
    return home.demo / "outside"


def environment(port: int) -> dict[str, str]:
    """Return where every part finds the far sides, and they this house; what is set for real is not used in a demo."""
    mail, sms, post = _free_port(), _free_port(), _free_port()
    return {
        "MOTCUA_SMTP_HOST": HOST,
        "MOTCUA_SMTP_PORT": str(mail),
        "MOTCUA_SMTP_TLS": "none",
        "MOTCUA_SMTP_USER": "",
        "MOTCUA_MAIL_FROM": "Một cửa (bản thử) <khong-tra-loi@motcua.vidu.vn>",
        "MOTCUA_SMS_URL": f"http://{HOST}:{sms}/cgi-bin/sendsms",
        "MOTCUA_SMS_FROM": "MOTCUA",
        "MOTCUA_SMS_WAIT": "10",
        "MOTCUA_SMS_REPORTS": f"http://{HOST}:{port}",
        "MOTCUA_POST_URL": f"http://{HOST}:{post}/hcc",
        "MOTCUA_POST_USER": "ban-thu",
        "MOTCUA_POST_CUSTOMER": "BAN-THU",
        "MOTCUA_POST_WAIT": "5",
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def parts(home: Home, environment: dict[str, str]) -> list[Part]:
    """Return the three parts."""
    mail, sms = environment["MOTCUA_SMTP_PORT"], environment["MOTCUA_SMS_URL"].split(":")[2].split("/")[0]
    post = environment["MOTCUA_POST_URL"].split(":")[2].split("/")[0]
    folder = mailboxes(home)
    return [
        Part("mail", command("far", "mail", mail, str(folder / "thu"))),
        Part("sms", command("far", "sms", sms, str(folder / "tin-nhan"))),
        Part("post", command("far", "post", post, str(folder / "buu-dien"))),
    ]
