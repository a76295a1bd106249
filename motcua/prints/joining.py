"""PDF files joined into one, written as they come: what stays in memory is where each object lies."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
#: What a page has from the tree that it came from; a joined book has no tags.
LEFT_BEHIND = ("/Parent", "/StructParents", "/Tabs")


class Joined:
    """A book under way: parts are added one after the other, then it is closed. The same parts give the same bytes."""

    def __init__(self, file: IO[bytes]) -> None:
        """Begin in an empty file that can tell where it stands."""
        self.pages = 0
        self._file = file
        self._places: list[int] = []
        self._groups = ArrayObject()
        self._facts: IndirectObject | None = None
        file.write(HEAD)
        self._tree = self._number()

    def add(self, part: Path | IO[bytes]) -> None:
        """Write the pages of a part behind those that are there; the first part's title is the book's."""
        reader = PdfReader(part)
        part_of_it = _Part(self._number)
        group, kids = self._number(), ArrayObject()
        for page in reader.pages:
            for name in LEFT_BEHIND:
                page.pop(name, None)
            kids.append(self._number())
            part_of_it.here(page)
            page[NameObject("/Parent")] = group
            self._write(kids[-1], page)
        if self._facts is None and "/Info" in reader.trailer:
            self._facts = part_of_it.here(reader.trailer.raw_get("/Info"))
        for reference, value in part_of_it.waiting():
            self._write(reference, value)
        self._groups.append(group)
        self._write(group, _tree(kids, len(kids), Parent=self._tree))
        self.pages += len(kids)

    def close(self) -> None:
        """Write the tree of pages and the table of objects."""
        self._write(self._tree, _tree(self._groups, self.pages))
        catalogue = self._number()
        self._write(
            catalogue,
            _dictionary(
                Type=NameObject("/Catalog"),
                Pages=self._tree,
                Lang=TextStringObject("vi"),
                ViewerPreferences=_dictionary(DisplayDocTitle=BooleanObject(value=True)),
            ),
        )
        begin = self._file.tell()
        self._file.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(self._places) + 1))
        for place in self._places:
            self._file.write(b"%010d 00000 n \n" % place)
        trailer = _dictionary(Size=NumberObject(len(self._places) + 1), Root=catalogue)
        if self._facts is not None:
            trailer[NameObject("/Info")] = self._facts
        self._file.write(b"trailer\n")
        trailer.write_to_stream(self._file)
        self._file.write(b"\nstartxref\n%d\n%%%%EOF\n" % begin)

    def _number(self) -> IndirectObject:
        self._places.append(0)
        return IndirectObject(len(self._places), 0, None)

    def _write(self, reference: IndirectObject, value: PdfObject) -> None:
        self._places[reference.idnum - 1] = self._file.tell()
        self._file.write(b"%d 0 obj\n" % reference.idnum)
        value.write_to_stream(self._file)
        self._file.write(b"\nendobj\n")


class _Part:
    """The objects of one part on their way into the book: each gets a number there when it is first named."""

    def __init__(self, number: Callable[[], IndirectObject]) -> None:
        self._number = number
        self._known: dict[int, IndirectObject] = {}
        self._waiting: deque[tuple[IndirectObject, PdfObject | None]] = deque()

    def here(self, value: Any) -> Any:
        """Return a value as it stands in the book, changed in place; what it refers to waits to be written."""
        if isinstance(value, IndirectObject):
            if value.idnum not in self._known:
                self._known[value.idnum] = self._number()
                self._waiting.append((self._known[value.idnum], value.get_object()))
            return self._known[value.idnum]
        if isinstance(value, DictionaryObject):
            for name in list(value):
                value[NameObject(name)] = self.here(value.raw_get(name))
        elif isinstance(value, ArrayObject):
            value[:] = [self.here(one) for one in list.__iter__(value)]
        return value

    def waiting(self) -> Iterator[tuple[IndirectObject, PdfObject]]:
        """Yield what waits, until nothing does."""
        while self._waiting:
            reference, value = self._waiting.popleft()
            yield reference, self.here(value)


def _dictionary(**values: PdfObject) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in values.items()})


def _tree(kids: ArrayObject, count: int, **above: PdfObject) -> DictionaryObject:
    return _dictionary(Type=NameObject("/Pages"), Kids=kids, Count=NumberObject(count), **above)
