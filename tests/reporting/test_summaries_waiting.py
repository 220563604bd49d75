"""What the administrator is told of long files, who reads none of them."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.urls import reverse

from cadres.models import Duty
from config import clock
from evaluation.health.tells import LongFiles
from reporting.actions.claiming import claim_next
from reporting.models import Export
from reporting.summaries.waiting import long_files
from tests.factories import an_official
from tests.reporting.exporting import a_ward_with_papers, asked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unpressed")]


@pytest.fixture
def world():
    return a_ward_with_papers()


def test_where_nobody_asked_there_is_nothing():
    assert long_files() == LongFiles()


def test_what_waits_is_told_and_after_a_while_that_nobody_works(client, world):
    export = asked(world)
    assert (long_files().unfinished, long_files().oldest, long_files().left) == (1, export.asked_at, 0)
    with clock.held(export.asked_at + timedelta(minutes=16)):
        assert long_files().left == 1
        client.force_login(an_official(Duty.SYSTEM_ADMIN, world.province))
        page = client.get(reverse("health")).content.decode()
        assert "1 tệp đã hơn 15 phút không nơi nào tạo tiếp." in page
        claim_next()
        assert long_files().left == 0
        Export.objects.update(heartbeat_at=Now() - timedelta(minutes=16))
        assert long_files().left == 1


def test_what_failed_is_told_with_its_reason(world):
    asked(world)
    claim_next().give_up("Không đọc được biểu mẫu.")
    told = long_files()
    assert (told.unfinished, told.failed, told.failure) == (0, 1, "Không đọc được biểu mẫu.")
