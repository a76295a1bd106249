"""The courier that we ship: signed roots as files in a folder, better one on another machine (a mount)."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from motcua.database import addresses

#: Names the folder; without it the roots lie in MOTCUA_HOME/roots.
FOLDER_VARIABLE = "MOTCUA_ROOTS"


@dataclass(frozen=True, slots=True)
class FolderCourier:
    """Writes one file a root, whole or not at all."""

    key: str = "folder"

    @property
    def folder(self) -> Path:
        """Where the files go."""
        return Path(os.environ.get(FOLDER_VARIABLE) or addresses.home() / "roots")

    def carry(self, name: str, text: str) -> None:
        """Write one signed root. Raises OSError when the folder cannot be written."""
        self.folder.mkdir(parents=True, exist_ok=True)
        fresh = self.folder / f".{name}.new"
        with fresh.open("w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        fresh.rename(self.folder / name)
