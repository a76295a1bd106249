"""Which folder is read when nobody names one."""

from __future__ import annotations

import os
from pathlib import Path

#: The province the product ships with.
SHIPPED = Path(__file__).resolve().parent.parent.parent / "profile" / "folders" / "bac-kan"

#: Another province names its folder here.
FOLDER_VARIABLE = "MOTCUA_PROFILE"


def default_folder() -> Path:
    """Return the folder of this installation's province."""
    return Path(os.environ.get(FOLDER_VARIABLE) or SHIPPED)
