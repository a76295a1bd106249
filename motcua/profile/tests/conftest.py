import shutil
from pathlib import Path

import pytest

from motcua.clocks.folder.reader import ProfileFolder, read_folder
from motcua.clocks.folder.shipped import SHIPPED


@pytest.fixture(scope="session")
def bac_kan() -> ProfileFolder:
    return read_folder(SHIPPED)


class Province:
    """A copy of the shipped folder that a test may spoil."""

    def __init__(self, path: Path):
        self.path = path

    def spoil(self, file: str, old: str, new: str) -> None:
        words = (self.path / file).read_text(encoding="utf-8")
        assert old in words, old
        (self.path / file).write_text(words.replace(old, new, 1), encoding="utf-8")

    def add(self, file: str, line: str) -> None:
        with (self.path / file).open("a", encoding="utf-8") as words:
            words.write(line + "\n")

    def read(self) -> ProfileFolder:
        return read_folder(self.path, usual=SHIPPED)


@pytest.fixture
def province(tmp_path) -> Province:
    return Province(Path(shutil.copytree(SHIPPED, tmp_path / "province")))
