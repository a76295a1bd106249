"""The tests' ground, loaded with ``-p motcua.website.testing``: a home of its own, keys, and a database server.

Everything is set before Django reads its settings. The fixtures stand in ``testing_database`` and are registered
late, so that they stand over pytest-django's.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from motcua.kernel import keys

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Seconds that a soak, a kill matrix or a large volume may take; every other test has the limit of pyproject.toml.
LONG_SECONDS = 3600
#: Set by the process that made the home; workers of the same run share it.
RUN_VARIABLE = "MOTCUA_TEST_RUN"


def _make_home() -> None:
    home = Path(tempfile.mkdtemp(prefix="motcua-tests-"))
    (home / "static").mkdir()
    keys.make_file(home / "keys.json")
    for name in [name for name in os.environ if name.startswith(("MOTCUA_", "DATABASE_"))]:
        del os.environ[name]
    os.environ |= {
        RUN_VARIABLE: str(home),
        "MOTCUA_HOME": str(home),
        "MOTCUA_KEYS": str(home / "keys.json"),
        "MOTCUA_SECRET_KEY": "for tests only",
        "MOTCUA_STATIC": "django.contrib.staticfiles.storage.StaticFilesStorage",
    }
    maker = os.getpid()
    atexit.register(lambda: shutil.rmtree(home, ignore_errors=True) if os.getpid() == maker else None)


if RUN_VARIABLE not in os.environ:
    _make_home()


def pytest_configure(config: pytest.Config) -> None:
    """Bring in our fixtures after every other plugin's, and hash passwords quickly."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    config.pluginmanager.register(import_module("motcua.website.testing_database"), "motcua-database")


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Give the long tests their hour."""
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(pytest.mark.timeout(LONG_SECONDS))
