"""Whom 3.3 does not bind to quarters: asked of the database as of one row, and with its opposite."""

import pytest

from evaluation.calendar.actions.rounds import join, open_period
from evaluation.core.models.unbound import unbound
from evaluation.models import Dossier
from regulation.quarters import Quarter
from tests.factories import AppointmentFactory, DossierFactory, PositionFactory, a_ward

pytestmark = [pytest.mark.django_db, pytest.mark.clause("3.3.2")]
MEMBER, WORKS, ALSO_WORKS, DEPUTY = "committee member", "planned", "works beside it", "deputy"


@pytest.fixture
def rows():
    """Opened by the posts that each holds: a seat alone, a seat and a plan handed in, a seat and a post, a post."""
    ward, period = a_ward(), open_period(Quarter(2026, 4))
    found = {}
    for name in (MEMBER, WORKS, ALSO_WORKS, DEPUTY):
        seat = None if name == DEPUTY else PositionFactory(optional=True)
        post = AppointmentFactory(unit=ward.ward, **({"position": seat} if seat else {}))
        if name == ALSO_WORKS:
            AppointmentFactory(cadre=post.cadre, unit=ward.division, is_main=False)
        found[name] = join(post.cadre, period)
    plan = found[WORKS].plan
    plan.arrived_at = period.plan_closes_at
    plan.save()
    return found


def test_it_is_whoever_holds_seats_alone_and_has_handed_in_nothing(rows):
    assert list(Dossier.objects.filter(unbound())) == [rows[MEMBER]]


def test_everybody_else_is_bound_also_whoever_has_no_case_at_all(rows):
    plain = DossierFactory(period=rows[DEPUTY].period)
    assert set(Dossier.objects.filter(~unbound())) == {rows[WORKS], rows[ALSO_WORKS], rows[DEPUTY], plain}


def test_a_dossier_says_the_same_of_itself(rows):
    fresh = Dossier.objects.filter(pk__in=[row.pk for row in rows.values()]).select_related("plan")
    assert [row for row in fresh if row.is_unbound] == list(Dossier.objects.filter(unbound()))
