"""Where a server's files lie that cannot reach its own folder: said once, whole, and never anywhere else."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from motcua.database import places


@pytest.fixture
def unreachable(tmp_path, monkeypatch):
    """A folder that the server cannot reach, as one in /root is."""
    monkeypatch.setattr(places, "ELSEWHERE", tmp_path / "elsewhere")
    monkeypatch.setattr(places, "is_root", lambda: True)
    monkeypatch.setattr(places, "_give_to_server", lambda _folder: None)
    monkeypatch.setattr(places, "_server_reaches", lambda _folder: False)
    return tmp_path / "here"


def test_the_files_lie_elsewhere_and_the_folder_says_where(unreachable):
    place = places.prepare(unreachable)

    assert place.parent == places.ELSEWHERE
    assert places.prepare(unreachable) == place
    assert (unreachable / "place").read_text() == str(place)


def test_many_at_once_are_told_the_same_place(unreachable):
    unreachable.mkdir()
    for turn in range(40):
        folder, ready = unreachable / str(turn), Barrier(8)

        def prepare(_one, folder=folder, ready=ready):
            ready.wait()
            return places.prepare(folder)

        with ThreadPoolExecutor(8) as hands:
            told = set(hands.map(prepare, range(8)))
        assert len(told) == 1
        assert {place.parent for place in told} == {places.ELSEWHERE}
        assert [path.name for path in folder.iterdir()] == ["place"]


@pytest.mark.parametrize("text", ["", ".", "/", "/home", "/var/lib/motcua-other/x"])
def test_a_mark_that_names_another_folder_is_refused_and_nothing_is_touched(unreachable, text):
    unreachable.mkdir()
    (unreachable / "place").write_text(text)

    with pytest.raises(places.PlaceTaken) as refused:
        places.prepare(unreachable)
    assert "Xoá tệp ấy rồi chạy lại" in str(refused.value)
