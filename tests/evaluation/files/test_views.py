"""Files through pages: who may read one, what an upload is answered, what is told of one that is gone."""

import pytest
from django.test import Client
from django.urls import reverse

from cadres.models import Duty
from evaluation.core.steps import Stage
from evaluation.files.actions import keep_file
from evaluation.files.importers import examine
from evaluation.files.models import StoredFile
from evaluation.files.storage import remove
from tests.evaluation.files.made import a_paper, jpeg, pdf, png, upload
from tests.factories import DossierFactory, PeriodFactory, PlanTaskFactory, a_ward, an_official
from tests.world import a_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]


@pytest.fixture
def world():
    world = a_ward()
    world.period = PeriodFactory()
    world.dossier = DossierFactory(
        cadre=world.cadre,
        unit=world.division,
        period=world.period,
        stage=Stage.WORKING,
        plan__stage="approved",
    )
    world.task = PlanTaskFactory(plan=world.dossier.plan, title="Báo cáo")
    world.elsewhere = a_ward(code="XK", name="Xã Khác")
    return world


def client(user):
    visitor = Client()
    visitor.force_login(user)
    return visitor


def page(world):
    return reverse("evidence_task", args=[world.dossier.pk, world.task.pk])


def sent(world, *files, user=None, **more):
    data = {"evidence": [upload(name, content) for name, content in files]} | more
    return client(user or world.subject).post(page(world), data, follow=True)


def status(user, file):
    response = client(user).get(reverse("file_download", args=[file.pk]))
    response.getvalue()  # read to its end, as a browser does
    return response.status_code


# Evidence: the person, whoever reads their dossier, and nobody else; papers of a unit have the scope of their package.
READERS = {
    "evidence": "subject division_leadership staff leadership council organisation auditor",
    "paper": "",  # reached through its package alone
}


@pytest.mark.parametrize("kind", READERS)
def test_a_file_is_read_by_its_scope_and_is_not_there_for_others(world, kind):
    about = {"dossier": world.dossier} if kind == "evidence" else {"unit": world.ward, "period": world.period}
    file = keep_file(examine(upload("a.pdf", pdf(a_paper()))), by=world.subject, **about)
    people = {
        role: getattr(world, role)
        for role in ("subject", "division_leadership", "staff", "leadership", "council")
    }
    people |= {f"foreign {role}": getattr(world.elsewhere, role) for role in people}
    people |= {
        "organisation": an_official(Duty.PROVINCIAL_ORGANISATION, world.province),
        "secretariat": an_official(Duty.PROVINCIAL_SECRETARIAT, world.province),
        "auditor": an_official(Duty.AUDITOR, world.province),
        "admin": an_official(Duty.SYSTEM_ADMIN, world.province),
    }
    found = {role: status(user, file) for role, user in people.items()}
    assert found == {role: 200 if role in READERS[kind].split() else 404 for role in people}


def test_the_scope_is_the_same_for_lists(world):
    rows = [
        a_file(dossier=world.dossier, by=world.subject),
        a_file(unit=world.ward, period=world.period, by=world.staff),
        a_file(unit=world.elsewhere.ward, period=world.period, by=world.staff),
    ]
    seen = {
        user: list(StoredFile.objects.visible_to(user))
        for user in (world.subject, world.staff, world.elsewhere.staff)
    }
    assert seen == {world.subject: rows[:1], world.staff: rows[:1], world.elsewhere.staff: []}


def test_it_is_given_as_an_attachment_under_its_own_name(world):
    file = keep_file(examine(upload("Biên bản.pdf", pdf(a_paper()))), by=world.subject, dossier=world.dossier)
    response = client(world.staff).get(reverse("file_download", args=[file.pk]))
    content = b"".join(response.streaming_content)
    assert (len(content), response.headers["Content-Type"]) == (file.size, "application/pdf")
    assert (
        response.headers["Content-Disposition"] == "attachment; filename*=utf-8''Bi%C3%AAn%20b%E1%BA%A3n.pdf"
    )
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"].startswith("sandbox")


def test_one_that_lies_there_no_more_is_told_calmly_and_logged(world, caplog):
    file = keep_file(examine(upload("a.png", png())), by=world.subject, dossier=world.dossier)
    remove(file.stored)
    response = client(world.subject).get(reverse("file_download", args=[file.pk]))
    assert response.status_code == 410
    said = response.content.decode()
    assert "Tệp này hiện không có trong kho" in said
    assert "xin báo quản trị hệ thống khôi phục" in said  # nobody has told them but the log
    assert [record.msg["pk"] for record in caplog.records if "file missing" in str(record.msg)] == [file.pk]


def test_several_files_at_once_and_the_page_shows_them(world):
    response = sent(world, ("Ảnh 1.jpg", jpeg()), ("Báo cáo.pdf", pdf(a_paper())))
    assert response.redirect_chain == [(page(world), 302)]
    said = response.content.decode()
    assert "Đã đính kèm “Ảnh 1.jpg”, “Báo cáo.pdf”." in said
    assert [file.name in said for file in world.task.evidence.all()] == [True, True]


def test_one_that_is_refused_holds_up_no_other(world):
    response = sent(world, ("a.exe", b"MZ"), ("b.png", png()))
    said = response.content.decode()
    assert "Chưa nhận: Tệp “a.exe” là chương trình, không phải giấy tờ." in said
    assert [file.name for file in world.task.evidence.all()] == ["b.png"]


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ((), "Chưa chọn tệp nào."),
        ((("a.exe", b"MZ"),), "Tệp “a.exe” là chương trình, không phải giấy tờ."),
        ((("a.pdf", b""),), "Tệp “a.pdf” không có nội dung (0 byte)."),
        ((("a", png()),), "có nội dung là ảnh PNG nhưng tên không có đuôi. Xin đổi đuôi tên tệp thành .png"),
        ([(f"{n}.png", png(n)) for n in range(1, 22)], "Mỗi lần gửi không quá 20 tệp, tổng cộng 100 MB."),
    ],
)
def test_where_none_is_taken_the_page_says_why(world, files, sentence):
    response = sent(world, *files)
    assert (response.status_code, sentence in response.content.decode()) == (422, True)
    assert not StoredFile.objects.exists()


def test_of_too_many_bytes_at_once_none_is_kept_cut(world, monkeypatch):
    """The last one that is let in ends where the bound was reached, and a photograph may be cut there without showing it."""
    monkeypatch.setattr("pages.uploads.MOST_TOGETHER", 150_000)
    monkeypatch.setattr("evaluation.files.forms.MOST_TOGETHER", 150_000)
    with_film = jpeg() + b"x" * 140_000
    response = sent(world, ("a.jpg", with_film), ("b.jpg", with_film + b"y"))
    assert (response.status_code, StoredFile.objects.exists()) == (422, False)
    assert "Xin chia ra gửi nhiều lần." in response.content.decode()


def test_a_delivery_that_is_not_of_this_task_is_refused(world):
    other = PlanTaskFactory(plan=world.dossier.plan)
    world.task.deliveries.create(delivered_on="2026-11-02")
    foreign = other.deliveries.create(delivered_on="2026-11-03")
    response = sent(world, ("a.png", png()), delivery=foreign.pk)
    assert (response.status_code, StoredFile.objects.exists()) == (422, False)


def test_a_product_is_chosen_beforehand_where_one_came_from_it(world):
    delivery = world.task.deliveries.create(delivered_on="2026-11-02", document="12-BC/ĐU")
    opened = client(world.subject).get(f"{page(world)}?delivery={delivery.pk}").content.decode()
    assert f'<option value="{delivery.pk}" selected>02/11/2026 · 12-BC/ĐU</option>' in opened
    sent(world, ("a.png", png()), delivery=delivery.pk)
    assert [file.name for file in delivery.evidence.all()] == ["a.png"]


def test_a_task_deleted_while_files_were_chosen_is_told(world):
    gone = page(world)
    world.task.delete()
    response = client(world.subject).post(gone, {"evidence": [upload("a.png", png())]})
    assert (response.status_code, StoredFile.objects.exists()) == (409, False)
    assert reverse("evidence", args=[world.dossier.pk]) in response.content.decode()


def test_a_task_of_another_dossier_is_not_there(world):
    foreign = PlanTaskFactory(plan=DossierFactory(unit=world.division, period=world.period).plan)
    url = reverse("evidence_task", args=[world.dossier.pk, foreign.pk])
    answers = [client(world.subject).get(url), client(world.subject).post(url, {})]
    assert [answer.status_code for answer in answers] == [404, 404]


def test_once_handed_in_nothing_is_attached(world):
    type(world.dossier).objects.update(stage=Stage.SUBMITTED)
    response = sent(world, ("a.png", png()))
    assert (response.status_code, StoredFile.objects.exists()) == (409, False)
    assert "Đính kèm</button>" not in response.content.decode()


def test_taken_away_and_taken_away_again(world):
    sent(world, ("a.png", png()))
    file = world.task.evidence.get()
    url = reverse("evidence_remove", args=[world.dossier.pk, file.pk])
    first, second = (client(world.subject).post(url, follow=True).content.decode() for _ in range(2))
    assert ["Đã bỏ tệp “a.png”." in first, "Tệp này đã được bỏ rồi." in second] == [True, True]


def test_of_a_file_of_another_dossier_nobody_learns_whether_it_is_there(world):
    foreign = a_file(dossier=DossierFactory(unit=world.division, period=world.period), by=world.staff)
    url = reverse("evidence_remove", args=[world.dossier.pk, foreign.pk])
    assert client(world.subject).post(url).status_code == 404


def test_evidence_stands_beside_its_task_wherever_that_is_read(world):
    file = a_file(dossier=world.dossier, task=world.task, by=world.subject)
    link = f'href="{reverse("file_download", args=[file.pk])}"'
    type(world.dossier).objects.update(stage=Stage.SELF_ASSESSMENT)
    pages = {
        name: client(world.staff).get(reverse(name, args=[world.dossier.pk])) for name in ("plan", "evidence")
    }
    pages |= {"assessment": client(world.subject).get(reverse("assessment", args=[world.dossier.pk]))}
    type(world.dossier).objects.update(stage=Stage.SUBMITTED, tier="provincial")
    pages |= {"appraisal": client(world.staff).get(reverse("appraisal", args=[world.dossier.pk]))}
    assert {name: link in page.content.decode() for name, page in pages.items()} == dict.fromkeys(pages, True)


def test_evidence_of_a_task_that_left_the_plan_is_still_shown(world):
    sent(world, ("a.png", png()))
    world.task.delete()
    said = client(world.subject).get(reverse("evidence", args=[world.dossier.pk])).content.decode()
    assert ["Của nhiệm vụ không còn trong kế hoạch" in said, "a.png" in said] == [True, True]
    assert "trong 100 MB dành cho minh chứng" in said
