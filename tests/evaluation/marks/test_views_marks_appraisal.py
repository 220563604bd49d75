"""Self beside appraisal beside authority; sending back; excuses as pages."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cadres.models import Duty
from config import clock
from evaluation.core.stages import RequestStage
from evaluation.core.steps import Stage
from evaluation.marks.actions import marks
from evaluation.marks.actions.excuses import answer_excuse, put_forward_excuse
from evaluation.models import Dossier, Excuse, PlanAmendment, PlanTask, ReturnNote, TaskMark
from regulation.vocabulary import Layer
from tests.choosing import offered
from tests.evaluation.marks.marking import a_case, at, done, fresh, handed_in, self_marks, typed
from tests.factories import PlanTaskFactory, an_official, grant

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    case = a_case()
    handed_in(case)
    return case


@pytest.fixture
def staff(client, case):
    client.force_login(case.staff)
    return client


def page(case, name="appraisal"):
    return reverse(name, args=[case.dossier.pk])


def post(client, case, *, button="save", name="appraisal", **changes):
    with at(12, 27):
        return client.post(page(case, name), typed(case, **changes) | {button: "1"})


def test_the_same_form_stands_with_the_self_assessment_beside(staff, case):
    answer = staff.get(page(case))
    assert answer.status_code == 200
    assert "Tự chấm: <b>2</b>" in answer.content.decode()
    assert answer.context["form"]["rating"].value() == "good"


def test_a_difference_asks_why_and_keeps_what_was_typed(staff, case):
    pk = case.tasks[0].pk
    answer = post(staff, case, **{f"task-{pk}-done": "1"}, remark="Cần cố gắng thêm")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Nhiệm vụ 1" in text
    assert "chấm khác lớp trước, cần ghi lý do" in text
    assert "Cần cố gắng thêm" in text
    assert (
        post(staff, case, **{f"task-{pk}-done": "1", f"task-{pk}-reason": "Chưa ban hành"}).status_code == 302
    )
    assert TaskMark.objects.get(layer=Layer.APPRAISAL).reason == "Chưa ban hành"


def test_when_one_is_done_the_next_of_the_queue_opens(staff, case):
    following = a_case()
    Dossier.objects.filter(pk=following.dossier.pk).update(unit=case.ward, managing_unit=case.ward)
    following.dossier.refresh_from_db()
    handed_in(following)
    answer = post(staff, case, button="done")
    assert answer.url == page(following)
    assert Dossier.objects.get(pk=case.dossier.pk).stage == Stage.APPRAISED
    assert post(staff, following, button="done").url == reverse("appraisals")


def test_a_key_task_wants_its_level_before_the_end(staff, case):
    pk = case.tasks[0].pk
    PlanTask.objects.filter(pk=pk).update(is_key=True)
    assert post(staff, case, button="done").status_code == 422
    assert post(staff, case, button="done", **{f"task-{pk}-response": "1"}).status_code == 302


def test_an_appraiser_marks_a_key_task_on_the_page(staff, case):
    pk = case.tasks[1].pk
    assert (
        post(staff, case, button="done", **{f"task-{pk}-key": "on", f"task-{pk}-response": "2"}).status_code
        == 302
    )
    assert list(PlanTask.objects.filter(is_key=True).values_list("pk", flat=True)) == [pk]


@pytest.mark.parametrize("who", ["subject", "leadership", "division_leadership", "council"])
def test_whoever_may_only_see_reads(client, case, who):
    if who == "division_leadership":
        grant(case.division_leadership, Duty.DIVISION_LEADERSHIP, case.ward)
    client.force_login(getattr(case, who))
    assert client.get(page(case)).context["form"] is None
    assert post(client, case).status_code == 403
    assert post(client, case, name="appraisal_score").status_code == 403


def test_a_head_who_holds_staff_duty_cannot_appraise_themselves(client, case):
    grant(case.subject, Duty.ORGANISATION_STAFF, case.province)
    client.force_login(case.subject)
    assert client.get(page(case)).context["form"] is None
    assert post(client, case, button="done").status_code == 403


def test_staff_see_that_the_division_speaks_first(client):
    case = a_case(division=True)
    handed_in(case)
    client.force_login(case.staff)
    shown = client.get(page(case))
    assert shown.context["form"] is None
    assert "đề xuất mức xếp loại (Mẫu số 06)" in shown.content.decode()
    answer = post(client, case)
    assert answer.status_code == 422
    assert "Chờ" in answer.content.decode()


def test_the_live_score_is_the_appraisers(staff, case):
    pk = case.tasks[0].pk
    answer = staff.post(
        page(case, "appraisal_score"), typed(case, **{f"task-{pk}-done": "1"}), headers={"HX-Request": "true"}
    )
    assert answer.context["panel"].total == Decimal("82.50")


def test_a_return_names_rows_and_keeps_marks_made_meanwhile(staff, case):
    pk = case.tasks[0].pk
    changes = {
        f"task-{pk}-done": "1",
        f"task-{pk}-reason": "Chưa ban hành",
        "return_reason": "Bổ sung minh chứng",
    }
    answer = post(staff, case, name="return_dossier", **changes, **{f"note-task-{pk}": "Ghi số văn bản"})
    assert answer.status_code == 302
    note = ReturnNote.objects.get()
    assert (note.reason, note.rows) == ("Bổ sung minh chứng", {f"task-{pk}": "Ghi số văn bản"})
    assert TaskMark.objects.get(layer=Layer.APPRAISAL).done == 1
    assert Dossier.objects.get().stage == Stage.SELF_ASSESSMENT


def test_a_return_without_a_reason_keeps_everything_typed(staff, case):
    answer = post(staff, case, name="return_dossier", remark="Còn thiếu", **{"note-criterion-1.1": "Nêu rõ"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Trả lại cần ghi rõ lý do." in text
    assert "Nêu rõ" in text
    assert "Còn thiếu" in text
    assert ReturnNote.objects.count() == 0


def test_a_return_that_was_begun_outlives_saving_and_stops_the_end(staff, case):
    saved = post(staff, case, **{"note-criterion-1.1": "Nêu rõ"})
    assert saved.status_code == 200
    assert saved.context["returning"]["note-criterion-1.1"].value() == "Nêu rõ"
    assert saved.context["form"]["version"].value().startswith(f"{fresh(case).version}-")
    ended = post(staff, case, button="done", **{"note-criterion-1.1": "Nêu rõ"})
    assert ended.status_code == 422
    assert "Đang ghi nội dung trả lại" in ended.content.decode()
    assert ended.context["returning"]["note-criterion-1.1"].value() == "Nêu rõ"


def test_a_division_may_return_from_the_page_it_can_only_read(client):
    case = a_case(division=True)
    handed_in(case)
    client.force_login(case.division_leadership)
    assert client.get(page(case)).context["returning"] is not None
    data = {"version": str(fresh(case).version), "return_reason": "Chưa đúng thực tế"}
    assert client.post(page(case, "return_dossier"), data).status_code == 302
    assert ReturnNote.objects.get().by == case.division_leadership


def test_a_stale_return_is_told_so(staff, case):
    answer = post(staff, case, name="return_dossier", version="1", return_reason="Bổ sung minh chứng")
    assert answer.status_code == 409
    assert "Bổ sung minh chứng" in answer.content.decode()
    assert Dossier.objects.get().stage == Stage.SUBMITTED


def test_a_resubmission_shows_what_changed_since_the_return(staff, case):
    task = case.tasks[0]
    marks.return_dossier(fresh(case), by=case.staff, reason="Thiếu minh chứng", rows={}, seen=None)
    mended = self_marks(case).tasks | done(task, 1, evidence="Kế hoạch số 12-KH/ĐU", expected=False)
    with at(12, 28):
        changed = self_marks(
            case, tasks=mended, criteria={"1.1": (False, "Còn chậm")}, rating="not_completed"
        )
        dossier = marks.save_self(fresh(case), changed, by=case.subject, seen=None)
        marks.submit_self(dossier, by=case.subject, seen=dossier.version)
    changes = [(one.anchor, one.old, one.new) for one in staff.get(page(case)).context["changes"]]
    assert changes == [
        ("rating", "Hoàn thành tốt nhiệm vụ", "Không hoàn thành nhiệm vụ"),
        ("score", "100,00", "80,50"),
        ("criterion-1.1", "đảm bảo", "không đảm bảo"),
        (f"task-{task.pk}", "2", "1"),
        (f"task-{task.pk}", "", "Kế hoạch số 12-KH/ĐU"),
        ("criterion-1.1", "", "Còn chậm"),
    ]


def test_the_authority_marks_beside_both_layers_before_it(client, case):
    pk = case.tasks[0].pk
    with at(12, 27):
        given = marks.Marks({}, done(case.tasks[0], 1, reason="Chưa ban hành"), rating="good")
        marks.save_appraisal(fresh(case), given, by=case.staff, seen=None)
    Dossier.objects.update(stage=Stage.COUNCIL)
    client.force_login(case.leadership)
    text = client.get(page(case, "authority")).content.decode()
    assert "Tự chấm: <b>2</b>" in text
    assert "Thẩm định: <b>1</b>" in text
    answer = post(
        client, case, name="authority", **{f"task-{pk}-done": "2", f"task-{pk}-reason": "Đã có văn bản"}
    )
    assert answer.status_code == 302
    assert TaskMark.objects.get(layer=Layer.AUTHORITY).done == 2


def test_two_of_the_leadership_at_once_see_both_versions_and_overwrite_nothing(client, case):
    with at(12, 27):
        marks.save_appraisal(fresh(case), marks.Marks({}, {}, rating="good"), by=case.staff, seen=None)
    Dossier.objects.update(stage=Stage.COUNCIL)
    client.force_login(case.leadership)
    name = f"task-{case.tasks[0].pk}"
    said = {f"{name}-reason": "Chưa ban hành", "remark": "Cần khẩn trương"}
    with at(12, 27):
        old = typed(case, **said | {f"{name}-done": "0"}) | {"save": "1"}
    assert post(client, case, name="authority", **said | {f"{name}-done": "1"}).status_code == 302
    with at(12, 27):
        answer = client.post(page(case, "authority"), old)
    assert (answer.status_code, offered(answer)) == (409, {"Nhiệm vụ 1, thực hiện": ("1", "0")})
    assert TaskMark.objects.get(layer=Layer.AUTHORITY).done == 1


def test_only_leadership_writes_the_authoritys_layer(client, case):
    Dossier.objects.update(stage=Stage.COUNCIL)
    client.force_login(case.staff)
    assert client.get(page(case, "authority")).context["form"] is None
    assert post(client, case, name="authority").status_code == 403


def test_leadership_returns_from_its_own_page(client, case):
    Dossier.objects.update(stage=Stage.COUNCIL)
    client.force_login(case.leadership)
    assert post(client, case, name="return_dossier", return_reason="Xem lại").status_code == 302
    assert ReturnNote.objects.get().came_from == Stage.COUNCIL


# --- Excuses


def excuse_page(case, task=None):
    return reverse("excuse", args=[case.dossier.pk, (task or case.tasks[0]).pk])


def test_a_short_task_offers_to_say_why(client, case):
    marks.return_dossier(fresh(case), by=case.staff, reason="Xem lại", rows={}, seen=None)
    short = self_marks(case, tasks=done(case.tasks[0], 1), rating="")
    marks.save_self(fresh(case), short, by=case.subject, seen=None)
    client.force_login(case.subject)
    assert excuse_page(case) in client.get(page(case, "assessment")).content.decode()
    assert excuse_page(case, case.tasks[1]) not in client.get(page(case, "assessment")).content.decode()


def test_an_excuse_is_put_forward_and_confirmed_on_its_page(client, case):
    client.force_login(case.subject)
    opened = client.get(excuse_page(case)).context["version"]
    assert client.post(excuse_page(case), {"version": opened, "ground": ""}).status_code == 422
    assert client.post(excuse_page(case), {"version": opened, "ground": "Bão số 5"}).status_code == 302
    client.force_login(case.leadership)
    version = client.get(excuse_page(case)).context["answering"]["version"].value()
    answer = {"answer_as": "confirm", "version": version, "document": "Công văn 12-CV/ĐU"}
    assert client.post(excuse_page(case), answer).status_code == 302
    excuse = Excuse.objects.get()
    assert (excuse.stage, excuse.papers) == (RequestStage.APPROVED, "Công văn 12-CV/ĐU")


def test_refusing_an_excuse_owes_a_reason_and_keeps_what_was_typed(client, case):
    put_forward_excuse(case.tasks[0], by=case.subject, ground="Bão số 5")
    client.force_login(case.leadership)
    version = Excuse.objects.get().version
    answer = client.post(
        excuse_page(case), {"answer_as": "refuse", "version": version, "document": "Số 5-CV"}
    )
    assert answer.status_code == 422
    assert "Số 5-CV" in answer.content.decode()


def test_an_answer_over_a_changed_excuse_can_be_sent_again(client, case):
    put_forward_excuse(case.tasks[0], by=case.subject, ground="Bão số 5")
    client.force_login(case.leadership)
    stale = client.post(excuse_page(case), {"answer_as": "confirm", "version": 1, "document": "Số 5-CV"})
    form = stale.context["answering"]
    assert (stale.status_code, form["document"].value()) == (409, "Số 5-CV")
    again = {"answer_as": "confirm", "version": form["version"].value(), "document": "Số 5-CV"}
    assert client.post(excuse_page(case), again).status_code == 302


def test_whoever_puts_a_reason_anew_reads_first_what_was_answered_meanwhile(client, case):
    excuse = put_forward_excuse(case.tasks[0], by=case.subject, ground="Bão số 5")
    client.force_login(case.subject)
    opened = client.get(excuse_page(case)).context["version"]
    answer_excuse(excuse, by=case.leadership, confirmed=False, answer="Bão tan từ tháng 9", document="CV 9")
    stale = client.post(excuse_page(case), {"version": opened, "ground": "Bão số 5 và số 6"})
    told = stale.content.decode()
    assert [stale.status_code, "Có hai bản khác nhau" in told] == [409, False]
    assert all(words in told for words in ("Bão tan từ tháng 9", "CV 9", "Bão số 5 và số 6</textarea>"))
    assert Excuse.objects.get().answer == "Bão tan từ tháng 9"


def test_an_answer_is_yes_or_no(client, case):
    put_forward_excuse(case.tasks[0], by=case.subject, ground="Bão số 5")
    client.force_login(case.leadership)
    sent = {"answer_as": "x", "version": Excuse.objects.get().version, "answer": "Chưa rõ"}
    assert client.post(excuse_page(case), sent).status_code == 422
    assert Excuse.objects.get().stage == RequestStage.PROPOSED


@pytest.mark.parametrize(("who", "status"), [("subject", 403), ("staff", 403), ("council", 403)])
def test_others_do_not_answer_excuses(client, case, who, status):
    put_forward_excuse(case.tasks[0], by=case.subject, ground="Bão số 5")
    client.force_login(getattr(case, who))
    assert client.post(excuse_page(case), {"answer_as": "confirm", "version": 2}).status_code == status


@pytest.mark.clause("6.1.3")
def test_of_tier_3_1_the_unit_gives_its_opinion_and_the_province_answers(client, case):
    organisation = an_official(Duty.PROVINCIAL_ORGANISATION, case.province)
    Dossier.objects.filter(pk=case.dossier.pk).update(tier="provincial")
    put_forward_excuse(case.tasks[0], by=case.subject, ground="Bão số 5")
    client.force_login(organisation)
    assert client.get(excuse_page(case)).context["answering"] is None
    for user, button, stage, paper in (
        (case.leadership, "Thống nhất, đề nghị tỉnh xác nhận", "supported", "Công văn 3"),
        (organisation, "Xác nhận lý do khách quan", "approved", "Công văn 9"),
    ):
        client.force_login(user)
        assert f'value="confirm">{button}</button>' in client.get(excuse_page(case)).content.decode()
        sent = {"answer_as": "confirm", "version": Excuse.objects.get().version, "document": paper}
        assert client.post(excuse_page(case), sent).status_code == 302
        assert Excuse.objects.get().stage == stage
    for page in (excuse_page(case), reverse("dossier", args=[case.dossier.pk])):
        told = client.get(page).content.decode()
        assert "<dt>Văn bản ý kiến của đơn vị</dt><dd>Công văn 3</dd>" in told
        assert "<dt>Văn bản trả lời</dt><dd>Công văn 9</dd>" in told


def test_an_excuse_of_a_task_withdrawn_meanwhile_is_shown_to_whoever_may_say_it(client, case):
    task = case.tasks[0]
    change = PlanAmendment.objects.create(
        plan=task.plan, kind="withdraw", task=task, ground="Văn bản số 1", proposed_at=clock.now()
    )
    PlanTask.objects.filter(pk=task.pk).update(withdrawn_by=change)
    client.force_login(case.subject)
    answer = client.post(excuse_page(case), {"ground": "Bão số 5"})
    assert (answer.status_code, "<dd>Bão số 5</dd>" in answer.content.decode()) == (409, True)
    assert client.get(excuse_page(case)).status_code == 404
    client.force_login(case.leadership)
    assert client.post(excuse_page(case), {"ground": "Bão số 5"}).status_code == 404


def test_an_excuse_of_somebody_elses_task_is_not_found(client, case):
    foreign = PlanTaskFactory()
    client.force_login(case.subject)
    assert client.get(excuse_page(case, foreign)).status_code == 404
    assert client.post(excuse_page(case, foreign), {"ground": "x"}).status_code == 404


@pytest.mark.usefixtures("long_keys")
def test_pages_ask_no_more_with_thirty_tasks(client):
    counted = []
    for tasks in (1, 30):
        case = a_case(tasks=tasks)
        handed_in(case)
        client.force_login(case.staff)
        client.get(page(case))  # on the first time of a day it is kept who read it
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(page(case))
        counted.append(len(queries))
        assert len(answer.content) <= 150_000, len(answer.content)
    assert counted[0] == counted[1]
    assert max(counted) <= 25, counted


def test_an_excuse_leads_to_the_pages_that_have_its_task(client):
    case = a_case()
    client.force_login(case.leadership)
    Dossier.objects.update(stage=Stage.WORKING)
    early = client.get(excuse_page(case))
    Dossier.objects.update(stage=Stage.SELF_ASSESSMENT)
    handed_in(case)
    later = client.get(excuse_page(case))
    anchor = f"#task-{case.tasks[0].pk}"
    assert (early.context["desks"], anchor in early.content.decode()) == ([], False)
    assert [page(case, name) + anchor in later.content.decode() for name in ("assessment", "appraisal")] == [
        True,
        True,
    ]
    assert [
        anchor[1:] in client.get(page(case, name)).content.decode() for name in ("assessment", "appraisal")
    ] == [True, True]


def test_two_who_put_a_reason_forward_at_once_see_both_and_no_answer_is_written_over_unread(client, case):
    client.force_login(case.subject)
    opened = client.get(excuse_page(case)).context["version"]
    first = client.post(excuse_page(case), {"version": opened, "ground": "Bão số 5", "document": ""})
    second = client.post(excuse_page(case), {"version": opened, "ground": "Chờ vốn", "document": "Số 7"})
    assert (first.status_code, set(offered(second))) == (
        302,
        {"Lý do khách quan, bất khả kháng", "Văn bản, tài liệu kèm theo"},
    )
    opened = client.get(excuse_page(case)).context["version"]
    answer_excuse(Excuse.objects.get(), by=case.leadership, confirmed=False, answer="Chưa đủ căn cứ")
    again = client.post(excuse_page(case), {"version": opened, "ground": "Bão số 5 và số 6", "document": ""})
    assert (again.status_code, Excuse.objects.get().answer) == (409, "Chưa đủ căn cứ")
