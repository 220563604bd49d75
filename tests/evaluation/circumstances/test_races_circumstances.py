"""A circumstance that bears on several quarters and others who write there, on PostgreSQL."""

from datetime import date
from threading import Event

import pytest

from evaluation.circumstances.actions import circumstances as deeds
from evaluation.core import case as case_module
from evaluation.core.actions import figures
from evaluation.marks.actions import marks
from evaluation.models import Assessment, Dossier, DossierCircumstance
from regulation.assessment import assess
from regulation.quarters import Quarter
from tests.evaluation.core.test_races import refused, together
from tests.evaluation.marks.marking import a_case, at, done, self_marks
from tests.factories import DossierFactory, PeriodFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def case():
    """Somebody with a dossier of Quý IV, marked and not handed in, and an older one of Quý III that came later."""
    case = a_case()
    save(case)
    case.earlier = DossierFactory(
        cadre=case.cadre, unit=case.ward, period=PeriodFactory(quarter=Quarter(2026, 3))
    )
    return case


def save(case, **tasks):
    with at(12, 20):
        given = self_marks(case, **tasks)
        return marks.save_self(Dossier.objects.get(pk=case.dossier.pk), given, by=case.subject, seen=None)


def record(case, dossier):
    with at(12, 20):
        said = {"kind": "shortcoming", "text": "Chậm kê khai", "on": date(2026, 9, 2)}
        return deeds.record_circumstance(dossier, by=case.staff, **said)


def paused(monkeypatch):
    """The first who computes figures waits, between reading the marks and writing, for whoever saves new ones."""
    read, saved = Event(), Event()

    def assess_and_wait(facts):
        verdict = assess(facts)
        if not read.is_set():
            read.set()
            saved.wait(2)
        return verdict

    monkeypatch.setattr(case_module, "assess", assess_and_wait)
    return read, saved


def test_marks_saved_while_an_earlier_quarter_is_written_keep_their_figures(monkeypatch, case):
    less = self_marks(case).tasks | done(case.tasks[0], 0)
    read, saved = paused(monkeypatch)

    def mark():
        read.wait(5)
        save(case, tasks=less)
        saved.set()

    assert refused(together(lambda: record(case, case.earlier), mark)) == []
    stored = Assessment.objects.get().total
    figures.refresh_figures(Dossier.objects.get(pk=case.dossier.pk))
    assert (stored, stored < 100) == (Assessment.objects.get().total, True)


def test_two_quarters_written_at_once_never_wait_for_each_other(case):
    acts = [lambda: record(case, case.earlier), lambda: record(case, case.dossier)] * 4
    assert (refused(together(*acts)), DossierCircumstance.objects.count()) == ([], 8)
