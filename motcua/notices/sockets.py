"""Where others bring their kinds of messages, and carriers bring a way out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from motcua.kernel.sockets import Socket
from motcua.notices.types import Answer, Channel, Parcel, Text


@dataclass(frozen=True, slots=True)
class Letter:
    """A kind of message: what it is called, its usual text by channel, its places with sample values.

    ``places`` is place → sample; ``link`` leads from a label (a dossier's number) to the page of what it is about.
    ``is_secret``: what it says is the person's alone; no page shows it.
    """

    key: str
    name: object
    texts: Mapping[Channel, Text]
    places: Mapping[str, str]
    link: Callable[[str], str]
    is_secret: bool = False


@runtime_checkable
class Carrier(Protocol):
    """Takes a message out of the house by one channel."""

    @property
    def key(self) -> str:
        """The carrier's name, by which settings choose it."""
        ...

    @property
    def channel(self) -> Channel:
        """What it carries."""
        ...

    @property
    def is_on(self) -> bool:
        """Whether this installation has set it up."""
        ...

    def carry(self, parcel: Parcel, hand_over: Callable[[], bool]) -> Answer:
        """Send one message and say how it ended; never raises.

        Calls ``hand_over`` once, just before the content leaves, and gives up with AWAY if it answers no. Whatever
        breaks before is AWAY or the carrier's own refusal; whatever breaks after, without an answer, is UNKNOWN.
        """
        ...


letters: Socket[Letter] = Socket("notices.letters", Letter)
carriers: Socket[Carrier] = Socket("notices.carriers", Carrier)
