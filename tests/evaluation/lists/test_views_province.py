"""The province's table of tier 3.1: everybody by groups, the marked put before whoever appraises or decides them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from cadres.models import Duty
from config import clock
from evaluation.archive.models import Seal
from evaluation.archive.tells.verifying import faults
from evaluation.core.stages import ListStage
from evaluation.core.steps import Stage
from evaluation.lists.actions.lists import save_rows
from evaluation.models import Decision, Dossier, RaisedProposal, RatingList, SimilarGroup
from notices.models import Notice
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
    return client.post(reverse("province_decide"), choosing.untouched(page, "list") | typed)


def sentences(page):
    return [section["sentence"] for section in page.context["sections"]]


def another_group(world, name="Giám đốc sở", count=1):
    """People of another group of the round, drafted as they may be decided."""
    other = SimilarGroup.objects.create(period=world.period, name=name, order=9)
    options = {"stage": Stage.PROVINCE_APPRAISED, "proposed_rating": "good", "provincial": True}
    people = [a_rated_dossier(world.ward, group=other, **options) for _ in range(count)]
    rating_list = RatingList.objects.get(group=other)
    save_rows(rating_list, {one.pk: good() for one in people}, by=world.secretariat, seen=1)
    return RatingList.objects.get(group=other), people


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
    assert [line.dossier.pk for line in page.context["able"]] == [one.pk for one in waiting]
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
    assert sentences(page) == ["1 đồng chí sẽ được quyết định xếp loại: 1 Tốt"]
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
    assert (page.context["sections"][0]["stopped"], "Quyết định 1 đồng chí" in text(page)) == (True, False)
    refused = client.post(reverse("province_decide"), sent(world.list, {pk: "excellent"}))
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
    assert "1 Hoàn thành" in sentences(refused)[0]


def test_a_body_that_was_not_chosen_is_asked_for(client, world):
    answer = confirmed(client, marked(client, "decide", *world.dossiers), body="")
    assert (answer.status_code, Decision.objects.count()) == (422, 0)
    assert "Chưa chọn cấp quyết định." in text(answer)


def sent(rating_list, rated, **more):
    """What the confirmed page sends of one list."""
    rating_list.refresh_from_db()
    known = " ".join(f"{pk}={rating}" for pk, rating in rated.items())
    named = {f"known-{rating_list.pk}": known, f"version-{rating_list.pk}": rating_list.version}
    return {"list": rating_list.pk} | named | BODY | more


def test_several_groups_are_shown_each_with_its_cap_and_decided_in_one_act(client, world):
    other, apart = another_group(world, count=2)
    page = marked(client, "decide", *world.dossiers, *apart)
    assert sentences(page) == [
        "3 đồng chí sẽ được quyết định xếp loại: 3 Tốt",
        "2 đồng chí sẽ được quyết định xếp loại: 2 Tốt",
    ]
    assert "5 đồng chí ở 2 nhóm sẽ được quyết định trong một lần" in text(page)
    assert Decision.objects.count() == 0
    done = confirmed(client, page, **BODY)
    assert client.get(done.url).status_code == 200
    assert Decision.objects.count() == 5
    for one in (world.list, other):
        assert list(one.history.filter(went_to="closed").values_list("deed", "by")) == [
            ("close", world.secretariat.pk)
        ]
        one.refresh_from_db()
        assert (one.stage, one.body) == ("closed", BODY["body"])


def test_one_notice_is_told_of_people_of_one_unit_in_several_groups(client, world):
    _, apart = another_group(world)
    confirmed(client, marked(client, "decide", *world.dossiers, *apart), **BODY)
    waits = Notice.objects.filter(to=world.leadership, about__contains="publish")
    assert waits.count() == 1


def test_the_seals_of_all_of_them_follow_each_other(client, world):
    other, apart = another_group(world)
    confirmed(client, marked(client, "decide", *world.dossiers, *apart), **BODY)
    sealed = Seal.objects.filter(kind="list").values_list("row", flat=True)
    assert set(sealed) == {world.list.pk, other.pk}
    assert [*faults()] == []


def test_a_group_over_its_cap_holds_up_no_other(client, world):
    other, apart = another_group(world)
    save_rows(other, {apart[0].pk: excellent()}, by=world.secretariat, seen=2)
    page = marked(client, "decide", *world.dossiers, *apart)
    assert [section["stopped"] for section in page.context["sections"]] == [False, True]
    assert "Không thuộc lần này: 1 đồng chí, vì nhóm vượt tỷ lệ Xuất sắc." in text(page)
    confirmed(client, page, **BODY)
    assert set(Decision.objects.values_list("dossier", flat=True)) == {one.pk for one in world.dossiers}
    other.refresh_from_db()
    assert other.stage == ListStage.DRAFT


def test_where_one_list_was_changed_meanwhile_nobody_of_any_is_decided(client, world):
    other, apart = another_group(world)
    page = marked(client, "decide", *world.dossiers, *apart)
    save_rows(other, {apart[0].pk: good(rating="completed", unmet=False)}, by=world.secretariat, seen=2)
    refused = confirmed(client, page, **BODY)
    assert (refused.status_code, Decision.objects.count(), Seal.objects.count()) == (409, 0, 0)
    assert set(RatingList.objects.values_list("stage", flat=True)) == {"draft"}
    assert "Nhóm Giám đốc sở: Nội dung đã thay đổi" in " ".join(
        html.fromstring(refused.content).find_class("error-summary")[0].text_content().split()
    )


def test_the_same_selection_sent_twice_decides_once(client, world):
    other, apart = another_group(world)
    page = marked(client, "decide", *world.dossiers, *apart)
    assert confirmed(client, page, **BODY).status_code == 302
    again = confirmed(client, page, **BODY)
    assert (again.status_code, Decision.objects.count()) == (409, 4)
    assert text(again).count("đang ở bước “Đã quyết định”.") == 4


def test_where_one_of_them_was_decided_meanwhile_the_others_are_asked_anew_with_the_words(client, world):
    """What was typed of that group goes to its supplement; of a group that has nobody left it is shown to be copied."""
    other, apart = another_group(world)
    page = marked(client, "decide", *world.dossiers, *apart)
    mine, theirs = (f"reason-{one.group_id}" for one in (world.list, other))
    first = sent(world.list, {world.dossiers[0].pk: "good"})
    assert client.post(reverse("province_decide"), first).status_code == 302
    gone = sent(other, {apart[0].pk: "good"})
    assert client.post(reverse("province_decide"), gone).status_code == 302
    refused = confirmed(client, page, **BODY | {mine: "Lý do còn dùng", theirs: "Lý do không còn nơi ghi"})
    assert (refused.status_code, Decision.objects.count()) == (409, 2)
    assert sentences(refused) == ["2 đồng chí sẽ được quyết định xếp loại: 2 Tốt"]
    field = html.fromstring(refused.content).get_element_by_id(f"id_{mine}")
    assert field.text_content().strip() == "Lý do còn dùng"
    assert "Lý do không còn nơi ghi" in text(refused)
    assert confirmed(client, refused, **BODY).status_code == 302
    assert Decision.objects.count() == 4


def test_the_cap_of_a_group_that_asks_for_a_reason_keeps_it_in_that_groups_history(client, world):
    other, apart = another_group(world, count=3)
    rows = [excellent(), good(), good()]
    save_rows(other, dict(zip([one.pk for one in apart], rows, strict=True)), by=world.secretariat, seen=2)
    page = marked(client, "decide", *world.dossiers, *apart)
    asked = html.fromstring(page.content).xpath("//textarea/@name")
    assert asked == [f"reason-{other.group_id}"]
    refused = confirmed(client, page, **BODY)
    assert (refused.status_code, Decision.objects.count()) == (422, 0)
    assert confirmed(client, refused, **BODY | {asked[0]: "Nổi trội"}).status_code == 302
    closing = {one: one.history.get(deed="close").reason for one in (world.list, other)}
    assert closing == {world.list: "", other: "Nổi trội"}


def test_it_asks_as_often_for_many_groups_and_stays_small(client, world):
    others = [another_group(world, f"Nhóm {number}", 8)[1] for number in range(6)]
    costs = []
    for people in (others[0], [one for group in others for one in group]):
        marked(client, "decide", *people)
        with CaptureQueriesContext(connection) as asked:
            page = marked(client, "decide", *people)
        costs.append(len(asked))
    assert len(page.context["sections"]) == 6
    assert (costs[0] == costs[1], costs[1] <= 25, len(page.content) <= 150_000) == (True, True, True), costs


@pytest.mark.parametrize("known", ["", "x=good", "9" * 30 + "=good", "\x00", "1=<b>"])
def test_a_confirmation_that_names_nobody_decides_nobody(client, world, known):
    data = sent(world.list, {}) | {f"known-{world.list.pk}": known}
    answer = client.post(reverse("province_decide"), data)
    assert (answer.status_code, Decision.objects.count()) == (422, 0)


@pytest.mark.parametrize("named", ["", "x", "\x00", "9" * 30])
def test_a_confirmation_that_names_no_list_is_a_sentence(client, world, named):
    answer = client.post(reverse("province_decide"), {"list": named}, follow=True)
    assert "Không ai trong số đã chọn đang chờ quyết định" in text(answer)


def test_a_list_that_is_closed_by_now_says_so(client, world):
    page = marked(client, "decide", *world.dossiers)
    confirmed(client, page, **BODY)
    assert confirmed(client, page, **BODY).status_code == 409


def test_whoever_does_not_close_the_list_decides_nobody_by_a_mark(client):
    """A unit's own list is none of the province's either."""
    world = a_list(1)
    client.force_login(world.leadership)
    assert client.post(reverse("province_decide"), sent(world.list, {1: "good"})).status_code == 403
    client.force_login(an_official(Duty.PROVINCIAL_SECRETARIAT, world.province))
    assert client.post(reverse("province_decide"), sent(world.list, {1: "good"})).status_code == 302
    assert Decision.objects.count() == 0


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
    page = text(marked(client, "appraise", waiting))
    assert ("đơn vị đề nghị Tốt" in page, "trên mức cao nhất được phép" in page) == (True, False)


def test_who_appraises_reads_that_the_unit_proposes_more_than_is_permitted(client, world):
    waiting = a_rated_dossier(world.ward, stage=Stage.PROPOSED, provincial=True, proposed_rating="good")
    waiting.assessments.all().delete()
    nought = dict.fromkeys(("general_points", "task_points", "total", "uncapped_total"), 0)
    waiting.assessments.create(
        layer="appraisal", highest_permitted="completed", warnings=2, saved_at=clock.now(), **nought
    )
    client.force_login(world.organisation)
    page = text(marked(client, "appraise", waiting))
    assert ("trên mức cao nhất được phép" in page, "2 căn cứ" in page) == (True, True)


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
