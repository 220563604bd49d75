"""What the first page of a dossier says of the law: from which step on, and where it leads."""

import pytest
from django.urls import reverse

from evaluation.core.facts import facts_of
from evaluation.core.models import Dossier
from evaluation.core.steps import Stage
from evaluation.home.tells.overall import overall, relevant
from regulation.assessment import assess
from tests.factories import DossierFactory, PlanTaskFactory, UserFactory

pytestmark = pytest.mark.django_db

CASES = [
    {"kind": kind, "since": "2026-12-01", "sentence": "Từ 01/12/2026."}
    for kind in ("promoted", "training", "optional")
]


def a_dossier(stage, **values):
    """Without weights, with a task outside the catalog that is not done, and in three special cases."""
    made = DossierFactory(stage=stage, cases=CASES, **values)
    PlanTaskFactory(plan=made.plan, item=None, is_key=True)
    return Dossier.objects.with_facts().get(pk=made.pk)


def told(dossier):
    return list(dict.fromkeys(found.code for found in relevant(assess(facts_of(dossier)), dossier)))


OF_PLAN = ["weights", "unmapped-task"]
OF_MARKS = ["band", "incomplete", "not-outstanding", "promoted", "deferral", "optional", *OF_PLAN]


@pytest.mark.parametrize(
    ("stage", "codes"),
    [
        (Stage.PLANNING, OF_PLAN),
        (Stage.WORKING, OF_PLAN),
        (Stage.SELF_ASSESSMENT, OF_MARKS),
        (Stage.SUBMITTED, [*OF_MARKS, "key-response"]),
        (Stage.DIVISION_PROPOSED, [*OF_MARKS, "key-response"]),
        (Stage.APPRAISED, [*OF_MARKS, "key-response", "no-council"]),
        (Stage.COUNCIL, [*OF_MARKS, "key-response", "no-council"]),
        (Stage.PROVINCE_APPRAISED, [*OF_MARKS, "key-response", "no-council"]),
        (Stage.DECIDED, []),
        (Stage.DEFERRED, []),
    ],
)
def test_nobody_is_told_in_spring_that_autumns_tasks_are_not_done(stage, codes):
    assert told(a_dossier(stage)) == codes


def test_whoever_is_judged_is_not_told_what_others_have_still_to_record():
    dossier = a_dossier(Stage.COUNCIL)
    dossier.withheld = True
    assert told(dossier) == OF_MARKS


def pages(dossier, moves):
    found = overall(dossier, [], moves, UserFactory())["findings"]
    return {one.code: (one.anchor, page) for one, page in found}


def test_each_finding_leads_to_the_page_that_has_its_anchor():
    dossier = a_dossier(Stage.COUNCIL)
    found = {code: page for code, (_, page) in pages(dossier, {"council"}).items()}
    council = reverse("council", args=[dossier.managing_unit_id, dossier.period.code])
    names = {
        "band": "grounds",
        "incomplete": "assessment",
        "not-outstanding": "grounds",
        "promoted": "circumstances",
        "deferral": "circumstances",
        "optional": "circumstances",
        "weights": "plan",
        "unmapped-task": "plan",
        "key-response": "appraisal",
    }
    assert found == {code: reverse(name, args=[dossier.pk]) for code, name in names.items()} | {
        "no-council": council
    }


def test_the_councils_page_is_for_whoever_records_its_opinion_now():
    assert pages(a_dossier(Stage.COUNCIL), set())["no-council"] == ("", "")
