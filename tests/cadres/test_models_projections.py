"""A projection beside a row: what is said of it there changes nothing here, and cannot be saved."""

import pytest

from cadres.models import ReadOnlyError, beside
from evaluation.models import Dossier
from tests.factories import DossierFactory, PlanTaskFactory, TaskMarkFactory

pytestmark = pytest.mark.django_db


def test_a_column_is_said_otherwise_beside_the_row():
    dossier = DossierFactory(party_post="Trưởng phòng")
    other = beside(dossier, party_post="Phó Trưởng phòng")
    assert (dossier.party_post, other.party_post, other.pk) == (
        "Trưởng phòng",
        "Phó Trưởng phòng",
        dossier.pk,
    )


def test_rows_are_said_in_place_of_those_that_are_related():
    mark = TaskMarkFactory(task=PlanTaskFactory())
    task = mark.task
    other = beside(task, marks=[])
    assert (list(task.marks.all()), list(other.marks.all())) == ([mark], [])


def test_one_row_or_none_is_said_in_place_of_the_one_related():
    dossier = DossierFactory()
    plan = beside(dossier.plan, late_reason="Đi công tác")
    assert (beside(dossier, plan=plan).plan.late_reason, dossier.plan.late_reason) == ("Đi công tác", "")
    task = PlanTaskFactory(plan=dossier.plan)
    assert getattr(beside(task, outstanding=None), "outstanding", None) is None


def test_it_cannot_be_saved_and_the_row_can():
    dossier = DossierFactory()
    with pytest.raises(ReadOnlyError):
        beside(dossier, party_post="Khác").save()
    dossier.party_post = "Của mình"
    dossier.save()
    assert Dossier.objects.get().party_post == "Của mình"
