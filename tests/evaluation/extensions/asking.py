"""A ward in Quý IV/2026 whose people owe their plans, with those who ask for a later window and those who answer."""

from cadres.models import Duty
from tests.factories import DossierFactory, PeriodFactory, a_ward, an_official


def a_ward_that_asks():
    world = a_ward()
    world.period = PeriodFactory()
    world.dossier = DossierFactory(unit=world.division, cadre=world.cadre, period=world.period)
    world.organisation = an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
    return world
