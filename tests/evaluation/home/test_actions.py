"""Who hears of what came after a decision."""

import pytest

from evaluation.collectives.moves import COLLECTIVES
from evaluation.models import Arrival
from tests.evaluation.collectives.collective_factories import a_collective_world, a_result, decided, seated
from tests.telling import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return a_collective_world()


def test_the_deciding_level_hears_of_what_arrived_after_its_decision(world):
    result = a_result(world, completed=3)
    head = seated(world, stage="decided", decided_rating="good")
    decided(head, world.period.dossier_closes_at)
    COLLECTIVES.approve.make(result, by=world.leadership)
    assert Arrival.objects.count() == 1
    assert told(world.leadership) == [
        f"Trả lời về căn cứ đến sau quyết định: có đồng chí đang chờ · {world.ward} · Quý IV/2026"
    ]
    assert told(head.cadre.user) == []
