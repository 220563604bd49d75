"""What the database says of posts is what the law's own reading of them says, dossier by dossier and day by day."""

from datetime import date, datetime, timedelta

import pytest

from config import clock
from evaluation.core.facts.posts import can_follow, left_on
from evaluation.core.models import Dossier
from evaluation.core.models.posts import left, moved
from tests.factories import LONG_AGO, AppointmentFactory, DossierFactory, PeriodFactory, UnitFactory, a_ward

pytestmark = pytest.mark.django_db

LAST = date(2026, 12, 29)  # the evaluation date of Quý IV/2026
EDGES = [LAST + timedelta(days=days) for days in (-40, -1, 0, 1, 2)]


@pytest.fixture
def elsewhere():
    return UnitFactory(name="Phường Nơi Mới")


@pytest.fixture
def rows(elsewhere):
    """One person a day on which the post ends: without another, and with one that follows at once or after a gap."""
    ward = a_ward()
    found = []
    for ends in EDGES:
        for begins in (None, ends + timedelta(days=1), ends + timedelta(days=3)):
            row = DossierFactory(unit=ward.ward, period=PeriodFactory())
            post = {"cadre": row.cadre, "leadership": row.leadership}
            AppointmentFactory(unit=ward.ward, valid_from=LONG_AGO, valid_until=ends, **post)
            if begins:
                AppointmentFactory(unit=elsewhere, valid_from=begins, **post)
            found.append(row.pk)
    return found


@pytest.mark.clause("7.b", "7.e")
@pytest.mark.parametrize("window_moved_by", [0, 10])
@pytest.mark.parametrize("today", [*EDGES, date(2027, 1, 8)])
def test_the_queues_hold_whom_the_pages_speak_of(rows, elsewhere, today, window_moved_by):
    """Also where the province has moved the window: the evaluation date stays."""
    period = Dossier.objects.first().period
    period.dossier_closes_at += timedelta(days=window_moved_by)
    period.save()
    with clock.held(datetime.combine(today, datetime.min.time(), clock.HERE) + timedelta(hours=9)):
        told = {row.pk: row for row in Dossier.objects.filter(pk__in=rows)}
        gone = {pk for pk, row in told.items() if (day := left_on(row)) and day <= today}
        follow = {pk for pk, row in told.items() if can_follow(row)}
        queued = set(Dossier.objects.filter(moved(), pk__in=rows).values_list("pk", flat=True))
        assert set(Dossier.objects.filter(left(), pk__in=rows).values_list("pk", flat=True)) == gone
        assert queued == follow
