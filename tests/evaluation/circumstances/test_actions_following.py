"""2.2, 7.a, 7.b: a dossier follows its person at any step before the decision, and the old unit's marks are its remark."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from cadres.machine import OutOfTurn, Refused, Stale, record
from cadres.models import Cadre, Duty
from config import clock
from evaluation.calendar.actions.posts import NoPost
from evaluation.calendar.actions.rounds import join
from evaluation.circumstances.actions.excused import turn_excuses
from evaluation.circumstances.actions.following import NowCentral, StaysThere, follow
from evaluation.circumstances.actions.remarks import NotFollowed, NotTransferred, ask_remark
from evaluation.circumstances.tells.following import following_of
from evaluation.core.case import Case
from evaluation.core.gates import posts_followed
from evaluation.core.road import DOSSIERS
from evaluation.core.steps import BEFORE_DECISION, Stage
from evaluation.core.tells.stories import changes
from evaluation.lists import listing
from evaluation.lists.actions.places import ensure_list_for
from evaluation.models import (
    CollectiveResult,
    CouncilOpinion,
    CouncilSession,
    Dossier,
    Excuse,
    RatingList,
    Remark,
)
from regulation.vocabulary import Leadership, Tier
from tests.evaluation.marks.marking import at
from tests.factories import (
    AppointmentFactory,
    AxisWeightFactory,
    DossierFactory,
    PeriodFactory,
    PlanTaskFactory,
    PositionFactory,
    TaskMarkFactory,
    UnitFactory,
    a_ward,
    an_official,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def moved():
    """A deputy head whose dossier was opened in one ward and who was transferred to another."""
    world = a_ward()
    world.organisation = an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
    with at(9, 20):
        world.dossier = join(world.cadre, PeriodFactory())
    world.elsewhere = UnitFactory(code="NOI-MOI", name="Phường Nơi Mới")
    world.post.valid_until = date(2026, 11, 30)
    world.post.save()
    AppointmentFactory(
        cadre=world.cadre,
        unit=world.elsewhere,
        leadership=Leadership.HEAD.value,
        position=PositionFactory(name="Trưởng phòng"),
        valid_from=date(2026, 12, 1),
        cause="transfer",
    )
    return world


@pytest.mark.clause("7.b")
def test_the_dossier_follows_to_the_new_unit_with_its_case_and_history(moved):
    with at(12, 10):
        assert blocks(moved) == ["moved-since"]
        dossier = follow(moved.dossier, by=moved.staff, seen=1)
    assert blocks(moved) == []
    assert (dossier.unit, dossier.managing_unit, dossier.government_post) == (
        moved.elsewhere,
        moved.elsewhere,
        "Trưởng phòng",
    )
    assert [(seat.unit, seat.leadership) for seat in dossier.seats.all()] == [(moved.elsewhere, "head")]
    assert [case["kind"] for case in dossier.cases] == ["transferred"]
    entry = dossier.history.get(deed="follow_person")
    assert entry.changes["posts"] == [
        f"Phó Trưởng phòng, {moved.division}",
        "Trưởng phòng, Phường Nơi Mới",
    ]


def test_it_follows_also_where_nobody_ended_the_old_post(moved):
    moved.post.valid_until = None
    moved.post.save()
    with at(12, 10):
        assert blocks(moved) == ["moved-since"]
        assert follow(moved.dossier, by=moved.staff).managing_unit == moved.elsewhere
    assert blocks(moved) == []


def test_a_file_handed_in_waits_on_the_new_units_list(moved):
    division = UnitFactory(division=True, parent=moved.elsewhere)
    post = moved.cadre.appointments.get(unit=moved.elsewhere)
    post.unit, post.leadership = division, "deputy"
    post.save()
    Dossier.objects.filter(pk=moved.dossier.pk).update(stage=Stage.SUBMITTED)
    with at(12, 10):
        follow(moved.dossier, by=moved.organisation)
    assert list(RatingList.objects.values_list("unit", flat=True)) == [division.pk]


def test_the_new_collectives_result_limits_at_once(moved):
    """6.3: what is stored for the queue follows the seat."""
    result = CollectiveResult.objects.create(
        unit=moved.elsewhere, period=moved.dossier.period, stage="approved", rating="not_completed"
    )
    result.axes.create(axis=1, assigned=10, completed=5)
    AxisWeightFactory(plan=moved.dossier.plan)
    TaskMarkFactory(task=PlanTaskFactory(plan=moved.dossier.plan))
    figures = {"general_points": 30, "task_points": 70, "total": 100, "uncapped_total": 100}
    stored = moved.dossier.assessments.create(
        layer="self", saved_at=moved.dossier.period.plan_closes_at, highest_permitted="excellent", **figures
    )
    with at(12, 10):
        follow(moved.dossier, by=moved.staff)
    stored.refresh_from_db()
    assert stored.highest_permitted == "not_completed"


def test_without_a_post_there_is_nowhere_to_go(moved):
    moved.cadre.appointments.all().delete()
    with pytest.raises(NoPost):
        follow(moved.dossier, by=moved.staff)


def test_another_units_staff_do_not_fetch_a_person(moved):
    with pytest.raises(PermissionDenied):
        follow(moved.dossier, by=an_official(Duty.ORGANISATION_STAFF, moved.elsewhere))


def blocks(world):
    return [
        found.code for found in posts_followed(Case(Dossier.objects.get(pk=world.dossier.pk))) if found.blocks
    ]


FIGURES = {"general_points": 30, "task_points": 58, "total": 88, "uncapped_total": 88}


@pytest.fixture
def appraised(moved):
    """The same at the council's step: marked by the old unit's staff and authority, with an opinion of its council."""
    AxisWeightFactory(plan=moved.dossier.plan)
    task = PlanTaskFactory(plan=moved.dossier.plan, title="Đề án", quantity=4)
    TaskMarkFactory(task=task, done=4)
    TaskMarkFactory(task=task, done=3, layer="appraisal", reason="Thiếu một bản")
    TaskMarkFactory(task=task, done=2, layer="authority", reason="Thiếu hai bản")
    for layer in ("self", "appraisal", "authority"):
        moved.dossier.assessments.create(layer=layer, saved_at=moved.dossier.period.plan_closes_at, **FIGURES)
    moved.dossier.criterion_marks.create(layer="appraisal", code="1.1", ensured=False, reason="Chậm báo cáo")
    session = CouncilSession.objects.create(
        period=moved.dossier.period, unit=moved.ward, held_on=date(2026, 12, 20), present=5
    )
    CouncilOpinion.objects.create(dossier=moved.dossier, session=session, rating="completed")
    said = {
        "self_rating": "good",
        "division_rating": "good",
        "appraisal_rating": "good",
        "council_rating": "completed",
    }
    Dossier.objects.filter(pk=moved.dossier.pk).update(stage=Stage.COUNCIL, **said)
    moved.dossier.refresh_from_db()
    ensure_list_for(moved.dossier).rows.create(dossier=moved.dossier, rating="good")
    return moved


def followed(world, **values):
    with at(12, 21):
        return follow(Dossier.objects.get(pk=world.dossier.pk), **{"by": world.staff} | values)


@pytest.mark.clause("7.b", "2.2")
@pytest.mark.parametrize("stage", [stage for stage in BEFORE_DECISION if stage != Stage.PLANNING])
def test_at_any_step_before_the_decision_it_follows_and_what_was_handed_in_is_appraised_anew(moved, stage):
    Dossier.objects.filter(pk=moved.dossier.pk).update(
        stage=stage, tier="provincial" if "prov" in stage else "delegated"
    )
    dossier = followed(moved)
    early = stage in (Stage.WORKING, Stage.SELF_ASSESSMENT)
    assert (dossier.managing_unit, dossier.deciding_unit) == (moved.elsewhere, moved.elsewhere)
    assert dossier.stage == (stage if early else Stage.SUBMITTED)


@pytest.mark.parametrize("stage", [Stage.DECIDED, Stage.PUBLISHED, Stage.ARCHIVED])
def test_what_is_decided_stays_where_it_was_decided(moved, stage):
    Dossier.objects.filter(pk=moved.dossier.pk).update(stage=stage)
    assert blocks(moved) == []
    with pytest.raises(OutOfTurn):
        followed(moved)


@pytest.mark.clause("7.b")
def test_what_the_old_unit_appraised_is_its_remark_and_stays_to_be_read(appraised):
    followed(appraised)
    remark = Remark.objects.get()
    assert (remark.from_unit, remark.stage, remark.rating) == (appraised.ward, "given", "completed")
    assert remark.text.splitlines() == [
        "Thẩm định: 88,00 điểm, mức Tốt.",
        "Tiêu chí 1.1: không đảm bảo. Chậm báo cáo",
        "Nhiệm vụ 1 “Đề án”: thực hiện 3, chất lượng 1, tiến độ 1, lãnh đạo 1. Thiếu một bản",
        "Cấp có thẩm quyền: 88,00 điểm.",
        "Nhiệm vụ 1 “Đề án”: thực hiện 2, chất lượng 1, tiến độ 1, lãnh đạo 1. Thiếu hai bản",
        "Phòng, ban đề xuất: mức Tốt.",
        "Hội đồng: mức Hoàn thành.",
    ]
    assert [
        found.severity.value
        for found in Case(Dossier.objects.get()).verdict().findings
        if found.code == "transferred"
    ] == ["info"]


def test_the_persons_own_word_and_the_appraisal_to_begin_with_stay_and_what_outranks_the_new_unit_goes(
    appraised,
):
    dossier = followed(appraised)
    assert (dossier.self_rating, dossier.appraisal_rating, dossier.council_rating) == ("good", "", "")
    assert set(dossier.assessments.values_list("layer", flat=True)) == {"self", "appraisal"}
    marks = dossier.plan.tasks.get().marks
    assert set(marks.values_list("layer", flat=True)) == {"self", "appraisal"}
    assert CouncilOpinion.objects.count() == 0


@pytest.mark.clause("7.b")
@pytest.mark.parametrize("stage", [Stage.SUBMITTED, Stage.DIVISION_PROPOSED])
def test_an_appraisal_not_finished_is_no_remark_and_not_the_new_units_either(appraised, stage):
    CouncilOpinion.objects.all().delete()
    Dossier.objects.update(stage=stage, council_rating="")
    dossier = followed(appraised)
    assert list(Remark.objects.values_list("from_unit", "stage", "text")) == [
        (appraised.ward.pk, "asked", "")
    ]
    assert (dossier.stage, dossier.division_rating, dossier.appraisal_rating) == (Stage.SUBMITTED, "", "")
    assert set(dossier.assessments.values_list("layer", flat=True)) == {"self"}
    assert set(dossier.plan.tasks.get().marks.values_list("layer", flat=True)) == {"self"}
    assert dossier.criterion_marks.count() == 0


@pytest.mark.clause("7.a")
def test_what_is_dropped_within_the_unit_stays_in_history_and_not_yet_for_the_person(appraised):
    appraised.cadre.appointments.filter(unit=appraised.elsewhere).update(
        unit=appraised.ward, cause="promotion"
    )
    CouncilOpinion.objects.update(votes_for=4, note="Cần quyết liệt hơn")
    appraised.dossier.plan.tasks.get().responses.create(layer="authority", level="2")
    dossier = followed(appraised)
    entry = dossier.history.get(deed="follow_person")
    assert (entry.told, Remark.objects.count()) == (False, 0)
    for line in (
        "Nhiệm vụ 1 “Đề án”: thực hiện 2, chất lượng 1, tiến độ 1, lãnh đạo 1. Thiếu hai bản",
        "Nhiệm vụ 1 “Đề án”: mức độ đáp ứng (2).",
        "Hội đồng: mức Hoàn thành.",
        "Hội đồng: 4 phiếu đồng ý.",
        "Ý kiến khác của Hội đồng: Cần quyết liệt hơn",
    ):
        assert line in changes(entry.changes)


@pytest.mark.clause("6.1.1/1")
def test_the_old_units_draft_lets_go_of_it(appraised):
    old = RatingList.objects.get(unit=appraised.ward, kind="unit_decision")
    assert list(listing.ready(old)) == [appraised.dossier]
    followed(appraised)
    assert (old.rows.count(), listing.ready(old).count()) == (0, 0)


@pytest.mark.clause("6.1.1/1")
def test_a_proposal_closed_at_the_old_unit_counts_there_no_more_once_the_new_one_proposed(moved):
    Dossier.objects.filter(pk=moved.dossier.pk).update(stage=Stage.SUBMITTED)
    moved.dossier.refresh_from_db()
    closed = ensure_list_for(moved.dossier)
    row = closed.rows.create(dossier=moved.dossier, rating="excellent", order=1)
    RatingList.objects.update(stage="closed", closed_at=moved.dossier.period.plan_closes_at)
    Dossier.objects.filter(pk=moved.dossier.pk).update(stage=Stage.DIVISION_PROPOSED)
    row.refresh_from_db()
    assert listing.still_counts(row) is True
    followed(moved)
    Dossier.objects.filter(pk=moved.dossier.pk).update(stage=Stage.APPRAISED)
    assert listing.still_counts(type(row).objects.get()) is False


@pytest.mark.clause("7.b")
def test_a_unit_that_has_not_appraised_is_asked_by_the_same_deed(moved):
    Dossier.objects.filter(pk=moved.dossier.pk).update(stage=Stage.SUBMITTED)
    dossier = followed(moved)
    remark = Remark.objects.get()
    assert (remark.from_unit, remark.stage, remark.text) == (moved.ward, "asked", "")
    assert dossier.history.get(deed="follow_person").changes["old_unit"] == moved.ward.name


@pytest.mark.clause("7.b")
def test_of_two_old_units_one_has_its_marks_for_a_remark_and_the_other_is_asked(appraised):
    first = a_ward(name="Phường Đầu Tiên")
    appraised.post.valid_from = date(2026, 10, 20)
    appraised.post.cause = "transfer"
    appraised.post.save()
    AppointmentFactory(
        cadre=appraised.cadre,
        unit=first.ward,
        position=appraised.post.position,
        leadership="deputy",
        valid_until=date(2026, 10, 19),
    )
    followed(appraised)
    assert set(Remark.objects.values_list("from_unit__name", "stage")) == {
        ("Phường Đầu Tiên", "asked"),
        (appraised.ward.name, "given"),
    }


@pytest.mark.clause("7.b")
def test_the_old_unit_is_not_asked_of_itself(moved):
    with at(12, 10), pytest.raises(NotFollowed, match="đưa hồ sơ theo cán bộ trước"):
        ask_remark(moved.dossier, by=moved.staff)
    assert Remark.objects.count() == 0


@pytest.mark.clause("7.b")
def test_of_whoever_only_changed_the_division_no_unit_is_asked_and_the_decision_waits_for_none(moved):
    moved.cadre.appointments.filter(unit=moved.elsewhere).update(
        unit=moved.other_division, leadership="deputy"
    )
    with at(12, 10):
        dossier = follow(moved.dossier, by=moved.staff)
        with pytest.raises(NotTransferred):
            ask_remark(dossier, by=moved.staff)
    assert (dossier.unit, dossier.cases, Remark.objects.count()) == (moved.other_division, [], 0)


@pytest.mark.clause("7.b")
def test_the_unit_left_is_not_asked_while_the_dossier_stands_at_a_third_one(moved):
    """Transferred and then merged: the dossier stands where neither of the two now manages."""
    moved.cadre.appointments.filter(unit=moved.elsewhere).update(
        valid_until=date(2026, 12, 9), cause="reorganisation"
    )
    AppointmentFactory(cadre=moved.cadre, unit=a_ward().ward, valid_from=date(2026, 12, 10), cause="transfer")
    with at(12, 12), pytest.raises(NotFollowed):
        ask_remark(moved.dossier, by=moved.staff)


@pytest.mark.clause("7.a")
def test_whoever_is_promoted_to_tier_31_is_decided_by_the_province(moved):
    """Within the unit: no other unit speaks, and the marks stay to begin with."""
    moved.cadre.appointments.filter(unit=moved.elsewhere).update(
        unit=moved.ward, position=PositionFactory(provincial=True), cause="promotion"
    )
    Dossier.objects.filter(pk=moved.dossier.pk).update(stage=Stage.COUNCIL)
    dossier = followed(moved)
    assert (dossier.tier, dossier.deciding_unit, dossier.stage) == (
        "provincial",
        moved.province,
        Stage.SUBMITTED,
    )
    assert [case["kind"] for case in dossier.cases] == ["promoted"]
    assert Remark.objects.count() == 0


@pytest.mark.clause("7.a")
def test_where_only_a_post_is_named_otherwise_the_dossier_keeps_its_step_and_all_that_was_said(appraised):
    appraised.cadre.appointments.filter(unit=appraised.elsewhere).delete()
    appraised.post.valid_until = None
    appraised.post.position = PositionFactory(name="Phó Trưởng phòng Tổng hợp")
    appraised.post.save()
    assert blocks(appraised) == ["moved-since"]
    dossier = followed(appraised)
    assert (dossier.stage, dossier.council_rating, dossier.government_post) == (
        Stage.COUNCIL,
        "completed",
        "Phó Trưởng phòng Tổng hợp",
    )
    assert dossier.history.last().deed == "resettle"


@pytest.mark.clause("6.3/1")
def test_another_collective_led_beside_the_main_post_is_seen_also_where_the_post_has_the_same_name():
    world, first, second = a_ward(), a_ward(), a_ward()
    name = PositionFactory(name="Ủy viên")
    side = {"cadre": world.cadre, "position": name, "is_main": False}
    before = AppointmentFactory(unit=first.ward, leadership="member", **side)
    with at(9, 20):
        world.dossier = join(world.cadre, PeriodFactory())
    before.valid_until = date(2026, 11, 1)
    before.save()
    AppointmentFactory(unit=second.ward, leadership="head", valid_from=date(2026, 11, 2), **side)
    Dossier.objects.update(stage=Stage.COUNCIL)
    assert blocks(world) == ["moved-since"]
    dossier = followed(world)
    assert (dossier.stage, dossier.history.last().deed) == (Stage.COUNCIL, "resettle")
    assert set(dossier.seats.values_list("unit", "leadership")) == {
        (world.division.pk, "deputy"),
        (second.ward.pk, "head"),
    }
    assert blocks(world) == []


@pytest.mark.parametrize(("day", "binds"), [(29, True), (30, False)])
def test_a_move_up_to_the_evaluation_date_binds_whenever_it_is_recorded_a_later_one_is_the_next_quarters(
    moved, day, binds
):
    moved.post.valid_until = date(2026, 12, day - 1)
    moved.post.save()
    moved.cadre.appointments.filter(unit=moved.elsewhere).update(valid_from=date(2026, 12, day))
    with at(12, 31):
        found = Case(Dossier.objects.get()).verdict().findings
        told = [one.severity.value for one in found if one.code == "moved-since"]
        assert told == ["block" if binds else "info"]
        if binds:
            assert follow(moved.dossier, by=moved.staff).unit == moved.elsewhere
        else:
            with pytest.raises(StaysThere):
                follow(moved.dossier, by=moved.staff)


def test_what_is_recorded_beforehand_blocks_and_is_followed_from_its_day_on(moved):
    with at(11, 25):
        assert blocks(moved) == ["moved-since"]
        with pytest.raises(StaysThere, match="từ ngày 01/12/2026: đưa hồ sơ theo cán bộ được từ ngày đó"):
            follow(moved.dossier, by=moved.staff)


def test_following_twice_is_told_and_an_old_page_is_stale(moved):
    followed(moved)
    with pytest.raises(StaysThere, match="không có gì phải cập nhật"):
        followed(moved, by=moved.organisation)
    with pytest.raises(Stale):
        followed(moved, by=moved.organisation, seen=1)


@pytest.mark.clause("7.e")
def test_whoever_moved_and_left_for_good_within_the_quarter_is_not_rated_by_the_unit_of_before(moved):
    post = moved.cadre.appointments.get(unit=moved.elsewhere)
    post.valid_until = date(2026, 12, 14)
    post.save()
    assert blocks(moved) == ["moved-since"]
    with pytest.raises(NoPost):
        followed(moved)


def test_whoever_left_the_post_that_the_dossier_has_is_only_warned_of(moved):
    moved.cadre.appointments.filter(unit=moved.elsewhere).delete()
    assert blocks(moved) == []


def test_whoever_is_now_managed_by_the_centre_has_no_dossier_to_follow(moved):
    Cadre.objects.update(is_central=True)
    with pytest.raises(NowCentral, match="ghi kết thúc hồ sơ"):
        followed(moved)
    assert Dossier.objects.get().unit == moved.division


def test_the_person_does_not_bring_it_themself(moved):
    with pytest.raises(PermissionDenied):
        followed(moved, by=moved.subject)


@pytest.mark.clause("2.2")
def test_nobody_is_proposed_or_decided_before_the_dossier_has_followed(appraised):
    from evaluation.core.road import DOSSIERS

    for move, stage, by in (
        (DOSSIERS.propose_in_division, Stage.SUBMITTED, appraised.division_leadership),
        (DOSSIERS.decide, Stage.COUNCIL, appraised.leadership),
    ):
        Dossier.objects.update(stage=stage)
        with pytest.raises(Refused, match="không còn đúng"):
            move.make(Dossier.objects.get(), by=by)


def in_history(dossier, *moves, **values):
    """Lines of history, as the deeds themselves would have written them."""
    for move in moves:
        record(dossier, move.name, move.label, by=None, **values)


@pytest.mark.clause("7.b")
@pytest.mark.parametrize("stage", [Stage.SELF_ASSESSMENT, Stage.SUBMITTED, Stage.DEFERRED])
def test_what_was_appraised_to_the_end_is_a_remark_also_where_it_was_sent_back_or_set_aside_since(
    appraised, stage
):
    in_history(appraised.dossier, DOSSIERS.appraise, DOSSIERS.return_)
    Dossier.objects.update(stage=stage, appraisal_rating="", council_rating="")
    with at(12, 21):
        said = following_of(Dossier.objects.get())
    followed(appraised)
    remark = Remark.objects.get()
    assert (remark.from_unit, remark.stage) == (appraised.ward, "given")
    assert remark.text.startswith("Thẩm định: 88,00 điểm.")
    assert (said.keeps_marks, said.drops_draft) == (True, False)
    assert said.remarks == (
        (appraised.ward.name, "điểm và mức đã thẩm định được giữ làm nhận xét, không phải ghi lại"),
    )


@pytest.mark.clause("7.b")
def test_a_draft_that_is_dropped_of_a_file_sent_back_is_told_beforehand(appraised):
    CouncilOpinion.objects.all().delete()
    Dossier.objects.update(stage=Stage.SELF_ASSESSMENT, council_rating="", appraisal_rating="")
    with at(12, 21):
        said = following_of(Dossier.objects.get())
    followed(appraised)
    assert (said.keeps_marks, said.drops_draft) == (False, True)
    assert "điểm của cấp có thẩm quyền" in said.lapses
    assert set(Dossier.objects.get().assessments.values_list("layer", flat=True)) == {"self"}


@pytest.mark.clause("7.b")
def test_what_another_unit_appraised_before_is_no_remark_of_the_one_left_now(appraised):
    """The first unit's marks came along; the second one has appraised nothing."""
    in_history(appraised.dossier, DOSSIERS.appraise)
    in_history(
        appraised.dossier, DOSSIERS.follow_person, changes={"units": ["Phường Đầu Tiên", "Phường Hai"]}
    )
    Dossier.objects.update(stage=Stage.SUBMITTED, council_rating="", appraisal_rating="")
    followed(appraised)
    assert Remark.objects.get().stage == "asked"


@pytest.mark.clause("7.b")
def test_a_promotion_within_the_unit_does_not_take_its_remark_away(appraised):
    in_history(appraised.dossier, DOSSIERS.appraise)
    in_history(appraised.dossier, DOSSIERS.follow_person, changes={"posts": ["Phó", "Trưởng"]})
    Dossier.objects.update(stage=Stage.SUBMITTED, council_rating="", appraisal_rating="")
    followed(appraised)
    assert Remark.objects.get().text.startswith("Thẩm định: 88,00 điểm.")


@pytest.mark.clause("7.b")
@pytest.mark.parametrize("asked_again", [False, True])
def test_what_a_unit_had_said_before_stays_beneath_what_it_has_appraised_since(appraised, asked_again):
    """It had spoken, the person came back and left it again; or it was asked once more and had not answered yet."""
    Remark.objects.create(
        dossier=appraised.dossier,
        from_unit=appraised.ward,
        stage="asked" if asked_again else "given",
        asked_at=appraised.dossier.period.plan_closes_at,
        given_at=appraised.dossier.period.plan_closes_at,
        text="Tận tụy, đúng hạn",
        rating="good",
        document="12-CV/ĐU",
    )
    followed(appraised)
    remark = Remark.objects.get()
    assert (remark.stage, remark.rating, remark.document) == ("given", "completed", "12-CV/ĐU")
    assert remark.text.splitlines()[0] == "Thẩm định: 88,00 điểm, mức Tốt."
    before = f"{appraised.dossier.period.plan_closes_at.astimezone(clock.HERE):%d/%m/%Y}"
    assert remark.text.splitlines()[-2:] == [
        f"Nhận xét trước đó, gửi ngày {before}, mức Tốt:",
        "Tận tụy, đúng hạn",
    ]


@pytest.mark.clause("7.b", "2.2")
def test_the_history_names_the_units_between_which_it_went(appraised):
    followed(appraised)
    (entry,) = Dossier.objects.get().history.filter(deed="follow_person")
    assert f"Đơn vị thẩm định: {appraised.ward} → {appraised.elsewhere}." in changes(entry.changes)


@pytest.mark.clause("6.1.3")
def test_a_units_opinion_of_before_is_not_replaced_by_the_provinces_answer():
    """Raised to tier 3.1, brought down and raised again: the document of the unit is still the unit's."""
    dossier = DossierFactory(tier=Tier.PROVINCIAL.value)
    papers = {"opinion_document": "Công văn 3", "answer_document": "Công văn 9"}
    excuse = Excuse.objects.create(
        task=PlanTaskFactory(plan=dossier.plan), stage="approved", put_forward_at=clock.now(), **papers
    )
    turn_excuses(dossier, (Tier.DELEGATED.value, dossier.managing_unit_id))
    excuse.refresh_from_db()
    assert (excuse.stage, excuse.opinion_document, excuse.answer_document) == ("supported", "Công văn 3", "")
