"""6.1: an excused task is told with its reason, who confirmed it, when, and on which document."""

import pytest
from django.urls import reverse

from evaluation.core.facts import facts_of
from evaluation.marks.actions.excuses import answer_excuse, put_forward_excuse
from evaluation.marks.tells.excused import excused_tasks
from evaluation.models import Dossier
from tests.evaluation.marks.marking import a_case, at, done, fresh, handed_in

pytestmark = [pytest.mark.django_db, pytest.mark.clause("6.1.3")]


@pytest.fixture
def case():
    """Two tasks half done; the first one's reason is put forward on 27/12."""
    case = a_case(tasks=2)
    marked = done(case.tasks[0], 1) | done(case.tasks[1], 1)
    handed_in(case, tasks=marked, rating="not_completed")
    with at(12, 27):
        case.excuse = put_forward_excuse(case.tasks[0], by=case.subject, ground="Bão số 5 làm gián đoạn.")
    return case


def confirm(case):
    with at(12, 28):
        answer_excuse(case.excuse, by=case.leadership, confirmed=True, document="Công văn 12-CV/ĐU")


def told(case):
    dossier = fresh(case)
    return excused_tasks(dossier, facts_of(dossier), {})


def test_a_reason_not_yet_confirmed_excuses_nothing(case):
    assert told(case) == ()


def test_the_reason_who_confirmed_it_when_and_on_which_document(case):
    confirm(case)
    assert told(case) == (
        f"Nhiệm vụ “{case.tasks[0].title}” mới thực hiện 1/2; lý do khách quan, bất khả kháng đã được đồng chí "
        f"{case.leadership} xác nhận ngày 28/12/2026: “Bão số 5 làm gián đoạn” (văn bản: Công văn 12-CV/ĐU).",
    )


def test_of_two_excuses_each_tells_its_own_confirmation(case):
    confirm(case)
    with at(12, 29):
        other = put_forward_excuse(case.tasks[1], by=case.subject, ground="Chờ ý kiến cấp trên")
        answer_excuse(other, by=case.leadership, confirmed=True)
    days = ("28/12/2026: “Bão số 5 làm gián đoạn”", "29/12/2026: “Chờ ý kiến cấp trên”")
    assert [day in sentence for day, sentence in zip(days, told(case), strict=True)] == [True, True]


def test_what_the_unit_supports_is_its_opinion_and_is_offered_to_nobody_to_rewrite(client, case):
    Dossier.objects.update(tier="provincial")
    case.excuse.refresh_from_db()
    with at(12, 28):
        answer_excuse(case.excuse, by=case.leadership, confirmed=True, answer="Đúng thực tế")
    client.force_login(case.subject)
    answer = client.get(reverse("excuse", args=[case.dossier.pk, case.tasks[0].pk]))
    assert (answer.context["asking"], "Sửa lý do" in answer.content.decode()) == (None, False)
    page = client.get(reverse("dossier", args=[case.dossier.pk])).content.decode()
    said = ["<dt>Ý kiến của đơn vị</dt>", "Ý kiến của cấp có thẩm quyền"]
    assert [words in page for words in said] == [True, False]


def test_the_page_of_the_excuse_names_who_put_it_forward_and_who_confirmed(client, case):
    confirm(case)
    client.force_login(case.staff)
    answer = client.get(reverse("excuse", args=[case.dossier.pk, case.tasks[0].pk]))
    assert [(entry["who"], entry["at"].day) for entry in answer.context["entries"]] == [
        (f"Đồng chí {case.leadership}", 28),
        (f"Đồng chí {case.subject}", 27),
    ]
    assert f"Đồng chí {case.leadership}" in answer.content.decode()
