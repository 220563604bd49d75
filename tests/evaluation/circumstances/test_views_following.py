"""The block is told with its remedy wherever somebody rates; the page says first what it will do, and then does it."""

from datetime import date

import pytest
from django.urls import reverse
from lxml import html

from cadres.models import Duty
from config import clock
from evaluation.calendar.actions.rounds import join
from evaluation.circumstances.actions.following import follow
from evaluation.core.steps import Stage
from evaluation.lists.actions.places import ensure_list_for
from evaluation.models import Dossier, Excuse, Remark
from tests.evaluation.circumstances.test_actions_following import appraised, moved  # noqa: F401 - fixtures
from tests.evaluation.marks.marking import at
from tests.factories import AppointmentFactory, PeriodFactory, a_ward, an_official

pytestmark = pytest.mark.django_db


def text(answer):
    return " ".join(html.fromstring(answer.content).get_element_by_id("noi-dung").text_content().split())


def get(client, user, name, *args):
    client.force_login(user)
    with at(12, 21):
        return client.get(reverse(name, args=args))


@pytest.mark.clause("2.2", "7.b")
def test_the_page_says_what_it_will_do_and_changes_nothing(client, appraised):  # noqa: F811
    pk, seat = appraised.dossier.pk, {"unit": appraised.ward, "leadership": "deputy", "is_main": False}
    AppointmentFactory(cadre=appraised.cadre, valid_from=date(2026, 12, 1), **seat)
    said = text(get(client, appraised.staff, "posts_settle", pk))
    for words in (
        "từ ngày 01/12/2026",
        f"Đơn vị công tác {appraised.division} Phường Nơi Mới",
        "Chức vụ Phó Trưởng phòng Trưởng phòng",
        f"Cấp quyết định xếp loại {appraised.ward} Phường Nơi Mới",
        "Vai trò trong tập thể Cấp phó Người đứng đầu",
        f"Vai trò ở tập thể khác – Cấp phó, {appraised.ward}",
        "Hồ sơ về bước “Đã nộp”: cơ quan tham mưu phường Nơi Mới thẩm định",
        f"{appraised.ward}: điểm và mức đã thẩm định được giữ làm nhận xét, không phải ghi lại",
    ):
        assert words in said
    assert Dossier.objects.get().unit == appraised.division
    assert Remark.objects.count() == 0


def test_the_person_judged_is_not_told_what_the_old_unit_has_or_will_have_said(client, appraised):  # noqa: F811
    said = text(get(client, appraised.subject, "posts_settle", appraised.dossier.pk))
    assert ["từ ngày 01/12/2026" in said, "nhận xét" in said] == [True, False]


@pytest.mark.clause("6.1.3")
def test_the_page_says_whose_answer_to_an_excuse_is_now_asked_for(client, appraised):  # noqa: F811
    task = appraised.dossier.plan.tasks.get()
    Excuse.objects.create(
        task=task, stage="approved", ground="Mưa lũ", put_forward_at=appraised.dossier.period.plan_closes_at
    )
    words = "Lý do khách quan của nhiệm vụ “Đề án” Đơn vị thống nhất, chờ tỉnh xác nhận Chờ xem xét"
    assert "Lý do khách quan của" not in text(
        get(client, appraised.staff, "posts_settle", appraised.dossier.pk)
    )
    Excuse.objects.update(stage="supported")
    Dossier.objects.update(tier="provincial")
    assert words in text(get(client, appraised.staff, "posts_settle", appraised.dossier.pk))


def test_the_page_says_that_an_appraisal_not_finished_is_not_taken_along(client, appraised):  # noqa: F811
    Dossier.objects.update(stage=Stage.SUBMITTED)
    said = text(get(client, appraised.staff, "posts_settle", appraised.dossier.pk))
    assert f"{appraised.ward}: được đề nghị gửi nhận xét" in said
    assert "Bản thẩm định chưa xong của đơn vị cũ không còn tính" in said


@pytest.mark.clause("7.b")
def test_the_page_names_each_level_whose_word_no_longer_counts(client, appraised):  # noqa: F811
    said = text(get(client, appraised.staff, "posts_settle", appraised.dossier.pk))
    lapses = "mức phòng, ban đề xuất; mức thẩm định; mức hội đồng; điểm của cấp có thẩm quyền."
    assert f"Không còn tính, chỉ giữ ở trang Lịch sử: {lapses}" in said
    Dossier.objects.update(division_rating="")
    assert "phòng, ban đề xuất" not in text(
        get(client, appraised.staff, "posts_settle", appraised.dossier.pk)
    )
    assert "Không còn tính" not in text(get(client, appraised.subject, "posts_settle", appraised.dossier.pk))


@pytest.mark.clause("7.b")
def test_afterwards_pages_say_whose_marks_they_are_until_the_new_unit_saves_its_own(client, appraised):  # noqa: F811
    with at(12, 21):
        follow(appraised.dossier, by=appraised.staff)
    newcomer = an_official(Duty.ORGANISATION_STAFF, appraised.elsewhere)
    whose = f"do nơi cũ chấm, khi đồng chí giữ chức vụ Phó Trưởng phòng, {appraised.division}."
    for name in ("grounds", "appraisal"):
        said = text(get(client, newcomer, name, appraised.dossier.pk))
        assert whose in said
        assert "phường Nơi Mới chưa lưu điểm thẩm định" in said
    own = get(client, newcomer, "grounds", appraised.dossier.pk)
    client.force_login(newcomer)
    assert whose not in text(client.get(own.request["PATH_INFO"], {"lop": "self"}))
    assert whose not in text(get(client, appraised.subject, "grounds", appraised.dossier.pk))
    with at(12, 22):
        appraised.dossier.assessments.filter(layer="appraisal").update(saved_at=clock.now())
    for name in ("grounds", "appraisal"):
        assert whose not in text(get(client, newcomer, name, appraised.dossier.pk))


@pytest.mark.clause("7.b")
def test_a_case_found_before_is_not_told_as_what_posts_say_today(client, moved):  # noqa: F811
    said = text(get(client, moved.staff, "circumstances", moved.dossier.pk))
    assert (
        "Lần xác định trước, theo bổ nhiệm và thời gian vắng mặt khi đó: không thuộc trường hợp nào." in said
    )
    assert "Theo bổ nhiệm và thời gian vắng mặt đã ghi, không thuộc trường hợp nào." not in said


@pytest.mark.clause("7.e")
def test_of_whoever_holds_no_post_any_more_every_page_says_so_and_leads_staff_to_the_ending(client):
    world = a_ward()
    with at(9, 20):
        row = join(world.cadre, PeriodFactory())
    world.cadre.appointments.update(valid_until=date(2026, 11, 30))
    said = "Từ ngày 01/12/2026 không còn giữ chức vụ nào: ghi kết thúc hồ sơ (Mục 7.e)."
    for name in ("dossier", "plan", "circumstances"):
        page = get(client, world.staff, name, row.pk)
        assert said in text(page)
        assert reverse("dossier_deeds", args=[row.pk]) in page.content.decode()
    theirs = text(get(client, world.subject, "dossier", row.pk))
    assert f"{said} Cơ quan tham mưu" in theirs
    Dossier.objects.update(stage=Stage.ENDED)
    assert "không còn giữ chức vụ nào" not in text(get(client, world.staff, "dossier", row.pk))


def test_its_button_does_it_all(client, appraised):  # noqa: F811
    client.force_login(appraised.staff)
    with at(12, 21):
        answer = client.post(
            reverse("posts_settle", args=[appraised.dossier.pk]), {"version": appraised.dossier.version}
        )
    assert answer.status_code == 302
    assert (Dossier.objects.get().unit, Dossier.objects.get().stage) == (appraised.elsewhere, Stage.SUBMITTED)


@pytest.mark.parametrize("who", ["staff", "organisation"])
def test_the_same_form_sent_twice_is_answered_alike_also_out_of_sight(client, moved, who):  # noqa: F811
    moved.organisation = an_official(Duty.PROVINCIAL_ORGANISATION, moved.province)
    client.force_login(getattr(moved, who))
    form = reverse("posts_settle", args=[moved.dossier.pk]), {"version": moved.dossier.version}
    with at(12, 21):
        answers = [client.post(*form) for _ in range(2)]
    assert [(answer.status_code, answer.url) for answer in answers] == [
        (302, f"{reverse('dossiers')}?ky={moved.dossier.period.code}")
    ] * 2
    assert Dossier.objects.get().history.filter(deed="follow_person").count() == 1


def test_a_form_that_would_now_do_something_else_is_no_repetition(client, moved):  # noqa: F811
    organisation = an_official(Duty.PROVINCIAL_ORGANISATION, moved.province)
    client.force_login(organisation)
    form = reverse("posts_settle", args=[moved.dossier.pk]), {"version": moved.dossier.version}
    with at(12, 21):
        client.post(*form)
        client.force_login(other := an_official(Duty.PROVINCIAL_ORGANISATION, moved.province))
        assert (other != organisation, client.post(*form).status_code) == (True, 409)
        client.force_login(organisation)
        moved.cadre.appointments.filter(unit=moved.elsewhere).update(unit=moved.division)
        assert client.post(*form).status_code == 409


def test_an_old_page_comes_back_with_what_now_is(client, moved):  # noqa: F811
    client.force_login(moved.staff)
    with at(12, 21):
        answer = client.post(reverse("posts_settle", args=[moved.dossier.pk]), {"version": 7})
    assert (answer.status_code, "Nội dung đã thay đổi" in text(answer)) == (409, True)


@pytest.mark.parametrize("name", ["dossier", "appraisal", "circumstances", "grounds"])
def test_every_page_of_the_dossier_tells_the_block_and_offers_the_deed(client, appraised, name):  # noqa: F811
    answer = get(client, appraised.staff, name, appraised.dossier.pk)
    assert "Từ ngày 01/12/2026 giữ chức vụ Trưởng phòng, Phường Nơi Mới" in text(answer)
    assert reverse("posts_settle", args=[appraised.dossier.pk]) in answer.content.decode()


def test_the_one_button_of_the_first_page_is_the_deed(client, appraised):  # noqa: F811
    turn = get(client, appraised.staff, "dossier", appraised.dossier.pk).context["turn"]
    assert turn.button == "Đưa hồ sơ theo cán bộ"


def test_who_may_not_bring_it_reads_who_may(client, appraised):  # noqa: F811
    answer = get(client, appraised.leadership, "dossier", appraised.dossier.pk)
    assert "Cơ quan tham mưu của đơn vị cũ hoặc Ban Tổ chức Tỉnh ủy đưa hồ sơ theo cán bộ." in text(answer)
    said = text(get(client, appraised.leadership, "posts_settle", appraised.dossier.pk))
    assert f"của {appraised.ward} hoặc Ban Tổ chức Tỉnh ủy thực hiện" in said


def test_the_row_of_a_list_and_the_line_of_a_council_offer_it(client, appraised):  # noqa: F811
    deed = reverse("posts_settle", args=[appraised.dossier.pk])
    rating_list = ensure_list_for(appraised.dossier)
    assert deed in get(client, appraised.leadership, "rating_list", rating_list.pk).content.decode()
    Dossier.objects.update(stage=Stage.APPRAISED)
    council = get(client, appraised.council, "council", appraised.ward.pk, appraised.dossier.period.code)
    assert deed in council.content.decode()


def test_what_begins_later_is_told_with_its_day(client, moved):  # noqa: F811
    moved.cadre.appointments.filter(unit=moved.elsewhere).update(valid_from=date(2026, 12, 24))
    moved.post.valid_until = date(2026, 12, 23)
    moved.post.save()
    said = text(get(client, moved.staff, "posts_settle", moved.dossier.pk))
    assert "giữ từ ngày 24/12/2026: đưa hồ sơ theo cán bộ từ ngày đó" in said


def test_before_that_day_every_page_says_from_when_and_offers_no_button_that_would_be_refused(client, moved):  # noqa: F811
    client.force_login(moved.staff)
    with at(11, 25):
        answer = client.get(reverse("circumstances", args=[moved.dossier.pk]))
        turn = client.get(reverse("dossier", args=[moved.dossier.pk])).context["turn"]
    assert turn is None
    assert "Đưa hồ sơ theo cán bộ được từ ngày 01/12/2026." in text(answer)
    assert not html.fromstring(answer.content).xpath(
        f"//a[@href='{reverse('posts_settle', args=[moved.dossier.pk])}' and contains(@class, 'btn')]"
    )


@pytest.mark.clause("7.e")
def test_of_whoever_moved_and_then_left_the_pages_ask_to_end_the_dossier_not_to_bring_it_along(client, moved):  # noqa: F811
    moved.cadre.appointments.filter(unit=moved.elsewhere).update(valid_until=date(2026, 12, 14))
    page = get(client, moved.staff, "dossier", moved.dossier.pk)
    asked = "Từ ngày 15/12/2026 không còn giữ chức vụ nào: ghi kết thúc hồ sơ (Mục 7.e)."
    assert asked in text(page)
    assert reverse("dossier_deeds", args=[moved.dossier.pk]) in page.content.decode()
    assert asked in text(get(client, moved.staff, "posts_settle", moved.dossier.pk))


def test_the_province_brings_it_too_and_history_tells_from_where_to_where(client, moved):  # noqa: F811
    organisation = an_official(Duty.PROVINCIAL_ORGANISATION, moved.province)
    client.force_login(organisation)
    with at(12, 21):
        client.post(reverse("posts_settle", args=[moved.dossier.pk]), {"version": 1})
    entries = get(client, organisation, "history", moved.dossier.pk).context["entries"]
    assert any(line.endswith("→ Trưởng phòng, Phường Nơi Mới.") for line in entries[0]["changes"])


@pytest.mark.clause("7.b")
@pytest.mark.parametrize("name", ["appraisal", "authority"])
def test_the_old_units_marks_stand_before_every_later_level(client, appraised, name):  # noqa: F811
    with at(12, 21):
        follow(appraised.dossier, by=appraised.staff)
    staff = an_official(Duty.ORGANISATION_STAFF, appraised.elsewhere)
    said = text(get(client, staff, name, appraised.dossier.pk))
    assert (
        f"Nhận xét của {appraised.ward} (Mục 7.b): Hoàn thành nhiệm vụ Thẩm định: 88,00 điểm, mức Tốt."
        in said
    )
    assert "88,00 điểm, mức Tốt" not in text(get(client, appraised.subject, name, appraised.dossier.pk))
