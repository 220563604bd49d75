"""Whose turn it is, and the one button."""

import pytest
from django.urls import reverse

from cadres.models import Duty
from evaluation.core.stages import PlanStage
from evaluation.core.steps import Stage
from evaluation.home.tells.turns import other_deeds, turn_of
from evaluation.models import RatingList
from regulation.vocabulary import Leadership
from tests.evaluation.lists.rated_factories import a_list, a_province_list, a_rated_dossier
from tests.factories import DossierFactory, PeriodFactory, a_ward, an_official, grant

pytestmark = pytest.mark.django_db


@pytest.fixture
def ward():
    """Its deputy holds no recorded post: a dossier that has to follow one comes before any other turn."""
    world = a_ward()
    world.post.delete()
    return world


def button(dossier, user):
    turn = turn_of(dossier, user)
    return (turn.button, turn.url) if turn else None


def test_the_cadre_draws_up_the_plan_and_nobody_else_is_asked(ward):
    dossier = DossierFactory(cadre=ward.cadre, unit=ward.division)
    assert button(dossier, ward.subject) == ("Lập kế hoạch", reverse("plan", args=[dossier.pk]))
    assert button(dossier, ward.staff) is None


@pytest.mark.parametrize(
    ("stage", "who", "words"),
    [
        (PlanStage.SUBMITTED, "staff", "Tổng hợp kế hoạch"),
        (PlanStage.COLLATED, "leadership", "Phê duyệt kế hoạch"),
    ],
)
def test_staff_collate_and_leadership_approve(ward, stage, who, words):
    dossier = DossierFactory(unit=ward.division, plan__stage=stage)
    assert button(dossier, getattr(ward, who)) == (words, reverse("plan", args=[dossier.pk]))


def test_in_direct_entry_the_plan_is_part_of_the_self_assessment(ward):
    period = PeriodFactory(direct_entry=True)
    dossier = DossierFactory(cadre=ward.cadre, unit=ward.division, period=period, stage=Stage.SELF_ASSESSMENT)
    assert button(dossier, ward.subject) == ("Tự đánh giá", reverse("assessment", args=[dossier.pk]))


def test_the_division_proposes_before_staff_appraise(ward):
    dossier = a_rated_dossier(ward.division, stage=Stage.SUBMITTED)
    waiting = reverse("rating_list", args=[RatingList.objects.get().pk])
    assert button(dossier, ward.division_leadership) == ("Mở danh sách", waiting)
    assert button(dossier, ward.staff) is None


def test_staff_appraise_where_the_unit_uses_the_person_itself(ward):
    dossier = a_rated_dossier(ward.ward, stage=Stage.SUBMITTED)
    assert button(dossier, ward.staff) == ("Thẩm định", reverse("appraisal", args=[dossier.pk]))


def test_the_council_is_heard_before_leadership_decides(ward):
    dossier = DossierFactory(unit=ward.division, stage=Stage.APPRAISED)
    assert button(dossier, ward.council) == (
        "Ghi ý kiến hội đồng",
        reverse("council", args=[ward.ward.pk, "2026-4"]),
    )
    assert button(dossier, ward.leadership) is None


def test_whoever_decides_is_led_to_the_list_on_which_the_dossier_waits():
    world = a_list(1)
    address = reverse("rating_list", args=[world.list.pk])
    assert button(world.dossiers[0], world.leadership) == ("Mở danh sách", address)


def test_the_province_decides_its_tier():
    world = a_province_list()
    address = reverse("rating_list", args=[world.list.pk])
    assert button(world.dossiers[0], world.secretariat) == ("Mở danh sách", address)
    assert button(world.dossiers[0], world.leadership) is None


def test_without_an_open_list_the_lists_are_shown(ward):
    dossier = DossierFactory(unit=ward.division, stage=Stage.COUNCIL)
    assert button(dossier, ward.leadership) == ("Mở danh sách", reverse("rating_lists"))


@pytest.mark.parametrize(("stage", "words"), [("decided", "Công bố kết quả"), ("published", "Lưu trữ hồ sơ")])
def test_results_are_published_and_then_archived(ward, stage, words):
    dossier = DossierFactory(unit=ward.division, stage=stage)
    assert button(dossier, ward.staff) == (words, reverse("dossier_deeds", args=[dossier.pk]))


def test_deeds_upon_the_whole_dossier_are_offered_to_whoever_may_do_one():
    dossier = DossierFactory()
    address = reverse("dossier_deeds", args=[dossier.pk])
    assert [other_deeds(dossier, ["defer", "mark"]), other_deeds(dossier, ["mark"])] == [address, ""]


def test_nobody_is_asked_about_a_dossier_set_aside(ward):
    dossier = DossierFactory(cadre=ward.cadre, unit=ward.division, stage=Stage.EXEMPT)
    assert [button(dossier, user) for user in (ward.subject, ward.staff, ward.leadership)] == [None] * 3


# --- everybody's turn ------------------------------------------------------------------------------------------------

KINDS = {
    "of a division": {},
    "head of a division": {"leadership": Leadership.HEAD.value},
    "of tier 3.1": {"provincial": True},
}
LIST, PUBLISH = "Mở danh sách", "Công bố kết quả"
# At each stage, for each kind of dossier: who is led to what. Nobody else is led to anything.
EVERYBODY = {
    "working": dict.fromkeys(KINDS, {"subject": "Tự đánh giá"}),
    "self_assessment": dict.fromkeys(KINDS, {"subject": "Tự đánh giá"}),
    "submitted": dict.fromkeys(KINDS, {"staff": "Thẩm định"}) | {"of a division": {"division": LIST}},
    "division_proposed": dict.fromkeys(KINDS, {"staff": "Thẩm định"}),
    "appraised": dict.fromkeys(KINDS, {"staff": "Ghi ý kiến hội đồng", "council": "Ghi ý kiến hội đồng"}),
    "council": dict.fromkeys(KINDS, {"leadership": LIST}),
    "proposed": {"of tier 3.1": {"organisation": "Thẩm định"}},
    "province_appraised": {"of tier 3.1": {"secretariat": LIST}},
    "decided": dict.fromkeys(KINDS, {"staff": PUBLISH, "leadership": PUBLISH}),
    "published": dict.fromkeys(KINDS, {"staff": "Lưu trữ hồ sơ"}),
    "archived": {},
    "deferred": {},
    "exempt": {},
}


@pytest.mark.parametrize("stage", EVERYBODY)
def test_at_each_stage_those_whose_turn_it_is_are_led_to_their_deed_and_nobody_else(ward, stage):
    people = {
        "subject": ward.subject,
        "staff": ward.staff,
        "leadership": ward.leadership,
        "division": ward.division_leadership,
        "council": ward.council,
        "organisation": an_official(Duty.PROVINCIAL_ORGANISATION, ward.province),
        "secretariat": an_official(Duty.PROVINCIAL_SECRETARIAT, ward.province),
        "auditor": an_official(Duty.AUDITOR, ward.province),
    }
    dossier = DossierFactory(
        cadre=ward.cadre, unit=ward.division, stage=stage, plan__stage=PlanStage.APPROVED
    )
    for kind, values in KINDS.items():
        row = DossierFactory.build(plan=None, cadre=ward.cadre, unit=ward.division, stage=stage, **values)
        row.pk, row.period, row.plan = dossier.pk, dossier.period, dossier.plan
        led = {who: turn_of(row, user) for who, user in people.items()}
        assert {who: turn.button for who, turn in led.items() if turn} == EVERYBODY[stage].get(kind, {}), kind


def test_whoever_could_make_two_moves_is_led_to_the_first_that_can_be_made(ward):
    """Leadership that also staffs: it collates before it approves, and publishes before it archives."""
    grant(ward.leadership, Duty.ORGANISATION_STAFF, ward.ward)
    stages = (PlanStage.SUBMITTED, PlanStage.COLLATED)
    plans = [DossierFactory(unit=ward.division, plan__stage=stage) for stage in stages]
    rows = [DossierFactory(unit=ward.division, stage=stage) for stage in (Stage.DECIDED, Stage.PUBLISHED)]
    assert [button(row, ward.leadership)[0] for row in (*plans, *rows)] == [
        "Tổng hợp kế hoạch",
        "Phê duyệt kế hoạch",
        "Công bố kết quả",
        "Lưu trữ hồ sơ",
    ]


def test_a_turn_says_what_is_expected(ward):
    dossier = DossierFactory(unit=ward.division, stage=Stage.APPRAISED)
    assert turn_of(dossier, ward.council).sentence == "Chờ ghi ý kiến của Hội đồng."


def test_of_deeds_upon_the_whole_dossier_there_are_none_where_nothing_is_open():
    assert other_deeds(DossierFactory(), []) == ""
