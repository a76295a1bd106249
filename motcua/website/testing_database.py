"""Fixtures: each test process has a database server of its own, made from one migrated copy.

Of its own, because one open transaction anywhere in a server keeps the ledger's sealer waiting. The copy is kept
in ``.cache/testdb`` and made anew when a migration changes. Tests run as the application's role.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from motcua.database import addresses, binaries, places, roles
from motcua.database.locks import holding, is_held
from motcua.database.runner import THROWAWAY, Cluster
from motcua.kernel import keys, reference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from pytest_django import DjangoDbBlocker

    from motcua.database.addresses import Address, Role

KEPT_COPIES = 3
#: The application's transactions are short by force; a test on a busy machine may think longer than that.
PATIENCE = " ".join(
    f"-c {name}={wait}"
    for name, wait in (
        ("idle_in_transaction_session_timeout", "60s"),
        ("transaction_timeout", "120s"),
        ("statement_timeout", "60s"),
    )
)
#: The database with the whole province, from which tests get their copies.
PROVINCE = "province"
QUICK_BYTES = 2_000_000_000


@dataclass(frozen=True, slots=True)
class TestDatabase:
    """One database of the tests' server, for every role."""

    __test__ = False

    cluster: Cluster
    name: str

    def address(self, role: Role = "application") -> Address:
        """Return a role's address, the superuser's too."""
        if role == "superuser":
            return self.cluster.superuser_address(self.name)
        return self.cluster.address(role).of(self.name)

    def environment(self) -> dict[str, str]:
        """Return the environment for a program that shall work on this database."""
        return {
            **os.environ,
            addresses.URL_VARIABLE: self.address().url(),
            addresses.OWNER_URL_VARIABLE: self.address("owner").url(),
        }


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cluster]:  # noqa: ARG001 - Django's test settings come first
    """Start this process's own server and point Django at a database in it."""
    place = places.prepare(Path(__file__).resolve().parents[2] / ".cache" / "testdb")
    with holding(place / "lock"):
        quick = _quick_place(place)
        _sweep(place, quick)
        copy = _migrated_copy(place, django_db_blocker)
        cluster = Cluster(_copied(copy, quick / f"run-{os.getpid()}"), THROWAWAY).start()
    _make(cluster, "tests")
    _point(TestDatabase(cluster, "tests"))
    yield cluster
    _close_connections(django_db_blocker)
    cluster.leave()
    cluster.remove()


@pytest.fixture(scope="module")
def _module_database(django_db_setup: Cluster, request: pytest.FixtureRequest) -> Iterator[TestDatabase]:
    with _database(django_db_setup, request.module.__name__) as database:
        yield database


@pytest.fixture
def committed_db(
    _module_database: TestDatabase, django_db_blocker: DjangoDbBlocker, request: pytest.FixtureRequest
) -> Iterator[TestDatabase]:
    """Give a test that must commit a migrated database of its own, shared by the tests of its module."""
    _refuse_rollback(request)
    with _working_on(_module_database, django_db_blocker):
        yield _module_database


@pytest.fixture
def fresh_db(
    django_db_setup: Cluster, django_db_blocker: DjangoDbBlocker, request: pytest.FixtureRequest
) -> Iterator[TestDatabase]:
    """Give one test that must commit a migrated database that nobody else uses."""
    _refuse_rollback(request)
    with _database(django_db_setup, request.node.name) as database, _working_on(database, django_db_blocker):
        yield database


@pytest.fixture
def house(
    django_db_setup: Cluster,  # noqa: ARG001 - it makes the copy
    django_db_blocker: DjangoDbBlocker,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Cluster]:
    """Give a test a home of its own, named in ``MOTCUA_HOME``, with keys and a running, migrated server; yield the server."""
    place = places.prepare(Path(__file__).resolve().parents[2] / ".cache" / "testdb")
    home = Path(tempfile.mkdtemp(prefix="motcua-home-", dir=_quick_place(place)))
    home.chmod(0o711)
    monkeypatch.setenv("MOTCUA_HOME", str(home))
    monkeypatch.delenv(keys.FILE_VARIABLE)
    keys.make_file(home / "keys.json")
    cluster = Cluster(_copied(_migrated_copy(place, django_db_blocker), home / "database"), THROWAWAY).start()
    try:
        yield cluster
    finally:
        for database in (home / "database", home / "again" / "database"):
            if (database / "superuser.json").exists():
                Cluster(database).remove()
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def _province(django_db_setup: Cluster, django_db_blocker: DjangoDbBlocker) -> Cluster:
    """Load the shipped province once into a database from which others are copied."""
    from django.core.management import call_command

    from motcua.clocks.folder.shipped import SHIPPED

    _make(django_db_setup, PROVINCE)
    with _working_on(TestDatabase(django_db_setup, PROVINCE), django_db_blocker):
        call_command("profile_load", str(SHIPPED), verbosity=0)
    return django_db_setup


@pytest.fixture(scope="module")
def _module_province(_province: Cluster, request: pytest.FixtureRequest) -> Iterator[TestDatabase]:
    with _database(_province, f"province {request.module.__name__}", template=PROVINCE) as database:
        yield database


@pytest.fixture
def province_db(
    _module_province: TestDatabase, django_db_blocker: DjangoDbBlocker, request: pytest.FixtureRequest
) -> Iterator[TestDatabase]:
    """Give a test that commits a database with the whole province loaded, shared by the tests of its module."""
    _refuse_rollback(request)
    same = _remembered == [_module_province.name]
    with _working_on(_module_province, django_db_blocker, remember=same):
        _remembered[:] = [_module_province.name]
        yield _module_province


@pytest.fixture
def provinces(
    _province: Cluster, django_db_blocker: DjangoDbBlocker, request: pytest.FixtureRequest
) -> Callable[[str], AbstractContextManager[TestDatabase]]:
    """Give a test that does the same in two ways as many databases with the whole province as it names, one at a time."""
    _refuse_rollback(request)

    @contextmanager
    def province(name: str) -> Iterator[TestDatabase]:
        with (
            _database(_province, f"{request.node.name} {name}", template=PROVINCE) as database,
            _working_on(database, django_db_blocker),
        ):
            yield database

    return province


#: The province whose reference data is in memory; its tests change none of it, and reading it costs half a second.
_remembered: list[str] = []


@pytest.fixture(autouse=True)
def _nothing_remembered(request: pytest.FixtureRequest) -> None:
    """Let no test see reference data that another database's test loaded."""
    if "province_db" not in request.fixturenames:
        _remembered.clear()
        reference.forget_all()


@contextmanager
def _database(cluster: Cluster, wish: str, template: str = addresses.DATABASE) -> Iterator[TestDatabase]:
    name = "t" + hashlib.sha256(wish.encode()).hexdigest()[:12]
    _make(cluster, name, template)
    try:
        yield TestDatabase(cluster, name)
    finally:
        with cluster.superuser() as superuser:
            superuser.execute(f"drop database {name} with (force)".encode())


@contextmanager
def _working_on(database: TestDatabase, blocker: DjangoDbBlocker, *, remember: bool = False) -> Iterator[None]:
    _close_connections(blocker)
    _point(database)
    try:
        with blocker.unblock():
            if not remember:
                reference.forget_all()
            yield
    finally:
        _close_connections(blocker)
        _point(TestDatabase(database.cluster, "tests"))
        if database.name not in _remembered:
            reference.forget_all()


def _refuse_rollback(request: pytest.FixtureRequest) -> None:
    rolled_back = {"db", "transactional_db"} & set(request.fixturenames)
    if rolled_back or request.node.get_closest_marker("django_db"):
        pytest.fail("a test that commits must not ask for «db» as well", pytrace=False)


def _migrated_copy(place: Path, blocker: DjangoDbBlocker) -> Path:
    """Return the folder of a stopped server whose database has every migration."""
    copy = place / f"copy-{_migrations_key()}"
    if not (copy / "ready").exists():
        empty = _empty_copy(place)
        cluster = Cluster(_copied(empty, copy), THROWAWAY)
        with cluster, blocker.unblock(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from django.core.management import call_command

            _point(TestDatabase(cluster, addresses.DATABASE), "owner")
            call_command("migrate", verbosity=0, interactive=False)
            _close_connections(blocker)
        (copy / "ready").touch()
    os.utime(copy)
    return copy


def _empty_copy(place: Path) -> Path:
    """Return the folder of a stopped server with roles and extensions, and no tables yet."""
    copy = place / f"empty-{binaries.release()}-{roles.SETUP}"
    if not (copy / "ready").exists():
        shutil.rmtree(copy, ignore_errors=True)
        with Cluster(copy, THROWAWAY):
            pass
        (copy / "ready").touch()
    return copy


def _copied(source: Path, target: Path) -> Path:
    """Copy a stopped server; both share the programs."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(mode=0o700)
    programs = (source / "programs").resolve()
    (target / "programs").symlink_to(programs)
    for name in ("cluster", "address.json", "superuser.json"):
        subprocess.run(["/bin/cp", "-a", "--reflink=auto", source / name, target / name], check=True)  # noqa: S603 - a fixed program
    return target


def _quick_place(place: Path) -> Path:
    """Return where the servers of running tests lie: in memory where there is room, for each copies 1,500 files."""
    memory = Path("/dev/shm")  # noqa: S108 - ``prepare`` closes the folder to others
    if memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > QUICK_BYTES:
        return places.prepare(memory / f"motcua-{os.geteuid()}-{hashlib.sha256(os.fsencode(place)).hexdigest()[:12]}")
    return place


def _sweep(place: Path, quick: Path) -> None:
    """Remove what killed runs and older migrations have left."""
    for run in quick.glob("run-*"):
        if not is_held(run / "users.lock"):
            Cluster(run).remove()
    copies = sorted(place.glob("copy-*"), key=lambda copy: copy.stat().st_mtime)
    for copy in copies[:-KEPT_COPIES]:
        Cluster(copy).remove()


def _migrations_key() -> str:
    from django.apps import apps

    sums = hashlib.sha256(f"{binaries.release()} {roles.SETUP}".encode())
    for app in apps.get_app_configs():
        for migration in sorted(Path(app.path).glob("migrations/**/*.py")):
            sums.update(f"{app.label}/{migration.name}\0".encode() + migration.read_bytes())
    return sums.hexdigest()[:16]


def _make(cluster: Cluster, name: str, template: str = addresses.DATABASE) -> None:
    with cluster.superuser() as superuser:
        roles.make_database(superuser, name, template=template)


def _point(database: TestDatabase, role: Role = "application") -> None:
    """Let every connection that Django opens from now on, in any thread, go to this database."""
    from django.db import connections

    settings = addresses.django_settings(database.address(role), role)
    connections.settings["default"].update(settings | {"OPTIONS": {**settings["OPTIONS"], "options": PATIENCE}})  # type: ignore[dict-item]


def _close_connections(blocker: DjangoDbBlocker) -> None:
    from django.db import connections

    with blocker.unblock():
        connections.close_all()
