"""What is unsafe is not taken and not opened, with a sentence why; pages are turned as pictures."""

import io

import pytest
from django.test import Client
from PIL import Image

from motcua.files import queries, services, sockets
from motcua.files.inspection import finding_in
from motcua.files.tests import papers
from motcua.files.tests.world import DOSSIER, HANH, PAO, PDF, OnlyFor
from motcua.files.types import FileNotFound, FileUnsafe, Finding, PageMissing, PageUnreadable
from motcua.kernel import moments, statements


@pytest.fixture
def guarded():
    with sockets.guards.instead(OnlyFor()):
        yield


def keeps(content, name="giay.pdf"):
    return services.store(
        actor=HANH, at=moments.now(), owner_kind="dossier", owner_id=DOSSIER, name=name,
        stream=io.BytesIO(content), length=len(content),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("content", "finding"),
    [
        (papers.active(), Finding.ACTIVE),
        (papers.active(b"/S /Launch /F (cmd.exe)"), Finding.ACTIVE),
        (papers.active(b"/S /J#61vaScript"), Finding.ACTIVE),
        (papers.hidden(), Finding.ACTIVE),
        (PDF.replace(b"<<>>", b"<</Encrypt 9 0 R>>"), Finding.LOCKED),
        (papers.flooding(), Finding.FLOOD),
        (papers.vast(), Finding.FLOOD),
    ],
)
def test_what_is_unsafe_is_not_taken_and_leaves_nothing(db, settings, tmp_path, content, finding):
    settings.FILES_FOLDER = tmp_path
    with pytest.raises(FileUnsafe) as refused:
        keeps(content)

    assert refused.value.finding is finding
    assert refused.value.sentence == finding.words
    assert [place for place in tmp_path.rglob("*") if place.is_file()] == []


@pytest.mark.parametrize("content", [PDF, papers.scan(3), b"%PDF-1.4\nstream\n/JavaScript\nendstream\n%%EOF"])
def test_a_plain_scan_is_safe_whatever_letters_its_pictures_hold(content):
    assert finding_in(io.BytesIO(content), "pdf") is None


def test_what_came_before_is_looked_into_when_it_is_opened(db, settings, tmp_path, guarded):
    settings.FILES_FOLDER = tmp_path
    file = keeps(PDF)
    with (tmp_path / file.sha256.hex()[:2] / file.sha256.hex()[2:4] / file.sha256.hex()).open("wb") as place:
        place.write(papers.active())
    statements.run("update files_content set inspected_at = null")

    for _time in range(2):
        with pytest.raises(FileUnsafe):
            queries.file_for(HANH, file.id, at=moments.now())
    assert statements.row("select finding from files_content")["finding"] == "active"


def test_the_pages_of_a_scan_are_turned(db, settings, tmp_path, guarded):
    settings.FILES_FOLDER = tmp_path
    file = queries.file_for(HANH, keeps(papers.scan(2)).id, at=moments.now())

    assert queries.pages_in(file) == 2
    drawn = queries.page_as_picture(file, 2)
    with (
        Image.open(io.BytesIO(drawn)) as page,
        Image.open(io.BytesIO(queries.page_as_picture(file, 2, small=True))) as small,
    ):
        assert (page.format, max(page.size), max(small.size)) == ("JPEG", 1600, 240)
    (tmp_path / file.sha256.hex()[:2] / file.sha256.hex()[2:4] / file.sha256.hex()).unlink()
    assert queries.page_as_picture(file, 2) == drawn, "from the cache"
    with pytest.raises(PageUnreadable):
        queries.page_as_picture(file, 1)


def test_a_page_that_is_not_there_and_a_file_that_cannot_be_drawn(db, settings, tmp_path, guarded):
    settings.FILES_FOLDER = tmp_path
    scan, broken = keeps(papers.scan(1)), keeps(PDF)

    with pytest.raises(PageMissing):
        queries.page_as_picture(scan, 2)
    with pytest.raises(PageUnreadable) as refused:
        queries.pages_in(broken)
    assert refused.value.sentence.startswith("Không xem được trang nào của tệp này")


def test_a_picture_stands_as_the_telephone_held_it(db, settings, tmp_path, guarded):
    settings.FILES_FOLDER = tmp_path
    turned = Image.Exif()
    turned[0x0112] = 6
    file = keeps(papers.photograph(size=(400, 300), exif=turned), "anh.jpg")

    with Image.open(io.BytesIO(queries.page_as_picture(file, 1))) as page:
        assert page.size == (300, 400)


def test_pages_are_for_whoever_may_read_the_file(db, settings, tmp_path, guarded):
    settings.FILES_FOLDER = tmp_path
    file = keeps(papers.scan(1))

    with pytest.raises(FileNotFound):
        queries.file_for(PAO, file.id, at=moments.now())
    for address in (f"/tep/{file.id}/trang", f"/tep/{file.id}/trang/anh"):
        assert Client().get(address).status_code in {302, 404}
