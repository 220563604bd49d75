"""The annex of Mẫu 03 "Căn cứ xếp loại": the page's own content on paper, for those who may read it."""

import pytest
from django.test import Client
from django.urls import reverse

from cadres.models import Duty
from evaluation.grounds.tells import grounds_of
from evaluation.models import CriterionMark
from regulation.vocabulary import Layer
from reporting.renderers.pdf import pdf
from reporting.sheets import grounds_sheet
from tests.factories import AxisWeightFactory, PlanTaskFactory, UnitFactory, an_official
from tests.reporting.papers import decided_dossier, loaded, page_text, pdf_pages, worked_dossier
from tests.reporting.test_renderers_pdf import families

pytestmark = pytest.mark.django_db
BODY = "reporting/forms/grounds.html"


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_the_annex_carries_what_the_page_carries():
    dossier = loaded(worked_dossier())
    sheet, grounds = grounds_sheet(dossier), grounds_of(dossier, Layer.SELF)
    assert [sheet.grounds.answer, sheet.grounds.axes, sheet.grounds.rules] == [
        grounds.answer,
        grounds.axes,
        grounds.rules,
    ]


def test_its_figures_are_the_pages_down_to_the_pocket_calculator():
    text = page_text(grounds_sheet(loaded(worked_dossier())), "grounds")
    said = (
        "PHỤ LỤC KÈM THEO MẪU SỐ 03: CĂN CỨ XẾP LOẠI",
        "91,93 điểm · khung Xuất sắc · mức cao nhất được phép: Không hoàn thành nhiệm vụ, vì Mục 6.1.",
        "I. Điểm: 91,93 = 30 + 61,93",
        "1 × 1 × 0,75 = 0,75",
        "A = 6,7 ÷ 7,7 = 87,01 %",
        "KPI = (87,01 + 88,96 + 88,96 + 88,96) ÷ 4 = 88,47 %",
        "điểm đạt = 88,47 % × 70 = 61,93",
    )
    assert [sentence for sentence in said if sentence not in text] == []


def test_every_rule_is_printed_in_the_order_of_the_law_and_the_clauses_of_those_that_bite():
    sheet = grounds_sheet(loaded(worked_dossier()))
    text = page_text(sheet, "grounds")
    places = [text.index(f"{state.rule.title} ({state.place};") for state in sheet.grounds.rules]
    assert places == sorted(places)
    assert [clause.code for clause in sheet.clauses] == ["6.1", "2.3", "B3.2", "B3"]
    assert "trừ trường hợp vì lý do khách quan, bất khả kháng" in text


def test_a_criterion_not_ensured_is_named_with_its_reason():
    dossier = worked_dossier()
    CriterionMark.objects.create(
        dossier=dossier, layer="self", code="1.1", ensured=False, reason="Còn hạn chế"
    )
    assert "không đảm bảo, 0 điểm. Lý do: Còn hạn chế" in page_text(grounds_sheet(loaded(dossier)), "grounds")


def test_a_decided_one_names_its_decision_and_carries_its_proof():
    sheet = grounds_sheet(loaded(decided_dossier()))
    assert sheet.decided[0] == "Đã quyết định: Không hoàn thành nhiệm vụ, 89,37 điểm, 15:00 ngày 29/06/2026."
    assert sheet.proof == "0123456789abcdef"


def test_before_the_decision_the_person_prints_their_own_layer_alone():
    dossier = worked_dossier()
    for layer, total in (("self", 92), ("appraisal", 60)):
        dossier.assessments.create(
            layer=layer,
            general_points=30,
            task_points=total - 30,
            total=total,
            uncapped_total=total,
            saved_at=dossier.arrived_at,
        )
    url = reverse("form03_grounds", args=[dossier.pk])
    staff = an_official(Duty.ORGANISATION_STAFF, dossier.unit)
    texts = [signed_in(user).get(url).content.decode() for user in (dossier.cadre.user, staff)]
    assert ["Theo lớp điểm: Thẩm định" in text for text in texts] == [False, True]
    assert ["Ý kiến của Hội đồng" in text for text in texts] == [False, True]


def test_there_is_a_pdf_and_no_workbook():
    dossier = worked_dossier()
    page = signed_in(dossier.cadre.user).get(reverse("form03_grounds", args=[dossier.pk])).content.decode()
    assert [reverse("form03_grounds_pdf", args=[dossier.pk]) in page, "XLSX" in page] == [True, False]
    assert f'<a href="{reverse("grounds", args=[dossier.pk])}">Căn cứ xếp loại</a>' in page


@pytest.mark.pdf
def test_the_pdf_is_an_attachment_under_its_own_name():
    dossier = worked_dossier()
    answer = signed_in(dossier.cadre.user).get(f"/bieu-mau/ho-so/{dossier.pk}/can-cu.pdf")
    assert (
        'filename="Mau-03-phu-luc-Can-cu-xep-loai-Nguyen-Van-An-Q2-2026.pdf"' in answer["Content-Disposition"]
    )
    assert "CĂN CỨ XẾP LOẠI" in pdf_pages(answer.content)[0]


@pytest.mark.pdf
def test_forty_tasks_over_six_axes_are_printed_whole():
    dossier = worked_dossier()
    for axis in (1, 2, 3, 5, 6):
        AxisWeightFactory(plan=dossier.plan, axis=axis, weight=1)
        for number in range(7):
            PlanTaskFactory(plan=dossier.plan, axis=axis, title=f"Nhiệm vụ số {axis}.{number}")
    text = " ".join(pdf_pages(pdf(grounds_sheet(loaded(dossier)), BODY)))
    names = [f"Nhiệm vụ số {axis}.{number}" for axis in (1, 2, 3, 5, 6) for number in range(7)]
    assert [name for name in names if name not in text] == []


def test_whoever_may_not_see_the_dossier_does_not_get_it():
    dossier = worked_dossier()
    stranger = an_official(Duty.ORGANISATION_STAFF, UnitFactory())
    url = reverse("form03_grounds", args=[dossier.pk])
    assert [signed_in(stranger).get(url).status_code, Client().get(url).status_code] == [404, 302]


@pytest.mark.pdf
def test_the_annex_is_set_in_the_forms_one_family():
    content = pdf(grounds_sheet(loaded(worked_dossier())), BODY)
    assert families(content) == {"Tinos"}
