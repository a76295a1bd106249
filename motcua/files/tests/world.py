"""Contents of every kind, and an owner who may be asked."""

import io
import zipfile
from uuid import UUID

from motcua.files.types import ScanState
from motcua.kernel.actor import Actor

HANH = Actor(account=UUID(int=101), name="Nông Thị Hạnh")
PAO = Actor(account=UUID(int=102), name="Hà Văn Páo")
DOSSIER = UUID(int=500)

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\0" * 300
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\0" * 300


def office(part, *more, content_types=True):
    """Return the bytes of an office file whose main part is «word/document» or «xl/workbook»."""
    main = {
        "word/document": "wordprocessingml.document.main+xml",
        "xl/workbook": "spreadsheetml.sheet.main+xml",
        "word/macros": "wordprocessingml.template.main+xml",
    }[part]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        if content_types:
            archive.writestr(
                "[Content_Types].xml",
                f'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.{main}"/></Types>',
            )
        for name in (f"{part}.xml", *more):
            archive.writestr(name, "<x/>")
    return made.getvalue()


class OnlyFor:
    """A guard that lets one account read one owner's files."""

    key = "dossier"

    def may_read(self, actor, owner_id):
        return actor.account == HANH.account and owner_id == DOSSIER


class Says:
    """A scanner that always says the same."""

    def __init__(self, key, state):
        self.key, self.state, self.seen = key, ScanState(state), []

    def scan(self, content):
        self.seen.append(content.read_bytes())
        return self.state


class Line:
    """A sender's line that gives small pieces and may break."""

    def __init__(self, content, breaks_after=None, raises=None):
        self.rest, self.raises = content[:breaks_after], raises

    def read(self, size=-1, /):
        piece, self.rest = self.rest[:1000], self.rest[1000:]
        if not piece and self.raises:
            raise self.raises
        return piece
