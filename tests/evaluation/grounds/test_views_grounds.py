"""The page Căn cứ xếp loại: what it answers, to whom it offers which place, what a decision was taken on, its weight."""

import html
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from evaluation.core.stages import RequestStage
from evaluation.core.steps import Stage
from evaluation.lists.actions.lists import close_list, save_rows
from evaluation.models import Decision, DossierCircumstance, Policy
from tests.evaluation.grounds.grounds_factories import a_worked_example, excuse_the_short_task
from tests.evaluation.lists.rated_factories import a_list, a_rated_dossier
from tests.factories import AxisWeightFactory, DossierFactory, PlanTaskFactory, TaskMarkFactory, a_ward

pytestmark = pytest.mark.django_db

EXAMPLE_FIGURES = (
    "Điểm: 91,93 = 30 + 61,93",
    "Trục 4: 61,93 điểm = 88,47 % × 70",
    "KPI = (A + B + C + D) ÷ 4 = (87,01 + 88,96 + 88,96 + 88,96) ÷ 4 = 88,47 %",
    "Kế hoạch quy đổi = 7,7",
    "A. Số lượng = 6,7 ÷ 7,7 = 87,01 %",
    "B. Chất lượng = 6,85 ÷ 7,7 = 88,96 %",
    "C. Tiến độ = 6,85 ÷ 7,7 = 88,96 %",
    "D. Lãnh đạo, chỉ đạo, điều hành = 6,85 ÷ 7,7 = 88,96 %",
)
EXCEEDING = "1/5 nhiệm vụ (20 %) vượt yêu cầu, chưa đến 30 %"


@pytest.fixture
def ward():
    return a_ward(name="Phường Long Xuyên", code="LX")


def read(client, user, dossier, **asked):
    client.force_login(user)
    response = client.get(reverse("grounds", args=[dossier.pk]), asked)
    assert response.status_code == 200
    return response.content.decode()


def words(page):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def missing(page, *sentences):
    """Sentences that the page does not say; tags leave a space before a comma, which is none of a sentence."""
    text = words(page).replace(" ,", ",").replace(" )", ")")
    return [sentence for sentence in sentences if sentence not in text]


# --- the worked example ----------------------------------------------------------------------------------------------


def test_the_worked_example_is_not_completed_for_all_its_points(client, ward):
    page = read(client, ward.staff, a_worked_example(unit=ward.ward))
    answer = "91,93 điểm · khung Xuất sắc · mức cao nhất được phép: Không hoàn thành nhiệm vụ"
    why = "vì Mục 6.1 · Hoàn thành dưới 100 % nhiệm vụ được giao"
    assert missing(page, answer, why, EXCEEDING, "mới thực hiện 1/2 “Nhiệm vụ 1”", *EXAMPLE_FIGURES) == []


def test_a_confirmed_excuse_lifts_the_gate_and_changes_no_figure(client, ward):
    dossier = a_worked_example(unit=ward.ward)
    excuse_the_short_task(dossier)
    page = read(client, ward.staff, dossier)
    answer = "91,93 điểm · khung Xuất sắc · mức cao nhất được phép: Hoàn thành tốt nhiệm vụ"
    assert missing(page, answer, "vì Mục 2.3 · Nhiệm vụ vượt mức yêu cầu", EXCEEDING, *EXAMPLE_FIGURES) == []


def test_an_excuse_that_waits_for_its_answer_lifts_nothing(client, ward):
    dossier = a_worked_example(unit=ward.ward)
    excuse_the_short_task(dossier, RequestStage.PROPOSED)
    page = read(client, ward.staff, dossier)
    assert missing(page, "mức cao nhất được phép: Không hoàn thành nhiệm vụ", "chờ xem xét") == []


# --- rules -----------------------------------------------------------------------------------------------------------


def test_each_rule_that_decides_is_linked_to_its_place_and_stands_open(client, ward):
    page = read(client, ward.staff, a_worked_example(unit=ward.ward))
    assert '<a href="#rule-incomplete">' in page
    opened = re.findall(
        r'<li id="rule-([\w-]+)">\s*(?:<span id="[\w-]+"></span>)*\s*<details class="[^"]+" open>', page
    )
    assert opened == ["incomplete", "not-outstanding", "key-response", "no-council"]


def test_a_clause_opens_to_the_guidelines_words_and_the_centres_to_its_gist(client, ward):
    page = read(client, ward.staff, a_worked_example(unit=ward.ward))
    quoted = "trừ trường hợp vì lý do khách quan, bất khả kháng được cấp có thẩm quyền xác nhận"
    assert missing(page, quoted, "tại đây chỉ nêu số hiệu và nội dung chính", "Quy định của Trung ương") == []
    assert missing(page, "Hướng dẫn của tỉnh", "Cách hiểu khi áp dụng", "nhưng không nêu con số") == []


def test_the_excuse_is_offered_to_those_who_may_put_it_forward_or_answer(client, ward):
    dossier = a_worked_example(unit=ward.division, cadre=ward.cadre, stage=Stage.SELF_ASSESSMENT)
    task = dossier.plan.tasks.get(title="Nhiệm vụ 1")
    place = f'href="{reverse("excuse", args=[dossier.pk, task.pk])}">'
    offered = {
        name: place in read(client, getattr(ward, name), dossier)
        for name in ("subject", "staff", "leadership", "division_leadership")
    }
    assert offered == {"subject": True, "staff": True, "leadership": False, "division_leadership": False}
    excuse_the_short_task(dossier, RequestStage.PROPOSED)
    page = read(client, ward.leadership, dossier)
    assert [place in page, "Xác nhận lý do khách quan: Nhiệm vụ 1" in page] == [True, True]
    assert place not in read(client, ward.division_leadership, dossier)


def test_whoever_may_not_record_reads_in_words_who_may(client, ward):
    dossier = a_worked_example(unit=ward.division)
    page = read(client, ward.division_leadership, dossier)
    assert "Nêu lý do khách quan" not in page
    assert (
        missing(page, "Gỡ bằng cách: Lý do khách quan, bất khả kháng", "do cấp có thẩm quyền xác nhận") == []
    )


def test_the_appraiser_is_led_to_the_marks_and_the_council_to_its_session(client, ward):
    dossier = a_worked_example(unit=ward.ward)
    page = read(client, ward.staff, dossier)
    places = (
        reverse("appraisal", args=[dossier.pk]),
        reverse("council", args=[ward.ward.pk, dossier.period.code]),
    )
    assert [f'<li><a href="{place}">' in page for place in places] == [True, True]


def test_reasons_lead_to_the_list_of_whoever_closes_it(client):
    world = a_list(1)
    place = f'<li><a href="{reverse("rating_list", args=[world.list.pk])}">'
    assert place in read(client, world.leadership, world.dossiers[0])
    assert place not in read(client, world.staff, world.dossiers[0])


def test_typed_words_stay_words(client, ward):
    dossier = a_worked_example(unit=ward.ward)
    DossierCircumstance.objects.create(
        dossier=dossier, cadre=dossier.cadre, kind="shortcoming", text="<b>đậm</b>", on="2026-11-02"
    )
    page = read(client, ward.staff, dossier)
    assert ["<b>đậm</b>" in page, "&lt;b&gt;đậm&lt;/b&gt;" in page] == [False, True]


# --- decided ---------------------------------------------------------------------------------------------------------


def a_decided_dossier():
    world = a_list(1)
    save_rows(world.list, world.rows, by=world.leadership, seen=None)
    close_list(world.list, by=world.leadership, seen=None)
    world.dossiers[0].refresh_from_db()
    return world, world.dossiers[0]


def test_a_decided_dossier_says_by_which_edition_and_values_it_was_judged(client):
    world, dossier = a_decided_dossier()
    Policy.objects.create(period=dossier.period, outstanding_share=Decimal(90))
    page = read(client, world.staff, dossier)
    assert (
        missing(
            page,
            "Đã quyết định: Hoàn thành tốt nhiệm vụ, 100,00 điểm",
            "Đánh giá theo Hướng dẫn số 02-HD/TU, áp dụng từ Quý II/2026",
            "Thay đổi về sau không làm thay đổi quyết định này.",
            "Tỷ lệ nhiệm vụ vượt yêu cầu để xét Xuất sắc (%) 30",
        )
        == []
    )
    assert "Căn cứ khi quyết định" not in page


def test_what_was_decided_on_is_shown_where_it_reads_otherwise_today(client):
    world, dossier = a_decided_dossier()
    kept = Decision.objects.get(dossier=dossier).snapshot["findings"]
    dossier.plan.tasks.get().marks.update(done=0)
    page = read(client, world.staff, dossier)
    said = [finding["sentence"] for finding in kept]
    assert missing(page, "Căn cứ khi quyết định", "không phải căn cứ của quyết định", *said) == []


def test_an_earlier_layer_of_a_decided_dossier_is_not_compared_with_the_decision(client):
    world, dossier = a_decided_dossier()
    for layer in ("appraisal", "authority"):
        dossier.assessments.create(
            layer=layer,
            general_points=30,
            task_points=70,
            total=100,
            uncapped_total=100,
            saved_at=dossier.period.dossier_closes_at,
        )
    dossier.plan.tasks.get().marks.update(done=0)
    page = read(client, world.staff, dossier, lop="self")
    assert ["Đã quyết định:" in page, "Căn cứ khi quyết định" in page] == [True, False]


# --- the page --------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("long_keys")
def test_forty_tasks_on_six_axes_weigh_less_than_150_kilobytes(client, ward):
    dossier = DossierFactory(unit=ward.ward, stage=Stage.COUNCIL)
    for axis in range(1, 7):
        AxisWeightFactory(plan=dossier.plan, axis=axis, weight=Decimal(10 if axis > 1 else 20))
    for number in range(40):
        title = f"Tham mưu Ban Thường vụ Đảng ủy ban hành kế hoạch thực hiện chương trình hành động {number}"
        task = PlanTaskFactory(plan=dossier.plan, axis=number % 6 + 1, title=title, is_key=True)
        TaskMarkFactory(task=task, done=0, quality=Decimal("1.2"), timeliness=Decimal("0.75"))
    assert len(read(client, ward.staff, dossier).encode()) < 150_000


def test_the_figure_that_ranks_is_told_where_it_is_another(client, ward):
    dossier = a_rated_dossier(ward.ward)
    assert "Điểm để xếp thứ tự" not in read(client, ward.staff, a_worked_example(unit=ward.ward))
    dossier.plan.tasks.get().marks.update(quality=Decimal("1.2"))
    page = read(client, ward.staff, dossier)
    assert "Điểm để xếp thứ tự" in page


def test_the_page_leads_to_its_print(client, ward):
    dossier = a_rated_dossier(ward.ward)
    assert f'href="{reverse("form03_grounds", args=[dossier.pk])}"' in read(client, ward.staff, dossier)
    prints = client.get(reverse("prints", args=[dossier.pk])).content.decode()
    assert f'href="{reverse("form03_grounds_pdf", args=[dossier.pk])}"' in prints
