"""Before the decision nobody reads how others judge them: not on a page, not in a list, not in the history."""

from datetime import date

import pytest
from django.urls import reverse

from cadres.mandates import held_by
from cadres.models import Duty, ReadOnlyError
from evaluation.circumstances.actions.circumstances import lift_circumstance, record_circumstance
from evaluation.core.permissions import sees_review
from evaluation.core.road import DOSSIERS
from evaluation.core.tells.discretion import with_facts_for
from evaluation.models import CriterionMark, Dossier, DossierCircumstance, RatingRow, Remark, TaskMark
from tests.evaluation.marks.marking import a_case, at
from tests.factories import UserFactory, grant
from tests.world import a_world

pytestmark = pytest.mark.django_db

PAGES = ("dossier", "appraisal", "authority", "grounds", "history", "assessment", "form03")
SECRETS = (
    "Thẩm định: <b>",
    "Hạ vì chậm",
    "Chất lượng kém",
    'd-block">Hội đồng</span>',
    "Phòng, ban đề xuất: <b>",
)


@pytest.fixture
def world():
    world = a_world()
    for layer, total in (("self", 95), ("appraisal", 60)):
        world.dossier.assessments.create(
            layer=layer,
            general_points=30,
            task_points=total - 30,
            total=total,
            uncapped_total=total,
            saved_at=world.period.plan_closes_at,
            remark="Chất lượng kém" if layer == "appraisal" else "",
        )
    TaskMark.objects.create(
        task=world.task, layer="appraisal", done=0, quality=0, timeliness=0, leadership=0, reason="Hạ vì chậm"
    )
    CriterionMark.objects.create(
        dossier=world.dossier, layer="appraisal", code="1.1", ensured=False, reason="Chất lượng kém"
    )
    world.dossier.history.create(
        deed="council", label="Ghi ý kiến hội đồng", by=world.staff, reason="Hạ vì chậm", went_to="council"
    )
    return world


def shown(client, user, world, *pages):
    client.force_login(user)
    return "".join(client.get(reverse(page, args=[world.dossier.pk])).content.decode() for page in pages)


def test_the_person_sees_their_own_layer_alone_until_it_is_published(client, world):
    for stage in (world.dossier.stage, "decided"):
        Dossier.objects.filter(pk=world.dossier.pk).update(stage=stage)
        seen = shown(client, world.subject, world, *PAGES)
        assert [secret for secret in SECRETS if secret in seen] == []
    Dossier.objects.filter(pk=world.dossier.pk).update(stage="published")
    assert "Hạ vì chậm" in shown(client, world.subject, world, "history", "appraisal")


def test_those_who_judge_see_all_of_it(client, world):
    seen = shown(client, world.staff, world, *PAGES)
    assert [secret for secret in SECRETS if secret not in seen] == []


def test_the_grounds_of_another_layer_are_not_had_by_asking(client, world):
    client.force_login(world.subject)
    answer = client.get(reverse("grounds", args=[world.dossier.pk]), {"lop": "appraisal"})
    assert answer.context["grounds"].layer == "self"
    assert answer.context["layers"] == ["self"]
    assert {"no-council", "key-response"} & {
        row.rule.code for row in answer.context["grounds"].rules
    } == set()


@pytest.mark.parametrize("asked", [{}, {"q": "Nguyễn"}])
def test_their_own_line_in_a_list_tells_their_own_rating_and_total(client, world, asked):
    world.dossier.self_rating, world.dossier.total = "excellent", 60
    world.dossier.save()
    grant(world.subject, Duty.DIVISION_LEADERSHIP, world.division)
    client.force_login(world.subject)
    answer = client.get(reverse("dossiers"), {"q": world.cadre.full_name} if asked else {})
    lines = [row for row in answer.context["lines"] if row["pk"] == str(world.dossier.pk)]
    assert [(row["rating"], row["total"]) for row in lines] == [("excellent", "95,00")]


@pytest.mark.parametrize(
    "asked", [{"rating": "good"}, {"rating": "good", "level": "council"}, {"level": "council"}]
)
def test_no_filter_finds_out_how_one_is_rated(client, world, asked):
    world.dossier.self_rating = ""
    world.dossier.save()
    grant(world.subject, Duty.DIVISION_LEADERSHIP, world.division)
    client.force_login(world.subject)
    assert client.get(reverse("dossiers"), asked).context["lines"] == []
    assert client.get(reverse("dossiers"), {"rating": "none"}).context["lines"][0]["rating"] == ""
    client.force_login(world.staff)
    assert len(client.get(reverse("dossiers"), asked).context["lines"]) == 1


def test_figures_over_many_leave_ones_own_out(client, world):
    grant(world.subject, Duty.DIVISION_LEADERSHIP, world.division)
    for user, count in ((world.subject, 0), (world.staff, 1)):
        client.force_login(user)
        levels = dict(client.get(reverse("overview")).context["overview"].levels)
        assert sum(figure.count for figure in levels["Hội đồng"]) == count


@pytest.mark.parametrize(("stage", "count"), [("decided", 0), ("published", 1)])
def test_no_figure_over_many_tells_ones_own_decision_before_it_is_published(client, world, stage, count):
    """The bars and the unit's line: of who stands there alone, each would say it."""
    Dossier.objects.filter(pk=world.dossier.pk).update(stage=stage, decided_rating="good")
    grant(world.subject, Duty.DIVISION_LEADERSHIP, world.division)
    for user, told in ((world.subject, count), (world.staff, 1)):
        client.force_login(user)
        shown = client.get(reverse("overview")).context
        assert sum(figure.count for figure in shown["overview"].decided) == told
        line = next(line for line in shown["unit_lines"] if line.name == world.division.name)
        assert [cell.count for cell in line.cells if "rating=good" in cell.url] == [told]


@pytest.mark.parametrize("page", ["rating_list", "list_form"])
def test_a_closed_proposal_shows_nobody_the_row_about_themself(client, world, page):
    world.list.kind, world.list.stage = "division_proposal", "closed"
    world.list.closed_at, world.list.unit = world.period.dossier_closes_at, world.division
    world.list.save()
    name = "Nguyễn Thị Được Đề Xuất"
    RatingRow.objects.create(rating_list=world.list, dossier=world.dossier, rating="good", order=1, name=name)
    grant(world.subject, Duty.COUNCIL_MEMBER, world.ward)
    url = reverse(page, args=[world.list.pk])
    for user, there in ((world.subject, False), (world.staff, True)):
        client.force_login(user)
        assert (name in client.get(url).content.decode()) == there


def test_a_stand_in_learns_no_more_than_the_person(world):
    stand_in = grant(UserFactory(), Duty.LEADERSHIP, world.ward, on_behalf_of=world.subject).user
    assert held_by(stand_in)[0].on_behalf_of == world.subject.pk
    assert not sees_review(stand_in, world.dossier)
    assert sees_review(world.leadership, world.dossier)


def test_the_moves_by_which_others_judge_tell_the_person_nothing_of_themselves():
    """Written out, so that a word about telling given to one of them shows here."""
    assert {name for name, move in DOSSIERS.moves.items() if not move.told} == {
        "propose_in_division",
        "appraisal_marks",
        "appraise",
        "council",
        "authority_marks",
        "propose",
        "province_appraise",
        "return_to_unit",
        "ask_remark",
        "decide",
        "decide_at_province",
    }


# --- words of others in which the person is judged


@pytest.fixture
def papers():
    """A paper of the party cell, annulled by another, a shortcoming, and the old unit's remark, each in its own words."""
    moved = {"kind": "transferred", "since": "2026-11-10", "sentence": "Chuyển đến ngày 10/11/2026."}
    case = a_case(cases=[moved | {"from_units": [["cu", "Phường Cũ"]]}])
    Remark.objects.create(
        dossier=case.dossier,
        from_unit=case.province,
        stage="given",
        asked_at=case.dossier.period.plan_closes_at,
        given_at=case.dossier.period.plan_closes_at,
        text="Bên cũ chê",
        rating="not_completed",
        document="Công văn số 99",
    )
    said = {"on": date(2026, 11, 2), "by": case.staff}
    with at(12, 20):
        for kind, text, document in (
            ("party_cell", "Chi bộ chê", "Biên bản số 77"),
            ("both_posts", "Hai chức vụ đều kém", ""),
            ("shortcoming", "Chậm kê khai", "Kết luận số 12"),
        ):
            row = record_circumstance(case.dossier, kind=kind, text=text, document=document, **said)
            if kind == "party_cell":
                lifted = {"text": "Chi bộ viết lại", "document": "Biên bản số 78", "on": date(2026, 12, 1)}
                lift_circumstance(row, by=case.leadership, **lifted)
    return case


JUDGED_IN = (
    "Chi bộ chê",
    "Biên bản số 77",
    "Chi bộ viết lại",
    "Biên bản số 78",
    "Hai chức vụ đều kém",
    "Bên cũ chê",
    "Công văn số 99",
    "Mức đề xuất",
)


def test_what_papers_and_the_old_unit_say_of_somebody_they_read_once_it_is_published(client, papers):
    pages = ("circumstances", "history", "grounds", "dossier")
    seen = shown(client, papers.subject, papers, *pages)
    assert [words for words in JUDGED_IN if words in seen] == []
    assert seen.count("Nội dung được xem sau khi công bố kết quả xếp loại.") == 2
    assert "Nội dung nhận xét được xem sau khi công bố kết quả xếp loại." in seen
    Dossier.objects.filter(pk=papers.dossier.pk).update(stage="published")
    seen = shown(client, papers.subject, papers, *pages)
    assert [words for words in JUDGED_IN if words not in seen] == []


def test_those_who_judge_read_the_papers_and_the_judged_their_shortcomings(client, papers):
    seen = shown(client, papers.staff, papers, "circumstances", "history")
    assert [words for words in JUDGED_IN if words not in seen] == []
    for page in ("circumstances", "history"):
        assert "“Chậm kê khai” (Kết luận số 12, ngày 02/11/2026)" in shown(
            client, papers.subject, papers, page
        )


def test_nothing_that_is_kept_from_a_reader_is_lost(client, papers):
    shown(client, papers.subject, papers, "circumstances", "history")
    rows = DossierCircumstance.objects.order_by("pk").values_list("text", flat=True)
    assert [*rows, Remark.objects.get().text] == [
        "Chi bộ chê",
        "Hai chức vụ đều kém",
        "Chậm kê khai",
        "Bên cũ chê",
    ]


# --- a projection is to be read


def test_what_was_narrowed_for_a_reader_cannot_be_saved(papers):
    """A live row with others' words left out would lose them when somebody saves it."""
    seen = with_facts_for(Dossier.objects.select_related("cadre").get(), papers.subject)
    paper = next(row for row in seen.cadre.circumstances.all() if row.kind == "party_cell")
    for row in (seen, paper, seen.remarks.all()[0]):
        with pytest.raises(ReadOnlyError):
            row.save()
        with pytest.raises(ReadOnlyError):
            row.delete()


def test_what_was_not_narrowed_can():
    case = a_case()
    seen = with_facts_for(Dossier.objects.get(), case.staff)
    seen.save()
    assert seen.withheld is False


def test_a_deed_begun_from_a_projection_works_on_the_row_itself(papers):
    """Whoever is judged hands in, too: the machine reads the row anew."""
    Dossier.objects.update(stage="self_assessment", appraisal_rating="good")
    seen = with_facts_for(Dossier.objects.select_related("cadre").get(), papers.subject)
    DOSSIERS.mark.make(seen, by=papers.subject)
    assert Dossier.objects.get().appraisal_rating == "good"
