"""The embedded server keeps the calendar itself: one process, no other server."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from socket import socket
from time import monotonic, sleep

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def manage(tmp_path):
    """`manage.py` on a database of its own; what was started ends with the test."""
    started = []
    ours = {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'own.sqlite3'}",
        "DJANGO_DEBUG": "1",
        "DEMONSTRATION": "1",
    }

    def run(*arguments):
        command = [sys.executable, "manage.py", *arguments]
        with (tmp_path / "log").open("ab") as log:
            process = subprocess.Popen(
                command, cwd=ROOT, env=os.environ | ours, stdout=log, stderr=log, start_new_session=True
            )
        started.append(process)
        return process

    yield run
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def a_free_port():
    with socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def keepers(tmp_path):
    with closing(sqlite3.connect(tmp_path / "own.sqlite3")) as database:
        return [name for (name,) in database.execute("SELECT name FROM evaluation_keeper")]


def test_it_opens_the_round_that_is_due_by_itself(manage, tmp_path):
    assert manage("migrate", "--verbosity", "0").wait(timeout=120) == 0
    manage("runserver", "--noreload", f"127.0.0.1:{a_free_port()}")
    end = monotonic() + 60
    while not keepers(tmp_path):
        assert monotonic() < end, (tmp_path / "log").read_text()
        sleep(0.2)
    with closing(sqlite3.connect(tmp_path / "own.sqlite3")) as database:
        effects = set(database.execute("SELECT kind, done_at IS NOT NULL FROM evaluation_effect"))
    assert [keepers(tmp_path)[0].split(" · ")[0], effects] == ["runserver", {("open", 1)}]
