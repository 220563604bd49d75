"""Several processes keep the calendar: what came after a decision is asked once."""

from datetime import date, datetime, time, timedelta

import pytest

from config import clock
from evaluation.calendar.actions.keeping import keep
from evaluation.core.steps import Stage
from evaluation.models import Arrival, Decision
from tests.evaluation.collectives.collective_factories import a_collective_world, decided, seated
from tests.evaluation.core.test_races import together
from tests.factories import AppointmentFactory, UnitFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def keep_next_morning():
    """What is done each morning is due, whatever time of day it is now."""
    with clock.held(datetime.combine(clock.today() + timedelta(days=1), time(8), clock.HERE)):
        return keep()


def test_two_keepers_ask_of_one_move_once():
    dossier = seated(a_collective_world(), "deputy", stage=Stage.DECIDED, decided_rating="good")
    decided(dossier, clock.now())
    Decision.objects.update(rating="good")
    dossier.cadre.appointments.all().delete()
    AppointmentFactory(
        cadre=dossier.cadre, unit=UnitFactory(), leadership="head", valid_from=date(2020, 1, 1)
    )
    together(keep_next_morning, keep_next_morning)
    assert list(Arrival.objects.values_list("code", flat=True)) == ["moved-since"]
    assert dossier.history.filter(deed="arrive").count() == 1
