"""What must be recorded before somebody is not rated this quarter, and before somebody changes groups."""

import pytest

from evaluation.core import gates
from evaluation.core.case import Case
from evaluation.core.stages import CircumstanceStage, ListKind, ListStage
from evaluation.models import Dossier, DossierCircumstance, RatingList, RatingRow
from regulation.vocabulary import CaseKind, Circumstance, Treatment
from tests.factories import DossierFactory

pytestmark = pytest.mark.django_db

DEFERRING = {CaseKind.TRAINING, CaseKind.FIRST_APPOINTED, CaseKind.ON_LEAVE, CaseKind.INSPECTED}


@pytest.fixture
def dossier():
    return DossierFactory(cadre__full_name="Lê Văn Bình")


def owed(gate, dossier):
    """What the gate still asks for, of the row as it is stored."""
    return [(found.code, found.clause.code) for found in gate(Case(Dossier.objects.get(pk=dossier.pk)))]


def settled(dossier, kind):
    """The special case in which the person is, as posts and absences made it."""
    dossier.cases = [{"kind": kind.value, "since": "2026-10-05", "sentence": "Từ ngày 05/10/2026."}]
    dossier.save(update_fields=["cases"])


def told(dossier, treatment, **values):
    given = {"kind": Circumstance.OTHER_CASE.value, "document": "12-CV/TU", "on": "2026-11-02"}
    return DossierCircumstance.objects.create(
        cadre=dossier.cadre, dossier=dossier, text="Theo văn bản", treatment=treatment.value, **given | values
    )


@pytest.mark.parametrize("kind", CaseKind)
def test_four_cases_defer_and_one_exempts(dossier, kind):
    settled(dossier, kind)
    deferred, exempted = kind in DEFERRING, kind is CaseKind.OPTIONAL
    assert owed(gates.deferral_grounded, dossier) == [("no-deferral", "7.d")] * (not deferred)
    assert owed(gates.exemption_grounded, dossier) == [("no-exemption", "3.3")] * (not exempted)


@pytest.mark.parametrize("treatment", Treatment)
def test_a_document_defers_or_exempts_the_person_whom_it_names(dossier, treatment):
    told(dossier, treatment)
    deferred, exempted = treatment is Treatment.DEFER, treatment is Treatment.EXEMPT
    assert owed(gates.deferral_grounded, dossier) == [("no-deferral", "7.d")] * (not deferred)
    assert owed(gates.exemption_grounded, dossier) == [("no-exemption", "3.3")] * (not exempted)


def test_without_either_nobody_is_set_aside_and_it_is_said_where_to_record_it(dossier):
    found = [*gates.deferral_grounded(Case(dossier)), *gates.exemption_grounded(Case(dossier))]
    assert [one.blocks for one in found] == [True, True]
    assert ["ở trang Tình tiết trước." in one.sentence for one in found] == [True, True]


def test_an_annulled_document_defers_nobody(dossier):
    told(dossier, Treatment.DEFER, stage=CircumstanceStage.LIFTED)
    assert owed(gates.deferral_grounded, dossier) == [("no-deferral", "7.d")]


def test_a_document_about_another_quarter_says_nothing_of_this_one(dossier):
    other = DossierFactory(cadre=dossier.cadre, period__quarter=dossier.period.quarter.next())
    told(other, Treatment.EXEMPT)
    assert [owed(gates.exemption_grounded, row) for row in (dossier, other)] == [
        [("no-exemption", "3.3")],
        [],
    ]


@pytest.mark.parametrize(
    ("kind", "stage", "counted"),
    [
        (ListKind.PROVINCE_DECISION, ListStage.CLOSED, True),
        (ListKind.PROVINCE_DECISION, ListStage.DRAFT, False),
        (ListKind.UNIT_PROPOSAL, ListStage.CLOSED, False),
    ],
)
def test_whoever_stands_on_a_closed_list_of_a_group_stays_in_it(dossier, kind, stage, counted):
    rated = RatingList.objects.create(period=dossier.period, unit=dossier.unit, kind=kind, stage=stage)
    RatingRow.objects.create(rating_list=rated, dossier=dossier)
    found = list(gates.not_yet_listed(Case(dossier)))
    sentence = "Lê Văn Bình: đã ở danh sách đã chốt của nhóm, không chuyển nhóm được."
    assert [(one.code, one.sentence) for one in found] == [("listed", sentence)] * counted
