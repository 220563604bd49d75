"""Long files made by real workers that are killed, while Redis hangs, and taken back: one whole file, or none."""

import re
import signal
from datetime import timedelta
from io import BytesIO
from threading import Event, Thread
from zipfile import ZipFile

import pytest
from django.db import transaction
from django.db.models.functions import Now
from django.urls import reverse
from pypdf import PdfReader

from evaluation.files.storage import lying
from reporting.models import FOLDER, Export, State
from tests.reporting.exporting import a_ward_with_papers, asked
from tests.trials.processes import Visitor, so_many, until

pytestmark = [
    pytest.mark.pdf,
    pytest.mark.postgres,
    pytest.mark.redis_server,
    pytest.mark.django_db(transaction=True),
]
PEOPLE = so_many(short=16, long=300)
PATIENCE = 120 + PEOPLE
PERSON = re.compile(r"Người Thứ \d{3}")


@pytest.fixture
def world(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return a_ward_with_papers(*names())


@pytest.fixture
def home(installation, settings):
    """Everything that is started shares the place of the files."""

    def start(name, *given, **more):
        return getattr(installation, name)(*given, MEDIA_ROOT=str(settings.MEDIA_ROOT), **more)

    return start


def now(export):
    export.refresh_from_db()
    return export


def is_done(export):
    return now(export).state == State.DONE


def half_done(export):
    return 3 <= now(export).done < export.total


def is_silent(export):
    return Export.objects.filter(pk=export.pk, heartbeat_at__lt=Now() - timedelta(seconds=31)).exists()


def stops_between_writes(worker, export):
    """Within one it would hold the row, which nobody then has before it goes on, or the server shows it out."""
    worker.send_signal(signal.SIGSTOP)
    with transaction.atomic():
        if Export.objects.select_for_update(skip_locked=True).filter(pk=export.pk).exists():
            return True
    worker.send_signal(signal.SIGCONT)
    return False


class Reader:
    """Somebody who asks for the file again and again: what they were answered until it was there."""

    def __init__(self, world, export, port):
        self.visitor, self.over = Visitor(world.staff, port), Event()
        self.url = reverse("export_file", args=[export.pk])
        self.answers = []
        self.asking = Thread(target=self._ask, daemon=True)
        self.asking.start()

    def _ask(self):
        while not self.over.wait(0.2):
            self.answers.append(self.visitor.get(self.url))

    def end(self):
        self.over.set()
        self.asking.join()
        return self.visitor.get(self.url)


def people_in(content):
    """Each paper's person, as its own first page names them: the archive opens, and every PDF in it does."""
    archive = ZipFile(BytesIO(content))
    assert archive.testzip() is None
    pages = [PdfReader(BytesIO(archive.read(file))).pages[0].extract_text() for file in archive.namelist()]
    return [PERSON.search(" ".join(page.split()))[0] for page in pages]


def names():
    return [f"Người Thứ {number:03d}" for number in range(PEOPLE)]


def test_a_worker_killed_in_the_middle_is_taken_over_and_there_is_one_whole_file(
    world, home, installation, record_property
):
    installation.redis(), home("beat")
    export, killed, port = asked(world), home("worker"), home("server")
    reader = Reader(world, export, port)
    until(lambda: half_done(export), PATIENCE)
    killed.kill(), killed.wait()
    drawn = now(export).done
    home("worker")
    record_property(
        f"{PEOPLE} papers whole after a kill at {drawn}", f"{until(lambda: is_done(export), PATIENCE):.1f} s"
    )
    whole = reader.end()
    assert {(answer.status, len(answer.content)) for answer in reader.answers if answer.status == 200} <= {
        (200, len(whole.content))
    }
    assert {answer.status for answer in reader.answers} <= {404, 200}
    assert reader.answers[0].status == 404
    assert people_in(whole.content) == names()
    assert list(lying(FOLDER)) == [export.file]


def test_a_worker_that_was_stopped_finds_its_job_done_by_another(world, home, installation):
    """Not killed: it comes back, and must not write a second file."""
    installation.redis(), home("beat")
    export, stopped = asked(world), home("worker")
    until(lambda: half_done(export), PATIENCE)
    until(lambda: stops_between_writes(stopped, export), PATIENCE)
    assert home("manage", "work_exports").wait(timeout=PATIENCE) == 0
    if not is_done(export):  # cron came before the silence of 30 s was over: its next run finds the job
        until(lambda: is_silent(export), PATIENCE)
        assert home("manage", "work_exports").wait(timeout=PATIENCE) == 0
    assert is_done(export)
    file = export.file
    stopped.send_signal(signal.SIGCONT)
    until(lambda: any('"act": "lost"' in line for line in installation.lines("worker")), PATIENCE)
    assert (now(export).file, list(lying(FOLDER))) == (file, [file])


def test_with_redis_hung_whoever_asks_is_answered_and_cron_makes_it(
    world, home, installation, record_property
):
    redis, port = installation.redis(), home("server")
    redis.send_signal(signal.SIGSTOP)
    asked_for = {"kind": "unit_forms", "unit": world.ward.pk, "ky": world.period.code}
    answer = Visitor(world.staff, port).post(reverse("exports"), asked_for)
    record_property("asked with Redis hung", f"{answer.seconds:.2f} s")
    assert (answer.status, Export.objects.get().state) == (302, State.WAITING)
    assert home("manage", "work_exports").wait(timeout=PATIENCE) == 0
    assert Export.objects.get().state == State.DONE


def test_taken_back_in_the_middle_nothing_is_left_of_it(world, home, installation):
    installation.redis(), home("beat"), home("worker")
    export, port = asked(world), home("server")
    until(lambda: half_done(export), PATIENCE)
    answer = Visitor(world.staff, port).post(reverse("export_cancel", args=[export.pk]), {})
    assert (answer.status, now(export).state) == (302, State.CANCELLED)
    until(lambda: list(lying(FOLDER)) == [], PATIENCE)
    assert (now(export).state, export.file) == (State.CANCELLED, "")
