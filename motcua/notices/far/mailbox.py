"""The demo's mail server: takes every mail by SMTP and keeps it in a folder; nothing leaves this machine.

It is as unwell as real ones are (``moods.py``): it knows no such person, is busy the first time, hangs up.
"""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from motcua.notices.far.moods import Mood, keep, mood_of

NAME = b"hop-thu-thu.vidu.vn"
ADDRESS = re.compile(rb"<([^>]*)>")
LONGEST = 1_000_000


class Mailbox:
    """One folder behind one port."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.been_busy = folder, set[str]()

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Talk to one client until it leaves."""
        try:
            await self._talk(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError):
            return
        finally:
            writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        address = ""
        await _say(writer, b"220 " + NAME + b" ESMTP")
        while line := await reader.readline():
            word = line[:4].upper().strip()
            if word == b"RCPT":
                found = ADDRESS.search(line)
                address = found[1].decode("utf-8", "replace") if found else ""
                await _say(writer, self._greet(address))
            elif word == b"DATA":
                await _say(writer, b"354 go ahead")
                content = await reader.readuntil(b"\r\n.\r\n")
                mood = mood_of(address)
                for _copy in range(2 if mood is Mood.TWICE else 1):
                    keep(self.folder, "thu.eml", content[:-3].replace(b"\r\n..", b"\r\n."))
                if mood in {Mood.SILENT, Mood.BROKEN}:
                    return  # taken, and gone without a word
                await _say(writer, b"250 2.0.0 kept")
            elif word == b"QUIT":
                await _say(writer, b"221 bye")
                return
            else:
                await _say(writer, b"250 " + NAME)

    def _greet(self, address: str) -> bytes:
        mood = mood_of(address)
        if mood is Mood.REFUSED:
            return b"550 5.1.1 no such mailbox"
        if mood is Mood.BUSY_ONCE and address not in self.been_busy:
            self.been_busy.add(address)
            return b"451 4.3.2 busy, try again later"
        return b"250 2.1.5 ok"


async def _say(writer: asyncio.StreamWriter, words: bytes) -> None:
    writer.write(words + b"\r\n")
    await writer.drain()


async def serve(port: int, folder: Path) -> None:
    """Take mails until the process ends."""
    server = await asyncio.start_server(Mailbox(folder).talk, "127.0.0.1", port, limit=LONGEST)
    async with server:
        await server.serve_forever()
