"""«MẪU» across every page of a PDF that somebody else made: seen by a reader, whatever size and however turned."""

from io import BytesIO

import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from motcua.prints.queries import stamped
from motcua.prints.types import CannotBeStamped


def scanned(sizes, grey=255):
    """A PDF of pictures, one a page, as a scanner makes it: nothing behind a picture is seen."""
    pictures = [Image.new("L", size, grey) for size in sizes]
    written = BytesIO()
    pictures[0].save(written, "PDF", save_all=True, append_images=pictures[1:], resolution=72)
    return written.getvalue()


def turned(pdf, degrees):
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    for page in writer.pages:
        page.rotate(degrees)
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def locked():
    writer = PdfWriter(clone_from=PdfReader(BytesIO(scanned([(595, 842)]))))
    writer.encrypt("mật khẩu", algorithm="RC4-128")
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def seen(pdf, number=0):
    return pypdfium2.PdfDocument(pdf)[number].render(scale=1).to_pil().convert("L")


def dark_box(picture, paper=255):
    return picture.point(lambda grey: 255 if grey < paper - 20 else 0).getbbox()


def test_the_word_lies_over_a_scan_in_the_middle_of_every_page_of_whatever_size():
    sizes = [(595, 842), (842, 595), (420, 595)]

    content = stamped(scanned(sizes))

    assert [page.extract_text().strip() for page in PdfReader(BytesIO(content)).pages] == ["MẪU"] * 3
    for number, (width, height) in enumerate(sizes):
        left, top, right, bottom = dark_box(seen(content, number))
        assert abs((left + right) / 2 - width / 2) < width * 0.1
        assert abs((top + bottom) / 2 - height / 2) < height * 0.1
        assert right - left > width * 0.4
        assert bottom - top > height * 0.3


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_turned_page_has_it_as_one_that_was_scanned_that_way(degrees):
    size = (595, 842)
    way = size if degrees == 180 else size[::-1]

    content = stamped(turned(scanned([size]), degrees))

    picture = seen(content)
    assert picture.size == way
    assert dark_box(picture) == pytest.approx(dark_box(seen(stamped(scanned([way])))), abs=2)


def test_what_lies_under_it_can_still_be_read():
    picture = seen(stamped(scanned([(595, 842)])))

    assert min(picture.get_flattened_data()) > 120
    assert dark_box(seen(scanned([(595, 842)]))) is None, "without the word the sheet is white"


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4\nnothing", b"%PDF-1.4\n%%EOF", locked()])
def test_what_cannot_be_opened_is_said(content):
    with pytest.raises(CannotBeStamped, match="có mật khẩu hoặc bị hỏng"):
        stamped(content)
