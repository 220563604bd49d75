"""6.3, 8.2: a collective's result from its first save to its publication, and whom it then limits."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cadres.machine import OutOfTurn, ReasonOwed, Refused, Stale
from cadres.models import Cadre, Duty
from config import clock
from evaluation.collectives import actions as deeds
from evaluation.core.stages import CollectiveStage
from evaluation.core.steps import Stage
from evaluation.models import Arrival, CollectiveResult, Seat
from tests.evaluation.collectives.collective_factories import (
    EMPTY,
    a_result,
    axes,
    decided,
    seated,
)
from tests.factories import UserFactory, an_official, grant

pytestmark = pytest.mark.django_db


def save(world, typed, *, unit=None, by=None, rating="good", note="", seen=None):
    place = (unit or world.division, world.period)
    return deeds.save_result(*place, typed, rating=rating, note=note, by=by or world.staff, seen=seen)


def refused(act):
    with pytest.raises(Refused) as refusal:
        act()
    return [finding.sentence for finding in refusal.value.findings]


@pytest.mark.clause("8.2.1")
def test_the_first_save_opens_the_result_and_tells_what_was_typed(world):
    result = save(world, axes(a1={"assigned": 6, "completed": 5}, a3={}), note="Theo Thông báo số 12")
    assert (result.stage, result.version, result.rating) == (CollectiveStage.DRAFT, 2, "good")
    assert result.axes.get(axis=1).completed == 5
    assert result.history.get().changes["changed"] == {
        "1": ["", "được giao 6, hoàn thành 5"],
        "rating": ["", "Tốt"],
        "note": ["", "Theo Thông báo số 12"],
    }


def test_a_later_save_replaces_and_tells_the_difference_alone(world):
    excused = {"assigned": 6, "completed": 5, "excused": 1, "excuse": "Công văn số 45"}
    save(world, axes(a1={"assigned": 6, "completed": 5}))
    result = save(world, axes(a1=excused))
    told = "được giao 6, hoàn thành 5, bất khả kháng được xác nhận 1 (Công văn số 45)"
    assert result.history.last().changes["changed"] == {"1": ["được giao 6, hoàn thành 5", told]}
    assert result.axes.get().excused == 1


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        (
            {"assigned": 6, "completed": 5, "excused": 2},
            "Trục 1: hoàn thành 5 và bất khả kháng 2 vượt quá số được giao 6.",
        ),
        ({"assigned": 6, "completed": 7}, "Trục 1: hoàn thành 7 vượt quá số được giao 6."),
        (
            {"assigned": 6, "completed": 2, "exceeded": 3},
            "Trục 1: vượt mức 3 nhiều hơn hoàn thành 2.",
        ),
        (
            {"assigned": 6, "late": 5, "excused": 2},
            "Trục 1: chậm tiến độ 5 và bất khả kháng 2 vượt quá số được giao 6.",
        ),
    ],
)
def test_counts_that_contradict_each_other_are_told_and_not_kept(world, counts, sentence):
    assert refused(lambda: save(world, axes(a1=counts))) == [sentence]
    assert CollectiveResult.objects.count() == 0


def test_counts_that_just_fit_are_kept(world):
    just = {"assigned": 6, "completed": 4, "exceeded": 4, "late": 4, "excused": 2}
    assert save(world, axes(a1=just)).axes.get().late == 4


def test_nobody_from_elsewhere_records_and_nothing_is_left_behind(world):
    stranger = an_official(Duty.ORGANISATION_STAFF, world.other_division)
    with pytest.raises(PermissionDenied):
        save(world, axes(a1={"assigned": 1}), by=stranger)
    assert CollectiveResult.objects.count() == 0


def test_two_who_opened_the_empty_page_do_not_overwrite_each_other(world):
    save(world, axes(a1={"assigned": 6}), seen=1)
    with pytest.raises(Stale):
        save(world, axes(a1={"assigned": 7}), seen=1)
    assert CollectiveResult.objects.get().axes.get().assigned == 6


def test_what_is_put_before_the_superior_is_complete(world):
    empty = save(world, axes(a1={}), rating="")
    assert refused(lambda: deeds.submit(empty, by=world.staff)) == [
        "Chưa ghi nhiệm vụ, chỉ tiêu nào được giao.",
        "Chưa chọn mức xếp loại của tập thể.",
    ]
    unproven = save(world, axes(a1={"assigned": 6, "completed": 5, "excused": 1}))
    assert refused(lambda: deeds.submit(unproven, by=world.staff)) == [
        "Trục 1: 1 trường hợp bất khả kháng chưa ghi văn bản xác nhận của cấp có thẩm quyền."
    ]


def test_targets_that_are_all_excused_leave_nothing_to_judge(world):
    excused = {"assigned": 2, "excused": 2, "excuse": "Công văn số 45"}
    result = save(world, axes(a1=excused))
    assert refused(lambda: deeds.submit(result, by=world.staff)) == [
        "Chưa ghi nhiệm vụ, chỉ tiêu nào được giao."
    ]


@pytest.mark.clause("8.2.1")
def test_the_superior_level_approves_what_the_unit_submitted(world):
    result = deeds.submit(save(world, axes(a1={"assigned": 6, "completed": 6})), by=world.staff)
    with pytest.raises(PermissionDenied):
        deeds.approve(result, by=world.division_leadership)
    result = deeds.approve(result, by=world.leadership)
    assert (result.stage, result.counts, result.approved_at is None) == ("approved", True, False)


def test_approving_twice_says_that_it_is_done(world):
    result = deeds.approve(a_result(world), by=world.leadership)
    with pytest.raises(OutOfTurn) as refusal:
        deeds.approve(result, by=world.leadership)
    assert refusal.value.done


def test_a_return_owes_its_reason_and_leads_back_to_the_draft(world):
    result = a_result(world)
    with pytest.raises(ReasonOwed):
        deeds.return_result(result, by=world.leadership, reason=" ")
    result = deeds.return_result(result, by=world.leadership, reason="Thiếu chỉ tiêu thu ngân sách")
    assert (result.stage, result.history.last().reason) == ("draft", "Thiếu chỉ tiêu thu ngân sách")


# --- whom it limits --------------------------------------------------------------------------------------------------


def stored(dossier):
    return dossier.assessments.get().highest_permitted


@pytest.mark.clause("6.3/1", "6.3/2")
@pytest.mark.parametrize(
    ("role", "limit"), [("head", "not_completed"), ("deputy", "good"), ("member", "good")]
)
def test_below_70_what_is_stored_of_those_who_lead_follows_approval_and_taking_back(world, role, limit):
    dossier = seated(world, role)
    result = deeds.approve(a_result(world, completed=3), by=world.leadership)
    assert stored(dossier) == limit
    deeds.take_back(result, by=world.leadership, reason="Sửa số liệu")
    assert stored(dossier) == "excellent"


def test_however_many_lead_a_collective_their_facts_are_gathered_together(world):
    result, counts = a_result(world, completed=3), []
    for more in (1, 1, 6):
        for _ in range(more):
            seated(world, "member")
        world.leadership.__dict__.pop("_held", None)
        CollectiveResult.objects.update(stage=CollectiveStage.SUBMITTED)
        with CaptureQueriesContext(connection) as counted:
            deeds.approve(result, by=world.leadership)
        counts.append(len(counted))
    _, few, many = counts  # the first of a process asks for what is kept for the others
    assert many - few == 6


def test_without_an_approval_nobody_is_limited(world):
    dossier = seated(world)
    deeds.submit(save(world, axes(a1={"assigned": 6, "completed": 1})), by=world.staff)
    assert stored(dossier) == ""


def test_what_is_decided_stays_as_it_was(world):
    dossier = seated(world, stage=Stage.DECIDED, decided_rating="good")
    deeds.approve(a_result(world, completed=3), by=world.leadership)
    assert stored(dossier) == ""


def test_what_somebody_was_decided_on_is_not_taken_back(world):
    result = a_result(world, stage="approved")
    decided(seated(world, stage=Stage.DECIDED), result.approved_at + timedelta(hours=1))
    sentences = refused(lambda: deeds.take_back(result, by=world.leadership, reason="Sửa số liệu"))
    assert sentences == ["Đã có 1 hồ sơ của người trong tập thể được quyết định xếp loại trên kết quả này."]
    assert CollectiveResult.objects.get().stage == "approved"


def test_what_was_decided_before_its_approval_does_not_hold_it(world):
    result = a_result(world, stage="published")
    decided(seated(world, stage=Stage.DECIDED), result.approved_at - timedelta(hours=1))
    assert deeds.take_back(result, by=world.leadership, reason="Sửa số liệu").stage == "draft"


# --- axis 3 ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def digital(world):
    """The ward's own result, with targets of axis 3, before Ban Tổ chức."""
    result = a_result(world, world.ward)
    result.axes.create(axis=3, assigned=4, completed=4)
    return result


def committee(world):
    return an_official(Duty.STEERING_COMMITTEE, world.province)


@pytest.mark.clause("8.2.2")
def test_targets_of_axis_3_wait_for_the_steering_committee(world, digital):
    speaker = committee(world)
    assert refused(lambda: deeds.approve(digital, by=world.organisation)) == [
        "Trục 3 có chỉ tiêu nhưng Thường trực Ban Chỉ đạo chưa đánh giá."
    ]
    spoken = deeds.assess_digital(digital, "Đạt yêu cầu", by=speaker)
    assert (spoken.stage, spoken.steering_note, spoken.steering_at is None) == (
        "submitted",
        "Đạt yêu cầu",
        False,
    )
    assert deeds.approve(digital, by=world.organisation).stage == "approved"


def test_where_nobody_holds_that_duty_the_result_is_not_held_up(world, digital):
    assert deeds.approve(digital, by=world.organisation).stage == "approved"


@pytest.mark.clause("8.2.2")
def test_nobody_with_a_seat_in_the_collective_assesses_its_axis_3(world, digital):
    """Neither is the result held up where nobody else of the committee could speak."""
    speaker = committee(world)
    dossier = seated(world)
    dossier.seats.create(unit=world.ward, leadership="head")
    Cadre.objects.filter(pk=dossier.cadre_id).update(user=speaker)
    with pytest.raises(PermissionDenied):
        deeds.assess_digital(digital, "Đạt yêu cầu", by=speaker)
    assert deeds.approve(digital, by=world.organisation).stage == "approved"


def test_a_division_is_assessed_with_its_unit(world):
    committee(world)
    result = a_result(world)
    result.axes.create(axis=3, assigned=4, completed=4)
    assert deeds.approve(result, by=world.leadership).stage == "approved"


def test_an_opinion_says_something(world, digital):
    assert refused(lambda: deeds.assess_digital(digital, " ", by=committee(world))) == [
        "Chưa ghi ý kiến đánh giá Trục 3."
    ]


@pytest.mark.parametrize(
    ("changed", "kept"), [({"a1": {"assigned": 9}}, True), ({"a3": {"assigned": 5}}, False)]
)
def test_of_changed_figures_of_axis_3_the_committee_is_asked_again(world, digital, changed, kept):
    deeds.assess_digital(digital, "Đạt yêu cầu", by=committee(world))
    deeds.return_result(digital, by=world.organisation, reason="Xem lại")
    result = save(world, axes(**changed), unit=world.ward)
    assert (result.steering_at is not None, bool(result.steering_note)) == (kept, kept)


# --- who sees it -----------------------------------------------------------------------------------------------------


def sees(user):
    user.__dict__.pop("_held", None)
    return CollectiveResult.objects.visible_to(user).count()


@pytest.mark.clause("8.2.3")
@pytest.mark.parametrize(
    ("stage", "seen"),
    [("draft", [0, 0, 1]), ("submitted", [0, 0, 1]), ("approved", [0, 1, 1]), ("published", [1, 1, 1])],
)
def test_everybody_sees_what_is_published_and_those_with_a_seat_what_is_approved(world, stage, seen):
    a_result(world, stage=stage)
    member = seated(world, "member").cadre.user
    seated(world, "deputy")
    assert [sees(user) for user in (UserFactory(), member, world.staff)] == seen


def test_a_seat_of_another_round_or_unit_shows_nothing(world):
    a_result(world, world.ward, stage="approved")
    assert sees(seated(world).cadre.user) == 0


@pytest.mark.clause("8.2.3")
def test_published_results_are_made_known_by_the_unit_or_above(world):
    result = deeds.publish(a_result(world, stage="approved"), by=world.division_leadership)
    assert (result.stage, result.counts) == ("published", True)


def test_whoever_approves_for_another_is_named_beside_them(world):
    stand_in = UserFactory()
    grant(stand_in, Duty.LEADERSHIP, world.ward, on_behalf_of=world.leadership)
    result = deeds.approve(a_result(world), by=stand_in)
    assert result.history.get().on_behalf_of == world.leadership


# --- fields in charge ------------------------------------------------------------------------------------------------


def charged(world, **counts):
    """A deputy of the division, and what is typed of the field in charge."""
    deputy = seated(world, "deputy").cadre
    blank = {
        "name": "Kinh tế",
        "assigned": 0,
        "completed": 0,
        "exceeded": 0,
        "late": 0,
        "excused": 0,
        "excuse": "",
    }
    return deputy, {deputy.pk: blank | counts}


def save_fields(world, fields):
    whole = {"assigned": 8, "completed": 7, "exceeded": 3, "late": 1, "excused": 1, "excuse": "Công văn số 1"}
    place = (world.division, world.period, axes(a1=whole))
    return deeds.save_result(*place, rating="good", note="", by=world.staff, seen=None, fields=fields)


@pytest.mark.clause("6.3/2")
def test_a_deputys_field_is_recorded_with_the_result_and_told(world):
    deputy, fields = charged(world, assigned=4, completed=3)
    result = save_fields(world, fields)
    assert [(row.cadre, row.name, row.completed) for row in result.fields.all()] == [(deputy, "Kinh tế", 3)]
    assert result.history.get().changes["changed"][f"field-{deputy.pk}"] == [
        "",
        f"đồng chí {deputy}, Kinh tế: được giao 4, hoàn thành 3",
    ]
    emptied = save_fields(
        world, {deputy.pk: dict.fromkeys(fields[deputy.pk], 0) | {"name": "", "excuse": ""}}
    )
    assert (emptied.fields.count(), emptied.axes.get(axis=1).completed) == (0, 7)


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({"assigned": 4, "completed": 5}, "hoàn thành 5 vượt quá số được giao 4."),
        ({"assigned": 4, "completed": 1, "exceeded": 2}, "vượt mức 2 nhiều hơn hoàn thành 1."),
    ],
)
def test_counts_of_a_field_that_contradict_each_other_are_told_with_its_person(world, counts, told):
    deputy, fields = charged(world, **counts)
    assert refused(lambda: save_fields(world, fields)) == [f"Lĩnh vực của đồng chí {deputy}: {told}"]


@pytest.mark.clause("6.3/2")
@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({"assigned": 4, "name": ""}, "chưa ghi tên lĩnh vực phụ trách."),
        ({}, "chưa ghi nhiệm vụ, chỉ tiêu nào được giao."),
        (
            {"assigned": 4, "excused": 1},
            "1 trường hợp bất khả kháng chưa ghi văn bản xác nhận của cấp có thẩm quyền.",
        ),
    ],
)
def test_a_field_that_is_begun_is_whole_before_it_goes_to_the_superior(world, counts, told):
    deputy, fields = charged(world, **counts)
    result = save_fields(world, fields)
    sentences = refused(lambda: deeds.submit(result, by=world.staff))
    assert sentences == [f"Lĩnh vực của đồng chí {deputy}: {told}"]


@pytest.mark.clause("6.3/2")
def test_the_field_of_a_deputy_who_has_left_holds_no_result_up_and_goes_with_the_next_save(world):
    deputy, unfinished = charged(world)
    other, whole = charged(world, assigned=4, completed=3)
    result = save_fields(world, unfinished | whole)
    Seat.objects.filter(dossier__cadre=deputy).delete()
    saved = save_fields(world, {})
    assert [row.cadre for row in saved.fields.all()] == [other]
    assert saved.history.latest("pk").changes["changed"] == {
        f"field-{deputy.pk}": [f"đồng chí {deputy}, Kinh tế: ", ""]
    }
    assert deeds.submit(result, by=world.staff).stage == CollectiveStage.SUBMITTED


@pytest.mark.clause("6.3/2")
def test_the_field_of_a_deputy_who_leaves_before_the_approval_is_not_asked_of(world):
    deputy, unfinished = charged(world)
    Seat.objects.filter(dossier__cadre=deputy).delete()
    result = a_result(world)
    result.fields.create(cadre=deputy, **unfinished[deputy.pk])
    assert deeds.approve(result, by=world.leadership).stage == CollectiveStage.APPROVED


def test_nobody_but_a_deputy_is_in_charge_of_a_field(world):
    deputy, fields = charged(world, assigned=4, completed=3)
    Seat.objects.filter(dossier__cadre=deputy).update(leadership="head")
    assert save_fields(world, fields).fields.count() == 0


def test_nothing_said_of_any_field_holds_no_result_up(world):
    charged(world)
    assert deeds.submit(save_fields(world, {}), by=world.staff).stage == CollectiveStage.SUBMITTED


@pytest.mark.clause("6.3/2")
@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({"assigned": 9, "completed": 7}, "được giao 9 nhiều hơn của cả tập thể (8)."),
        ({"assigned": 8, "completed": 8}, "hoàn thành 8 nhiều hơn của cả tập thể (7)."),
        ({"assigned": 8, "completed": 7, "exceeded": 4}, "vượt mức 4 nhiều hơn của cả tập thể (3)."),
        ({"assigned": 8, "completed": 7, "late": 2}, "chậm tiến độ 2 nhiều hơn của cả tập thể (1)."),
    ],
)
def test_a_field_is_a_part_of_the_collective_and_counts_no_more_than_the_whole(world, counts, told):
    deputy, fields = charged(world, **counts)
    result = save_fields(world, fields)
    sentences = refused(lambda: deeds.submit(result, by=world.staff))
    assert sentences == [f"Lĩnh vực của đồng chí {deputy}: {told}"]


@pytest.mark.clause("6.3/2", "B4.1/1")
def test_a_late_field_limits_its_deputy_once_approved_and_nobody_else(world):
    deputy, fields = charged(world, assigned=4, completed=4, exceeded=2, late=1)
    other = seated(world, "deputy")
    result = deeds.submit(save_fields(world, fields), by=world.staff)
    deeds.approve(result, by=world.leadership)
    assert stored(deputy.dossiers.get()) == "completed"
    assert stored(other) == "excellent"


# --- a field added to an approved result -----------------------------------------------------------------------------


def add(world, cadre, by=None, reason="Công văn số 9", **counts):
    typed = {cadre.pk: EMPTY | {"name": "Kinh tế"} | counts}
    return deeds.add_fields(CollectiveResult.objects.get(), typed, by=by or world.leadership, reason=reason)


@pytest.mark.clause("6.3/2")
@pytest.mark.parametrize("stage", ["approved", "published"])
def test_a_field_is_added_to_what_is_approved_and_bears_on_its_deputy_alone(world, stage):
    dossier, other = seated(world, "deputy"), seated(world, "deputy")
    result = a_result(world, stage=stage, completed=6, exceeded=6)
    add(world, dossier.cadre, assigned=4, completed=3)
    assert (stored(dossier), stored(other)) == ("completed", "excellent")
    result.refresh_from_db()
    entry = result.history.get()
    assert (result.stage, result.version, entry.deed, entry.reason) == (
        stage,
        2,
        "add_fields",
        "Công văn số 9",
    )
    said = f"đồng chí {dossier.cadre}, Kinh tế: được giao 4, hoàn thành 3"
    assert entry.changes["changed"] == {f"field-{dossier.cadre_id}": ["", said]}


@pytest.mark.clause("6.3/2")
def test_a_field_is_added_though_somebody_is_decided_and_the_deciding_level_is_asked(world):
    dossier = seated(world, "deputy", stage=Stage.DECIDED, decided_rating="good")
    a_result(world, stage="approved", completed=6, exceeded=6)
    decided(dossier, clock.now())
    with pytest.raises(Refused):
        deeds.take_back(CollectiveResult.objects.get(), by=world.leadership, reason="Sửa")
    add(world, dossier.cadre, assigned=4, completed=3)
    arrival = Arrival.objects.get(code="unit-below-100")
    assert (arrival.decision.dossier, "Lĩnh vực Kinh tế" in arrival.sentence) == (dossier, True)


def test_a_field_that_is_there_is_not_added_again_nor_one_of_nobody_nor_none_at_all(world):
    dossier = seated(world, "deputy")
    a_result(world, stage="approved", completed=6, exceeded=6)
    add(world, dossier.cadre, assigned=4, completed=4, exceeded=2)
    (there,) = refused(lambda: add(world, dossier.cadre, assigned=4, completed=3))
    assert there.endswith("kết quả đã phê duyệt có lĩnh vực này, không ghi đè được.")
    nobody = ["Chưa ghi lĩnh vực phụ trách nào."]
    assert refused(lambda: add(world, seated(world, "member").cadre, assigned=4, completed=3)) == nobody
    assert refused(lambda: add(world, seated(world, "deputy").cadre, name="")) == nobody
    assert stored(dossier) == "excellent"


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({"assigned": 4, "completed": 5}, "vượt quá số được giao 4"),
        ({"assigned": 9, "completed": 9}, "nhiều hơn của cả tập thể (6)"),
        ({"name": "", "assigned": 4}, "chưa ghi tên lĩnh vực phụ trách"),
        ({"assigned": 4, "excused": 1}, "chưa ghi văn bản xác nhận"),
    ],
)
def test_what_is_added_is_as_whole_as_what_was_approved(world, counts, told):
    dossier = seated(world, "deputy")
    a_result(world, stage="approved", completed=6, exceeded=6)
    assert told in " ".join(refused(lambda: add(world, dossier.cadre, **counts)))
    assert not CollectiveResult.objects.get().fields.exists()


def test_a_field_is_added_by_who_approves_with_a_ground_and_only_once_it_counts(world):
    dossier = seated(world, "deputy")
    result = a_result(world, completed=6, exceeded=6)
    with pytest.raises(OutOfTurn):
        add(world, dossier.cadre, assigned=4, completed=4)
    deeds.approve(result, by=world.leadership)
    with pytest.raises(PermissionDenied):
        add(world, dossier.cadre, by=world.staff, assigned=4, completed=4)
    with pytest.raises(ReasonOwed):
        add(world, dossier.cadre, reason=" ", assigned=4, completed=4)
