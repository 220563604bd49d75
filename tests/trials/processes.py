"""A real installation over the test database: servers, workers, beats, and a Redis of its own, as processes that one may kill."""

import os
import signal
import socket
import subprocess
import sys
from contextlib import closing, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.test import Client

ROOT = Path(__file__).resolve().parents[2]
IS_LONG = bool(os.environ.get("TRIAL"))  # docs/operations.md
SECRET = "x" * 40
TOKEN = "a" * 32  # of a form: what counts is that cookie and form agree


def so_many(*, short, long):
    """As many as CI has time for, or as many as the long form asks for."""
    return long if IS_LONG else short


def until(came, seconds=90):
    """Wait for it, looking now and then; how long it took. Who waits too long was told nothing of what should have come."""
    start = monotonic()
    while not came():
        assert monotonic() < start + seconds, "it did not come about"
        sleep(0.1)
    return monotonic() - start


def a_free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def answers(port):
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def is_well(port):
    with suppress(OSError, HTTPException), closing(HTTPConnection("127.0.0.1", port, timeout=5)) as line:
        line.request("GET", "/readyz")
        return line.getresponse().status == 200
    return False


def nobody_else_is_connected():
    """PostgreSQL still works for a while for whoever was killed: it is told that they are gone."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        return cursor.fetchone()[0] == 0


class Installation:
    """Each process has a log of its own, and ends with the test. `redis_port` is ours alone, whether something listens or not."""

    def __init__(self, place):
        self.place, self.running, self.redis_port = place, [], a_free_port()

    def start(self, name, *command, **more):
        with (self.place / f"{name}-{len(self.running)}.log").open("wb") as log:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.environment() | more,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.running.append(process)
        return process

    def environment(self):
        at = connection.settings_dict
        place = f"{at['HOST'] or '127.0.0.1'}:{at['PORT'] or 5432}"
        return os.environ | {
            "DATABASE_URL": f"postgres://{at['USER']}:{at['PASSWORD']}@{place}/{at['NAME']}",
            "REDIS_URL": f"redis://127.0.0.1:{self.redis_port}/0",
            "CALENDAR_SECONDS": "0.5",
            "EXPORT_SECONDS": "0.5",
            "DJANGO_DEBUG": "0",
            "DEMONSTRATION": "0",
            "SECRET_KEY": SECRET,
            "ALLOWED_HOSTS": "127.0.0.1",
        }

    def lines(self, name):
        """What all processes of this name have told."""
        logs = self.place.glob(f"{name}-*.log")
        return [line for log in logs for line in log.read_text().splitlines()]

    def redis(self):
        nothing_kept = ("--save", "", "--appendonly", "no", "--dir", str(self.place))
        server = self.start("redis", "redis-server", "--port", str(self.redis_port), *nothing_kept)
        until(lambda: answers(self.redis_port))
        return server

    def worker(self, **more):
        return self._celery("worker", "--pool=solo", "--without-gossip", "--without-mingle", **more)

    def beat(self, **more):
        return self._celery("beat", f"--schedule={self.place / f'schedule-{len(self.running)}'}", **more)

    def _celery(self, role, *options, **more):
        command = (sys.executable, "-m", "celery", "-A", "config.celery", role, "--loglevel=WARNING")
        return self.start(role, *command, *options, **more)

    def manage(self, *asked, **more):
        return self.start(asked[0], sys.executable, "manage.py", *asked, **more)

    def server(self, **more):
        """gunicorn over the application (served.py); the port on which it answers."""
        port = a_free_port()
        command = (sys.executable, "-m", "gunicorn", "tests.trials.served:application")
        options = ("--chdir", str(ROOT), "--bind", f"127.0.0.1:{port}", "--no-control-socket")
        self.start("server", *command, *options, **more)
        until(lambda: is_well(port))
        return port

    def end(self):
        for process in self.running:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # with those that it started
            process.wait()
        until(nobody_else_is_connected)


@dataclass(frozen=True)
class Answer:
    status: int
    content: bytes
    seconds: float

    @property
    def text(self):
        return self.content.decode()


class Visitor:
    """Somebody signed in at a server; none of their requests is waited for longer than `patience`."""

    def __init__(self, user, port, patience=60):
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
        self.port, self.patience = port, patience

    def get(self, page, **headers):
        return self._ask("GET", page, None, headers)

    def post(self, page, said, **headers):
        body = urlencode(said | {"csrfmiddlewaretoken": TOKEN})
        return self._ask("POST", page, body, headers | {"Content-Type": "application/x-www-form-urlencoded"})

    def _ask(self, method, page, body, headers):
        start = monotonic()
        of_proxy = {"X-Forwarded-Proto": "https", "Origin": f"https://127.0.0.1:{self.port}"}
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=self.patience)) as line:
            line.request(method, page, body, of_proxy | {"Cookie": self.cookies} | headers)
            answer = line.getresponse()
            content = answer.read()
        return Answer(answer.status, content, monotonic() - start)
