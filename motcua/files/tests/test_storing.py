"""Storing: whole or nothing, by content, synced before the row."""

import hashlib
import io
import os
from datetime import timedelta
from pathlib import Path

import pytest

from motcua.files import queries, services, sockets
from motcua.files.tests.world import DOSSIER, HANH, JPEG, PAO, PDF, Line, OnlyFor, Says
from motcua.files.types import (
    FileEmpty,
    FileInfected,
    FileKindUnknown,
    FileNotFound,
    FileTooLarge,
    FileTorn,
    ScanState,
)
from motcua.kernel import ids, moments
from motcua.kernel.actor import SYSTEM
from motcua.ledger import queries as ledger

pytestmark = pytest.mark.django_db

AT = moments.local(moments.datetime(2020, 5, 11, 8, 30))


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES_FOLDER = tmp_path / "files"
    return settings.FILES_FOLDER


def store(content=PDF, *, length=-1, name="Giấy chứng sinh.pdf", stream=None, sha256=None):
    return services.store(
        actor=HANH,
        at=AT,
        owner_kind="dossier",
        owner_id=DOSSIER,
        name=name,
        stream=stream or io.BytesIO(content),
        length=len(content) if length == -1 else length,
        sha256=sha256,
    )


def left(folder):
    return [path for path in Path(folder).rglob("*") if path.is_file()]


def test_a_stored_file_lies_under_its_hash_and_reads_back(folder):
    stored = store()

    name = hashlib.sha256(PDF).hexdigest()
    assert left(folder) == [folder / name[:2] / name[2:4] / name]
    assert (stored.kind, stored.media_type, stored.size, stored.sha256.hex()) == (
        "pdf",
        "application/pdf",
        len(PDF),
        name,
    )
    with queries.open_bytes(stored) as content:
        assert content.read() == PDF
    assert queries.of_owner("dossier", DOSSIER) == [stored]


def test_only_this_machine_user_reads_the_folder(folder):
    store()

    assert {oct(path.stat().st_mode & 0o777) for path in left(folder)} == {"0o600"}
    assert oct(folder.stat().st_mode & 0o777) == "0o700"


def test_storing_is_a_line_without_names():
    stored = store()

    [line] = ledger.stream("files.file", stored.id)
    assert (line.verb, line.seq, line.actor) == ("files.stored", 1, HANH.account)
    assert line.facts == {
        "owner_kind": "dossier",
        "owner": str(DOSSIER),
        "type": "pdf",
        "size": len(PDF),
        "sha256": stored.sha256.hex(),
    }
    assert ledger.sentence(line) == f"Lưu một tệp pdf ({len(PDF)} byte)"


def test_the_same_content_lies_there_once(folder):
    first, second = store(), store(name="bản nữa.pdf")

    assert len(left(folder)) == 1
    assert queries.of_owner("dossier", DOSSIER) == [first, second]
    assert queries.of_owners("dossier", [DOSSIER, ids.new_id()])[DOSSIER] == [first, second]


@pytest.mark.parametrize(
    ("case", "refusal"),
    [
        ({"stream": Line(PDF * 1000, breaks_after=5000), "content": PDF * 1000}, FileTorn),
        ({"length": len(PDF) - 1}, FileTorn),
        ({"sha256": bytes(32)}, FileTorn),
        ({"content": b""}, FileEmpty),
        ({"content": b"MZ\x90\x00" * 100, "name": "tờ khai.pdf"}, FileKindUnknown),
        ({"stream": Line(PDF, raises=OSError("line broke")), "length": None}, OSError),
    ],
)
def test_what_does_not_come_whole_leaves_nothing_behind(folder, case, refusal):
    with pytest.raises(refusal):
        store(**case)

    assert left(folder) == []
    assert queries.of_owner("dossier", DOSSIER) == []


def test_the_limit_holds_for_what_is_announced_and_for_what_comes(folder, settings):
    settings.FILES_MAX_BYTES = 1000

    with pytest.raises(FileTooLarge):
        store(PDF * 100)
    with pytest.raises(FileTooLarge):
        store(PDF * 100, length=None)
    assert left(folder) == []


def test_what_the_house_makes_has_a_limit_of_its_own(folder, settings, tmp_path):
    settings.FILES_MAX_BYTES = 10
    made = tmp_path / "sổ.pdf"
    made.write_bytes(PDF)

    received = services.take_made(made)

    assert (received.size, received.kind) == (len(PDF), "pdf")
    settings.FILES_MADE_MAX_BYTES = 10
    with pytest.raises(FileTooLarge):
        services.take_made(made)


def test_a_refused_owner_leaves_only_what_the_sweep_takes(folder):
    received = services.take_in(name="a.pdf", stream=io.BytesIO(PDF), length=len(PDF))
    now = moments.machine_now()

    assert services.sweep(actor=SYSTEM, at=now + timedelta(hours=23)) == 0
    assert services.sweep(actor=SYSTEM, at=now + timedelta(hours=25)) == 1
    assert left(folder) == []
    assert received.sha256 == hashlib.sha256(PDF).digest()


def test_the_sweep_takes_old_pieces_and_no_file(folder):
    store()
    coming = folder / "coming" / "torn"
    coming.write_bytes(b"half")
    now = moments.machine_now()

    assert services.sweep(actor=SYSTEM, at=now + timedelta(hours=5)) == 0
    assert services.sweep(actor=SYSTEM, at=now + timedelta(days=9)) == 1
    assert len(left(folder)) == 1


def test_pictures_of_pages_go_with_the_content_that_is_swept(folder):
    stored = store()
    drawn = folder / "pages" / stored.sha256.hex()[:2] / f"{stored.sha256.hex()}-1-320.jpg"
    drawn.parent.mkdir(parents=True)
    drawn.write_bytes(b"a page")
    services.take_away(actor=SYSTEM, at=AT, owner_kind=stored.owner_kind, owners=[stored.owner_id])

    assert services.sweep(actor=SYSTEM, at=moments.machine_now() + timedelta(days=9)) == 1
    assert not drawn.exists()


def test_a_content_that_comes_again_while_it_is_swept_stays(folder):
    from motcua.files.storage import storage

    received = services.take_in(name="a.pdf", stream=io.BytesIO(PDF), length=len(PDF))
    long_ago = moments.machine_now().timestamp() - 9 * 86400
    os.utime(storage().place(received.sha256), (long_ago, long_ago))
    services.take_in(name="a.pdf", stream=io.BytesIO(PDF), length=len(PDF))

    assert storage().remove(received.sha256, moments.machine_now().timestamp() - 86400) is False
    assert len(left(folder)) == 1


class TestReading:
    def test_whom_the_guard_lets_gets_the_file_and_the_look_is_noted(self):
        stored = store()

        with sockets.guards.instead(OnlyFor()):
            assert queries.file_for(HANH, stored.id, at=AT) == stored

        [look] = ledger.looks_at("files.file", stored.id)
        assert (look.actor, look.act, look.at) == (HANH.account, "open", AT)

    def test_for_anybody_else_there_is_no_such_file(self):
        stored = store()

        with sockets.guards.instead(OnlyFor()):
            with pytest.raises(FileNotFound):
                queries.file_for(PAO, stored.id, at=AT)
            with pytest.raises(FileNotFound):
                queries.file_for(HANH, ids.new_id(), at=AT)
        with sockets.guards.instead(), pytest.raises(FileNotFound):
            queries.file_for(HANH, stored.id, at=AT)
        assert ledger.looks_at("files.file", stored.id) == []


class TestScanning:
    def scan_all(self):
        after = b""
        while after is not None:
            after = services.scan_next(actor=SYSTEM, at=AT, after=after)

    def state(self, stored):
        return next(file.scan for file in queries.of_owner("dossier", DOSSIER) if file.id == stored.id)

    def test_without_a_scanner_a_file_is_honestly_unscanned(self):
        stored = store()

        self.scan_all()

        assert self.state(stored) is ScanState.UNSCANNED
        assert self.state(stored).words == "chưa quét"

    def test_every_scanner_sees_every_content_once(self):
        one, other = Says("one", "clean"), Says("other", "clean")
        stored = store()
        store(JPEG)

        with sockets.scanners.instead(one, other):
            self.scan_all()
            self.scan_all()

        assert self.state(stored) is ScanState.CLEAN
        assert sorted(one.seen) == sorted(other.seen) == sorted([PDF, JPEG])

    def test_one_scanner_that_finds_something_locks_the_file(self):
        stored = store()

        with sockets.scanners.instead(Says("one", "clean"), Says("other", "infected")):
            self.scan_all()

        with pytest.raises(FileInfected):
            queries.file_for(SYSTEM, stored.id, at=AT)

    def test_a_scanner_that_cannot_say_now_is_asked_again(self):
        stored = store()

        with sockets.scanners.instead(Says("one", "clean"), Says("other", "unscanned")):
            self.scan_all()
        assert self.state(stored) is ScanState.UNSCANNED
