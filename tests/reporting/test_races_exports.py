"""Two workers at once, on PostgreSQL: one job is done once, and whoever asks twice at once has one job."""

from threading import Event

import pytest

from reporting.actions.claiming import claim_next
from reporting.jobs import job
from reporting.jobs.working import work
from reporting.models import Export
from tests.evaluation.core.test_races import together
from tests.reporting.exporting import a_ward_with_papers, asked, lying, people
from tests.reporting.test_actions_exports import silent

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("unpressed"),
]
NAMES = ("Lê Thị Ánh", "Đỗ Văn Dũng", "Võ Văn Tư")


@pytest.fixture
def world():
    return a_ward_with_papers(*NAMES)


def test_asked_twice_at_once_there_is_one_job(world):
    assert len(set(together(*[lambda: asked(world).pk] * 3))) == Export.objects.count() == 1


def test_nobody_passes_the_limit_by_asking_at_once(world):
    units = (world.ward, world.division, world.other_division, world.province)

    def one(unit):
        return lambda: asked(world, unit=unit).pk

    answers = _answers(map(one, units))
    assert (Export.objects.count(), sum(isinstance(answer, int) for answer in answers)) == (3, 3)


def _answers(deeds):
    def tried(deed):
        def do():
            try:
                return deed()
            except Exception as refusal:
                return str(refusal)

        return do

    return together(*map(tried, deeds))


def test_two_workers_at_once_make_one_file(world):
    asked(world)
    assert sorted(together(work, work)) == [0, 1]
    assert people(Export.objects.get()) == list(NAMES)
    assert len(lying()) == 1


def test_several_jobs_are_shared_and_each_is_made_once(world):
    for unit, by in (
        (world.ward, world.staff),
        (world.division, world.staff),
        (world.ward, world.leadership),
    ):
        asked(world, by=by, unit=unit)
    assert sum(together(work, work)) == 3
    assert (Export.objects.filter(state="done").count(), len(lying())) == (3, 3)


def test_a_job_is_claimed_by_one_of_many(world):
    asked(world)
    assert sum(claim is not None for claim in together(*[claim_next] * 4)) == 1


def test_a_worker_that_was_stopped_too_long_finds_its_job_done_and_writes_nothing(world, monkeypatch):
    """It hangs with a part in its hands; another takes the job over and finishes; then it goes on."""
    export, hangs, over, real = asked(world), Event(), Event(), job.Job._keep

    def keep(self, part, content):
        if not hangs.is_set():
            hangs.set()
            over.wait(timeout=30)
        return real(self, part, content)

    monkeypatch.setattr(job.Job, "_keep", keep)

    def takes_over():
        hangs.wait(timeout=30)
        silent(export)
        try:
            return work()
        finally:
            over.set()

    assert together(work, takes_over) == [0, 1]
    export.refresh_from_db()
    assert (export.is_done, people(export), len(lying())) == (True, list(NAMES), 1)
