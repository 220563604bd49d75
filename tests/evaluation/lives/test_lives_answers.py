"""Lives in which something is put forward, lowered, silent or arrives late, and somebody has to answer."""

from decimal import Decimal

import pytest

from evaluation.models import Arrival, Decision, PlanAmendment, RaisedProposal
from evaluation.plans import actions as plans
from regulation.quarters import Quarter
from reporting.sheets import list_form, sheet_of
from tests.evaluation.lives.bearing import GROUND
from tests.evaluation.lives.life import Life, codes, highest, standing
from tests.evaluation.lives.people import Person
from tests.evaluation.lives.signing import decided, line_of, notes_of, rests_on, signed

UNDONE = "Hoàn thành dưới 100 % nhiệm vụ được giao trong quý"
GOOD, COMPLETED = "Hoàn thành tốt nhiệm vụ", "Hoàn thành nhiệm vụ"


@pytest.mark.clause("M01.note/2")
def test_lowered_in_time_and_answered_after_its_due_day_it_counts_and_stays_visible(life: Life):
    ward = life.ward("Phường Bình Đức")
    an = life.person("Nguyễn Văn An", ward)
    life.on("2026-09-20").plans(an, due=("2026-11-10", "2026-12-20"))
    task = an.dossier.plan.active_tasks[0]
    task.quantity = Decimal(3)
    task.save()
    life.on("2026-11-09")
    with life.then():
        asked = {"kind": PlanAmendment.Kind.LOWER, "task": task, "quantity": Decimal(2), "ground": GROUND}
        change = plans.ask_amendment(an.dossier.plan, asked, by=an.user)
    with life.on("2026-11-12").then():
        plans.approve_amendment(change, by=life.leader(an))
    life.on("2026-12-21").hands_in(an)
    assert (an.dossier.plan.active_tasks[0].quantity, "reduced-plan" in codes(an)) == (Decimal(2), True)
    life.passes(an)
    life.on("2026-12-26").closes({an: "good"})
    assert (signed(an), "đã rút hoặc giảm 1 nhiệm vụ" in rests_on(an)["M01"]) == ({"good"}, True)


@pytest.mark.clause("6.1.3")
def test_an_excuse_put_forward_after_the_appraisal_still_lifts_the_gate(life: Life):
    ward = life.ward("Phường Bình Đức")
    an = life.person("Nguyễn Văn An", ward)
    life.on("2026-09-20").plans(an)
    life.on("2026-12-21").hands_in(an, "not_completed", undone=[1])
    life.passes(an, rating="not_completed")
    life.on("2026-12-24").excuses(an)
    assert highest(an) == "not_completed"
    life.answers_excuses(an, confirmed=True)
    assert highest(an) == "completed"
    life.on("2026-12-26").closes({an: "completed"})
    assert (signed(an), "65,00" in rests_on(an)["366.11"], "6.1" in rests_on(an)) == (
        {"completed"},
        True,
        False,
    )
    assert "lý do khách quan, bất khả kháng được xác nhận" in notes_of(an)


@pytest.mark.clause("6.1.3", "M04-06.6")
def test_of_tier_31_a_unit_proposes_on_condition_and_the_province_confirms_before_it_decides(life: Life):
    ward = life.ward("Phường Bình Đức")
    an = life.secretary("Nguyễn Văn An", ward)
    life.on("2026-09-20").plans(an)
    life.collective(ward, assigned=100, completed=100, exceeded=40)
    life.on("2026-12-21").hands_in(an, "not_completed", undone=[1])
    life.passes(an, rating="not_completed")
    life.on("2026-12-24").excuses(an)
    life.answers_excuses(an, confirmed=True, by=life.leader(an))
    assert stored(an) == "completed"
    proposal = life.on("2026-12-26").closes({an: "completed"})
    (row,) = list_form(proposal).rows
    assert [GROUND in row.summary, "Có điều kiện" in row.summary] == [True, True]
    assert stored(an) == "not_completed"
    life.on("2026-12-30").province_appraises(an)
    with life.on("2027-01-02").refused():
        life.closes({an: "completed"})
    life.answers_excuses(an, confirmed=True, by=life.decider(an))
    life.closes({an: "completed"})
    assert standing([an]) == [("decided", "completed")]
    assert (signed(an), line_of(an).proposed) == ({"completed"}, "Hoàn thành nhiệm vụ")
    assert "Có điều kiện" not in line_of(an).summary


@pytest.mark.clause("5.3")
def test_deferred_between_two_failures_is_weighed_apart_and_not_replaced_at_once(life: Life):
    ward = life.ward("Phường Bình Đức")
    an = life.person("Nguyễn Văn An", ward)
    life.on("2026-09-20").plans(an)
    fails(life, an, "2026-12-21", "2026-12-26")
    life.on("2026-12-28").turns_to(Quarter(2027, 1))
    life.is_away(an, "training", "2027-01-04", "2027-03-20")
    life.on("2027-01-05").sets_aside(an, "Đi học tập trung 02 tháng (Mục 7.d).")
    life.on("2027-03-10").turns_to(Quarter(2027, 2))
    life.plans(an)
    fails(life, an, "2027-06-21", "2027-06-26")
    assert life.to_be_replaced(2027) == []
    assert life.to_be_weighed(2027) == ["Nguyễn Văn An"]


def stored(person: Person) -> str:
    """What the queues show: the highest level as last computed."""
    return person.dossier.assessments.get(layer="appraisal").highest_permitted


def fails(life: Life, an, handed_in: str, closed: str) -> None:
    life.on(handed_in).hands_in(an, "not_completed", undone=[1])
    life.passes(an, rating="not_completed")
    life.on(closed).closes({an: "not_completed"})
    assert (signed(an), UNDONE in rests_on(an)["6.1"]) == ({"not_completed"}, True)


def test_reopened_archived_and_reopened_again_each_version_stays(life: Life):
    ward = life.ward("Phường Bình Đức")
    an = life.person("Nguyễn Văn An", ward)
    life.reaches_council(an)
    for day, rating in (("2026-12-26", "good"), ("2027-01-10", "completed"), ("2027-01-20", "good")):
        life.on(day).closes({an: rating})
        life.publishes(an)
        life.archives(an)
        if day != "2027-01-20":
            life.reopens(an)
    kept = Decision.objects.filter(dossier=an.dossier).order_by("number")
    assert [(one.rating, one.superseded_at is None) for one in kept] == [
        ("good", False),
        ("completed", False),
        ("good", True),
    ]
    assert standing([an]) == [("archived", "good")]
    assert [list_form(one.row.rating_list).rows[0].rating for one in kept] == [GOOD, COMPLETED, GOOD]
    assert [GOOD in sheet_of(one).authority.decided for one in kept] == [True, False, True]


@pytest.mark.clause("6.1.1/1")
def test_three_lowered_for_discipline_are_not_held_up_by_the_excellent_one_who_stays(life: Life):
    ward = life.ward("Phường Bình Đức")
    people = [life.person(f"Nguyễn Văn {name}", ward) for name in ("An", "Bình", "Chi", "Dũng")]
    an, *others = people
    life.on("2026-09-20").plans(*people)
    life.on("2026-12-21")
    for person in people:
        life.hands_in(person, "excellent", above=True)
    life.passes(*people, rating="excellent")
    life.on("2026-12-26").closes({an: "excellent"} | dict.fromkeys(others, "good"))
    life.publishes(*people)
    life.archives(*people)
    for person in others:
        life.on("2027-01-08").reopens(person)
        life.records(person, "discipline", "2027-01-07")
    life.closes(dict.fromkeys(others, "not_completed"))
    assert [(signed(one), "366.11.4" in rests_on(one)) for one in others] == [({"not_completed"}, True)] * 3
    assert standing(people) == [("archived", "excellent"), *[("decided", "not_completed")] * 3]
    life.reopens(an)
    assert an.dossier.stage == "council"


@pytest.mark.clause("6.2/1")
def test_lowered_for_another_reason_it_does_not_count_against_who_proposed(life: Life):
    ward = life.ward("Phường Bình Đức")
    an = life.secretary("Nguyễn Văn An", ward)
    life.on("2026-09-20").plans(an)
    life.collective(ward, assigned=100, completed=100, exceeded=40)
    life.on("2026-12-21").hands_in(an, "excellent", above=True)
    life.passes(an, rating="excellent")
    life.on("2026-12-26").closes({an: "excellent"})
    life.on("2026-12-30").province_appraises(an)
    with life.on("2027-01-02").refused("bảo đảm điều kiện"):
        life.closes({an: "good"})
    life.closes({an: "good"}, unmet=False)
    assert [(row.proposed, row.decided, row.unmet) for row in RaisedProposal.objects.all()] == [
        ("excellent", "good", False)
    ]
    assert (signed(an), line_of(an).proposed) == ({"good"}, "Hoàn thành xuất sắc nhiệm vụ")


@pytest.mark.clause("6.3/1")
def test_a_result_after_the_decision_waits_until_the_deciding_level_answers(life: Life):
    ward = life.ward("Phường Bình Đức")
    an = life.person("Nguyễn Văn An", ward, leads="head", post="Trưởng phòng")
    life.reaches_council(an)
    life.on("2026-12-26").closes({an: "good"})
    life.on("2027-01-05").collective(ward, assigned=3923, completed=2746)
    (waits,) = Arrival.objects.all()
    assert (waits.code, waits.stage, "69,997" in waits.sentence) == ("unit-below-70", "open", True)
    assert standing([an]) == [("decided", "good")]
    life.reopens(an)
    waits.refresh_from_db()
    assert (waits.stage == "open", highest(an)) == (False, "not_completed")
    first = decided(an)
    life.on("2027-01-08").closes({an: "not_completed"})
    assert (signed(an), "69,997" in rests_on(an)["6.3"]) == ({"not_completed"}, True)
    assert list_form(first.row.rating_list).rows[0].rating == GOOD


@pytest.mark.clause("B4.1/1")
def test_a_ground_recorded_after_the_decision_is_annulled_and_the_deciding_level_is_not_asked(life: Life):
    ward = life.ward("Phường Bình Đức")
    an = life.person("Nguyễn Văn An", ward)
    life.reaches_council(an)
    life.on("2026-12-26").closes({an: "good"})
    life.on("2026-12-28").records(an, "discipline", "2026-12-20")
    assert [row.code for row in Arrival.objects.all()] == ["ground"]
    life.on("2027-01-05").is_lifted(an, "2027-01-04")
    assert (Arrival.objects.count(), standing([an]), signed(an)) == (0, [("decided", "good")], {"good"})


@pytest.mark.clause("B4.1/1")
def test_a_ground_on_which_somebody_was_decided_anew_is_not_annulled_beneath_it(life: Life):
    ward = life.ward("Phường Bình Đức")
    an = life.person("Nguyễn Văn An", ward)
    life.reaches_council(an)
    life.on("2026-12-26").closes({an: "good"})
    life.on("2026-12-28").records(an, "discipline", "2026-12-20")
    life.reopens(an)
    life.on("2026-12-29").closes({an: "not_completed"})
    with life.refused("đã có quyết định xếp loại dựa trên tình tiết này"):
        life.on("2027-01-05").is_lifted(an, "2027-01-04")
    assert (signed(an), GROUND in rests_on(an)["366.11.4"]) == ({"not_completed"}, True)


@pytest.mark.clause("6.3/2")
def test_a_deputy_answers_for_their_own_field_and_the_head_for_the_unit(life: Life):
    ward = life.ward("Phường Bình Đức")
    head = life.person("Nguyễn Văn An", ward, leads="head", post="Trưởng phòng")
    deputy = life.person("Trần Văn Bình", ward)
    life.on("2026-09-20").plans(head, deputy)
    life.on("2026-12-18").collective(
        ward, assigned=100, completed=100, exceeded=40, fields={deputy: {"assigned": 10, "completed": 8}}
    )
    life.on("2026-12-21").hands_in(head, above=True)
    life.hands_in(deputy, above=True)
    assert [highest(head), highest(deputy)] == ["excellent", "completed"]
    life.passes(head, rating="excellent")
    life.passes(deputy, rating="completed")
    life.on("2026-12-26").closes({head: "excellent", deputy: "completed"})
    assert [signed(head), signed(deputy)] == [{"excellent"}, {"completed"}]
    assert "80" in rests_on(deputy)["366.11.1-3"]


@pytest.mark.clause("B3.1", "6.3/2")
def test_nobody_who_leads_is_rated_in_silence_about_the_collective(life: Life):
    ward = life.ward("Phường Bình Đức")
    an = life.person("Nguyễn Văn An", ward)
    life.reaches_council(an)
    assert "unit-unknown" in codes(an)
    with life.on("2026-12-26").refused("Chưa có kết quả"):
        life.closes({an: "good"}, answer="")
    life.closes({an: "good"})
    assert (signed(an), "Chưa có kết quả" in rests_on(an)["6.3"]) == ({"good"}, True)


@pytest.mark.clause("B3.2.3")
def test_a_key_task_that_does_not_meet_what_was_asked_is_not_excellent(life: Life):
    ward = life.ward("Phường Bình Đức")
    an = life.person("Nguyễn Văn An", ward)
    life.on("2026-09-20").plans(an)
    life.collective(ward, assigned=100, completed=100, exceeded=40)
    life.on("2026-12-21").hands_in(an, "excellent", above=True)
    life.appraises(an, level="3")
    assert highest(an) == "good"
    life.council_hears({an: "good"})
    life.on("2026-12-26").closes({an: "good"})
    assert (signed(an), "không đáp ứng yêu cầu" in rests_on(an)["B3.2"]) == ({"good"}, True)
