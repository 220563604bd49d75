"""The appraisers' queue, and the province's hand on proposals."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from cadres.models import Duty
from evaluation.core.steps import Stage
from evaluation.models import Dossier, Excuse, PlanAmendment, ReturnNote
from tests.evaluation.marks.marking import a_case, at, handed_in
from tests.factories import DossierFactory, PlanTaskFactory, an_official

pytestmark = pytest.mark.django_db
QUEUE, MANY = "/tham-dinh/", "/tham-dinh/ban-to-chuc/"


@pytest.fixture
def case():
    case = a_case()
    handed_in(case)
    return case


def shown(client, user, **filters):
    client.force_login(user)
    with at(12, 27):
        return client.get(QUEUE, filters)


def people(answer):
    return [line["dossier"].cadre.full_name for line in answer.context["lines"]]


def a_proposal(case, **values):
    return DossierFactory(
        provincial=True, stage=Stage.PROPOSED, unit=case.ward, proposed_rating="good", **values
    )


def an_appraiser(case):
    return an_official(Duty.PROVINCIAL_ORGANISATION, case.province)


def test_the_queue_holds_those_who_handed_in(client, case):
    DossierFactory(unit=case.ward, stage=Stage.SELF_ASSESSMENT)
    DossierFactory(unit=case.ward, stage=Stage.APPRAISED)
    answer = shown(client, case.staff)
    (line,) = answer.context["lines"]
    assert (line["total"], line["rating"], line["permitted"], line["waits_for_division"]) == (
        100,
        "good",
        "good",
        False,
    )
    assert reverse("appraisal", args=[case.dossier.pk]) in answer.content.decode()


@pytest.mark.parametrize("who", ["leadership", "division_leadership", "council", "subject"])
def test_it_is_empty_for_those_who_do_not_appraise(client, case, who):
    assert people(shown(client, getattr(case, who))) == []


def test_whoever_waits_for_the_division_is_shown_and_can_be_left_out(client):
    case = a_case(division=True)
    handed_in(case)
    answer = shown(client, case.staff)
    assert [line["waits_for_division"] for line in answer.context["lines"]] == [True]
    assert f"Chờ {case.division} đề xuất" in answer.content.decode()
    assert people(shown(client, case.staff, mine="on")) == []
    Dossier.objects.update(stage=Stage.DIVISION_PROPOSED)
    assert people(shown(client, case.staff, mine="on")) == ["Lê Văn Bình"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"q": "binh le"}, 1),
        ({"q": "Nguyễn"}, 0),
        ({"tier": "delegated"}, 1),
        ({"tier": "provincial"}, 0),
        ({"q": "%_'\""}, 0),
        ({"tier": "x"}, 1),
        ({"page": "x"}, 1),
        ({"page": "99"}, 1),
    ],
)
def test_it_is_narrowed_by_name_unit_and_tier(client, case, filters, found):
    assert len(people(shown(client, case.staff, **filters))) == found


def test_it_is_narrowed_to_one_unit(client, case):
    DossierFactory(unit=case.division, stage=Stage.SUBMITTED, cadre__full_name="Trần Văn Cường")
    answer = shown(client, case.staff, unit=case.division.pk)
    assert people(answer) == ["Trần Văn Cường"]
    assert answer.context["form"].fields["unit"].choices == [
        ("", "Mọi đơn vị"),
        (case.ward.pk, case.ward.name),
        (case.division.pk, case.division.name),
    ]
    assert len(people(shown(client, case.staff, unit="999999"))) == 2


def test_late_and_returned_are_marked(client, case):
    ReturnNote.objects.create(
        dossier=case.dossier,
        at="2026-12-27T00:00Z",
        by=case.staff,
        came_from=Stage.SUBMITTED,
        went_to=Stage.SELF_ASSESSMENT,
        reason="Thiếu",
    )
    Dossier.objects.update(arrived_at=case.dossier.period.dossier_closes_at)
    text = shown(client, case.staff).content.decode()
    assert "Nộp muộn" in text
    assert "Đã trả lại" in text


def test_it_asks_no_more_for_thirty_people(client, case):
    counted = []
    for more in (0, 29):
        for _ in range(more):
            DossierFactory(unit=case.ward, stage=Stage.SUBMITTED)
        client.force_login(case.staff)
        with at(12, 27), CaptureQueriesContext(connection) as queries:
            client.get(QUEUE)
        counted.append(len(queries))
    assert counted[0] == counted[1]
    assert max(counted) <= 12, counted


def test_a_page_has_fifty(client, case):
    for _ in range(50):
        DossierFactory(unit=case.ward, stage=Stage.SUBMITTED)
    assert len(people(shown(client, case.staff))) == 50
    assert len(people(shown(client, case.staff, page="2"))) == 1


def test_the_province_appraises_many_at_once(client, case):
    both = [a_proposal(case), a_proposal(case)]
    client.force_login(an_appraiser(case))
    data = {"dossier": [row.pk for row in both]} | {f"version-{row.pk}": row.version for row in both}
    assert client.post(MANY, data).url == QUEUE
    assert set(Dossier.objects.filter(tier="provincial").values_list("stage", flat=True)) == {
        Stage.PROVINCE_APPRAISED
    }


def test_one_that_changed_meanwhile_stops_them_all(client, case):
    both = [a_proposal(case), a_proposal(case)]
    client.force_login(an_appraiser(case))
    data = {"dossier": [row.pk for row in both], f"version-{both[0].pk}": 1, f"version-{both[1].pk}": 9}
    answer = client.post(MANY, data, follow=True)
    assert f"Chưa thẩm định hồ sơ nào. {both[1]}: Nội dung đã thay đổi" in answer.content.decode()
    assert set(Dossier.objects.filter(tier="provincial").values_list("stage", flat=True)) == {Stage.PROPOSED}


@pytest.mark.parametrize("keys", [[], ["x"], ["-1"], ["99999999"], ["9" * 40], ["9" * 5000], ["１"]])
def test_unknown_keys_are_a_sentence(client, case, keys):
    client.force_login(an_appraiser(case))
    assert "Chưa chọn hồ sơ nào" in client.post(MANY, {"dossier": keys}, follow=True).content.decode()


@pytest.mark.parametrize("version", ["", "x", "9" * 5000])
def test_without_the_version_seen_nothing_is_appraised(client, case, version):
    proposal = a_proposal(case)
    client.force_login(an_appraiser(case))
    client.post(MANY, {"dossier": proposal.pk, f"version-{proposal.pk}": version})
    assert Dossier.objects.get(pk=proposal.pk).stage == Stage.PROPOSED


def test_the_units_staff_do_not_appraise_for_the_province(client, case):
    proposal = a_proposal(case)
    client.force_login(case.staff)
    assert client.post(MANY, {"dossier": proposal.pk, f"version-{proposal.pk}": 1}).status_code == 403


def test_the_province_returns_to_the_unit_with_a_reason(client, case):
    proposal = a_proposal(case)
    client.force_login(an_appraiser(case))
    page = reverse("return_to_unit", args=[proposal.pk])
    client.post(page, {"version": 1, "reason": " "})
    assert Dossier.objects.get(pk=proposal.pk).stage == Stage.PROPOSED
    assert client.post(page, {"version": 1, "reason": "Thiếu biên bản"}).url == f"{QUEUE}?ky=2026-4"
    assert Dossier.objects.get(pk=proposal.pk).stage == Stage.COUNCIL
    client.force_login(case.staff)
    assert client.post(page, {"version": 2, "reason": "x"}).status_code == 403


def test_what_is_typed_for_the_unit_comes_back_when_it_cannot_be_sent(client, case):
    proposal = a_proposal(case)
    client.force_login(an_appraiser(case))
    page = reverse("return_to_unit", args=[proposal.pk])
    long = client.post(page, {"version": 1, "reason": "Thiếu biên bản " * 200})
    assert (long.status_code, "Thiếu biên bản Thiếu biên bản" in long.content.decode()) == (422, True)
    Dossier.objects.filter(pk=proposal.pk).update(version=5)
    stale = client.post(page, {"version": 1, "reason": "Thiếu biên bản"})
    assert (stale.status_code, Dossier.objects.get(pk=proposal.pk).stage) == (409, Stage.PROPOSED)
    shown = stale.context["unit_return"]
    assert (shown["reason"].value(), shown["version"].value()) == ("Thiếu biên bản", "5")
    Dossier.objects.filter(pk=proposal.pk).update(stage=Stage.DECIDED)
    late = client.post(page, {"version": 5, "reason": "Thiếu biên bản"})
    assert (late.status_code, late.context["left"]) == (409, [("Lý do trả lại đơn vị", "Thiếu biên bản")])


def test_the_appraisal_page_offers_both_to_the_province(client, case):
    proposal = a_proposal(case)
    client.force_login(an_appraiser(case))
    text = client.get(reverse("appraisal", args=[proposal.pk])).content.decode()
    assert "Ban Tổ chức thẩm định xong" in text
    assert "Trả lại đơn vị" in text


@pytest.mark.clause("6.1.3")
def test_whoever_appraises_at_the_province_reads_which_reasons_wait_for_its_answer(client, case):
    proposal = a_proposal(case)
    tasks = {
        stage: PlanTaskFactory(plan=proposal.plan, title=f"Việc {stage}")
        for stage in ("proposed", "supported", "approved", "refused")
    }
    for stage, task in tasks.items():
        Excuse.objects.create(task=task, stage=stage, ground="Bão", put_forward_at="2026-12-27T08:00Z")
    client.force_login(an_appraiser(case))
    page = reverse("appraisal", args=[proposal.pk])
    (box,) = html.fromstring(client.get(page).content).find_class("province-box")
    waiting = [reverse("excuse", args=[proposal.pk, tasks[stage].pk]) for stage in ("proposed", "supported")]
    assert [link.get("href") for link in box.iter("a")] == waiting
    assert "Đơn vị thống nhất, chờ tỉnh xác nhận" in box.text_content()
    Excuse.objects.update(stage="approved")
    assert "chưa được tỉnh trả lời" not in client.get(page).content.decode()


def with_reasons(proposal, *stages, **values):
    for stage in stages:
        task = PlanTaskFactory(plan=proposal.plan, **values)
        Excuse.objects.create(task=task, stage=stage, ground="Bão", put_forward_at="2026-12-27T08:00Z")
    return proposal


def reasons_told(answer):
    links = html.fromstring(answer.content).xpath("//a[contains(@href, '#unanswered')]")
    return {link.get("href"): link.text_content() for link in links}


@pytest.mark.clause("6.1.3")
def test_where_many_are_appraised_at_once_each_row_says_how_many_reasons_wait(client, case):
    waits = with_reasons(a_proposal(case), "proposed", "supported", "approved", "refused")
    answered = with_reasons(a_proposal(case), "approved", "refused")
    withdrawn = PlanAmendment.objects.create(
        plan=answered.plan, kind="withdraw", stage="approved", ground="…", proposed_at="2026-12-20T08:00Z"
    )
    with_reasons(answered, "supported", withdrawn_by=withdrawn)
    told = {f"{reverse('appraisal', args=[waits.pk])}#unanswered": "Lý do khách quan chưa trả lời: 2"}
    assert reasons_told(shown(client, an_appraiser(case))) == told
    Dossier.objects.filter(pk=waits.pk).update(stage=Stage.SUBMITTED)
    assert reasons_told(shown(client, case.staff)) == {}


def test_the_provinces_queue_asks_no_more_for_thirty_people_with_reasons(client, case):
    counted = []
    client.force_login(an_appraiser(case))
    for more in (1, 29):
        for _ in range(more):
            with_reasons(a_proposal(case), "proposed", "supported")
        with at(12, 27), CaptureQueriesContext(connection) as queries:
            client.get(QUEUE)
        counted.append(len(queries))
    assert counted[0] == counted[1]
    assert max(counted) <= 12, counted
