"""Parts of one group decided, drafted and closed at the same time, on PostgreSQL."""

import pytest

from cadres.machine import OutOfTurn, Refusal
from evaluation.archive.tells.verifying import faults
from evaluation.core.steps import Stage
from evaluation.lists.actions.lists import close_list, save_rows
from evaluation.models import Decision, Dossier, RatingList
from tests.evaluation.core.test_races import refused, together
from tests.evaluation.lists.rated_factories import a_province_list, excellent, good

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world():
    return a_province_list(6)


def part(world, *people, row=good, seen=None):
    rows = {one.pk: row() for one in people}
    return lambda: close_list(
        RatingList.objects.get(pk=world.list.pk), by=world.secretariat, seen=seen, rows=rows, part=True
    )


def test_of_two_parts_of_one_list_the_second_is_told_and_nobody_is_decided_twice(world):
    first, second, third = world.dossiers[:3]
    answers = together(part(world, first, second), part(world, second, third), part(world, third))
    assert (len(refused(answers)), {type(one) for one in refused(answers)}) == (2, {OutOfTurn})
    decided = set(Decision.objects.values_list("dossier", flat=True))
    assert decided == set(Dossier.objects.filter(stage=Stage.DECIDED).values_list("pk", flat=True))
    assert RatingList.objects.filter(stage="draft").count() == 1
    assert list(faults()) == []


def test_a_draft_saved_while_a_part_is_decided_is_kept_or_refused_whole(world):
    rows = {one.pk: good(personnel="Luân chuyển") for one in world.dossiers}
    answers = together(
        part(world, *world.dossiers[:2]),
        lambda: save_rows(RatingList.objects.get(pk=world.list.pk), rows, by=world.secretariat, seen=None),
    )
    left = RatingList.objects.get(stage="draft").rows.filter(personnel="Luân chuyển").count()
    assert left == (0 if refused(answers) else 4)
    assert Decision.objects.count() == 2


def test_parts_together_never_pass_the_cap_of_their_group(world):
    """Each of three could be Xuất sắc by their points; of six the group may have one."""

    def decide(one):
        def act():
            draft = RatingList.objects.filter(stage="draft").get()
            return close_list(
                draft, by=world.secretariat, seen=None, rows={one.pk: excellent(unmet=None)}, part=True
            )

        return act

    for good_one in world.dossiers[:3]:
        close_list(
            RatingList.objects.get(stage="draft"),
            by=world.secretariat,
            seen=None,
            rows={good_one.pk: good()},
            reason="Vượt",
            part=True,
        )
    answers = together(*map(decide, world.dossiers[3:]))
    assert {isinstance(one, Refusal) for one in refused(answers)} <= {True}
    assert Decision.objects.filter(rating="excellent").count() <= 1
