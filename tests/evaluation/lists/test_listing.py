"""Who stands on which list, where rows start, what the law says of them and of the cap."""

from decimal import Decimal

import pytest

from cadres.models import Unit
from evaluation.core.stages import ListKind
from evaluation.core.steps import Stage
from evaluation.lists import listing
from evaluation.lists.actions.lists import close_list
from evaluation.models import Dossier, RatingList
from regulation.vocabulary import Rating
from tests.evaluation.lists.rated_factories import a_list, a_province_list, a_rated_dossier, excellent, good
from tests.factories import DossierFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("stage", "values", "kind"),
    [
        (Stage.PLANNING, {}, None),
        (Stage.SUBMITTED, {}, ListKind.DIVISION_PROPOSAL),
        (Stage.SUBMITTED, {"leadership": "head"}, None),
        (Stage.SUBMITTED, {"provincial": True}, None),
        (Stage.APPRAISED, {}, ListKind.UNIT_DECISION),
        (Stage.COUNCIL, {}, ListKind.UNIT_DECISION),
        (Stage.COUNCIL, {"provincial": True}, ListKind.UNIT_PROPOSAL),
        (Stage.PROPOSED, {"provincial": True}, ListKind.PROVINCE_DECISION),
        (Stage.PROVINCE_APPRAISED, {"provincial": True}, ListKind.PROVINCE_DECISION),
    ],
)
def test_the_kind_of_list_follows_from_step_tier_and_division(stage, values, kind):
    division = a_list(0).division
    assert listing.kind_for(DossierFactory(unit=division, stage=stage, **values)) == kind


def test_ready_are_those_at_the_step_before_and_not_ready_those_still_to_come():
    world = a_list(1)
    waiting = a_rated_dossier(world.division, stage=Stage.APPRAISED)
    a_rated_dossier(world.division, stage=Stage.DECIDED, decided_rating="good")
    DossierFactory(unit=world.division, stage=Stage.DEFERRED)
    assert list(listing.ready(world.list)) == world.dossiers
    assert list(listing.not_ready(world.list)) == [waiting]


def test_one_look_at_all_lists_finds_the_same_people_as_each_list_for_itself():
    world = a_list(2)
    a_rated_dossier(world.division, stage=Stage.SUBMITTED)
    a_rated_dossier(world.ward, provincial=True)
    a_rated_dossier(world.ward, provincial=True, stage=Stage.PROVINCE_APPRAISED)
    a_rated_dossier(a_list(1).division)
    lists = list(RatingList.objects.all())
    together = listing.ready_by_place(lists, world.list.period)
    assert {row.pk: {d.pk for d in together.get(listing.key_of(row), [])} for row in lists} == {
        row.pk: {d.pk for d in listing.ready(row)} for row in lists
    }


def test_only_drafts_ask_who_is_ready_and_for_nothing_long(django_assert_num_queries):
    world, closed = a_list(2), a_list(1)
    close_list(closed.list, by=closed.leadership, seen=None, rows=closed.rows)
    lists = list(RatingList.objects.filter(pk__in=[world.list.pk, closed.list.pk]))
    period = world.list.period
    with django_assert_num_queries(0):
        listing.ready_by_place([row for row in lists if row.pk == closed.list.pk], period)
    with django_assert_num_queries(1) as asked:
        together = listing.ready_by_place(lists, period)
    assert set(together[listing.key_of(world.list)]) == set(world.dossiers)  # counted, in no order
    assert [name for name in ("judged_by", "cases") if name in asked.captured_queries[0]["sql"]] == []


def test_nobody_rates_themself():
    world = a_list(1)
    own = a_rated_dossier(world.division, cadre__user=world.leadership)
    assert own in listing.ready(world.list)
    assert list(listing.mine(world.list, world.leadership)) == world.dossiers


@pytest.mark.parametrize(
    ("given", "start"),
    [
        ({"proposed_rating": "completed"}, "completed"),
        ({"council_rating": "excellent"}, "excellent"),
        ({"council_rating": "", "appraisal_rating": "good"}, "good"),
        ({"council_rating": "", "appraisal_rating": ""}, ""),
    ],
)
def test_a_row_starts_with_the_newest_opinion(given, start):
    assert listing.start_of(a_rated_dossier(a_list(0).division, **given)) == start


def test_the_cap_counts_typed_rows_with_rows_closed_before():
    world = a_list(3)
    rows = listing.rows_for(world.list, listing.ready(world.list).with_facts())
    rows[0].rating = "excellent"
    counted = listing.tally(world.list, rows)
    assert (counted.counts[Rating.EXCELLENT], counted.blocking.allowed, counted.blocking.left) == (1, 1, 0)


def test_the_province_may_take_the_cap_of_all_who_are_rated_and_a_unit_may_not():
    world = a_list(3)
    world.period.policies.create(block_base="all_rated")
    world.period.policies.create(unit=world.ward, block_base="good_only")
    rows = listing.rows_for(world.list, listing.ready(world.list).with_facts())
    for row in rows:
        row.rating = "completed"
    assert listing.tally(world.list, rows).blocking.base_count == 3


def test_a_division_list_is_judged_by_the_policy_of_the_province():
    world = a_list(0)
    a_rated_dossier(world.division, stage=Stage.SUBMITTED, appraisal_rating="completed")
    world.period.policies.create(block_base="all_rated")
    listed = RatingList.objects.get(kind=ListKind.DIVISION_PROPOSAL)
    rows = listing.rows_for(listed, listing.ready(listed).with_facts())
    assert listing.tally(listed, rows).blocking.base_count == 1


def test_all_that_stands_in_the_way_is_told_at_once():
    world = a_list(3)
    rows = listing.rows_for(world.list, listing.ready(world.list).with_facts().in_order())
    for row, values in zip(rows, (good(rating=""), excellent(summary=""), excellent()), strict=True):
        for name, value in values.items():
            setattr(row, name, value)
    found = listing.blocking(world.list, [listing.judge(row) for row in rows])
    assert [(finding.code, finding.anchor) for finding in found] == [
        ("row-rating", f"row-{rows[0].dossier_id}"),
        ("summary", f"row-{rows[1].dossier_id}"),
        ("cap", "cap"),
    ]


def test_a_council_that_was_not_heard_stops_the_row():
    world = a_list(1)
    dossier = Dossier.objects.get()
    dossier.council_opinion.delete()
    rows = listing.rows_for(world.list, listing.ready(world.list).with_facts())
    rows[0].reason = "x"
    found = listing.blocking(world.list, [listing.judge(row) for row in rows])
    assert [finding.code for finding in found] == ["no-council"]


@pytest.mark.clause("6.2/1")
@pytest.mark.parametrize(("rating", "lowered"), [("completed", True), ("good", False), ("", False)])
def test_only_a_rating_below_the_units_proposal_is_lowered(rating, lowered):
    world = a_province_list()
    row = listing.rows_for(world.list, world.dossiers)[0]
    row.rating = rating
    assert listing.is_lowered(row) is lowered


@pytest.mark.parametrize(("led", "body"), [(True, "Ban Thường vụ Đảng ủy"), (False, "Tập thể lãnh đạo")])
def test_the_body_names_its_place_amid_the_sentence(led, body):
    unit = Unit(kind="ward", name="Phường Long Xuyên", party_leads_comprehensively=led)
    assert listing.move_of(ListKind.UNIT_DECISION).bodies(unit) == (f"{body} phường Long Xuyên",)


@pytest.mark.parametrize(
    ("rating", "reason"), [("good", "Chưa nổi trội"), ("excellent", ""), ("", "Chưa nổi trội")]
)
def test_a_reason_for_a_lower_level_goes_when_the_level_is_not_lower(rating, reason):
    world = a_list(1)
    row = listing.rows_for(world.list, world.dossiers)[0]
    row.rating, row.reason = rating, "Chưa nổi trội"
    assert listing.settle(listing.judge(row)).reason == reason


def test_the_cap_tells_whom_it_leaves_out_and_how_many_count_from_elsewhere():
    world = a_list(2)
    close_list(world.list, by=world.leadership, seen=1, rows=world.rows)
    head = a_rated_dossier(world.ward, leadership="head", cadre__full_name="Trần Thị Đứng Đầu")
    supplement = RatingList.objects.get(stage="draft")
    rows = listing.rows_for(supplement, [head])
    before = listing.closed_before([supplement])[listing.key_of(supplement)]
    cap = listing.cap_of(supplement, rows, before, UserFactory())
    assert (cap["heads"], cap["before"], cap["counted"].blocking.base_count) == (("Trần Thị Đứng Đầu",), 2, 2)


def test_heads_of_lower_units_count_like_everybody():
    world = a_list(1)
    rows = listing.rows_for(
        world.list,
        [a_rated_dossier(world.division, leadership="head"), a_rated_dossier(world.ward, leadership="head")],
    )
    assert [listing.is_own_head(row, world.list) for row in rows] == [False, True]


def test_in_a_group_of_heads_they_count_among_themselves():
    world = a_province_list(3)
    rows = listing.rows_for(world.list, world.dossiers)
    assert listing.tally(world.list, rows).blocking.base_count == 3
    assert world.list.rate == Decimal(20)
