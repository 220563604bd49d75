"""What all tests share: probes for their servers, no network but loopback, quick passwords, a browser."""

import ctypes
import os
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import AutoField
from django.test import override_settings

REQUIRED = os.environ.get("REQUIRE_SERVICES") == "1"
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LOOPBACK = ("127.", "::1", "localhost")
DEFERRED = "tests marked postgres are left to the run with DATABASE_URL=postgres://..."


def on_postgres() -> bool:
    return "postgresql" in django_settings.DATABASES["default"]["ENGINE"]


@cache
def lacks_postgres() -> str | None:
    return None if on_postgres() else "needs DATABASE_URL=postgres://..."


@cache
def lacks_redis() -> str | None:
    try:
        with socket.create_connection(("127.0.0.1", 6379), timeout=2) as connection:
            connection.sendall(b"PING\r\n")
            alive = connection.recv(16).startswith(b"+PONG")
    except OSError:
        alive = False
    return None if alive else "needs Redis on 127.0.0.1:6379"


@cache
def lacks_redis_server() -> str | None:
    return None if shutil.which("redis-server") else "needs redis-server: apt-get install redis-server"


@cache
def lacks_browser() -> str | None:
    return None if os.access(CHROMIUM, os.X_OK) else "needs Chromium: apt-get install chromium"


@cache
def lacks_pdf() -> str | None:
    try:
        for library in ("libpango-1.0", "libpangoft2-1.0", "libharfbuzz-subset"):
            ctypes.CDLL(f"{library}.so.0")
        family = subprocess.check_output(["fc-match", "-f", "%{family}", "Tinos"])
    except (OSError, subprocess.CalledProcessError):
        return "needs Pango: `make setup` names the packages"
    return None if family == b"Tinos" else "needs the font Tinos: apt-get install fonts-croscore"


PROBES: dict[str, Callable[[], str | None]] = {
    "postgres": lacks_postgres,
    "redis": lacks_redis,
    "redis_server": lacks_redis_server,
    "browser": lacks_browser,
    "pdf": lacks_pdf,
}


def deferred(item: pytest.Item) -> bool:
    """CI runs the suite twice: on SQLite without the tests marked postgres, then on PostgreSQL with them."""
    return REQUIRED and not on_postgres() and item.get_closest_marker("postgres") is not None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    left = [item for item in items if deferred(item)]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if not deferred(item)]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if REQUIRED and not on_postgres():
        terminalreporter.write_line(DEFERRED)


def pytest_runtest_setup(item: pytest.Item) -> None:
    for name, probe in PROBES.items():
        reason = probe() if item.get_closest_marker(name) else None
        if reason and REQUIRED:
            pytest.fail(f"REQUIRE_SERVICES=1, and this test {reason}", pytrace=False)
        elif reason:
            pytest.skip(reason)


@pytest.fixture(scope="session", autouse=True)
def no_outside_network() -> Iterator[None]:
    """A test that reaches for the internet fails at once, on every machine alike."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, only_loopback(getattr(socket.socket, name)))
        yield


def only_loopback(connect):
    def guarded(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and not str(address[0]).startswith(LOOPBACK):
            raise PermissionError(f"tests reach no further than this machine, not {address[0]}")
        return connect(self, address)

    return guarded


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Argon2 is slow by design; a suite signs in a thousand times."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session", autouse=True)
def files_apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What tests write as files lies nowhere in the tree."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> Iterator[None]:
    """A live server's idle thread may still sit in the test database when it is to be dropped: show it out first."""
    yield
    if on_postgres():
        others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        with django_db_blocker.unblock():
            connection.close()  # it may have been shown out itself, by a trial
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT pg_terminate_backend(pid) {others}")


@pytest.fixture
def long_keys(db) -> None:
    """Keys from a million on, as a province has them after some years: a page that names many rows weighs more by them."""
    models = [model for model in apps.get_models() if isinstance(model._meta.pk, AutoField)]
    with connection.cursor() as cursor:
        for model in models:
            table, column = model._meta.db_table, model._meta.pk.column
            if connection.vendor == "postgresql":
                # Sequences do not go back with their transaction, and rows made by them may stand there for all tests of a file.
                sequence = "pg_get_serial_sequence(%s, %s)"
                cursor.execute(
                    f"SELECT setval({sequence}, GREATEST(nextval({sequence}), 1000000))",
                    [f'"{table}"', column] * 2,
                )
            else:
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, 1000000)", [table])


@pytest.fixture(scope="module")
def browser():
    """One Chromium for the browser tests of a file.

    Playwright's sync API keeps an event loop on this thread, for which Django would refuse the database and whoever starts one of
    their own (pyHanko) fails: it ends with the file, before tests that open no browser.
    """
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser):
    """A fresh visitor with a Vietnamese desktop browser; no page may ask another machine for anything."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh"
    )
    outside: list[str] = []
    context.on("request", lambda request: outside.append(request.url) if leaves(request.url) else None)
    yield context.new_page()
    context.close()
    assert outside == []


def leaves(url: str) -> bool:
    """Whether a request goes to another machine; pages made of data: or blob: have no host."""
    host = urlsplit(url).hostname
    return host is not None and not host.startswith(LOOPBACK)


@pytest.fixture
def migrate():
    """Brings the tables to a migration, (app, name), or to the newest; at the end to the newest in any case, for whoever comes after."""

    def to(*target):
        executor = MigrationExecutor(connection)
        executor.migrate([target] if target else executor.loader.graph.leaf_nodes())

    yield to
    to()
