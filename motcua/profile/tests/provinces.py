"""The shipped folder, and a copy of it that a test may spoil."""

import shutil
from functools import cache
from pathlib import Path

from motcua.clocks.folder.reader import ProfileFolder, read_folder
from motcua.clocks.folder.shipped import SHIPPED


@cache
def bac_kan_folder() -> ProfileFolder:
    return read_folder(SHIPPED)


class Province:
    """A copy of the shipped folder that a test may spoil."""

    def __init__(self, within: Path):
        self.path = Path(shutil.copytree(SHIPPED, within / "province"))

    def spoil(self, file: str, old: str, new: str) -> None:
        words = (self.path / file).read_text(encoding="utf-8")
        assert old in words, old
        (self.path / file).write_text(words.replace(old, new, 1), encoding="utf-8")

    def read(self) -> ProfileFolder:
        return read_folder(self.path, usual=SHIPPED)
