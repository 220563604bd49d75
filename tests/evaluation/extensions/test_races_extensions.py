"""Two who ask or answer at once, on PostgreSQL: one effect, and the other is told."""

import pytest

from cadres.machine import OutOfTurn, Refused
from cadres.models import Duty
from config import clock
from evaluation.core.stages import ExtensionStage
from evaluation.extensions.actions import AlreadyAsked, ask, give, grant, refuse
from evaluation.models import Extension
from tests.evaluation.core.test_races import refused, together
from tests.factories import DossierFactory, ExtensionFactory, a_ward, an_official

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world():
    world = a_ward()
    world.dossier = DossierFactory(unit=world.division, cadre=world.cadre)
    world.organisation = [an_official(Duty.PROVINCIAL_ORGANISATION, world.province) for _ in range(2)]
    return world


def at_the_time(world, deed):
    """Each connection of its own asks what time it is: the plan's window has just closed."""

    def run():
        with clock.held(world.dossier.period.plan_closes_at):
            return deed()

    return run


def test_two_who_answer_at_once_have_one_effect_and_the_other_is_told(world):
    row = ExtensionFactory(dossier=world.dossier, stage=ExtensionStage.ASKED)
    one, other = world.organisation
    answers = together(
        at_the_time(world, lambda: grant(row, until=row.until, by=one, seen=1)),
        at_the_time(world, lambda: refuse(row, reason="Đã nhắc", by=other, seen=1)),
    )
    assert [type(answer) for answer in refused(answers)] == [OutOfTurn]
    assert row.history.count() == 1


@pytest.mark.parametrize("scope", ["dossier", "unit"])
@pytest.mark.parametrize("deed", [ask, give])
def test_two_who_begin_at_once_leave_one_and_the_other_is_told(world, deed, scope):
    until = ExtensionFactory.build(dossier=world.dossier).until
    whose = {"dossier": world.dossier} if scope == "dossier" else {"unit": world.ward}
    rows = [
        Extension(period=world.dossier.period, window="plan", until=until, ground="Mưa bão", **whose)
        for _ in range(2)
    ]
    by = {ask: [world.staff] * 2, give: world.organisation}[deed]
    answers = together(
        *(
            at_the_time(world, lambda row=row, user=user: deed(row, by=user))
            for row, user in zip(rows, by, strict=True)
        )
    )
    assert [type(answer) for answer in refused(answers)] == [{ask: AlreadyAsked, give: Refused}[deed]]
    assert Extension.objects.count() == 1
