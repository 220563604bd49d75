"""Who hears of results of collectives: whoever is to make the next move."""

import pytest

from evaluation.collectives.moves import COLLECTIVES
from notices.models import Kind, Notice
from tests.evaluation.collectives.collective_factories import a_result
from tests.telling import told

pytestmark = pytest.mark.django_db


def test_a_divisions_result_waits_for_the_leadership_above_and_not_for_the_province(world):
    result = a_result(world, stage="draft")
    COLLECTIVES.submit.make(result, by=world.staff)
    assert told(world.leadership) == [f"Kết quả tập thể {world.division} · Quý IV/2026: chờ phê duyệt"]
    assert told(world.organisation) == []


def test_a_wards_result_waits_for_the_province(world):
    COLLECTIVES.submit.make(a_result(world, world.ward, stage="draft"), by=world.staff)
    assert told(world.organisation) == [f"Kết quả tập thể {world.ward} · Quý IV/2026: chờ phê duyệt"]


def test_sent_back_it_comes_with_its_reason_to_whoever_records_it(world):
    COLLECTIVES.return_.make(a_result(world), by=world.leadership, reason="Thiếu chỉ tiêu")
    back = Notice.objects.get(to=world.staff)
    assert (back.kind, back.words) == (Kind.RETURNED, "Thiếu chỉ tiêu")
