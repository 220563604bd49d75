"""Real processes killed while they write: a name that leads to a file leads to a whole one, and what is left over is told."""

import os
import re
import signal
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from time import sleep

import pytest

from config import clock
from evaluation.files.models import StoredFile
from evaluation.files.storage import lying, path
from evaluation.files.tells.stock import REMOVED_AFTER, take_stock

ROOT = Path(__file__).resolve().parents[3]
WHOLE = sha256(b"x" * 1_000_000).hexdigest()


@pytest.fixture
def writer(storage):
    """Starts one that writes, and ends it with the test."""
    running = []

    def start(how: str) -> subprocess.Popen:
        command = (sys.executable, "-m", "tests.evaluation.files.torn", str(storage), how)
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"},
        )
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.stdout.close()
        process.wait()


def killed(process: subprocess.Popen) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()


@pytest.mark.django_db
def test_killed_in_the_middle_nothing_lies_under_a_name_and_the_rest_is_found(writer):
    process = writer("slow")
    assert process.stdout.readline() == "half\n"
    killed(process)
    assert ([Path(name).suffix for name in lying("files")], StoredFile.objects.count()) == ([".part"], 0)
    with clock.held(clock.now() + REMOVED_AFTER * 2):
        stock = take_stock()
        assert stock.removable == stock.unfinished
    assert (list(stock.unfinished), stock.orphans, stock.is_well()) == (list(lying("files")), (), False)


@pytest.mark.django_db
def test_killed_between_the_file_and_its_row_the_file_is_an_orphan_that_is_found(writer):
    process = writer("between")
    assert process.stdout.readline() == "whole\n"
    killed(process)
    with clock.held(clock.now() + REMOVED_AFTER * 2):
        stock = take_stock()
        assert stock.removable == stock.orphans
    assert (list(stock.orphans), stock.unfinished) == (list(lying("files")), ())


def test_killed_at_any_moment_whatever_has_a_name_is_whole(writer):
    """Five writers, each killed after another while."""
    for pause in range(5):
        process = writer("quick")
        process.stdout.readline()
        sleep(pause / 50)
        killed(process)
    named = [name for name in lying("files") if name.endswith(".pdf")]
    digests = {sha256(path(name).read_bytes()).hexdigest() for name in named}
    assert (digests, len(named) >= 5) == ({WHOLE}, True)
    assert all(re.fullmatch(r"files/([0-9a-f]{2})/\1[0-9a-f]{30}\.pdf", name) for name in named)
