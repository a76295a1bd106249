"""Which kind a content is, and under which name it is kept."""

import io

import pytest

from motcua.files import rules
from motcua.files.tests.world import JPEG, PDF, PNG, office


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "pdf"),
        (JPEG, "jpg"),
        (PNG, "png"),
        (office("word/document"), "docx"),
        (office("xl/workbook"), "xlsx"),
        (office("word/document", "word/vbaProject.bin"), None),
        (office("word/macros"), None),
        (office("word/document", content_types=False), None),
        (b"PK\x03\x04 not an archive at all", None),
        (b"MZ\x90\x00 a program", None),
        (b"<html><script>", None),
        (b"GIF89a", None),
        (b"", None),
    ],
)
def test_a_content_is_recognised_by_what_it_is(content, kind):
    assert rules.kind_of(io.BytesIO(content)) == kind


@pytest.mark.parametrize(
    ("name", "kind", "kept"),
    [
        ("Giấy chứng sinh.pdf", "pdf", "Giấy chứng sinh.pdf"),
        ("ảnh.JPEG", "jpg", "ảnh.JPEG"),
        ("ảnh.exe", "jpg", "ảnh.exe.jpg"),
        ("../../etc/passwd", "pdf", "passwd.pdf"),
        ("C:\\Users\\Hạnh\\tờ khai.docx", "docx", "tờ khai.docx"),
        ("a\r\nSet-Cookie: x.pdf", "pdf", "aSet-Cookie: x.pdf"),
        ("", "png", "tệp.png"),
        (".pdf", "pdf", "pdf.pdf"),
        ("x" * 400 + ".pdf", "pdf", "x" * 150 + ".pdf"),
        ("to\u0309.pdf", "pdf", "tỏ.pdf"),
    ],
)
def test_a_name_is_kept_as_people_know_it_and_harms_nobody(name, kind, kept):
    assert rules.kept_name(name, kind) == kept
