"""Whoever closes at the same time is sealed one after the other, on PostgreSQL."""

import pytest

from evaluation.archive.models import Chain, Seal
from evaluation.archive.tells.verifying import faults
from evaluation.lists.actions.lists import close_list
from tests.evaluation.core.test_races import together
from tests.evaluation.lists.rated_factories import a_list

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_lists_closed_at_once_are_one_chain():
    """With no chain yet: the first of them makes it, nobody twice."""
    Chain.objects.all().delete()
    worlds = [a_list(2) for _ in range(4)]
    answers = together(
        *(
            lambda world=world: close_list(world.list, by=world.leadership, seen=None, rows=world.rows)
            for world in worlds
        )
    )
    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert list(Seal.objects.values_list("number", flat=True)) == list(range(1, 13))
    assert list(faults()) == []
