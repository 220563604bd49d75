"""2.3 on the desks: the line where there is a claim, its words, what the live score counts, bad input."""

import unicodedata
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluation.core.facts import Marks
from evaluation.core.steps import Stage
from evaluation.marks.actions.marks import save_appraisal
from evaluation.marks.models import Outstanding
from evaluation.models import Dossier
from regulation.vocabulary import Rating
from tests.choosing import chosen, offered
from tests.evaluation.marks.marking import a_case, at, done, fresh, handed_in, self_marks, typed
from tests.factories import PlanTaskFactory

pytestmark = pytest.mark.django_db
MORE = {"quality": Decimal("1.2"), "evidence": "", "expected": False}


@pytest.fixture
def case():
    case = a_case()
    claimed = self_marks(case).tasks | done(case.tasks[0], 2, **MORE)
    handed_in(case, tasks=claimed, rating="excellent")
    return case


@pytest.fixture
def staff(client, case):
    client.force_login(case.staff)
    return client


def page(case, name="appraisal"):
    return reverse(name, args=[case.dossier.pk])


def said(case, *, ticked="on", ground="Vượt 20 % số lượt", document="", **changes):
    """What the appraiser's page posts of the claimed task, and of everything else untouched."""
    name = f"task-{case.tasks[0].pk}"
    words = {f"{name}-quality": "1.2", f"{name}-exceeded": ticked}
    return typed(case, **words | {f"{name}-ground": ground, f"{name}-document": document} | changes)


def post(client, case, data, *, button="save", name="appraisal"):
    with at(12, 27):
        return client.post(page(case, name), data | {button: "1"})


def live(client, case, data, name="appraisal_score"):
    return client.post(page(case, name), data, headers={"HX-Request": "true"})


def confirmed():
    return list(Outstanding.objects.values_list("reason", "document"))


def test_only_a_task_with_a_claim_has_the_line(staff, case):
    text = staff.get(page(case)).content.decode()
    assert [f'name="task-{task.pk}-exceeded"' in text for task in case.tasks] == [True, False]
    assert text.count("Xác nhận vượt yêu cầu (Mục 2.3)") == 1


def test_a_file_without_claims_gains_nothing(client):
    case = a_case()
    handed_in(case)
    client.force_login(case.staff)
    assert "-exceeded" not in client.get(page(case)).content.decode()
    assert post(client, case, typed(case), button="done").status_code == 302


def test_an_appraisal_of_a_claim_does_not_start_at_xuat_sac_before_it_is_confirmed(staff, case):
    shown = staff.get(page(case))
    assert shown.context["form"]["rating"].value() == ""
    assert shown.context["panel"].suggested == Rating.GOOD
    assert post(staff, case, said(case)).status_code == 302
    shown = staff.get(page(case))
    assert (shown.context["form"]["rating"].value(), shown.context["panel"].suggested) == (
        "good",
        Rating.EXCELLENT,
    )


def test_what_was_confirmed_stands_on_the_page_with_who_and_when(staff, case):
    post(staff, case, said(case, document="Công văn 12-CV/ĐU"))
    text = staff.get(page(case)).content.decode()
    assert f"Đã xác nhận: {case.staff}, 08:00 ngày 27/12/2026" in text
    assert "Công văn 12-CV/ĐU" in text
    assert confirmed() == [("Vượt 20 % số lượt", "Công văn 12-CV/ĐU")]


def test_the_live_score_counts_what_is_ticked(staff, case):
    for ticked, suggested in ((None, Rating.GOOD), ("on", Rating.EXCELLENT)):
        answer = live(staff, case, said(case, ticked=ticked, ground=""))
        codes = [finding.code for finding in answer.context["panel"].findings]
        assert (answer.context["panel"].suggested, "not-outstanding" in codes) == (
            suggested,
            suggested == Rating.GOOD,
        )
    assert confirmed() == []


def test_the_live_score_brings_the_line_where_a_factor_is_raised_and_takes_it_away(staff, case):
    first, second = case.tasks
    raised = typed(case, **{f"task-{first.pk}-quality": "1.2", f"task-{second.pk}-timeliness": "1.2"})
    lines = live(staff, case, raised | said(case, **{f"task-{second.pk}-timeliness": "1.2"}))
    text = lines.content.decode()
    assert f'<div id="exceeded-{second.pk}" hx-swap-oob="true">' in text
    assert f'name="task-{second.pk}-ground"' in text
    assert f'id="exceeded-{first.pk}"' not in text
    gone = live(staff, case, said(case) | {f"task-{first.pk}-quality": "1"}).content.decode()
    assert f'<div id="exceeded-{first.pk}" hx-swap-oob="true"></div>' in gone
    assert "-ground" not in gone


def test_a_self_assessment_brings_no_line(client, case):
    Dossier.objects.update(stage=Stage.SELF_ASSESSMENT)
    client.force_login(case.subject)
    shown = client.get(page(case, "assessment")).content.decode()
    scored = live(client, case, said(case), "assessment_score").content.decode()
    assert "-exceeded" not in shown + scored
    assert "chỉ được tính là vượt yêu cầu (Mục 2.3) khi người thẩm định xác nhận" in shown


def test_the_ground_is_asked_for_beside_its_field_when_the_file_is_passed_on(staff, case):
    answer = post(staff, case, said(case, ground=" ") | {"rating": "excellent"}, button="done")
    name = f"task-{case.tasks[0].pk}-ground"
    assert answer.status_code == 422
    assert dict(answer.context["form"].errors) == {
        name: [f"Nhiệm vụ 1 “{case.tasks[0].title}”: xác nhận vượt yêu cầu cần ghi căn cứ."]
    }
    assert answer.context["form"][f"task-{case.tasks[0].pk}-exceeded"].value() is True


def test_the_ground_is_asked_for_in_a_draft_too_and_nothing_is_lost(staff, case):
    answer = post(staff, case, said(case, ground="", document="Công văn 7") | {"remark": "Xem thêm"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "xác nhận vượt yêu cầu cần ghi căn cứ" in text
    assert "Công văn 7" in text
    assert "Xem thêm" in text


def test_a_factor_lowered_on_the_page_asks_for_no_ground(staff, case):
    name = f"task-{case.tasks[0].pk}"
    lowered = said(case, ground="") | {f"{name}-quality": "1", f"{name}-reason": "Đạt yêu cầu"}
    assert post(staff, case, lowered, button="done").status_code == 302
    assert confirmed() == []


def test_a_page_without_the_line_leaves_what_is_stored(staff, case):
    post(staff, case, said(case))
    untouched = typed(case, **{f"task-{case.tasks[0].pk}-quality": "1.2"})
    assert post(staff, case, untouched).status_code == 302
    assert confirmed() == [("Vượt 20 % số lượt", "")]


def test_a_stale_page_shows_both_grounds_and_one_is_chosen(staff, case):
    old = said(case, ground="Gõ lúc trước")
    post(staff, case, said(case))
    answer = post(staff, case, old)
    ground = "Nhiệm vụ 1, căn cứ vượt yêu cầu"
    assert offered(answer) == {ground: ("Vượt 20 % số lượt", "Gõ lúc trước")}
    assert confirmed() == [("Vượt 20 % số lượt", "")]
    assert post(staff, case, chosen(answer, ground)).status_code == 302
    assert confirmed() == [("Gõ lúc trước", "")]


def test_a_line_that_was_not_on_the_stale_page_is_not_chosen_and_stays_stored(staff, case):
    old = typed(case, **{f"task-{case.tasks[0].pk}-quality": "1.2"}) | {"remark": "Bản này"}
    post(staff, case, said(case))
    answer = post(staff, case, old)
    assert offered(answer) == {"Nhận xét": ("(trống)", "Bản này")}
    assert post(staff, case, chosen(answer, "Nhận xét")).status_code == 302
    assert confirmed() == [("Vượt 20 % số lượt", "")]


@pytest.mark.parametrize(("word", "most"), [("ground", 2000), ("document", 200)])
@pytest.mark.parametrize("bad", ["x" * 10_000, "a\x00b"])
def test_words_that_cannot_be_kept_are_a_sentence_and_stay_typed(staff, case, word, most, bad):
    answer = post(staff, case, said(case, **{word: bad}))
    form, name = answer.context["form"], f"task-{case.tasks[0].pk}-{word}"
    assert answer.status_code == 422
    assert list(form.errors) == [name]
    assert form[name].value() == bad
    assert confirmed() == []
    assert post(staff, case, said(case, **{word: "x" * most})).status_code == 302


def test_words_are_kept_composed(staff, case):
    post(staff, case, said(case, ground=unicodedata.normalize("NFD", "Vượt chỉ tiêu")))
    assert confirmed() == [("Vượt chỉ tiêu", "")]


def test_ids_of_foreign_tasks_are_ignored(staff, case):
    foreign = PlanTaskFactory()
    extra = {f"task-{pk}-{word}": "on" for pk in (foreign.pk, 10**9) for word in ("exceeded", "ground")}
    assert post(staff, case, said(case) | extra).status_code == 302
    assert list(Outstanding.objects.values_list("task", flat=True)) == [case.tasks[0].pk]


def test_an_unreadable_quantity_loses_nothing_of_the_confirmation(staff, case):
    answer = post(staff, case, said(case) | {f"task-{case.tasks[0].pk}-done": "hai"})
    assert answer.status_code == 422
    assert 'value="Vượt 20 % số lượt"' in answer.content.decode()


def test_the_authority_is_asked_nothing_that_was_not_confirmed(client, case):
    Dossier.objects.update(stage=Stage.COUNCIL)
    client.force_login(case.leadership)
    text = client.get(page(case, "authority")).content.decode()
    assert ("Chưa xác nhận vượt yêu cầu (Mục 2.3)" in text, "-exceeded" in text) == (True, False)
    assert post(client, case, said(case), name="authority").status_code == 302
    assert confirmed() == []


def test_the_authority_withdraws_on_its_own_page_and_others_read(client, case):
    client.force_login(case.staff)
    post(client, case, said(case))
    Dossier.objects.update(stage=Stage.COUNCIL)
    text = client.get(page(case, "authority")).content.decode()
    assert ("“Vượt 20 % số lượt”" in text, "-ground" in text) == (True, False)
    client.force_login(case.leadership)
    assert post(client, case, said(case, ticked=""), name="authority").status_code == 302
    assert confirmed() == []


def test_a_ground_that_the_authority_writes_over_is_refused_and_stays_typed(client, case):
    client.force_login(case.staff)
    post(client, case, said(case))
    Dossier.objects.update(stage=Stage.COUNCIL)
    client.force_login(case.leadership)
    answer = post(client, case, said(case, ground="Căn cứ khác"), name="authority")
    text = answer.content.decode()
    assert (answer.status_code, "Căn cứ khác" in text) == (422, True)
    assert "vượt yêu cầu do cơ quan thẩm định xác nhận" in text
    assert confirmed() == [("Vượt 20 % số lượt", "")]


def test_the_person_judged_learns_nothing_of_it_before_the_decision(client, case):
    post_by_staff = case.staff
    client.force_login(post_by_staff)
    post(client, case, said(case))
    client.force_login(case.subject)
    texts = [client.get(page(case, name)).content.decode() for name in ("assessment", "appraisal", "history")]
    assert ["Vượt 20 %" in text or "xác nhận vượt" in text.lower() for text in texts] == [False] * 3


@pytest.mark.usefixtures("long_keys")
def test_ten_claims_on_thirty_tasks_cost_no_query_and_stay_light(client):
    counted, sizes = [], []
    for tasks, claimed in ((1, 1), (30, 10)):
        case = a_case(tasks=tasks)
        claims = self_marks(case).tasks
        for task in case.tasks[:claimed]:
            claims |= done(task, 2, **MORE)
        handed_in(case, tasks=claims, reason="Theo hồ sơ")
        grounds = {task.pk: (True, "Vượt 20 % số lượt", "") for task in case.tasks[:claimed]}
        with at(12, 27):
            given = Marks({}, {}, outstanding=grounds, rating="good", reason="Theo hồ sơ")
            save_appraisal(fresh(case), given, by=case.staff, seen=None)
        client.force_login(case.staff)
        client.get(page(case))  # what is asked once in a process is not asked for tasks
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(page(case))
        counted.append(len(queries))
        sizes.append(len(answer.content))
    assert counted[0] == counted[1]
    assert max(sizes) <= 150_000, sizes
