"""Copies of a whole house: made, read back, brought back into an empty home; every fault is said before anything is written."""

import os
import shutil
import subprocess
import sys
import time
from threading import Event, Thread

import pytest

from motcua.database import copies, foreign
from motcua.database.runner import THROWAWAY, Cluster
from motcua.kernel import moments
from motcua.kernel.keys import KeyRing
from motcua.operations import records, sealed
from motcua.operations.commands import archiving, backup, bringing, making
from motcua.operations.types import CannotBackUp, CannotRestore
from tests.operations.small import ledger_of, waits_for


def everything(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_house_comes_back_in_an_empty_home_with_its_files_and_a_new_epoch(small):
    small.writes(3)
    kept = small.stores(b"a scan")
    made = small.backs_up()
    home = small.moves()

    done = small.comes_back()

    assert (done.name, done.contents, done.epoch) == (made.name, 1, 2)
    assert ledger_of(home) == (3, 2)
    assert (home / "files" / kept.relative_to(small.home / "files")).read_bytes() == b"a scan"
    assert (home / "secret.key").read_text() == "signs cookies"
    assert not bringing.mark().exists()


def test_new_lines_go_after_those_that_came_back(small):
    small.writes(2)
    small.backs_up()
    home = small.moves()
    small.comes_back()
    small.cluster = Cluster(home / "database", THROWAWAY).start()

    small.writes(1)

    with small.cluster as cluster, cluster.superuser("motcua") as superuser:
        rows = superuser.execute("select epoch, count(*) from ledger_entry group by 1 order by 1").fetchall()
        assert rows == [(1, 2), (2, 1)]


def test_nothing_in_the_copy_can_be_read_without_the_key_and_the_key_is_not_in_it(small):
    small.stores(b"Ha Van Pao, 095 000 000 123")
    small.backs_up()

    lying = b"".join(everything(small.target.folder).values())

    for secret in (
        b"Ha Van Pao",
        b"signs cookies",
        b"PG_VERSION",
        small.ring.dump().encode()[40:80],
        small.ring.keys["k1"],
    ):
        assert secret not in lying
    assert small.cluster.address("owner").password.encode() not in lying


def test_a_file_is_kept_once_however_many_copies_hold_it_and_the_later_copy_of_a_day_stays(small):
    small.stores(b"a scan")
    small.backs_up()
    (first,) = small.target.folder.glob("contents/*/??/*")
    before = first.stat().st_ino
    small.stores(b"another")
    time.sleep(1)

    made = small.backs_up()

    assert made.contents == 2
    assert first.stat().st_ino == before
    assert len(list(small.target.folder.glob("contents/*/??/*"))) == 2
    assert small.target.names() == [made.name]


@pytest.mark.parametrize(
    ("piece", "harm"),
    [
        ("database", lambda text: text[:-1]),
        ("database", lambda text: text[:5000] + bytes([text[5000] ^ 1]) + text[5001:]),
        ("house", lambda text: text[:-1]),
        ("contents", lambda _text: b""),
    ],
)
def test_a_torn_copy_is_named_before_anything_is_written(small, piece, harm):
    made = small.backs_up()
    path = small.target.set_folder(made.name) / piece
    path.write_bytes(harm(path.read_bytes()))
    home = small.moves()
    before = everything(home)

    with pytest.raises(
        CannotRestore, match=rf"^Bản sao lưu {made.name} hỏng ở phần «{piece}»: .* Chưa ghi gì\. .*--set TÊN"
    ):
        small.comes_back()

    assert everything(home) == before


def test_a_changed_list_of_pieces_is_believed_by_nobody(small):
    made = small.backs_up()
    path = small.target.set_folder(made.name) / "manifest.json"
    path.write_text(path.read_text().replace('"contents": 0', '"contents": 1'))
    small.moves()

    with pytest.raises(CannotRestore, match=r"^Tờ kê của bản sao lưu .* không tin được"):
        small.comes_back()


def test_a_lost_or_swapped_file_is_noticed(small):
    small.stores(b"a scan")
    small.stores(b"another")
    made = small.backs_up()
    one, other = small.target.folder.glob("contents/*/??/*")
    shutil.copy(one, other)
    small.moves()

    with pytest.raises(CannotRestore, match=rf"^Bản sao lưu {made.name} hỏng ở phần «tệp [0-9a-f]{{12}}»"):
        small.comes_back()


def test_without_the_key_or_with_another_it_says_to_bring_the_key_first(small, capsys):
    made = small.backs_up()
    home = small.moves()
    (home / "keys.json").unlink()

    assert backup.restore([str(small.target.folder)]) == 1
    assert "motcua keys import TỆP" in capsys.readouterr().err

    (home / "keys.json").write_text(KeyRing.new().dump())
    assert backup.restore([str(small.target.folder)]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"Bản sao lưu {made.name} niêm phong bằng khoá {small.key.name}, máy này không có khoá ấy.")
    assert not (home / "database").exists()


def test_a_home_with_data_is_not_written_over(small):
    small.backs_up()

    with pytest.raises(CannotRestore, match=r"đã có dữ liệu; không ghi đè\."):
        small.comes_back()


def test_a_copy_of_another_postgresql_or_a_newer_house_is_refused_with_what_to_install(small, monkeypatch):
    small.backs_up()
    small.moves()

    monkeypatch.setattr(copies, "major", lambda: "19")
    with pytest.raises(CannotRestore, match=r"của PostgreSQL 18, bản đang cài là 19\. Cài Một cửa"):
        small.comes_back()
    monkeypatch.undo()

    monkeypatch.setattr(bringing, "version", lambda _name: "0.0.9")
    with pytest.raises(CannotRestore, match=r"bản đang cài là 0\.0\.9\. Cài bản mới ấy"):
        small.comes_back()


def test_a_full_disk_is_seen_before_anything_is_written(small, monkeypatch):
    small.target.make()
    before = everything(small.target.folder)
    monkeypatch.setattr(making.shutil, "disk_usage", lambda _folder: shutil._ntuple_diskusage(100, 99, 1_000_000))

    with pytest.raises(CannotBackUp, match=r"còn 1 MB, bản sao lưu cần đến \d+ MB\. Chưa ghi gì"):
        small.backs_up()

    assert everything(small.target.folder).keys() - before.keys() <= {small.target.folder / ".lock"}


def test_a_disk_that_fills_up_meanwhile_leaves_the_old_copies_and_nothing_half(small, monkeypatch):
    made = small.backs_up()
    time.sleep(1)
    put = sealed.Writer._put

    def full(self, some):
        if self._size > 100_000:
            raise OSError(28, "No space left on device")
        put(self, some)

    monkeypatch.setattr(sealed.Writer, "_put", full)
    with pytest.raises(CannotBackUp, match=r"No space left on device\. Phần ghi dở đã bỏ, các bản cũ còn nguyên"):
        small.backs_up()

    assert small.target.names() == [made.name]
    assert [path.name for path in small.target.folder.glob("sets/.*")] == []


def test_a_folder_of_somebody_else_is_no_place_for_copies(small):
    small.target.folder.mkdir()
    (small.target.folder / "letters.txt").write_text("mine")

    with pytest.raises(CannotBackUp, match=r"đang có tệp khác"):
        small.backs_up()

    assert (small.target.folder / "letters.txt").read_text() == "mine"


def test_a_stored_file_that_has_rotted_is_named_and_no_old_copy_goes(small):
    small.stores(b"a scan").write_bytes(b"rotten")

    with pytest.raises(CannotBackUp, match=r"1 tệp trong kho không còn đúng nội dung"):
        small.backs_up()

    assert records.last("backup")["damaged"] == 1
    assert len(small.target.names()) == 1


def test_what_was_written_after_the_copy_comes_back_from_the_log_to_the_end_or_to_a_moment(small):
    small.target.make()
    stop = Event()
    archive = Thread(target=archiving.run, args=[stop, small.target, lambda: small.key, small.cluster])
    archive.start()
    try:
        waits_for(lambda: list(archiving.coming().glob("*.partial")))
        small.writes(1)
        small.backs_up()
        small.writes(10)
        moment = moments.machine_now()
        time.sleep(1.1)
        small.writes(100)
        late = small.stores(b"after the copy")
        time.sleep(1)
    finally:
        stop.set()
        archive.join()
    archiving.take(small.target, small.key, partial=True)
    archiving.take_files(small.target, small.key, since=0)
    home = small.moves()

    assert small.comes_back(at=moment).segments >= 1
    assert ledger_of(home) == (11, 2)

    Cluster(home / "database").remove()
    shutil.rmtree(home)
    home = small.moves()
    small.comes_back()
    assert ledger_of(home) == (111, 2)
    assert (home / "files" / late.relative_to(small.home / "files")).read_bytes() == b"after the copy"


def test_a_copy_and_the_log_after_it_come_back_though_the_key_was_turned_in_between(small):
    small.target.make()
    with copies.receiving(small.cluster, archiving.coming()):
        early = small.stores(b"before the turn")
        small.writes(1)
        small.backs_up()
        small.turns_its_key()
        late = small.stores(b"after the turn")
        small.writes(10)
        waits_for(lambda: list(archiving.coming().glob("*.partial")))
        time.sleep(1)
    archiving.take(small.target, small.key, partial=True)
    archiving.take_files(small.target, small.key, since=0)
    home = small.moves()

    small.comes_back()

    assert ledger_of(home) == (11, 2)
    for stored in (early, late):
        assert (home / "files" / stored.relative_to(small.home / "files")).is_file()


def types(*words):
    """Begin a command in a process of its own, as an operator types it."""
    return subprocess.Popen([sys.executable, "-c", "from motcua.website.command import main; main()", *words])


def aged(path):
    """Let a file be older than the copies of the last days."""
    before = time.time() - 8 * 86400
    os.utime(path, (before, before))
    return path


def kept_content(small, stored):
    return small.target.content(small.key, bytes.fromhex(stored.name))


def test_what_an_older_key_sealed_goes_too_when_no_copy_wants_it_any_more(small):
    old, young = small.stores(b"a scan"), small.stores(b"another")
    made = small.backs_up()
    early = aged(kept_content(small, old))
    late = kept_content(small, young)
    segment = small.target.segment(small.key, f"{made.segment[:16]}{0:08X}")
    segment.parent.mkdir(parents=True)
    segment.touch()
    small.turns_its_key()
    time.sleep(1)

    again = small.backs_up()

    assert small.target.names() == [again.name]
    assert (early.exists(), late.exists(), segment.exists()) == (False, True, False)
    assert kept_content(small, old).exists()
    assert kept_content(small, young).exists()


def test_where_an_older_copy_cannot_be_read_nothing_that_it_may_want_goes_and_an_alarm_rings(small):
    made = small.backs_up()
    time.sleep(1)
    older = small.target.set_folder("20200511T013000Z")
    shutil.copytree(small.target.set_folder(made.name), older)
    (older / "contents").write_bytes(b"")
    perhaps = small.target.content(small.key, bytes(32))
    perhaps.parent.mkdir(parents=True)
    perhaps.touch()
    aged(perhaps)

    done = types("backup", str(small.target.folder))

    assert done.wait() == 0
    assert small.target.names()[0] == older.name
    assert made.name not in small.target.names()
    assert perhaps.exists()
    assert (records.last("alarm")["code"], records.last("alarm")["facts"]) == ("backup.torn", {"set": made.name})
    shutil.rmtree(older)
    time.sleep(1)
    small.backs_up()
    assert not perhaps.exists()


def test_a_moment_that_the_log_does_not_reach_leaves_nothing(small):
    small.target.make()
    with copies.receiving(small.cluster, archiving.coming()):
        small.writes(1)
        small.backs_up()
        small.writes(1)
        waits_for(lambda: list(archiving.coming().glob("*.partial")))
        time.sleep(0.5)
    archiving.take(small.target, small.key, partial=True)
    home = small.moves()

    with pytest.raises(CannotRestore, match=r"^Nhật ký ghi đã cất chưa đến .* Bỏ --at"):
        small.comes_back(at=moments.machine_now())

    assert sorted(path.name for path in home.iterdir() if path.name not in {"keys.json", "secret.key"}) == [
        "settings.restored.json"
    ]


def test_the_command_makes_lists_and_checks_a_copy(small, capsys):
    assert backup.back_up([str(small.target.folder)]) == 0
    (name,) = small.target.names()
    said = capsys.readouterr()
    assert f"Đã sao lưu vào {small.target.set_folder(name)}, đọc lại đúng" in said.out
    assert "motcua keys export" in said.err

    assert backup.back_up([str(small.target.folder), "--list"]) == 0
    assert capsys.readouterr().out.startswith(f"{name}  ")
    assert backup.back_up([str(small.target.folder), "--check"]) == 0
    assert capsys.readouterr().out.startswith(f"Bản {name} nguyên vẹn: cơ sở dữ liệu, 0 tệp, 0 đoạn nhật ký ghi")
    assert backup.back_up([]) == 1
    assert capsys.readouterr().err == "Cất ở đâu? Gõ: motcua backup THƯ-MỤC, hoặc đặt MOTCUA_BACKUP.\n"


def test_a_missing_segment_of_the_log_is_named_with_what_still_works(small):
    made = small.backs_up()
    for name in (made.segment, f"{made.segment[:-2]}F0"):
        place = small.target.segment(small.key, name)
        place.parent.mkdir(parents=True, exist_ok=True)
        with sealed.written(place, small.key, name) as piece:
            piece.write(b"log")
    home = small.moves()

    with pytest.raises(CannotRestore, match=rf"^Nhật ký ghi thiếu đoạn .* --set {made.name}$"):
        small.comes_back()

    small.comes_back(name=made.name)
    assert ledger_of(home) == (0, 2)


def test_a_restore_that_was_killed_half_way_is_done_again_from_the_beginning(small):
    small.writes(2)
    small.backs_up()
    home = small.moves()
    killed = types("restore", str(small.target.folder))
    waits_for(lambda: (home / "restoring").exists() or killed.poll() is not None)
    killed.kill()
    killed.wait()
    assert (home / "restoring").exists()

    small.comes_back()

    assert ledger_of(home) == (2, 2)


@pytest.fixture
def elsewhere(small, monkeypatch):
    """A home of its own, whose pages work on the small house's server as on any administrator's."""
    home = small.home / "elsewhere"
    home.mkdir()
    home.chmod(0o711)
    shutil.copy(small.home / "keys.json", home)
    (home / "secret.key").write_text("signs cookies")
    monkeypatch.setenv("MOTCUA_HOME", str(home))
    monkeypatch.setenv("DATABASE_URL", small.cluster.address().url())
    monkeypatch.setenv("DATABASE_OWNER_URL", small.cluster.address("owner").url())
    small.home = home
    return small


def test_another_server_is_copied_whole_and_comes_back_into_ours(elsewhere, monkeypatch):
    elsewhere.writes(3)
    kept = elsewhere.stores(b"a scan")

    assert backup.back_up([str(elsewhere.target.folder)]) == 0

    assert not (elsewhere.home / "taken-in").exists()
    elsewhere.writes(1)
    rights = rights_of(elsewhere.cluster)
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.delenv("DATABASE_OWNER_URL")
    home = elsewhere.moves()
    done = elsewhere.comes_back()
    assert (done.contents, done.segments, done.epoch) == (1, 0, 2)
    assert ledger_of(home) == (3, 2)
    assert (home / "files" / kept.relative_to(elsewhere.home / "files")).read_bytes() == b"a scan"
    with Cluster(home / "database", THROWAWAY) as cluster:
        assert rights_of(cluster) == rights


def rights_of(cluster):
    """Return what the application may do with each table."""
    sql = (
        "select table_name, privilege_type from information_schema.role_table_grants "
        "where grantee = 'motcua' and table_schema = 'public' order by 1, 2"
    )
    with cluster.superuser("motcua") as superuser:
        return superuser.execute(sql).fetchall()


def test_another_server_that_cannot_be_copied_leaves_nothing_and_says_why(elsewhere, monkeypatch, capsys):
    words = [str(elsewhere.target.folder)]
    monkeypatch.setenv("DATABASE_OWNER_URL", elsewhere.cluster.address().url())
    assert backup.back_up(words) == 1
    assert "«motcua database roles»" in capsys.readouterr().err

    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://motcua_owner:x@127.0.0.1:1/motcua")
    assert backup.back_up(words) == 1
    assert "Không nối được máy chủ ở DATABASE_OWNER_URL" in capsys.readouterr().err

    monkeypatch.setenv("DATABASE_OWNER_URL", elsewhere.cluster.address("owner").url())
    monkeypatch.setattr(foreign, "ROOM", 10**9)
    assert backup.back_up(words) == 1
    assert "Chưa ghi gì, các bản cũ còn nguyên" in capsys.readouterr().err
    assert backup.back_up([*words, "--archive"]) == 1
    assert "nhật ký ghi của nó do công cụ của máy chủ ấy cất" in capsys.readouterr().err
    assert not (elsewhere.home / "taken-in").exists()
    assert not elsewhere.target.names()


def test_while_another_server_is_copied_a_second_copy_leaves_it_alone(elsewhere, capsys):
    words, place = [str(elsewhere.target.folder)], elsewhere.home / "taken-in"
    with foreign.taken_in(place) as first:
        assert backup.back_up(words) == 1
        assert "Đợi nó xong rồi chạy lại" in capsys.readouterr().err
        assert first.is_running()

    assert not elsewhere.target.names()
    assert backup.back_up(words) == 0


def test_a_table_that_cannot_be_read_there_is_no_copy(elsewhere, capsys):
    with elsewhere.cluster.superuser("motcua") as superuser:
        superuser.execute("create table not_ours (id integer)")

    assert backup.back_up([str(elsewhere.target.folder)]) == 1

    assert "Không chép được cơ sở dữ liệu: pg_dump: error" in capsys.readouterr().err
    assert not (elsewhere.home / "taken-in").exists()
    assert not elsewhere.target.names()
