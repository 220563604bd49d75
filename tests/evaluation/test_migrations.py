"""What migrations make of old rows: seats and groups, there and back; and which old lines the person judged reads."""

import importlib

import pytest
from django.apps import apps

from cadres.machine import record
from evaluation.models import DossierCircumstance, DossierEntry, Seat, SimilarGroup
from tests.factories import AppointmentFactory, DossierFactory, a_ward

pytestmark = pytest.mark.django_db
telling = importlib.import_module("evaluation.migrations.0005_told")
migration = importlib.import_module("evaluation.migrations.0003_seats_and_groups")


def test_seats_come_of_the_main_post_and_of_posts_held_elsewhere():
    world = a_ward()
    dossier = DossierFactory(cadre=world.cadre, unit=world.division, leadership="deputy")
    plain = DossierFactory(unit=world.division)
    for unit, leadership in ((world.ward, "member"), (world.ward, "head"), (world.other_division, "none")):
        AppointmentFactory(cadre=world.cadre, unit=unit, leadership=leadership, is_main=False)
    dossier.other_units.set([world.ward, world.other_division])
    migration.settle(apps, None)
    seats = set(dossier.seats.values_list("unit", "leadership"))
    assert seats == {(world.division.pk, "deputy"), (world.ward.pk, "head")}
    assert plain.seats.count() == 0


def test_each_group_of_a_period_is_there_once():
    first = DossierFactory(provincial=True)
    DossierFactory(provincial=True, period=first.period)
    SimilarGroup.objects.all().delete()
    migration.settle(apps, None)
    assert list(SimilarGroup.objects.values_list("period", "name")) == [(first.period_id, first.group)]


def test_back_and_forth_leaves_no_row_twice():
    DossierFactory(provincial=True)
    for _ in range(2):
        migration.unsettle(apps, None)
        migration.settle(apps, None)
    assert [Seat.objects.count(), SimilarGroup.objects.count()] == [1, 1]


# --- what was told ---------------------------------------------------------------------------------------------------


def told_after(*deeds, **said):
    """Old lines, of which nothing was said yet: the deeds of those that are told once it is."""
    dossier = DossierFactory()
    for deed in deeds:
        record(dossier, deed, "Việc cũ", by=None, **said)
    telling.tell_of_what_was_told(apps, None)
    return list(DossierEntry.objects.filter(told=True).values_list("deed", flat=True))


def test_old_lines_by_which_others_judge_are_not_told_and_the_rest_of_the_road_is():
    judging = "propose_in_division appraisal_marks appraise council authority_marks propose province_appraise"
    deciding = "return_to_unit ask_remark decide decide_at_province"
    open_ones = ["submit", "return", "defer", "resume", "reopen", "publish", "share"]
    assert told_after(*judging.split(), *open_ones, *deciding.split()) == open_ones


def test_old_lines_of_plans_excuses_and_of_deeds_that_are_gone_are_told():
    deeds = ["collate", "approve", "deliver", "confirm", "refuse", "open", "a_deed_of_long_ago"]
    assert told_after(*deeds) == deeds


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("party_cell", False),
        ("both_posts", False),
        ("shortcoming", True),
        ("discipline", True),
        ("other_case", True),
    ],
)
@pytest.mark.parametrize("deed", ["record_circumstance", "lift"])
def test_old_lines_about_a_paper_in_which_others_judge_are_not(kind, told, deed):
    about = DossierFactory()
    row = DossierCircumstance.objects.create(
        cadre=about.cadre, dossier=about, kind=kind, text="Tốt", on="2026-11-02"
    )
    assert told_after(deed, changes={"row": row.pk, "circumstance": "Tốt"}) == [deed] * told


def test_an_old_line_that_names_no_row_or_is_no_recording_is_told():
    paper = DossierCircumstance.objects.create(
        cadre=DossierFactory().cadre, dossier=DossierFactory(), kind="party_cell", text="Tốt", on="2026-11-02"
    )
    assert told_after("record_circumstance", changes={}) == ["record_circumstance"]
    assert told_after("settle_cases", changes={"row": paper.pk}) == ["record_circumstance", "settle_cases"]
