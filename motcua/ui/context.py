"""What every template may ask about its frame; nothing is asked of the modules before a template does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from motcua.kernel import moments
from motcua.kernel.actor import ANONYMOUS, Actor
from motcua.kernel.counts import Count, numbers
from motcua.kernel.sockets import Empty
from motcua.ui import sockets, tokens
from motcua.ui.types import Entry, Key, Province, Who

#: Groups of the rail from top to bottom; a group that is not named here comes before «help».
GROUPS = ("work", "knowledge", "settings", "help")


@dataclass(frozen=True, slots=True)
class RailEntry:
    """An entry as the rail shows it."""

    entry: Entry
    is_current: bool


class Frame:
    """The frame of one page."""

    def __init__(self, request: HttpRequest) -> None:
        """Keep the request; everything else is asked when a template wants it."""
        self._request = request

    @cached_property
    def actor(self) -> Actor:
        """Return who acts; nobody, before identity has looked."""
        return getattr(self._request, "actor", ANONYMOUS)

    @cached_property
    def province(self) -> Province:
        """Return the house's name and contact; empty where no profile is loaded."""
        return province()

    @cached_property
    def who(self) -> Who | None:
        """Return who is signed in."""
        try:
            return sockets.header.only().who(self._request)
        except Empty:
            return None

    @cached_property
    def entries(self) -> list[Entry]:
        """Return all entries of the rail, in order."""
        return entries(self.actor, self._request)

    @cached_property
    def rail(self) -> tuple[tuple[RailEntry, ...], ...]:
        """Return the entries by group, the one whose page this is marked."""
        current = current_entry(self.entries, self._request.path)
        return tuple(
            tuple(RailEntry(entry, entry is current) for entry in group)
            for _name, group in groupby(self.entries, key=lambda entry: entry.group)
        )

    @property
    def look_key(self) -> str:
        """Return the name of the province's own colours; empty where they are the house's."""
        return look_key()

    @property
    def moment(self) -> object:
        """Return the business moment of this page."""
        return getattr(self._request, "moment", None) or moments.now()

    @property
    def search_text(self) -> str:
        """Return what stands in the global search."""
        return self._request.GET.get("q", "") if self._request.path == "/tim" else ""

    @property
    def keys(self) -> tuple[Key, ...]:
        """Return the keys that work everywhere, for the list behind «?»."""
        return keys()


def frame(request: HttpRequest) -> dict[str, object]:
    """Context processor: ``frame``."""
    return {"frame": Frame(request)}


def colours() -> dict[str, str]:
    """Return the colours of the pages, the province's own brand among them."""
    return tokens.branded(province().look)


def look_key() -> str:
    """Return what changes when the province changes its colours; empty where nothing differs from the built styles."""
    own = colours()
    return "" if own == tokens.COLOURS else "-".join(own[name].lstrip("#") for name in tokens.BRAND.values())


def province() -> Province:
    """Return the province's name and contact from whoever knows them."""
    try:
        return sockets.house.only().province()
    except Empty:
        return Province()


def entries(actor: Actor, request: HttpRequest) -> list[Entry]:
    """Return what every module hangs into the rail for this actor, by group and order."""
    found = counted([entry for plug in sockets.navigation for entry in plug.entries(actor, request)])
    return sorted(found, key=lambda entry: (group_order(entry.group), entry.group, entry.order, entry.label))


def counted(found: Sequence[Entry]) -> list[Entry]:
    """Return the entries with numbers instead of counts; one statement for all."""
    asked = [entry.count for entry in found if isinstance(entry.count, Count)]
    told = iter(numbers(asked))
    return [replace(entry, count=next(told)) if isinstance(entry.count, Count) else entry for entry in found]


def group_order(group: str) -> int:
    """Return where a group stands; unknown ones before the last."""
    return GROUPS.index(group) * 2 if group in GROUPS else len(GROUPS) * 2 - 3


def current_entry(candidates: Sequence[Entry], path: str) -> Entry | None:
    """Return the entry whose address is the longest beginning of this page's."""
    fitting = [entry for entry in candidates if _leads_to(_address(entry), path)]
    return max(fitting, key=lambda entry: len(_address(entry)), default=None)


def _address(entry: Entry) -> str:
    return entry.url.split("?")[0]


def _leads_to(address: str, path: str) -> bool:
    return path == address or (address != "/" and path.startswith(address.rstrip("/") + "/"))


def keys() -> tuple[Key, ...]:
    """Return the keys of the officials' pages."""
    return (
        Key(("/",), _("tìm hồ sơ, người, thủ tục")),
        Key(("j", "k"), _("xuống, lên một dòng")),
        Key(("Enter",), _("mở dòng đang chọn")),
        Key(("x",), _("đánh dấu dòng để làm nhiều việc một lúc")),
        Key(("Ctrl", "Enter"), _("làm việc chính của trang, ví dụ tiếp nhận và in")),
        Key(("?",), _("bảng phím này")),
        Key(("Esc",), _("đóng, thôi")),
    )
