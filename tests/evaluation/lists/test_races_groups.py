"""The province's groups and everybody else who writes there, on PostgreSQL."""

from datetime import timedelta

import pytest

from config import clock
from evaluation.circumstances.actions.following import StaysThere, follow
from evaluation.lists.actions.groups import Signed, create_group, place_group, rename_group
from evaluation.lists.actions.lists import close_list
from evaluation.models import Dossier, PolicyEntry, RatingList, SimilarGroup
from evaluation.policies.actions import policy_of, set_windows
from regulation.deadlines import Window
from tests.evaluation.core.test_races import refused, together
from tests.evaluation.lists.rated_factories import a_province_list, a_rated_dossier
from tests.factories import AppointmentFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

SECRETARIES, NEW = "Bí thư cấp xã", "Bí thư xã"


@pytest.fixture
def world():
    world = a_province_list(4)
    world.group = world.list.group
    return world


def test_whoever_closes_first_keeps_the_name_and_whoever_renames_first_is_closed_under_the_new(world):
    answers = together(
        lambda: rename_group(world.group, NEW, was=SECRETARIES, by=world.organisation),
        lambda: close_list(world.list, by=world.secretariat, seen=None, rows=world.rows),
    )
    name = SECRETARIES if refused(answers) else NEW
    assert {type(answer) for answer in refused(answers)} <= {Signed}
    assert set(RatingList.objects.values_list("group__name", "stage")) == {(name, "closed")}
    assert set(Dossier.objects.values_list("group__name", "stage")) == {(name, "decided")}


def test_groups_windows_and_posts_changed_at_once_never_wait_for_each_other(world):
    """Whoever changes posts holds the groups, and points to the province when done; whoever moves a window holds the round."""
    other = create_group(world.period, "Khác", by=world.organisation)
    moved = a_rated_dossier(world.ward, stage="working", provincial=True)
    AppointmentFactory(cadre=moved.cadre, unit=world.ward, position__provincial=True)
    closes = clock.now() + timedelta(days=30)  # nearer or later, it is still open

    def later(days):
        window = {Window.PLAN: closes + timedelta(days=days)}
        return set_windows(world.period, window, by=world.organisation, reason="Dời hạn")

    acts = [
        act
        for turn in range(4)
        for act in (
            lambda turn=turn: place_group(other, -1 if turn % 2 else 1, by=world.secretariat),
            lambda turn=turn: create_group(world.period, f"Nhóm {turn}", by=world.organisation),
            lambda turn=turn: later(turn + 1),
            lambda: follow(Dossier.objects.get(pk=moved.pk), by=world.staff),
        )
    ]
    answers = together(*acts)
    told = PolicyEntry.objects.filter(policy=policy_of(world.period)).values_list("label", flat=True)
    assert {type(answer) for answer in refused(answers)} <= {StaysThere}  # it has followed already
    assert [*told].count("Dời hạn của kỳ") == 4
    assert SimilarGroup.objects.filter(name__startswith="Nhóm ").count() == 4
