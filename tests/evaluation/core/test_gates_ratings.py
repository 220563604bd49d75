"""What must be there before a rating is proposed or decided: that it is permitted, papers, and cases as they now are."""

import pytest

from evaluation.core import gates
from evaluation.core.case import Case
from evaluation.core.stages import RequestStage
from evaluation.models import Dossier, DossierCircumstance, Excuse, PlanTask
from regulation.vocabulary import CaseKind, Circumstance, Layer, Rating
from tests.evaluation.marks.marking import a_case, fresh
from tests.factories import TaskMarkFactory

pytestmark = pytest.mark.django_db

COLUMNS = ("division_rating", "appraisal_rating", "proposed_rating", "decided_rating")


@pytest.fixture
def case():
    """Two tasks done as planned: Tốt is the highest that is permitted."""
    case = a_case()
    for task in case.tasks:
        TaskMarkFactory(task=task)
    return case


def codes(findings):
    return [finding.code for finding in findings]


def settled(case, kind, since="2026-11-10"):
    moved = {
        "kind": kind.value,
        "since": since,
        "sentence": "Được bổ nhiệm.",
        "from_units": [["XK", "Xã Khác"]],
    }
    Dossier.objects.filter(pk=case.dossier.pk).update(cases=[moved])


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("rating", ["", *Rating])
def test_a_rating_above_the_highest_permitted_passes_at_no_level(case, column, rating):
    dossier = fresh(case)
    setattr(dossier, column, str(rating))
    found = codes(gates.permitted(column)(Case(dossier)))
    assert found == ["above-permitted"] * (rating == Rating.EXCELLENT)


def test_a_rating_of_another_column_is_none_of_this_levels(case):
    dossier = fresh(case)
    dossier.self_rating = "excellent"
    assert codes(gates.permitted("appraisal_rating")(Case(dossier))) == []


def test_what_is_above_is_said_with_the_name_and_what_would_be_permitted(case):
    dossier = fresh(case)
    dossier.decided_rating = "excellent"
    (found,) = gates.permitted("decided_rating")(Case(dossier))
    assert found.sentence == "Lê Văn Bình: “Xuất sắc” cao hơn mức cao nhất được phép “Tốt”."
    assert [found.blocks, found.lifted_by] == [True, "Xem Căn cứ xếp loại của hồ sơ."]


def test_what_is_not_permitted_is_made_good_by_no_reason_and_none_is_asked_of_the_appraiser(case):
    """The person's own word is asked for its reason all the same: nobody says it for them."""
    dossier = fresh(case)
    dossier.self_rating = dossier.appraisal_rating = "excellent"
    assert codes(gates.appraisal_rated(Case(dossier))) == []
    assert codes(gates.self_rating_reasoned(Case(dossier))) == ["rating-reason"]


@pytest.mark.parametrize("layer", [Layer.SELF, Layer.APPRAISAL])
def test_a_reason_counts_for_the_layer_that_gave_it(case, layer):
    case.dossier.assessments.create(
        layer=layer.value,
        reason="Theo ý kiến tập thể",
        by=case.staff,
        saved_at="2026-12-27T00:00Z",
        **dict.fromkeys(("general_points", "task_points", "total", "uncapped_total"), 0),
    )
    dossier = fresh(case)
    dossier.self_rating = dossier.appraisal_rating = "completed"
    owing = [codes(gates.self_rating_reasoned(Case(dossier))), codes(gates.appraisal_rated(Case(dossier)))]
    reasoned = [[], ["rating-reason"]]
    assert owing == (reasoned if layer is Layer.SELF else reasoned[::-1])


def test_a_plan_whose_tasks_were_all_withdrawn_has_none(case):
    assert codes(gates.has_tasks(Case(fresh(case)))) == []
    PlanTask.objects.all().delete()
    (found,) = gates.has_tasks(Case(fresh(case)))
    assert [found.code, found.anchor, found.sentence] == [
        "no-tasks",
        "tasks",
        "Kế hoạch chưa có nhiệm vụ nào.",
    ]


def test_an_open_excuse_is_named_with_its_task(case):
    Excuse.objects.create(task=case.tasks[1], ground="Bão", put_forward_at="2026-12-20T00:00Z")
    (found,) = gates.excuses_answered(Case(fresh(case)))
    assert [found.anchor, case.tasks[1].title in found.sentence] == [f"task-{case.tasks[1].pk}", True]
    Excuse.objects.update(stage=RequestStage.APPROVED)
    assert codes(gates.excuses_answered(Case(fresh(case)))) == []


def test_a_promoted_persons_papers_are_there_before_the_decision(case):
    settled(case, CaseKind.PROMOTED)
    papers, owing = (Circumstance.PARTY_CELL, Circumstance.BOTH_POSTS), []
    for paper in papers:
        owing.append(codes(found for found in gates.special_papers(Case(fresh(case))) if found.blocks))
        DossierCircumstance.objects.create(
            cadre=case.cadre, dossier=case.dossier, kind=paper.value, text="Tốt", on="2026-12-01"
        )
    left = [found for found in gates.special_papers(Case(fresh(case))) if found.blocks]
    assert [owing, left] == [[["promoted", "promoted"], ["promoted"]], []]


@pytest.mark.parametrize(("since", "owing"), [("2026-12-31", []), ("2027-01-01", ["reorganised"])])
def test_after_a_reorganisation_something_must_be_left_to_judge(case, since, owing):
    settled(case, CaseKind.REORGANISED, since)
    assert codes(found for found in gates.special_papers(Case(fresh(case))) if found.blocks) == owing


def test_cases_that_changed_since_they_were_settled_are_settled_again_first(case):
    assert codes(gates.cases_settled(Case(fresh(case)))) == []
    settled(case, CaseKind.ON_LEAVE)
    (found,) = gates.cases_settled(Case(fresh(case)))
    assert [found.code, found.blocks] == ["cases-changed", True]
    assert found.sentence.startswith("Lê Văn Bình: ")
