"""Việc của tôi: what waits for whom, until when."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cadres.machine import record
from cadres.models import Duty
from cadres.templatetags.vietnamese import han
from catalog import actions as catalogs
from catalog.models import Catalog
from catalog.stages import Stage as CatalogStage
from config import clock
from evaluation.core.stages import PlanStage
from evaluation.core.steps import Stage
from evaluation.deeds.actions import return_to_unit
from evaluation.home.tells import duties
from evaluation.home.tells.duties import Work, tasks_for
from evaluation.home.tells.queues import QUEUES
from evaluation.lists.actions.places import ensure_list_for
from evaluation.marks.actions.marks import return_dossier
from evaluation.models import Dossier, Excuse, Policy, RatingList, Remark
from evaluation.plans.actions.road import return_plan
from regulation.quarters import Quarter
from regulation.vocabulary import Circumstance, Leadership, Treatment
from tests.factories import (
    CatalogFactory,
    DossierFactory,
    PeriodFactory,
    PlanTaskFactory,
    UserFactory,
    a_ward,
    an_official,
    grant,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ward():
    return a_ward()


@pytest.fixture(autouse=True)
def _in_september():
    with clock.held(datetime(2026, 9, 22, 9, tzinfo=clock.HERE)):
        yield


def dossier(ward, **values):
    values = {"unit": ward.division, "leadership": Leadership.DEPUTY.value} | values
    return DossierFactory(period=PeriodFactory(quarter=Quarter(2026, 3)), **values)


def told(user):
    return [f"{line.verb} {line.whom}".strip() for line in tasks_for(user).todo]


@pytest.mark.clause("M06.note")
def test_whoever_has_an_own_window_is_told_that_one(ward):
    mine = dossier(ward, cadre=ward.cadre, stage=Stage.SELF_ASSESSMENT)
    dossier(ward, stage=Stage.SUBMITTED, leadership="none")
    own = {"self_closes_at": datetime(2026, 9, 24, tzinfo=clock.HERE)}
    own["division_closes_at"] = datetime(2026, 9, 26, tzinfo=clock.HERE)
    Policy.objects.create(period=mine.period, unit=ward.ward, **own)
    assert [han(line.until) for line in tasks_for(ward.subject).todo] == ["hết thứ Tư, 23/09/2026"]
    [proposing] = tasks_for(ward.division_leadership).todo
    assert (proposing.verb, han(proposing.until)) == ("Đề xuất mức xếp loại", "hết thứ Sáu, 25/09/2026")


def test_a_cadre_is_told_to_plan_until_the_end_of_the_25th(ward):
    mine = dossier(ward, cadre=ward.cadre)
    [line] = tasks_for(ward.subject).todo
    assert line.verb == "Lập kế hoạch Quý III/2026"
    assert han(line.until) == "hết thứ Năm, 25/06/2026"
    assert (line.late, line.url) == (True, f"/ho-so/{mine.pk}/ke-hoach/")


@pytest.mark.parametrize(
    ("day", "expected"),
    [(datetime(2026, 8, 31, 9), []), (datetime(2026, 9, 1, 0), ["Tự đánh giá, chấm điểm Quý III/2026"])],
)
def test_self_assessment_is_called_for_from_the_quarters_last_month_on(ward, day, expected):
    dossier(ward, cadre=ward.cadre, approved_plan=True)
    with clock.held(day.replace(tzinfo=clock.HERE)):
        assert told(ward.subject) == expected


def test_staff_see_one_person_by_name_and_more_as_a_number(ward):
    first = dossier(ward, stage=Stage.DIVISION_PROPOSED)
    assert told(ward.staff) == [f"Thẩm định hồ sơ {first.cadre.full_name} · Quý III/2026"]
    dossier(ward, stage=Stage.DIVISION_PROPOSED)
    assert told(ward.staff) == ["Thẩm định 2 hồ sơ · Quý III/2026"]


def test_what_the_division_must_propose_first_waits_for_it_and_not_for_staff(ward):
    handed_in = dossier(ward, stage=Stage.SUBMITTED)
    assert told(ward.staff) == []
    assert told(ward.division_leadership) == [
        f"Đề xuất mức xếp loại đồng chí {handed_in.cadre.full_name} · Quý III/2026"
    ]


def test_a_divisions_head_is_appraised_without_the_division(ward):
    dossier(ward, stage=Stage.SUBMITTED, leadership=Leadership.HEAD.value)
    assert len(told(ward.staff)) == 1
    assert told(ward.division_leadership) == []


def test_the_database_and_the_row_agree_on_whether_a_division_proposes(ward):
    rows = [
        dossier(ward, stage=Stage.SUBMITTED),
        dossier(ward, stage=Stage.SUBMITTED, leadership=Leadership.HEAD.value),
        dossier(ward, stage=Stage.SUBMITTED, unit=ward.ward),
        dossier(ward, stage=Stage.SUBMITTED, provincial=True),
    ]
    waiting = type(rows[0]).objects.division_first()
    assert set(waiting) == {row for row in rows if row.needs_division}
    assert set(type(rows[0]).objects.awaiting_appraisal()) == {row for row in rows if not row.needs_division}


def test_nobody_is_called_to_judge_themselves(ward):
    own = dossier(ward, unit=ward.ward, cadre__user=ward.leadership, stage=Stage.COUNCIL)
    assert told(ward.leadership) == []
    another = an_official(Duty.LEADERSHIP, ward.ward)
    assert told(another) == [f"Quyết định xếp loại đồng chí {own.cadre.full_name} · Quý III/2026"]


def test_one_persons_reason_is_answered_on_its_own_page_and_several_are_listed(ward, client):
    def asked():
        row = dossier(ward, stage=Stage.APPRAISED)
        tasks = [PlanTaskFactory(plan=row.plan) for _ in range(3)]
        for task, stage in zip(tasks, ("refused", "proposed", "proposed"), strict=True):
            Excuse.objects.create(task=task, stage=stage, ground="Bão", put_forward_at=clock.now())
        return row, tasks[1]

    mine, task = asked()
    [line] = tasks_for(ward.leadership).todo
    assert line.url == f"/ho-so/{mine.pk}/nhiem-vu/{task.pk}/ly-do/"
    other, _ = asked()
    dossier(ward, stage=Stage.APPRAISED)
    [line] = tasks_for(ward.leadership).todo
    client.force_login(ward.leadership)
    listed = client.get(line.url).context["page_obj"].object_list
    assert (line.whom, set(listed)) == ("2 hồ sơ · Quý III/2026", {mine, other})


def test_plans_are_collated_by_staff_and_approved_by_leadership(ward):
    dossier(ward, plan__stage=PlanStage.SUBMITTED)
    dossier(ward, plan__stage=PlanStage.COLLATED)
    assert [line.split(" kế hoạch")[0] for line in told(ward.staff)] == ["Tổng hợp"]
    assert [line.split(" kế hoạch")[0] for line in told(ward.leadership)] == ["Phê duyệt"]


def test_what_i_wait_for_names_who_acts(ward):
    dossier(ward, cadre=ward.cadre, stage=Stage.APPRAISED)
    [line] = tasks_for(ward.subject).waiting
    assert line.who == f"chờ Hội đồng {ward.ward.in_sentence}"
    assert line.since is None


@pytest.mark.parametrize("stage", [Stage.DEFERRED, Stage.EXEMPT])
def test_who_is_set_aside_waits_for_nobody(ward, stage):
    dossier(ward, cadre=ward.cadre, stage=stage)
    assert tasks_for(ward.subject).waiting == []


@pytest.mark.clause("7.d")
@pytest.mark.parametrize("beside", [Duty.LEADERSHIP, Duty.PROVINCIAL_ORGANISATION])
def test_only_staff_are_told_whom_to_bring_back_and_the_list_shows_just_those(client, ward, beside):
    """In a unit where somebody may look on, or bring back too, its own staff are told."""
    other = a_ward()
    grant(ward.staff, beside, other.ward)
    aside = {"stage": Stage.DEFERRED, "leadership": "none"}
    gone, exempt = dossier(ward, **aside), dossier(ward, **aside | {"stage": Stage.EXEMPT})
    kept, theirs = dossier(ward, **aside), dossier(other, **aside)
    values = {"kind": Circumstance.OTHER_CASE, "treatment": Treatment.DEFER, "text": "Chờ kết luận"}
    kept.circumstances.create(cadre=kept.cadre, on=kept.period.quarter.first_day, **values)
    [line] = [line for line in tasks_for(ward.staff).todo if line.verb == "Đưa trở lại đánh giá"]
    assert line.whom == f"2 đồng chí · {gone.period}"
    assert theirs in Dossier.objects.visible_to(ward.staff)
    client.force_login(ward.staff)
    shown = {int(row["pk"]) for row in client.get(line.url).context["lines"]}
    assert shown == {gone.pk, exempt.pk}


@pytest.mark.clause("7.d")
def test_whom_no_other_staff_may_bring_back_the_province_is_told_of(ward):
    """The person is the unit's only staff: another holder acts, else the next managing level above."""
    organisation = an_official(Duty.PROVINCIAL_ORGANISATION, ward.province)
    aside = {"stage": Stage.DEFERRED, "leadership": "none"}
    other, own = dossier(ward, **aside), dossier(ward, **aside)
    type(own.cadre).objects.filter(pk=own.cadre_id).update(user=ward.staff)
    told = [
        [line.whom for line in tasks_for(user).todo if line.verb == "Đưa trở lại đánh giá"]
        for user in (ward.staff, organisation)
    ]
    assert told == [[f"đồng chí {one.cadre} · {one.period}"] for one in (other, own)]


def test_i_see_since_when_i_wait_and_edits_do_not_count(ward):
    mine = dossier(ward, cadre=ward.cadre, stage=Stage.SUBMITTED)
    moved = record(mine, "submit", "Nộp", by=ward.subject, came_from=Stage.SELF_ASSESSMENT)
    with clock.held(clock.now() + timedelta(hours=1)):
        record(mine, "share", "Cho xem hồ sơ", by=ward.staff, came_from=Stage.SUBMITTED)
    assert tasks_for(ward.subject).waiting[0].since == moved.at


def test_the_first_thing_due_is_the_screens_one_primary_button(ward):
    for number in (3, 4):
        DossierFactory(
            period=PeriodFactory(quarter=Quarter(2026, number)), cadre=ward.cadre, unit=ward.division
        )
    assert [line.primary for line in tasks_for(ward.subject).todo] == [True, False]


def test_published_results_stand_at_the_end(ward):
    published = dossier(ward, cadre=ward.cadre, stage=Stage.PUBLISHED, decided_rating="good")
    work = tasks_for(ward.subject)
    assert (work.results, work.waiting, work.todo) == ([published], [], [])


def test_the_number_of_queries_does_not_grow_with_the_rows(ward):
    def queries():
        user = type(ward.staff).objects.get(pk=ward.staff.pk)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            tasks_for(user)
        return len(captured)

    dossier(ward, stage=Stage.DIVISION_PROPOSED)
    few = queries()
    for _ in range(10):
        dossier(ward, stage=Stage.DIVISION_PROPOSED)
    assert queries() == few


@pytest.mark.parametrize("number", [1, 2])
def test_the_button_names_the_deed_and_opens_the_one_list(ward, number):
    rows = [dossier(ward, stage=Stage.COUNCIL) for _ in range(number)]
    waiting = RatingList.objects.create(period=rows[0].period, unit=ward.ward, kind="unit_decision")
    [line] = tasks_for(ward.leadership).todo
    assert [line.button, line.url] == ["Quyết định xếp loại", reverse("rating_list", args=[waiting.pk])]


def test_several_lists_open_the_index_of_those_that_wait(ward):
    second = a_ward()
    grant(ward.leadership, Duty.LEADERSHIP, second.ward)
    for place in (ward, second):
        row = dossier(place, stage=Stage.COUNCIL)
        RatingList.objects.create(period=row.period, unit=place.ward, kind="unit_decision")
    [line] = tasks_for(ward.leadership).todo
    assert line.url == f"{reverse('rating_lists')}?ky=2026-3&kind=unit_decision&stage=draft"


def test_results_to_publish_open_the_units_results(ward):
    dossier(ward, stage=Stage.DECIDED)
    lines = [line for line in tasks_for(ward.leadership).todo if line.verb == "Công bố kết quả"]
    assert [line.url for line in lines] == [reverse("results", args=[ward.ward.pk, "2026-3"])]


def test_what_was_returned_comes_first_with_its_reason(ward, client):
    mine = dossier(ward, cadre=ward.cadre, stage=Stage.SUBMITTED)
    return_dossier(mine, by=ward.staff, reason="Thiếu minh chứng", rows={}, seen=None)
    earlier = PeriodFactory(quarter=Quarter(2026, 2))
    DossierFactory(period=earlier, cadre=ward.cadre, unit=ward.division, stage=Stage.SELF_ASSESSMENT)
    first, second = tasks_for(ward.subject).todo
    assert [first.returned, second.returned] == ["Thiếu minh chứng", ""]
    assert [first.button, first.closes_at > second.closes_at] == ["Sửa và nộp lại", True]
    client.force_login(ward.subject)
    page = client.get(reverse("home")).text
    assert ["Được trả lại" in page, "“Thiếu minh chứng”" in page] == [True, True]


def test_a_returned_plan_comes_with_its_reason(ward):
    mine = dossier(ward, cadre=ward.cadre, plan__stage=PlanStage.SUBMITTED)
    return_plan(mine.plan, by=ward.staff, reason="Thiếu nhiệm vụ trọng tâm")
    [line] = tasks_for(ward.subject).todo
    assert [line.returned, line.button] == ["Thiếu nhiệm vụ trọng tâm", "Sửa và nộp lại kế hoạch"]


def test_what_the_province_returned_waits_for_the_units_list_with_its_reason(ward):
    an, binh = (dossier(ward, stage=Stage.COUNCIL, provincial=True) for _ in range(2))
    ensure_list_for(an)
    assert [line.returned for line in tasks_for(ward.leadership).todo] == [""]
    organisation = an_official(Duty.PROVINCIAL_ORGANISATION, ward.province)
    Dossier.objects.filter(pk=binh.pk).update(stage=Stage.PROPOSED)
    return_to_unit(Dossier.objects.get(pk=binh.pk), by=organisation, reason="Thiếu biên bản")
    first, second = tasks_for(ward.leadership).todo
    assert [first.returned, first.button] == ["Thiếu biên bản", "Đề nghị tỉnh xếp loại"]
    assert binh.cadre.full_name in first.whom
    assert first.url == reverse("rating_list", args=[RatingList.objects.get().pk])
    assert [second.returned, an.cadre.full_name in second.whom] == ["", True]
    Dossier.objects.filter(pk=binh.pk).update(stage=Stage.PROPOSED)
    assert [line.returned for line in tasks_for(ward.leadership).todo] == [""]


def test_a_returned_catalog_comes_with_its_reason_until_it_is_put_forward_again(ward):
    catalog = CatalogFactory(unit=ward.ward, standard=True)
    assert [line for line in tasks_for(ward.staff).todo if "danh mục" in line.verb] == []
    catalogs.submit(catalog, by=ward.staff)
    catalogs.return_catalog(Catalog.objects.get(), by=ward.leadership, reason="Thiếu hệ số")
    [line] = tasks_for(ward.staff).todo
    assert [line.verb, line.returned, line.until] == ["Hoàn thiện danh mục", "Thiếu hệ số", None]
    assert line.url == reverse("catalog", args=[catalog.pk])
    assert tasks_for(ward.leadership).todo == []
    catalogs.submit(Catalog.objects.get(), by=ward.staff)
    assert tasks_for(ward.staff).todo == []


def test_work_under_way_waits_for_nobody_else(ward):
    mine = dossier(ward, cadre=ward.cadre, approved_plan=True)
    with clock.held(datetime(2026, 8, 20, 9, tzinfo=clock.HERE)):
        work = tasks_for(ward.subject)
    assert (work.running, work.waiting, work.todo) == ([mine], [], [])


# --- remarks, catalogs, collectives ----------------------------------------------------------------------------------


def remark(ward, **values):
    """Of somebody of this ward, asked of another one."""
    from_unit = a_ward()
    about = dossier(ward, stage=Stage.APPRAISED, cadre__full_name="Lê Văn Bình")
    asked = {"from_unit": from_unit.ward, "asked_at": clock.now()}
    return from_unit, Remark.objects.create(dossier=about, **asked | values)


def test_the_old_unit_is_told_what_it_owes_until_the_dossiers_window_closes(ward):
    old, row = remark(ward)
    for user in (old.staff, old.leadership):
        [line] = tasks_for(user).todo
        assert [line.verb, line.whom, line.button] == [
            "Gửi nhận xét",
            "đồng chí Lê Văn Bình (Mục 7.b) · Quý III/2026",
            "Gửi nhận xét",
        ]
        assert [line.url, line.closes_at] == [
            reverse("remark", args=[row.pk]),
            row.dossier.period.dossier_closes_at,
        ]


def test_a_remark_that_came_is_told_to_the_new_units_staff_for_a_week(ward):
    old, row = remark(ward, stage="given", given_at=clock.now() - timedelta(days=7))
    verb = "Xem nhận xét đã đến của"
    [seen] = [line for line in tasks_for(ward.staff).todo if line.verb == verb]
    assert [seen.whom, seen.button] == [f"{old.ward} về đồng chí Lê Văn Bình (Mục 7.b) · Quý III/2026", "Xem"]
    assert seen.url == f"{reverse('circumstances', args=[row.dossier_id])}#remark"
    Remark.objects.update(given_at=clock.now() - timedelta(days=7, seconds=1))
    assert [line for line in tasks_for(ward.staff).todo if line.verb == verb] == []
    assert tasks_for(old.staff).todo == []


def test_a_catalog_waits_for_leadership_once_it_was_handed_in_and_stands_first(ward):
    """It has no window of its own: it is due now."""
    dossier(ward, stage=Stage.COUNCIL)
    waiting = CatalogFactory(unit=ward.ward, stage=CatalogStage.SUBMITTED)
    CatalogFactory(unit=ward.ward, number=2)
    first, *others = tasks_for(ward.leadership).todo
    assert [first.verb, first.whom, first.until] == ["Phê duyệt danh mục", str(ward.ward), None]
    assert [first.url, first.primary, len(others)] == [reverse("catalog", args=[waiting.pk]), True, 1]
    assert told(ward.staff) == []


def test_a_collectives_result_is_owed_when_dossiers_are(ward):
    """6.3: its rating limits those who lead it."""
    mine = dossier(ward, stage=Stage.APPRAISED)
    mine.seats.create(unit=ward.division, leadership=Leadership.HEAD.value)
    owed = tasks_for(ward.division_leadership).todo
    assert [(line.closes_at, line.until) for line in owed] == [(mine.period.dossier_closes_at,) * 2]
    assert [str(ward.division) in line.whom for line in owed] == [True]


def test_a_line_says_how_long_is_left(ward):
    [line] = dossier(ward, cadre=ward.cadre, stage=Stage.SELF_ASSESSMENT) and tasks_for(ward.subject).todo
    assert [line.verb, line.left, line.late] == ["Tự đánh giá, chấm điểm Quý III/2026", "còn 7 ngày", False]


def test_several_of_one_council_open_its_page(ward):
    for _ in range(2):
        dossier(ward, stage=Stage.APPRAISED)
    [line] = tasks_for(ward.council).todo
    assert [line.whom, line.url] == [
        "2 đồng chí · Quý III/2026",
        reverse("council", args=[ward.ward.pk, "2026-3"]),
    ]


def test_rounds_are_told_apart(ward):
    first = dossier(ward, stage=Stage.APPRAISED)
    second = DossierFactory(unit=ward.division, stage=Stage.APPRAISED)
    assert [line.whom for line in tasks_for(ward.council).todo] == [
        f"đồng chí {row.cadre.full_name} · {row.period}" for row in (first, second)
    ]


def test_whoever_has_no_dossier_and_no_duty_has_nothing_to_do():
    assert tasks_for(UserFactory()) == Work()


def test_no_queue_is_asked_of_whoever_holds_no_duty(ward, monkeypatch):
    """Most of those who open the page: saying eighteen queues to the database takes longer than all the rest of it."""
    asked = []
    monkeypatch.setattr(duties, "waiting_at", lambda *queue: asked.append(queue) or Dossier.objects.none())
    tasks_for(ward.subject)
    assert not asked
    tasks_for(ward.staff)
    assert 0 < len(asked) < len(QUEUES)
