"""The floor of a page: a bare view with the session and one indexed query for 50 rows, asked in turns with ours of gunicorn."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from django.conf import settings
from django.test import Client

from cadres.models import User

FLOOR = "/bench-floor/"
WORKERS, WARM = 2, 6  # every worker has seen a page before it is timed


@dataclass(frozen=True)
class Answer:
    seconds: float
    page: bytes


@dataclass(frozen=True)
class Visitor:
    """Somebody signed in, whose browser takes pages compressed."""

    port: int
    session: str

    def get(self, page: str) -> Answer:
        start = time.perf_counter()
        line = HTTPConnection("127.0.0.1", self.port)
        cookie = f"{settings.SESSION_COOKIE_NAME}={self.session}"
        line.request("GET", page, headers={"Cookie": cookie, "Accept-Encoding": "gzip"})
        answer = line.getresponse()
        found = Answer(time.perf_counter() - start, answer.read())
        if answer.status != 200:
            raise SystemExit(f"{page} answered {answer.status}")
        line.close()
        return found

    def compare(self, page: str, rounds: int) -> tuple[float, float]:
        """Medians of alternated runs, in seconds: floor, ours."""
        for _ in range(WARM):
            self.pair(page)
        pairs = [self.pair(page) for _ in range(rounds)]
        return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)

    def pair(self, page: str) -> tuple[float, float]:
        """One after the other, in seconds: floor, ours."""
        return self.get(FLOOR).seconds, self.get(page).seconds


def visitor(username: str, port: int) -> Visitor:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return Visitor(port, client.cookies[settings.SESSION_COOKIE_NAME].value)


@contextmanager
def served() -> Iterator[int]:
    """gunicorn over this database; the port on which it listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = (sys.executable, "-m", "gunicorn", "bench.served:application", "--chdir", str(ROOT))
    where = ("--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS))
    server = subprocess.Popen([*command, *where], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - our own
    try:
        _wait_for(port, server)
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    while server.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.2)
    raise SystemExit("gunicorn did not start: try gunicorn bench.served:application")
