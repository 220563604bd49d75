"""The province's table of tier 3.1: everybody by groups, the marked put before whoever appraises or decides them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from cadres.models import Duty
from evaluation.core.stages import ListStage
from evaluation.core.steps import Stage
from evaluation.lists.actions.lists import save_rows
from evaluation.models import Decision, Dossier, RaisedProposal, RatingList, SimilarGroup
from tests import choosing
from tests.evaluation.lists.rated_factories import a_list, a_province_list, a_rated_dossier, excellent, good
from tests.factories import UserFactory, an_official, grant

pytestmark = pytest.mark.django_db

BODY = {"body": "Ban Thường vụ Tỉnh ủy"}


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def world(client):
    """Three people of one group, appraised and drafted as they may be decided."""
    world = a_province_list(3)
    rows = {pk: good(unmet=None, personnel="Luân chuyển về xã") for pk in world.rows}
    save_rows(world.list, rows, by=world.secretariat, seen=1)
    client.force_login(world.secretariat)
    return world


def marked(client, act, *people):
    return client.post(reverse("province_choose"), {"act": act, "dossier": [one.pk for one in people]})


def confirmed(client, page, **typed):
    sent = choosing.untouched(page, "known") | typed
    return client.post(reverse("rating_list_part", args=[page.context["list"].pk]), sent)


def test_everybody_of_the_tier_stands_there_by_groups_with_whom_they_wait_for(client, world):
    other = SimilarGroup.objects.create(period=world.period, name="Giám đốc sở", order=9)
    late = {"provincial": True, "stage": Stage.PROPOSED, "proposed_rating": "good"}
    a_rated_dossier(world.ward, group=other, cadre__full_name="Trần Thị Chờ", **late)
    a_rated_dossier(world.ward, cadre__full_name="Người Của Xã")
    page = client.get(reverse("province_table"))
    names = [line.dossier.group.name for line in page.context["lines"]]
    assert names == [world.list.group.name] * 3 + ["Giám đốc sở"]
    said = text(page)
    assert ("Trần Thị Chờ" in said, "Người Của Xã" in said) == (True, False)
    assert "chờ Ban Tổ chức Tỉnh ủy thẩm định" in said
    assert said.count("Luân chuyển về xã") == 3


def test_each_group_tells_how_much_of_its_cap_is_left(client, world):
    glance = client.get(reverse("province_table")).context["glances"][0]
    counted = glance.counted.blocking
    assert (glance.rating_list, glance.ready, counted.used, counted.allowed) == (world.list, 3, 0, 1)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"waits": "decision"}, 3),
        ({"waits": "appraisal"}, 0),
        ({"waits": "before"}, 0),
        ({"group": "x"}, 3),
        ({"q": "không ai"}, 0),
        ({"waits": "<b>"}, 3),
    ],
)
def test_filters_narrow_and_nonsense_narrows_nothing(client, world, query, count):
    assert len(client.get(reverse("province_table"), query).context["lines"]) == count


def test_it_stays_small_and_asks_as_often_for_many(client):
    costs = []
    for count in (1, 102):
        world = a_province_list(count)
        client.force_login(world.secretariat)
        client.get(reverse("province_table"))
        with CaptureQueriesContext(connection) as asked:
            page = client.get(reverse("province_table"))
        costs.append(len(asked))
    assert costs[0] == costs[1]
    assert (costs[1] <= 25, len(page.content) <= 150_000, len(page.context["lines"])) == (True, True, 50)


@pytest.mark.parametrize("role", ["staff", "leadership", "subject"])
def test_it_is_the_provinces_alone(client, world, role):
    client.force_login(getattr(world, role))
    assert client.get(reverse("province_table")).status_code == 403
    assert marked(client, "decide", *world.dossiers).status_code == 403


def test_whoever_is_rated_themself_does_not_stand_there_for_themself(client, world):
    mine = world.dossiers[0].cadre
    mine.user = UserFactory()
    mine.save()
    grant(mine.user, Duty.PROVINCIAL_SECRETARIAT, world.province)
    client.force_login(mine.user)
    assert len(client.get(reverse("province_table")).context["lines"]) == 2
    page = marked(client, "decide", *world.dossiers)
    assert [why for _, why in page.context["left"]] == [
        ("hồ sơ của chính đồng chí, hoặc của người đồng chí thay mặt.",)
    ]


def test_who_only_inspects_marks_nobody(client, world):
    client.force_login(an_official(Duty.AUDITOR, world.province))
    page = html.fromstring(client.get(reverse("province_table")).content)
    assert (page.xpath("//input[@name='dossier']"), page.xpath("//button[@name='act']")) == ([], [])
    heads = [cell.text_content().strip() for cell in page.xpath("//thead//th")]
    assert "" not in heads  # a screen reader names every column


def test_nobody_marked_is_a_sentence(client, world):
    answer = client.post(reverse("province_choose"), {"act": "decide", "dossier": ["x", "\x00"]}, follow=True)
    assert "Chưa chọn đồng chí nào." in text(answer)


def test_the_marked_are_told_before_they_are_appraised_and_then_all_are(client, world):
    options = {"provincial": True, "proposed_rating": "good"}
    waiting = [a_rated_dossier(world.ward, stage=Stage.PROPOSED, **options) for _ in range(2)]
    client.force_login(world.organisation)
    page = marked(client, "appraise", *waiting, world.dossiers[0])
    assert [one.pk for one in page.context["able"]] == [one.pk for one in waiting]
    assert "đang ở bước “Ban Tổ chức đã thẩm định”." in text(page)
    assert Dossier.objects.filter(stage=Stage.PROPOSED).count() == 2
    sent = choosing.untouched(page, "back")
    done = client.post(reverse("appraise_at_province"), sent, follow=True)
    assert done.redirect_chain[-1][0] == reverse("province_table")
    assert Dossier.objects.filter(stage=Stage.PROVINCE_APPRAISED).count() == 5


def test_who_does_not_appraise_is_told_whose_it_is(client, world):
    waiting = a_rated_dossier(world.ward, stage=Stage.PROPOSED, provincial=True, proposed_rating="good")
    page = marked(client, "appraise", waiting)
    assert (page.context["able"], "việc thẩm định thuộc Ban Tổ chức Tỉnh ủy." in text(page)) == ([], True)


def test_deciding_first_says_who_qualifies_who_does_not_and_why(client, world):
    first, second, third = world.dossiers
    save_rows(world.list, {second.pk: good(rating="")}, by=world.secretariat, seen=2)
    page = marked(client, "decide", first, second)
    assert page.context["sentence"] == "1 đồng chí sẽ được quyết định xếp loại: 1 Tốt"
    ((left, why),) = page.context["left"]
    assert (left.pk, why) == (second.pk, ("chưa chọn mức xếp loại.",))
    assert Decision.objects.count() == 0


def test_the_confirmed_are_decided_and_the_others_wait_with_their_drafts_on_the_supplement(client, world):
    first, second, third = world.dossiers
    answer = confirmed(client, marked(client, "decide", first, second), **BODY)
    assert answer.url == reverse("province_table") + f"?ky={world.period.code}"
    assert set(Decision.objects.values_list("dossier", flat=True)) == {first.pk, second.pk}
    supplement = RatingList.objects.get(sequence=2)
    assert (supplement.stage, supplement.rows.get().dossier_id) == (ListStage.DRAFT, third.pk)
    assert supplement.rows.get().personnel == "Luân chuyển về xã"
    page = client.get(reverse("province_table"))
    assert page.context["glances"][0].counted.blocking.base_count == 3
    assert [bool(line.dossier.decided_rating) for line in page.context["lines"]].count(True) == 2


def test_a_part_over_the_cap_of_its_group_is_not_decided(client, world):
    """The base counts those decided with it: of one or two nobody, of three one."""
    pk = world.dossiers[0].pk
    save_rows(world.list, {pk: excellent()}, by=world.secretariat, seen=2)
    page = marked(client, "decide", world.dossiers[0])
    assert (len(page.context["stopped"]), "Quyết định 1 đồng chí" in text(page)) == (1, False)
    refused = confirmed(client, page, **BODY)
    assert (refused.status_code, Decision.objects.count()) == (422, 0)


def test_a_decision_below_the_proposal_goes_into_the_ledger(client, world):
    pk = world.dossiers[0].pk
    closed = {"stage": "closed", "closed_at": world.period.dossier_closes_at}
    proposal = RatingList.objects.create(period=world.period, unit=world.ward, kind="unit_proposal", **closed)
    proposal.history.create(deed="close", label="Chốt danh sách", by=world.leadership)
    proposal.rows.create(dossier=world.dossiers[0], rating="good", order=1)
    row = {"rating": "completed", "reason": "Chưa đạt", "unmet": True}
    save_rows(world.list, {pk: row}, by=world.secretariat, seen=2)
    confirmed(client, marked(client, "decide", world.dossiers[0]), **BODY)
    assert RaisedProposal.objects.get().unmet is True


def test_what_somebody_drafted_after_the_confirmation_was_shown_is_met(client, world):
    page = marked(client, "decide", *world.dossiers)
    pk = world.dossiers[0].pk
    save_rows(world.list, {pk: good(rating="completed", unmet=False)}, by=world.secretariat, seen=2)
    refused = confirmed(client, page, **BODY)
    assert (refused.status_code, Decision.objects.count()) == (409, 0)
    assert "1 Hoàn thành" in refused.context["sentence"]


def test_a_body_that_was_not_chosen_is_asked_for(client, world):
    answer = confirmed(client, marked(client, "decide", *world.dossiers), body="")
    assert (answer.status_code, Decision.objects.count()) == (422, 0)
    assert "Chưa chọn cấp quyết định." in text(answer)


def test_of_several_groups_each_is_decided_by_itself(client, world):
    other = SimilarGroup.objects.create(period=world.period, name="Giám đốc sở", order=9)
    options = {"stage": Stage.PROVINCE_APPRAISED, "proposed_rating": "good", "provincial": True}
    apart = a_rated_dossier(world.ward, group=other, **options)
    page = marked(client, "decide", *world.dossiers, apart)
    forms = html.fromstring(page.content).xpath("//form[.//input[@name='dossier']]")
    assert [len(form.xpath(".//input[@name='dossier']")) for form in forms] == [3, 1]


@pytest.mark.parametrize("known", ["", "x=good", "9" * 30 + "=good", "\x00", "1=<b>"])
def test_a_confirmation_that_names_nobody_decides_nobody(client, world, known):
    sent = {"known": known, "version": "2", "list_reason": ""} | BODY
    answer = client.post(reverse("rating_list_part", args=[world.list.pk]), sent)
    assert (answer.status_code, Decision.objects.count()) == (422, 0)


def test_a_list_that_is_closed_by_now_says_so(client, world):
    page = marked(client, "decide", *world.dossiers)
    confirmed(client, page, **BODY)
    assert confirmed(client, page, **BODY).status_code == 409


def test_whoever_does_not_close_the_list_decides_nobody_by_a_mark(client, world):
    client.force_login(world.organisation)
    answer = client.post(reverse("rating_list_part", args=[world.list.pk]), {"known": "1=good"})
    assert answer.status_code == 403


def test_a_units_list_is_closed_whole(client):
    world = a_list(2)
    client.force_login(world.leadership)
    sent = {"known": f"{world.dossiers[0].pk}=good", "version": world.list.version}
    answer = client.post(reverse("rating_list_part", args=[world.list.pk]), sent)
    assert (answer.status_code, Decision.objects.count()) == (404, 0)


def test_what_was_drafted_of_the_list_as_a_whole_goes_with_those_who_are_left(client, world):
    RatingList.objects.filter(pk=world.list.pk).update(
        list_reason="Lý do đã gõ", same_answer="Giải trình đã gõ"
    )
    page = marked(client, "decide", world.dossiers[0])
    assert confirmed(client, page, **BODY).status_code == 302
    left = RatingList.objects.get(stage=ListStage.DRAFT, unit=world.province)
    assert (left.list_reason, left.same_answer) == ("Lý do đã gõ", "Giải trình đã gõ")


def test_of_whom_nothing_is_drafted_the_level_is_shown_that_the_cap_counts_and_a_decision_takes(
    client, world
):
    options = {"provincial": True, "stage": Stage.PROVINCE_APPRAISED, "proposed_rating": "excellent"}
    newcomer = a_rated_dossier(world.ward, group=world.list.group, **options)
    page = client.get(reverse("province_table"))
    drafted = {line.dossier.pk: line.drafted for line in page.context["lines"]}
    assert (drafted[newcomer.pk], page.context["glances"][0].counted.blocking.used) == ("excellent", 1)
    save_rows(world.list, {newcomer.pk: excellent(rating="")}, by=world.secretariat, seen=None)
    lines = client.get(reverse("province_table")).context["lines"]
    assert [line.drafted for line in lines if line.dossier.pk == newcomer.pk] == [""]


def test_who_appraises_reads_what_the_unit_proposes(client, world):
    waiting = a_rated_dossier(world.ward, stage=Stage.PROPOSED, provincial=True, proposed_rating="good")
    client.force_login(world.organisation)
    assert "đơn vị đề nghị Tốt" in text(marked(client, "appraise", waiting))


def test_of_whom_nothing_is_known_yet_a_card_keeps_no_empty_line_and_nobody_is_offered_to_be_marked(
    client, world
):
    a_rated_dossier(
        world.ward,
        provincial=True,
        stage=Stage.WORKING,
        **dict.fromkeys(("self_rating", "appraisal_rating"), ""),
        total=None,
    )
    page = html.fromstring(client.get(reverse("province_table"), {"waits": "before"}).content)
    told = [
        cell.get("data-label")
        for cell in page.xpath("//tr[.//a[@data-row-link]]/td")
        if len(cell) or cell.text
    ]
    assert (told, page.xpath("//button[@name='act'] | //a[@data-tick]")) == (["Bước, chờ ai"], [])


def test_what_is_sent_to_a_list_decided_in_part_meanwhile_leads_to_where_the_others_wait(client, world):
    first, second, _ = world.dossiers
    page = marked(client, "decide", first)
    open_in_another_tab = client.get(reverse("rating_list", args=[world.list.pk]))
    confirmed(client, page, **BODY)
    sent = choosing.untouched(open_in_another_tab, f"row-{second.pk}-rating") | {"act": "save"}
    answer = client.post(reverse("rating_list", args=[world.list.pk]), sent)
    left = RatingList.objects.get(stage=ListStage.DRAFT, unit=world.province)
    assert (answer.status_code, f'href="{reverse("rating_list", args=[left.pk])}"' in text(answer)) == (
        409,
        True,
    )


def test_in_how_many_groups_the_cap_is_passed_is_told_without_opening_their_table(client, world):
    options = {"provincial": True, "stage": Stage.PROVINCE_APPRAISED, "proposed_rating": "excellent"}
    a_rated_dossier(
        world.ward, group=SimilarGroup.objects.create(period=world.period, name="Khác"), **options
    )
    page = html.fromstring(client.get(reverse("province_table")).content)
    (told,) = page.xpath("//details[not(@open)]/summary[contains(., 'Tỷ lệ')]")
    assert " ".join(told.text_content().split()) == "Tỷ lệ Xuất sắc theo 2 nhóm 1 nhóm vượt"
