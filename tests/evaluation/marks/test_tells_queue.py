"""Who waits for the appraiser, and who comes next."""

import pytest

from cadres.models import Duty
from evaluation.core.steps import Stage
from evaluation.marks.tells.queue import next_after, queue, ready
from evaluation.models import Dossier
from tests.factories import DossierFactory, UnitFactory, a_ward, an_official

pytestmark = pytest.mark.django_db


@pytest.fixture
def ward():
    return a_ward()


def submitted(ward, name, **values):
    return DossierFactory(**{"unit": ward.ward, "stage": Stage.SUBMITTED, "cadre__full_name": name} | values)


def test_the_next_one_follows_in_the_papers_order_and_the_last_starts_anew(ward):
    anh, binh, dung = (submitted(ward, name) for name in ("Trần Ánh", "Lê Bình", "Vũ Dũng"))
    assert [next_after(one, ward.staff) for one in (anh, binh)] == [binh.pk, dung.pk]
    Dossier.objects.filter(pk=dung.pk).update(stage=Stage.APPRAISED)
    assert next_after(dung, ward.staff) == anh.pk


def test_the_next_one_stands_under_the_same_managing_unit_first(ward):
    """The other ward comes later in the paper though its own units stand before this one's."""
    ward.ward.__class__.objects.filter(pk=ward.ward.pk).update(order=1)
    other = UnitFactory(parent=ward.province, order=2)
    part = UnitFactory(division=True, parent=other, order=0)
    here = submitted(ward, "Lê Bình")
    there = submitted(ward, "Vũ Dũng", unit=part)
    staff = an_official(Duty.ORGANISATION_STAFF, ward.province)
    here, there = Dossier.objects.for_rows().order_by("pk")
    Dossier.objects.filter(pk=there.pk).update(stage=Stage.DIVISION_PROPOSED)
    assert [next_after(here, staff), next_after(there, staff)] == [there.pk, here.pk]


def test_nobody_is_next_when_the_queue_is_empty(ward):
    last = submitted(ward, "Lê Bình", stage=Stage.APPRAISED)
    assert next_after(last, ward.staff) is None


def test_the_database_and_the_row_agree_on_who_waits_for_the_division(ward):
    rows = [
        submitted(ward, "Một"),
        submitted(ward, "Hai", unit=ward.division),
        submitted(ward, "Ba", unit=ward.division, leadership="head"),
        submitted(ward, "Bốn", unit=ward.division, stage=Stage.DIVISION_PROPOSED),
        submitted(ward, "Năm", unit=ward.division, tier="provincial"),
    ]
    waiting = {row.pk for row in rows if row.stage == Stage.SUBMITTED and row.needs_division}
    assert set(Dossier.objects.exclude(ready()).values_list("pk", flat=True)) == waiting == {rows[1].pk}
    assert queue(ward.staff, rows[0].period).count() == 5
