"""7.d: results and remaining tasks of a deferred quarter stand before whoever appraises and decides the next one."""

from decimal import Decimal

import pytest
from django.urls import reverse
from lxml import html

from evaluation.core.steps import Stage
from evaluation.lists import listing
from evaluation.marks.tells.deferred import deferred_before
from evaluation.models import Dossier, DossierCircumstance
from evaluation.plans.models import Carried
from regulation.quarters import Quarter
from tests.evaluation.lists.rated_factories import a_list
from tests.evaluation.marks.marking import a_case, at, fresh
from tests.factories import DossierFactory, PeriodFactory, PlanTaskFactory, TaskMarkFactory, UnitFactory

pytestmark = pytest.mark.django_db
D = Decimal
WORDS = "Quý III/2026 chưa đánh giá (Mục 7.d)"


def a_quarter(case, number, stage=Stage.DEFERRED, **values):
    period = PeriodFactory(quarter=Quarter(2026, number))
    return DossierFactory(cadre=case.cadre, period=period, stage=stage, **{"unit": case.ward} | values)


@pytest.fixture
def case():
    """Handed in for Quý IV; Quý III was deferred with three reports planned, one made, and a paper that was made."""
    case = a_case(stage=Stage.SUBMITTED)
    case.before = a_quarter(case, 3, side_ground="Nghỉ thai sản từ ngày 01/8/2026.")
    case.short = PlanTaskFactory(plan=case.before.plan, title="Báo cáo quý III/2026", quantity=D(3))
    case.whole = PlanTaskFactory(plan=case.before.plan, title="Tờ trình")
    TaskMarkFactory(task=case.short, done=D(1), quality=D("0.75"))
    return case


def told(case, user=None):
    return deferred_before(fresh(case), user or case.staff)


@pytest.mark.clause("7.d")
def test_each_task_comes_with_what_was_done_what_is_left_and_its_marks(case):
    (before,) = told(case)
    assert (before.dossier, before.seen) == (case.before, True)
    found = {line.row.task.title: line for line in before.lines}
    short, whole = found["Báo cáo quý III/2026"], found["Tờ trình"]
    assert (short.row.done, short.row.rest, short.mark.quality) == (D(1), D(2), D("0.75"))
    assert (whole.row.done, whole.row.rest, whole.mark) == (D(0), D(1), None)


def test_what_this_plan_took_over_is_told(case):
    PlanTaskFactory(plan=case.plan, origin=case.short, carried_as=Carried.REST)
    (before,) = told(case)
    assert {line.row.task.title: line.row.planned for line in before.lines} == {
        "Báo cáo quý III/2026": True,
        "Tờ trình": False,
    }


def test_quarters_deferred_one_after_the_other_all_come_back_and_a_rated_one_ends_the_row(case):
    a_quarter(case, 2)
    assert [str(before.dossier.period) for before in told(case)] == ["Quý III/2026", "Quý II/2026"]
    Dossier.objects.filter(pk=case.before.pk).update(stage=Stage.DECIDED)
    assert told(case) == []


def test_a_dossier_of_another_units_quarter_is_told_of_and_not_led_to(case):
    Dossier.objects.filter(pk=case.before.pk).update(unit=UnitFactory(), managing_unit=UnitFactory())
    (before,) = told(case)
    assert (before.seen, len(before.lines)) == (False, 2)


def test_the_person_judged_reads_it_only_when_it_is_published(case):
    dossier = fresh(case)
    dossier.withheld = True
    assert deferred_before(dossier, case.subject) == []


@pytest.mark.clause("7.d")
def test_once_the_next_quarter_is_published_the_person_reads_their_own_marks_of_the_deferred_one(
    client, case
):
    """ADR 5: the deferred quarter is not published; how others marked it stays with them."""
    TaskMarkFactory(task=case.short, layer="appraisal", done=D(2), quality=D("0.5"))
    Dossier.objects.filter(pk=case.dossier.pk).update(stage=Stage.PUBLISHED)
    seen = {user: told(case, user)[0].lines[0] for user in (case.subject, case.staff)}
    assert [(line.row.done, line.mark.quality) for line in seen.values()] == [
        (D(1), D("0.75")),
        (D(2), D("0.5")),
    ]
    client.force_login(case.subject)
    with at(12, 27):
        answer = client.get(reverse("dossier", args=[case.dossier.pk]))
    assert "Báo cáo quý III/2026 3 1 2 0,75 · 1 · 1 Chưa đưa vào" in text(answer)


@pytest.mark.clause("7.d")
def test_what_was_recorded_of_it_is_told_beside_its_results(client, case):
    cases = [{"kind": "inspected", "since": "2026-08-03", "sentence": "Đang kiểm tra dấu hiệu vi phạm."}]
    Dossier.objects.filter(pk=case.before.pk).update(cases=cases)
    circumstance(case.before, "discipline", "Khiển trách")
    circumstance(case.before, "party_cell", "Chi bộ đánh giá tốt")
    circumstance(case.before, "party_cell", "Đã hủy", stage="lifted")
    remark = {"from_unit": UnitFactory(name="Phường Rạch Giá"), "asked_at": "2026-09-01T08:00Z"}
    case.before.remarks.create(**remark, stage="given", text="Hoàn thành tốt")
    case.short.responses.create(layer="appraisal", level="3")
    client.force_login(case.staff)
    with at(12, 27):
        told = text(client.get(reverse("appraisal", args=[case.dossier.pk])))
    for words in (
        "Đang kiểm tra dấu hiệu vi phạm.",
        "“Khiển trách”",
        "“Chi bộ đánh giá tốt”",
        "Nhận xét của Phường Rạch Giá: Hoàn thành tốt",
        "Không đáp ứng yêu cầu",
    ):
        assert words in told
    assert "Đã hủy" not in told


def test_the_words_of_others_on_it_stay_with_them_when_the_next_quarter_is_published(case):
    """ADR 5: the deferred quarter itself is not published."""
    circumstance(case.before, "discipline", "Khiển trách")
    circumstance(case.before, "party_cell", "Chi bộ đánh giá tốt")
    case.before.remarks.create(
        from_unit=UnitFactory(), asked_at="2026-09-01T08:00Z", stage="given", text="Hoàn thành tốt"
    )
    Dossier.objects.filter(pk=case.dossier.pk).update(stage=Stage.PUBLISHED)
    said = {user: " ".join(told(case, user)[0].said) for user in (case.subject, case.staff)}
    assert ["Khiển trách" in words for words in said.values()] == [True, True]
    assert ["Chi bộ đánh giá tốt" in words for words in said.values()] == [False, True]
    assert ["Hoàn thành tốt" in words for words in said.values()] == [False, True]


def circumstance(dossier, kind, words, **values):
    return DossierCircumstance.objects.create(
        cadre=dossier.cadre, dossier=dossier, kind=kind, text=words, on="2026-08-20", **values
    )


def text(answer):
    return " ".join(html.fromstring(answer.content).get_element_by_id("deferred").text_content().split())


@pytest.mark.clause("7.d")
@pytest.mark.parametrize("name", ["appraisal", "authority", "dossier"])
def test_the_pages_of_whoever_appraises_and_decides_show_it_and_lead_to_the_dossier(client, case, name):
    client.force_login(case.staff)
    with at(12, 27):
        answer = client.get(reverse(name, args=[case.dossier.pk]))
    assert WORDS in text(answer)
    assert "Nghỉ thai sản từ ngày 01/8/2026." in text(answer)
    assert "Báo cáo quý III/2026 3 1 2 0,75 · 1 · 1 Chưa đưa vào" in text(answer)
    assert reverse("dossier", args=[case.before.pk]) in answer.content.decode()


def test_the_form_of_the_person_judged_does_not_bring_it(client, case):
    client.force_login(case.subject)
    Dossier.objects.filter(pk=case.dossier.pk).update(stage=Stage.SELF_ASSESSMENT)
    with at(12, 27):
        assert WORDS not in client.get(reverse("assessment", args=[case.dossier.pk])).content.decode()


@pytest.mark.clause("7.d")
def test_the_row_of_a_list_says_it_and_leads_there(client):
    world = a_list(2)
    first, second = world.dossiers
    period = PeriodFactory(quarter=Quarter(2026, 3))
    before = PeriodFactory(quarter=Quarter(2026, 2))
    for deferred in (period, before):
        DossierFactory(cadre=first.cadre, unit=world.division, period=deferred, stage=Stage.DEFERRED)
    DossierFactory(cadre=second.cadre, unit=world.division, period=period, stage=Stage.ARCHIVED)
    rows = listing.draft_rows(world.list, world.leadership, closer=True)
    said = {row.dossier_id: listing.judge(row).deferred_before for row in rows}
    assert said == {first.pk: "Quý II/2026, Quý III/2026", second.pk: ""}
    client.force_login(world.leadership)
    page = client.get(reverse("rating_list", args=[world.list.pk])).content.decode()
    assert page.count("chưa đánh giá (Mục 7.d), được xem xét trong quý này") == 1
    assert f"{reverse('dossier', args=[first.pk])}#deferred" in page
