"""The one page: bytes for whoever may read them."""

import io

import pytest
from django.test import RequestFactory

from motcua.files import services, sockets
from motcua.files.tests.test_storing import AT
from motcua.files.tests.world import DOSSIER, HANH, PAO, PDF, OnlyFor, Says, office
from motcua.files.types import FileInfected, FileNotFound
from motcua.files.views import download
from motcua.kernel.actor import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES_FOLDER = tmp_path / "files"
    with sockets.guards.instead(OnlyFor()):
        yield


def stored(content=PDF, name="Giấy chứng sinh.pdf"):
    return services.store(
        actor=HANH,
        at=AT,
        owner_kind="dossier",
        owner_id=DOSSIER,
        name=name,
        stream=io.BytesIO(content),
        length=len(content),
    )


def get(file, actor=HANH, query="", **headers):
    request = RequestFactory().get(f"/tep/{file.id}{query}", headers=headers)
    request.actor, request.moment = actor, AT
    return download(request, file.id)


def test_a_small_file_comes_whole_with_its_name():
    response = get(stored())

    assert response.content == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Length"] == str(len(PDF))
    assert response["Content-Disposition"] == "inline; filename*=utf-8''Gi%E1%BA%A5y%20ch%E1%BB%A9ng%20sinh.pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-cache"


def test_a_large_file_comes_in_blocks_of_64_kb():
    content = PDF + b"x" * 300_000

    response = get(stored(content))

    assert [len(block) for block in response.streaming_content] == [
        65536,
        65536,
        65536,
        65536,
        len(content) - 4 * 65536,
    ]
    assert response["Content-Length"] == str(len(content))


def test_an_office_file_is_saved_and_so_is_what_one_asks_to_save():
    assert get(stored(office("word/document"), "a.docx"))["Content-Disposition"].startswith("attachment")
    assert get(stored(), query="?luu")["Content-Disposition"].startswith("attachment")


def test_what_the_browser_has_is_not_sent_again():
    file = stored()

    response = get(file, **{"If-None-Match": f'"{file.sha256.hex()}"'})

    assert (response.status_code, response.content) == (304, b"")


def test_for_a_stranger_there_is_nothing():
    with pytest.raises(FileNotFound):
        get(stored(), actor=PAO)


def test_what_the_disk_has_lost_is_not_found(settings):
    file = stored()
    for path in settings.FILES_FOLDER.glob("??/??/*"):
        path.unlink()

    with pytest.raises(FileNotFound):
        get(file)


def test_an_infected_file_is_not_handed_out():
    file = stored()
    with sockets.scanners.instead(Says("one", "infected")):
        services.scan_next(actor=SYSTEM, at=AT)

    with pytest.raises(FileInfected, match="mã độc"):
        get(file)
