"""The manuals under «Trợ giúp»: Markdown of ``docs/``, one file a topic, with the pictures beside it.

A book is a folder; its topics are numbered files (``02-tiep-nhan.md``), whose first heading is their title. A topic in another
language is the file of the same name in a folder of that language (``en/02-tiep-nhan.md``); without one the Vietnamese is shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from struct import unpack

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

DOCS = Path(__file__).resolve().parents[2] / "docs"
#: The language in which every topic is written.
SOURCE = "vi"
#: The books, in the order in which they are listed.
BOOKS = ("clerk", "admin", "operator")
TOPIC = re.compile(r"\d\d-([a-z0-9-]+)\.md")
HEADING = re.compile(r"^# (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Topic:
    """One page of a book: its name in the address, its title, its file, the language that it is written in."""

    book: str
    name: str
    title: str
    path: Path
    language: str = SOURCE


def topics(book: str, language: str = SOURCE) -> tuple[Topic, ...]:
    """Return the topics of a book in their order, each in the language where it exists; none where there is no such book."""
    folder = DOCS / book
    if book not in BOOKS or not folder.is_dir():
        return ()
    spoken = {each.name: each for each in _topics(folder, language)} if language != SOURCE else {}
    return tuple(spoken.get(each.name, each) for each in _topics(folder, SOURCE))


@lru_cache
def _topics(book: Path, language: str) -> tuple[Topic, ...]:
    """Read the titles once: a manual changes with the house."""
    found = []
    for path in sorted((book if language == SOURCE else book / language).glob("*.md")):
        named, title = TOPIC.fullmatch(path.name), HEADING.search(path.read_text(encoding="utf-8"))
        if named and title:
            found.append(Topic(book.name, named[1], title[1].strip(), path, language))
    return tuple(found)


def topic(book: str, name: str, language: str = SOURCE) -> Topic | None:
    """Return a topic by its name in the address, or None."""
    return next((each for each in topics(book, language) if each.name == name), None)


def picture(book: str, name: str) -> Path | None:
    """Return the file of a book's picture, or None; names are those of the folder, nothing else is opened."""
    if book not in BOOKS:
        return None
    return next((path for path in (DOCS / book / "pictures").glob("*.webp") if path.stem == name), None)


def as_html(shown: Topic) -> SafeString:
    """Return a topic's text as HTML without its title; raw HTML in it stays text."""
    return _rendered(DOCS / shown.book, shown.path, shown.path.stat().st_mtime_ns)


@lru_cache(maxsize=100)
def _rendered(book: Path, path: Path, _changed: int) -> SafeString:
    markdown = MarkdownIt("commonmark", {"html": False})
    tokens = markdown.parse(HEADING.sub("", path.read_text(encoding="utf-8"), count=1))
    for token in tokens:
        for inner in token.children or ():
            _lead(inner, book)
    # Nothing of it is typed by a user, and raw HTML is off.
    return mark_safe(markdown.renderer.render(tokens, markdown.options, {}))  # noqa: S308


def _lead(token: Token, folder: Path) -> None:
    """Turn a file's relative address into the page's: pictures and other topics."""
    if token.type == "image":
        name = Path(str(token.attrs["src"])).stem
        width, height = _size(folder / "pictures" / f"{name}.webp")
        token.attrs |= {
            "src": reverse("ui:manual-picture", args=[folder.name, name]),
            "width": str(width),
            "height": str(height),
            "loading": "lazy",
        }
    elif token.type == "link_open" and (
        named := re.fullmatch(
            r"(?:(?:\.\./)+(?:([a-z]+)/(?:[a-z]{2}/)?)?)?(\d\d-[a-z0-9-]+\.md)", str(token.attrs["href"])
        )
    ):
        name = TOPIC.fullmatch(named[2])
        assert name is not None, "the pattern of the link is that of a topic"
        token.attrs["href"] = reverse("ui:manual", args=[named[1] or folder.name, name[1]])


def _size(path: Path) -> tuple[int, int]:
    """Return width and height of a WebP in pixels, from its head (RFC 9649). Raises ValueError for anything else."""
    head = path.read_bytes()[:30]
    if (head[:4], head[8:12]) == (b"RIFF", b"WEBP"):
        match head[12:16]:
            case b"VP8 ":
                width, height = unpack("<HH", head[26:30])
                return width & 0x3FFF, height & 0x3FFF
            case b"VP8X":
                return int.from_bytes(head[24:27], "little") + 1, int.from_bytes(head[27:30], "little") + 1
    raise ValueError(f"{path.name} is no lossy WebP")
