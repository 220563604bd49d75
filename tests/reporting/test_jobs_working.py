"""Working what waits: broken off it goes on where it was, others have their turn, and what is whole is one file."""

from time import monotonic

import pytest

from cadres.models import Mandate
from evaluation.models import Dossier
from reporting.actions.asking import cancel
from reporting.actions.claiming import MOST_ATTEMPTS, Claim
from reporting.jobs import job, working
from reporting.jobs.forms import AllForms
from reporting.jobs.job import GONE
from reporting.jobs.working import work
from reporting.models import Export, State
from reporting.renderers.pdf import NO_PANGO
from reporting.renderers.press import NoPangoError
from tests.reporting.exporting import a_ward_with_papers, asked, lying, made, people
from tests.telling import told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unpressed")]
NAMES = ("Lê Thị Ánh", "Đỗ Văn Dũng", "Võ Văn Tư")


class Drawn:
    """Whose papers were kept, one after the other; `after[2]` is done once there are two."""

    def __init__(self):
        self.names, self.after = [], {}

    def tell(self, part):
        self.names.append(part.file.partition(". ")[2].removesuffix(".pdf"))
        self.after.pop(len(self.names), lambda: None)()


@pytest.fixture
def drawn(monkeypatch):
    real, drawn = job.Job._keep, Drawn()

    def keep(self, part, content):
        name = real(self, part, content)
        drawn.tell(part)
        return name

    monkeypatch.setattr(job.Job, "_keep", keep)
    return drawn


@pytest.fixture
def world():
    return a_ward_with_papers(*NAMES)


@pytest.fixture
def export(world):
    return asked(world)


def fails(error):
    def fail():
        raise error

    return fail


def test_what_waits_is_made_and_then_nothing_does(export):
    assert (work(), work()) == (1, 0)
    assert people(made(export)) == list(NAMES)


def test_broken_off_it_goes_on_behind_what_is_drawn_and_draws_nothing_twice(drawn, export):
    drawn.after[2] = fails(OSError("the disk is away"))
    assert (work(), Export.objects.get().state) == (0, State.WAITING)
    assert work() == 1
    assert (drawn.names, people(made(export))) == (list(NAMES), list(NAMES))


def test_what_breaks_off_without_a_step_is_given_up_in_the_end(export, monkeypatch):
    monkeypatch.setattr(AllForms, "draw", lambda *_: fails(ZeroDivisionError())())
    assert [work() for _ in range(MOST_ATTEMPTS + 1)] == [0] * (MOST_ATTEMPTS + 1)
    assert Export.objects.get().state == State.FAILED


def test_what_cannot_be_drawn_is_never_left_out_in_silence(export, monkeypatch):
    monkeypatch.setattr(AllForms, "draw", lambda *_: iter(()))
    assert (work(), Export.objects.get().file) == (0, "")


def test_one_that_breaks_off_holds_up_no_other(drawn, world, export):
    other = asked(world, by=world.leadership)
    drawn.after[1] = fails(OSError())
    assert work() == 1
    other.refresh_from_db()
    assert other.is_done


def test_cancelled_in_the_middle_it_stops_at_that_part(drawn, world, export):
    drawn.after[2] = lambda: cancel(export, by=world.staff)
    assert work() == 0
    assert (drawn.names, Export.objects.get().state) == (list(NAMES[:2]), State.CANCELLED)
    assert (work(), lying()) == (0, [])


def test_whose_right_ends_in_the_middle_gets_nothing(drawn, world, export, monkeypatch):
    monkeypatch.setattr(AllForms, "batch", 1)
    drawn.after[1] = lambda: Mandate.objects.filter(user=world.staff).delete()
    assert work() == 0
    assert (Export.objects.get().failure, lying(), told(world.staff)) == (GONE, [], [GONE])


def test_whose_account_is_out_of_use_gets_nothing(world, export):
    type(world.staff).objects.filter(pk=world.staff.pk).update(is_active=False)
    assert (made(export).failure, told(world.staff)) == (GONE, [])


def test_what_became_another_paper_meanwhile_is_drawn_anew(drawn, world, export):
    changed = Dossier.objects.filter(pk=world.dossiers[0].pk)
    drawn.after[3] = lambda: changed.update(version=7, party_post="Phó Bí thư Chi bộ")
    assert (work(), drawn.names) == (1, [*NAMES, NAMES[0]])
    assert people(made(export)) == list(NAMES)


def test_while_others_wait_each_has_its_turn(drawn, world, export, monkeypatch):
    monkeypatch.setattr(working, "TURN", -1.0)
    other = asked(world, by=world.leadership)
    assert work() == 2
    assert [drawn.names.count(name) for name in NAMES] == [2, 2, 2]
    assert drawn.names[:2] == [NAMES[0]] * 2
    assert people(made(export)) == people(made(other)) == list(NAMES)


def test_alone_it_is_not_interrupted(export, monkeypatch):
    monkeypatch.setattr(working, "TURN", -1.0)
    assert work() == 1
    export.refresh_from_db()
    assert export.attempt == 1


def test_when_its_time_is_over_it_is_handed_back_and_the_next_ring_goes_on(drawn, export, monkeypatch):
    ticks = iter(range(100))
    monkeypatch.setattr(working, "monotonic", lambda: next(ticks))
    assert work(3) == 0
    assert (Export.objects.get().state, 0 < len(drawn.names) < 3) == (State.WAITING, True)
    monkeypatch.setattr(working, "monotonic", monotonic)
    assert work() == 1


def test_without_pango_its_owner_reads_why(export, monkeypatch):
    monkeypatch.setattr("reporting.jobs.presses.press", lambda _: fails(NoPangoError())())
    assert made(export).failure == NO_PANGO


def test_progress_is_told_as_it_comes(drawn, export):
    seen = []
    for count in (1, 2, 3):
        drawn.after[count] = lambda: seen.append(Export.objects.values_list("done", "total").get())
    work()
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_what_takes_its_time_tells_between_its_steps_that_it_lives(world, export, monkeypatch):
    """Else another worker takes it over, and another, and it is never finished."""
    monkeypatch.setattr(job, "BEAT", -1.0)
    beats, real = [], Claim.beat

    def beat(self, **told):
        beats.append(told)
        real(self, **told)

    monkeypatch.setattr(Claim, "beat", beat)
    assert work() == 1
    assert beats.count({}) >= 3 * len(NAMES)  # listed, kept, packed
