"""An extension: of one scope, once at a time, and seen by whoever sees its scope."""

import pytest
from django.db import IntegrityError, transaction

from cadres.models import Duty
from evaluation.core.stages import ExtensionStage
from evaluation.models import Extension
from regulation.deadlines import Window
from tests.factories import DossierFactory, ExtensionFactory, UnitFactory, a_ward, an_official

pytestmark = pytest.mark.django_db


def kept(**values):
    try:
        with transaction.atomic():
            return ExtensionFactory(**values)
    except IntegrityError:
        return None


def test_it_is_of_one_person_or_of_one_unit_and_not_of_both_or_none():
    dossier, unit = DossierFactory(), UnitFactory()
    period = dossier.period
    scopes = [(dossier, unit), (None, None), (dossier, None), (None, unit)]
    found = [bool(kept(dossier=one, unit=place, period=period)) for one, place in scopes]
    assert found == [False, False, True, True]


@pytest.mark.parametrize("personal", [True, False])
@pytest.mark.parametrize("stage", ExtensionStage)
def test_of_one_scope_and_window_one_is_asked_and_one_is_granted(stage, personal):
    dossier = DossierFactory()
    scope = {"dossier": dossier} if personal else {"dossier": None, "unit": dossier.managing_unit}
    ExtensionFactory(stage=stage, **scope)
    stands = stage in (ExtensionStage.ASKED, ExtensionStage.GRANTED)
    assert bool(kept(stage=stage, **scope)) is not stands
    assert kept(stage=stage, window=Window.DOSSIER.value, **scope)
    assert kept(stage=stage, dossier=DossierFactory(period=dossier.period))


def test_it_tells_when_its_scope_closes_as_things_stand():
    dossier = DossierFactory()
    asked = Extension(period=dossier.period, window="plan", dossier=dossier)
    of_unit = Extension(period=dossier.period, window="plan", unit=dossier.managing_unit)
    assert {asked.closes_at, of_unit.closes_at} == {dossier.period.plan_closes_at}
    unit_s = ExtensionFactory(dossier=None, unit=dossier.managing_unit)
    assert {asked.closes_at, of_unit.closes_at} == {unit_s.until}


def test_a_persons_is_seen_with_the_dossier_and_a_units_also_by_who_oversees_it():
    ward, elsewhere = a_ward(), a_ward()
    dossier = DossierFactory(unit=ward.division, cadre=ward.cadre)
    rows = [ExtensionFactory(dossier=dossier), ExtensionFactory(dossier=None, unit=ward.ward)]
    seen = {
        name: [row in Extension.objects.visible_to(user) for row in rows]
        for name, user in {
            "subject": ward.subject,
            "staff": ward.staff,
            "leadership": ward.leadership,
            "division": ward.division_leadership,
            "other_division": an_official(Duty.DIVISION_LEADERSHIP, ward.other_division),
            "stranger": elsewhere.leadership,
        }.items()
    }
    assert seen == {
        "subject": [True, True],
        "staff": [True, True],
        "leadership": [True, True],
        "division": [True, True],
        "other_division": [False, False],
        "stranger": [False, False],
    }


def test_it_names_what_it_moves_and_for_whom():
    dossier = DossierFactory(cadre__full_name="Lê Văn Bình", unit__name="Phường Một")
    names = [str(ExtensionFactory(dossier=dossier)), str(ExtensionFactory(dossier=None, unit=dossier.unit))]
    assert names == [
        "Gia hạn kế hoạch công tác của cá nhân · đồng chí Lê Văn Bình · Quý IV/2026",
        "Gia hạn kế hoạch công tác của cá nhân · cán bộ Phường Một · Quý IV/2026",
    ]
