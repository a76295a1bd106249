"""A mail server in a process of its own that behaves as the person's mailbox is called.

``mail_server.py FOLDER [sign-in]``: writes the port into FOLDER/port and every mail that it was given into FOLDER/*.eml.
To «khong-co…» it answers 550, to «day…» 452 each time, to «ban…» 451 the first time, to «dut…» it takes the mail and
hangs up, to «im…» it takes the mail and says nothing, to «cham…» it takes its time.
"""

import asyncio
import sys
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult

SLOWLY = 0.3


class Mailboxes:
    def __init__(self, folder):
        self.folder, self.seen = folder, set()

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):  # noqa: N802 - the library's name
        if address.startswith("khong-co"):
            return f"550 5.1.1 <{address}> no such user"
        if address.startswith("day"):
            return "452 4.2.2 mailbox full"
        if address.startswith("ban") and address not in self.seen:
            self.seen.add(address)
            return "451 4.3.0 try again later"
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the library's name
        address = envelope.rcpt_tos[0]
        number = len(list(self.folder.glob("*.eml")))
        fresh = self.folder / f"{number:04}.new"
        fresh.write_bytes(envelope.content)
        fresh.rename(self.folder / f"{number:04}.eml")
        if address.startswith("dut"):
            server.transport.abort()
        elif address.startswith("im"):
            await asyncio.Event().wait()
        elif address.startswith("cham"):
            await asyncio.sleep(SLOWLY)
        elif address.startswith("sau-tu-choi"):
            return "554 5.7.1 not wanted"
        return f"250 2.0.0 queued as {number:04}"


def sign_in(server, session, envelope, mechanism, given):
    """Nobody but «motcua» with its password."""
    return AuthResult(success=(given.login, given.password) == (b"motcua", b"mat khau"))


async def main(folder):
    mailboxes = Mailboxes(folder)
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(
            mailboxes,
            hostname="mail.vidu.vn",
            authenticator=sign_in,
            auth_required="sign-in" in sys.argv,
            auth_require_tls=False,
        ),
        "127.0.0.1",
        0,
    )
    (folder / "port.new").write_text(str(server.sockets[0].getsockname()[1]))
    (folder / "port.new").rename(folder / "port")
    await server.serve_forever()


if __name__ == "__main__":
    place = Path(sys.argv[1])
    asyncio.run(main(place))
