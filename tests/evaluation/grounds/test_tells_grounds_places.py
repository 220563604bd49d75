"""Where what lifts a rule is recorded: each place for whoever may record it, and for nobody else."""

import pytest
from django.urls import reverse

from cadres.models import Duty
from evaluation.core.stages import CollectiveStage, PlanStage
from evaluation.core.steps import Stage
from evaluation.core.tells.discretion import with_facts_for
from evaluation.grounds.tells import grounds_of, layers_of, placed
from evaluation.grounds.tells.places import LINKS
from evaluation.lists.actions.lists import close_list
from evaluation.models import CollectiveAxis, CollectiveResult, DossierCircumstance, PlanAmendment, Seat
from regulation.places import Place
from tests.evaluation.lists.rated_factories import a_list, a_rated_dossier
from tests.factories import AxisWeightFactory, DossierFactory, PlanTaskFactory, TaskMarkFactory, a_ward, grant

pytestmark = pytest.mark.django_db


@pytest.fixture
def ward():
    return a_ward(name="Phường Long Xuyên", code="LX")


def links(dossier, user, code):
    """Label → address of the places that this reader is offered for the rule."""
    row = with_facts_for(type(dossier).objects.for_rows().select_related("plan").get(pk=dossier.pk), user)
    grounds = placed(grounds_of(row, layers_of(row)[-1]), row, user)
    state = next(state for state in grounds.rules if state.rule.code == code)
    return {link.label: link.url for link in state.links}


def offered(dossier, ward, code):
    """Who of the ward is offered a place for the rule."""
    names = ("subject", "division_leadership", "staff", "leadership", "council")
    return [name for name in names if links(dossier, getattr(ward, name), code)]


def a_dossier(ward, **values):
    return DossierFactory(unit=ward.division, cadre=ward.cadre, **values)


def test_of_every_place_it_is_known_who_is_led_there():
    assert set(Place) - set(LINKS) == {Place.NOWHERE, Place.CASES}


def test_a_shortcoming_is_lifted_on_the_page_of_circumstances(ward):
    dossier = a_dossier(ward, stage=Stage.SUBMITTED)
    DossierCircumstance.objects.create(
        dossier=dossier, cadre=dossier.cadre, kind="shortcoming", text="Chậm kê khai", on="2026-11-02"
    )
    place = reverse("circumstances", args=[dossier.pk])
    assert links(dossier, ward.staff, "shortcomings") == {"Ghi ở trang Tình tiết": place}
    assert offered(dossier, ward, "shortcomings") == ["staff", "leadership"]


def test_a_collectives_result_is_corrected_by_those_who_record_or_approve_it(ward):
    dossier = a_dossier(ward, stage=Stage.SUBMITTED)
    Seat.objects.create(dossier=dossier, unit=ward.division, leadership="head")
    result = CollectiveResult.objects.create(
        period=dossier.period, unit=ward.division, stage=CollectiveStage.APPROVED
    )
    CollectiveAxis.objects.create(result=result, axis=1, assigned=10, completed=5)
    place = reverse("collective", args=[ward.division.pk, dossier.period.code])
    name = f"Kết quả của {ward.division.in_sentence}"
    assert links(dossier, ward.leadership, "unit-below-70") == {name: place}
    assert offered(dossier, ward, "unit-below-70") == ["division_leadership", "staff", "leadership"]


def test_a_plan_in_the_making_is_mended_by_its_person(ward):
    dossier = a_dossier(ward)
    AxisWeightFactory(plan=dossier.plan, weight=60)
    TaskMarkFactory(task=PlanTaskFactory(plan=dossier.plan))
    assert links(dossier, ward.subject, "weights") == {"Sửa kế hoạch": reverse("plan", args=[dossier.pk])}
    assert offered(dossier, ward, "weights") == ["subject"]


def test_why_a_plan_was_reduced_is_everybodys_to_read(ward):
    dossier = a_dossier(ward, stage=Stage.WORKING, plan__stage=PlanStage.APPROVED)
    AxisWeightFactory(plan=dossier.plan)
    task = PlanTaskFactory(plan=dossier.plan)
    amendment = PlanAmendment.objects.create(
        plan=dossier.plan, kind="lower", task=task, proposed_at="2026-11-02T00:00Z"
    )
    task.lowered_by = amendment
    task.save()
    place = reverse("plan", args=[dossier.pk]) + "#dieu-chinh"
    assert links(dossier, ward.subject, "reduced-plan") == {"Xem căn cứ từng lần điều chỉnh": place}


def test_a_deferral_is_carried_out_by_staff(ward):
    case = {"kind": "training", "since": "2026-10-05", "sentence": "Học tập trung từ 05/10/2026."}
    dossier = a_dossier(ward, stage=Stage.SUBMITTED, cases=[case])
    assert offered(dossier, ward, "deferral") == ["staff"]


def test_low_points_are_marked_anew_by_the_layer_whose_turn_it_is(ward):
    dossier = a_dossier(ward, stage=Stage.DIVISION_PROPOSED)
    assert offered(dossier, ward, "band") == ["staff"]
    dossier.stage = Stage.COUNCIL
    dossier.save()
    place = reverse("authority", args=[dossier.pk])
    assert links(dossier, ward.leadership, "band") == {"Chấm ở lớp của cấp có thẩm quyền": place}
    assert offered(dossier, ward, "band") == ["leadership"]


def test_a_rule_that_is_passed_offers_no_place(ward):
    dossier = a_dossier(ward, stage=Stage.SUBMITTED)
    assert offered(dossier, ward, "shortcomings") == []


# --- the cap -----------------------------------------------------------------------------------------------------------


CAP = "Xem tỷ lệ của danh sách"


def cap_of(dossier, user):
    return links(dossier, user, "cap")


def told_of_cap(dossier, user):
    row = with_facts_for(type(dossier).objects.for_rows().select_related("plan").get(pk=dossier.pk), user)
    state = next(one for one in grounds_of(row, layers_of(row)[-1]).rules if one.rule.code == "cap")
    return state.state.code, state.told.partition(":")[0]


def test_the_cap_is_read_on_the_list_by_whoever_may_read_that():
    world = a_list(2)
    place = reverse("rating_list", args=[world.list.pk]) + "#cap"
    first = world.dossiers[0]
    readers = ("leadership", "staff", "council", "division_leadership")
    assert [cap_of(first, getattr(world, name)) for name in readers] == [{CAP: place}] * 3 + [{}]
    assert told_of_cap(first, world.staff) == ("later", "Được xét khi chốt danh sách")


def test_once_decided_the_cap_leads_to_the_list_of_the_decision_and_no_longer_waits():
    world = a_list(2)
    close_list(world.list, by=world.leadership, seen=1, rows=world.rows)
    a_rated_dossier(world.division)  # a supplement is open for somebody else
    place = reverse("rating_list", args=[world.list.pk]) + "#cap"
    assert cap_of(world.dossiers[0], world.staff) == {CAP: place}
    assert told_of_cap(world.dossiers[0], world.staff) == ("passed", "Đã xét khi chốt danh sách")


def test_whoever_is_not_shown_the_review_is_not_led_to_the_list():
    world = a_list(1)
    judged = grant(world.dossiers[0].cadre.user, Duty.ORGANISATION_STAFF, world.ward).user
    assert (cap_of(world.dossiers[0], judged), told_of_cap(world.dossiers[0], judged)[0]) == ({}, "later")


def test_a_dossier_that_is_on_no_list_leads_to_none(ward):
    assert cap_of(a_dossier(ward, stage=Stage.WORKING), ward.staff) == {}
