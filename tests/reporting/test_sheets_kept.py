"""What was decided stays a paper: page, PDF and XLSX of each decision, whatever the dossier becomes."""

import json
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from cadres.models import Cadre, Duty
from evaluation.core.road import DOSSIERS
from evaluation.deeds import actions as deeds
from evaluation.lists.actions.decisions import digest
from evaluation.lists.actions.lists import close_list
from evaluation.lists.actions.places import ensure_list_for
from evaluation.models import Decision, Dossier, KeptForm, PlanTask, Seal, TaskMark
from reporting.sheets import form03, sheet_of
from reporting.sheets.kept import said
from tests.days import once_nobody_can_object
from tests.evaluation.lists.rated_factories import a_list, a_province_list
from tests.factories import UnitFactory, an_official
from tests.reporting.papers import bare, cells_of, loaded, pdf_pages, workbook

pytestmark = pytest.mark.django_db
NAMES = ("form03_decided", "form03_decided_pdf", "form03_decided_xlsx")


def decided(rating="good", world=None):
    """One person decided; with a mark that the appraisal changed, so that the annex of layers is there."""
    world = world or a_list(1)
    task = world.dossiers[0].plan.tasks.get()
    figures = {"done": 1, "quality": Decimal("0.75"), "timeliness": 1, "leadership": 1}
    TaskMark.objects.create(task=task, layer="appraisal", reason="Đối chiếu văn bản đã gửi", **figures)
    return decides(world, rating)


def decides(world, rating):
    dossier = world.dossiers[0]
    row = {"rating": rating, "summary": "Căn cứ hồ sơ", "reason": "Lý do", "answer": "Đã xem"}
    world.list = ensure_list_for(Dossier.objects.get(pk=dossier.pk))
    close_list(world.list, by=by_whom(world), seen=None, rows={dossier.pk: row})
    return world


def by_whom(world):
    return world.secretariat if world.dossiers[0].is_provincial else world.leadership


def published(world):
    deeds.publish(world.dossiers[0], by=world.leadership)
    return world


def archived(world):
    published(world)
    with once_nobody_can_object():
        deeds.archive(world.dossiers[0], by=world.staff)
    return world


def reopened(world):
    dossier = Dossier.objects.get(pk=world.dossiers[0].pk)
    move = DOSSIERS.reopen_at_province if dossier.is_provincial else DOSSIERS.reopen
    move.make(dossier, by=by_whom(world), reason="Xem lại minh chứng")
    return world


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def fetched(user, world, number, names=NAMES):
    client = signed_in(user)
    return [client.get(reverse(name, args=[world.dossiers[0].pk, number])) for name in names]


def printed(user, world, *address):
    """What a reader sees of the PDF and of the workbook."""
    client = signed_in(user)
    key = [world.dossiers[0].pk, *address]
    name = "form03_decided" if address else "form03"
    paper, book = (client.get(reverse(f"{name}{way}", args=key)).content for way in ("_pdf", "_xlsx"))
    book = workbook(book)
    return pdf_pages(paper), [cells_of(sheet) for sheet in book.worksheets]


@pytest.mark.pdf
@pytest.mark.clause("B6.2", "B6.2.2")
def test_of_a_dossier_archived_and_reopened_the_paper_of_the_first_decision_is_printed_as_on_its_day():
    world = archived(decided())
    first = printed(world.staff, world)
    reopened(world)
    Cadre.objects.update(full_name="Họ Tên Khác")
    TaskMark.objects.update(done=Decimal("0.5"), reason="Chấm lại sau khi xem xét")
    decides(world, "not_completed")
    again, anew = printed(world.staff, world, 1), printed(world.staff, world, 2)
    assert again == first
    assert anew == printed(world.staff, world)
    told = [" ".join(pages) for pages, _ in (first, anew)]
    assert ["đã quyết định: Hoàn thành tốt nhiệm vụ" in text for text in told] == [True, False]
    assert ["Chấm lại sau khi xem xét" in text for text in told] == [False, True]
    assert ["Họ Tên Khác" in text for text in told] == [False, True]


@pytest.mark.parametrize("kind", [a_list, a_province_list])
def test_what_is_kept_reads_as_the_sheet_that_was_drawn(kind):
    world = decided(world=kind(1))
    decision = Decision.objects.select_related("form").get()
    assert sheet_of(decision) == form03(loaded(world.dossiers[0]))
    decision.form.content |= {"no_longer_on_the_paper": "chữ"}
    assert sheet_of(decision) == form03(loaded(world.dossiers[0]))


def test_the_proof_of_a_decision_covers_its_form():
    decided()
    decision = Decision.objects.select_related("form").get()
    assert decision.snapshot["form"] == digest(decision.form.content)
    assert decision.digest == digest(decision.snapshot)


def test_the_same_sheet_is_kept_in_the_same_words():
    world = decided()
    sheet = form03(loaded(world.dossiers[0]))
    assert json.dumps(said(sheet)) == json.dumps(said(form03(loaded(world.dossiers[0]))))


def test_a_decided_form_is_shown_from_what_was_kept(django_assert_max_num_queries):
    """What its rows say by now is not asked."""
    world = decided()
    TaskMark.objects.update(evidence="Minh chứng sửa sau")
    Dossier.objects.update(self_rating="completed")
    client, address = signed_in(world.staff), reverse("form03", args=[world.dossiers[0].pk])
    with django_assert_max_num_queries(17):
        page = bare(client.get(address).content.decode())
    assert "Minh chứng sửa sau" not in page
    assert "Hoàn thành tốt nhiệm vụ" in page


def test_a_decided_plan_is_shown_from_what_was_kept_and_carries_its_seal():
    world = decided()
    PlanTask.objects.update(title="Tên việc sửa sau")
    page = bare(signed_in(world.staff).get(reverse("form01", args=[world.dossiers[0].pk])).content.decode())
    assert ("Báo cáo tháng" in page, "Tên việc sửa sau" in page) == (True, False)
    assert f"Niêm phong {Seal.objects.get(kind='decision')}" in page


def test_of_another_unit_nobody_gets_it_and_a_decision_never_taken_is_not_there():
    world = reopened(archived(decided()))
    for user in (
        an_official(Duty.ORGANISATION_STAFF, UnitFactory()),
        an_official(Duty.SYSTEM_ADMIN, world.province),
    ):
        assert [answer.status_code for answer in fetched(user, world, 1)] == [404] * 3
    assert [answer.status_code for answer in fetched(world.staff, world, 2)] == [404] * 3
    assert [answer.status_code for answer in fetched(world.staff, world, 1, NAMES[:1])] == [200]


def test_whoever_is_judged_gets_what_was_made_known_and_no_decision_taken_back_before():
    """ADR 5: the first was published, the second reopened before anybody heard of it."""
    world = reopened(published(decided()))
    reopened(decides(world, "completed"))
    person = world.dossiers[0].cadre.user
    assert [fetched(person, world, number, NAMES[:1])[0].status_code for number in (1, 2)] == [200, 404]
    assert [fetched(world.staff, world, number, NAMES[:1])[0].status_code for number in (1, 2)] == [200, 200]
    page = bare(signed_in(person).get(reverse("prints", args=[world.dossiers[0].pk])).content.decode())
    assert ["Lần 1: Hoàn thành tốt" in page, "Lần 2" in page] == [True, False]


def test_the_dossiers_first_page_leads_to_its_papers_and_those_to_each_decisions_form():
    world = decides(reopened(archived(decided())), "completed")
    dossier, client = world.dossiers[0].pk, signed_in(world.staff)
    first, papers = (
        client.get(reverse(name, args=[dossier])).content.decode() for name in ("dossier", "prints")
    )
    assert f'<a href="{reverse("prints", args=[dossier])}">Mẫu số 03 theo từng quyết định</a>' in first
    wanted = [reverse(name, args=[dossier, number]) for name in NAMES for number in (1, 2)]
    assert [address for address in wanted if address not in papers] == []
    assert "được thay thế lúc" in bare(papers)


def test_page_and_file_say_of_which_decision_the_form_is():
    world = decided()
    page, book = fetched(world.staff, world, 1, NAMES[::2])
    assert "quyết định lần 1" in bare(page.content.decode())
    assert "quyet-dinh-lan-1-Q4-2026.xlsx" in book["Content-Disposition"]


def test_of_a_decision_before_forms_were_kept_the_page_says_that_there_is_no_paper_of_that_day():
    world = reopened(decided())
    KeptForm.objects.all().delete()
    page = bare(signed_in(world.staff).get(reverse("prints", args=[world.dossiers[0].pk])).content.decode())
    assert "không in lại được bản của ngày đó" in page
    assert fetched(world.staff, world, 1, NAMES[:1])[0].status_code == 404
