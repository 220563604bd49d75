"""7.b: the old unit's own page: whom it is asked about, the small form, and nothing else of the dossier."""

from datetime import date

import pytest
from django.urls import reverse
from lxml import html

from cadres.models import Attempt
from evaluation.circumstances.actions.remarks import ask_remark, give_remark, withdraw_remark
from evaluation.core.actions.cases import settle_cases
from evaluation.core.stages import RemarkStage
from evaluation.core.steps import Stage
from evaluation.home.tells.duties import tasks_for
from evaluation.models import Dossier, Remark
from regulation.vocabulary import Cause
from tests.choosing import offered
from tests.evaluation.marks.marking import a_case, at, fresh
from tests.factories import AppointmentFactory, a_ward

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    """The deputy came from another ward on 10/11/2026; nobody has been asked yet."""
    case = a_case()
    case.old = a_ward(name="Phường Cũ")
    case.post.unit, case.post.valid_until = case.old.division, date(2026, 11, 9)
    case.post.save()
    AppointmentFactory(
        cadre=case.cadre,
        unit=case.dossier.unit,
        position=case.post.position,
        leadership=case.dossier.leadership,
        valid_from=date(2026, 11, 10),
        cause=Cause.TRANSFER.value,
    )
    settle_cases(case.dossier, by=case.staff)
    return case


@pytest.fixture
def asked(case):
    with at(12, 10):
        ask_remark(Dossier.objects.get(), by=case.staff)
    case.remark = Remark.objects.get()
    return case


def send(client, case, **typed):
    said = {"version": str(case.remark.version), "text": "Hoàn thành tốt", "rating": "good", "document": ""}
    with at(12, 15):
        return client.post(reverse("remark", args=[case.remark.pk]), said | typed)


def lines(user, *when):
    with at(*when):
        return [(line.verb, line.whom, line.url) for line in tasks_for(user).todo]


@pytest.mark.clause("7.b")
def test_the_page_shows_who_which_posts_which_days_for_whom_and_no_more(client, asked):
    Dossier.objects.update(government_post="Phó Chủ tịch")
    client.force_login(asked.old.staff)
    main = html.fromstring(client.get(reverse("remark", args=[asked.remark.pk])).content).get_element_by_id(
        "noi-dung"
    )
    text = " ".join(main.text_content().split())
    assert "Nhận xét đồng chí Lê Văn Bình Quý IV/2026 · Phường Cũ · Mục 7.b" in text
    assert "Phó Trưởng phòng, Phòng Tổng hợp" in text
    assert "từ ngày 01/01/2020 đến hết ngày 09/11/2026" in text
    new = asked.dossier.managing_unit
    assert f"Đơn vị mới{new} Chức vụ tại đơn vị mớiPhó Chủ tịch, {asked.dossier.unit}" in text
    assert f"Đề nghị nhận xétĐồng chí {asked.staff}, lúc 08:00 ngày 10/12/2026" in text
    assert "Trưởng phòng, Phường Thử" not in text
    assert reverse("dossier", args=[asked.dossier.pk]) not in html.tostring(main).decode()


@pytest.mark.parametrize(("who", "linked"), [("staff", True), ("leadership", True), ("council", False)])
def test_the_old_units_staff_and_leadership_reach_their_remarks_from_the_lists(client, asked, who, linked):
    client.force_login(getattr(asked.old, who))
    page = client.get(reverse("rating_lists")).content.decode()
    assert (f'href="{reverse("remarks")}"' in page) is linked


def test_the_remark_is_sent_and_then_read_only(client, asked):
    client.force_login(asked.old.leadership)
    assert send(client, asked, document="Văn bản số 9").url == reverse("remark", args=[asked.remark.pk])
    row = Remark.objects.get()
    assert (row.stage, row.text, row.rating, row.document) == (
        RemarkStage.GIVEN,
        "Hoàn thành tốt",
        "good",
        "Văn bản số 9",
    )
    answer = client.get(reverse("remark", args=[row.pk]))
    assert (answer.context["form"], "Hoàn thành tốt" in answer.content.decode()) == (None, True)


@pytest.mark.parametrize(
    ("changed", "code", "sentence"),
    [
        (
            {"text": " "},
            422,
            "Chưa ghi nhận xét, đánh giá kết quả thực hiện chức trách, nhiệm vụ.",
        ),
        ({"rating": "perfect"}, 422, "Mức xếp loại phải chọn trong bốn mức."),
    ],
)
def test_what_is_amiss_is_told_and_everything_typed_is_kept(client, asked, changed, code, sentence):
    client.force_login(asked.old.staff)
    answer = send(client, asked, document="Văn bản số 9", **changed)
    assert (answer.status_code, sentence in answer.content.decode()) == (code, True)
    assert answer.context["form"]["document"].value() == "Văn bản số 9"
    assert Remark.objects.get().stage == RemarkStage.ASKED


def test_of_a_remark_that_was_asked_again_meanwhile_both_versions_are_shown(client, asked):
    client.force_login(asked.old.staff)
    answer = send(client, asked, document="Văn bản số 9", version="9")
    assert offered(answer)["Văn bản (nếu có)"] == ("(trống)", "Văn bản số 9")
    assert Remark.objects.get().stage == RemarkStage.ASKED


def test_a_remark_of_which_nobody_wrote_meanwhile_stays_typed(client, asked):
    client.force_login(asked.old.staff)
    opened = client.get(reverse("remark", args=[asked.remark.pk])).context["version"]
    Remark.objects.update(version=9)
    answer = send(client, asked, document="Văn bản số 9", version=opened)
    assert answer.status_code == 409
    assert answer.context["form"]["document"].value() == "Văn bản số 9"
    assert send(client, asked, version=answer.context["version"]).status_code == 302


@pytest.mark.parametrize("role", ["staff", "leadership", "subject"])
def test_the_new_unit_and_the_person_have_no_such_page(client, asked, role):
    client.force_login(getattr(asked, role))
    assert client.get(reverse("remark", args=[asked.remark.pk])).status_code == 404
    assert list(client.get(reverse("remarks")).context["page_obj"]) == []


def test_a_remark_asked_again_comes_with_what_was_said_before(client, asked):
    give_remark(asked.remark, text="Hoàn thành tốt", by=asked.old.staff)
    ask_remark(Dossier.objects.get(), by=asked.staff, reason="Thiếu số liệu")
    client.force_login(asked.old.staff)
    form = client.get(reverse("remark", args=[asked.remark.pk])).context["form"]
    assert form["text"].value() == "Hoàn thành tốt"


def test_a_remark_too_late_is_told(client, asked):
    Dossier.objects.update(stage=Stage.DECIDED)
    client.force_login(asked.old.staff)
    answer = send(client, asked)
    assert (answer.status_code, "không cần nhận xét nữa" in answer.content.decode()) == (422, True)


def test_the_list_has_the_open_ones_first(client, asked):
    other = a_case()
    Remark.objects.create(
        dossier=other.dossier,
        from_unit=asked.old.ward,
        stage=RemarkStage.GIVEN,
        asked_at=asked.remark.asked_at,
        given_at=asked.remark.asked_at,
    )
    client.force_login(asked.old.staff)
    page = client.get(reverse("remarks"))
    assert [row.stage for row in page.context["page_obj"]] == [RemarkStage.ASKED, RemarkStage.GIVEN]
    assert ("Chờ gửi" in page.content.decode(), "Đã gửi" in page.content.decode()) == (True, True)


# --- the notice on the home page


@pytest.mark.clause("7.b")
def test_the_old_unit_is_told_on_its_home_page_with_the_windows_end(asked):
    url = reverse("remark", args=[asked.remark.pk])
    expected = [("Gửi nhận xét", "đồng chí Lê Văn Bình (Mục 7.b) · Quý IV/2026", url)]
    assert lines(asked.old.staff, 12, 11) == expected
    assert lines(asked.old.leadership, 12, 11) == expected
    with at(12, 11):
        assert tasks_for(asked.old.staff).todo[0].until == asked.dossier.period.dossier_closes_at
    Dossier.objects.update(stage=Stage.DECIDED)
    assert lines(asked.old.staff, 12, 11) == []


def test_the_new_units_staff_are_told_to_ask_and_that_it_came(case):
    page = reverse("circumstances", args=[case.dossier.pk])
    waiting = ("Đề nghị đơn vị cũ nhận xét (Mục 7.b)", "đồng chí Lê Văn Bình · Quý IV/2026", page)
    assert waiting in lines(case.staff, 12, 9)
    with at(12, 10):
        ask_remark(fresh(case), by=case.staff)
    assert lines(case.staff, 12, 11) == []
    with at(12, 12):
        give_remark(Remark.objects.get(), text="Tốt", by=case.old.staff)
    came = (
        "Xem nhận xét đã đến của",
        "Phường Cũ về đồng chí Lê Văn Bình (Mục 7.b) · Quý IV/2026",
        f"{page}#remark",
    )
    assert lines(case.staff, 12, 18) == [came]
    assert lines(case.staff, 12, 20) == []
    assert lines(case.old.staff, 12, 18) == []


def test_a_question_withdrawn_meanwhile_keeps_what_was_typed(client, asked, monkeypatch):
    def late(remark, **said):
        withdraw_remark(Dossier.objects.get(), by=asked.staff)
        return give_remark(remark, **said)

    monkeypatch.setattr("evaluation.circumstances.views.remarks.give_remark", late)
    client.force_login(asked.old.staff)
    answer = send(client, asked, document="Văn bản số 9")
    page = answer.content.decode()
    assert (answer.status_code, "Đơn vị mới đã rút đề nghị nhận xét." in page) == (409, True)
    assert [answer.context["form"][name].value() for name in ("text", "document")] == [
        "Hoàn thành tốt",
        "Văn bản số 9",
    ]


def test_what_is_sent_after_the_question_was_withdrawn_is_told_and_shown_and_no_refused_attempt(
    client, asked
):
    withdraw_remark(Dossier.objects.get(), by=asked.staff)
    client.force_login(asked.old.staff)
    answer = send(client, asked, document="Văn bản số 9")
    page = answer.content.decode()
    assert (answer.status_code, "Đơn vị mới đã rút đề nghị nhận xét." in page) == (409, True)
    assert "Hoàn thành tốt" in page
    assert "Văn bản số 9" in page
    assert not Attempt.objects.exists()


def test_a_question_of_other_units_is_not_there_for_whoever_sends(client, asked):
    client.force_login(asked.staff)
    assert send(client, asked).status_code == 404


def test_whoever_gives_no_remarks_cannot_tell_a_withdrawn_question_from_anothers(client, asked):
    client.force_login(asked.subject)
    before = send(client, asked).status_code
    withdraw_remark(Dossier.objects.get(), by=asked.staff)
    assert [before, send(client, asked).status_code] == [404, 404]
