"""What was decided prints under the names of its day: nobody who is renamed later, and no unit, changes a paper."""

import importlib

import pytest
from django.apps import apps

from cadres.models import Cadre, Unit
from evaluation.lists.actions.decisions import digest
from evaluation.lists.actions.lists import close_list
from evaluation.models import Decision, Dossier, RatingList, SimilarGroup
from reporting.sheets import form01, form03, grounds_sheet, list_form, province_form, unit_form
from reporting.summaries.year import for_lines, lines_of, people_of
from tests.evaluation.lists.rated_factories import a_list, a_province_list
from tests.reporting.papers import loaded, page_text

pytestmark = pytest.mark.django_db
keeping = importlib.import_module("evaluation.migrations.0022_names_kept")


def closed(world, by):
    people = Dossier.objects.filter(pk__in=[row.pk for row in world.dossiers])
    people.update(party_post="Đảng ủy viên", government_post="Trưởng phòng")
    Cadre.objects.update(birth_date="1980-05-09")
    world.list = close_list(world.list, by=by, seen=world.list.version, rows=world.rows)
    return world


def decided_in_the_ward():
    world = a_list(1)
    return closed(world, world.leadership), world.leadership


def decided_by_the_province():
    world = a_province_list()
    return closed(world, world.secretariat), world.secretariat


def rename_everything():
    Unit.objects.update(name="Tên sau này", party_leads_comprehensively=True)
    Cadre.objects.update(full_name="Họ Tên Khác", birth_date="1999-01-01")
    Dossier.objects.update(party_post="Chức khác", government_post="Chức khác", mass_post="Chức khác")
    SimilarGroup.objects.update(name="Nhóm khác")


def papers(world, reader):
    """Every paper on which the person stands, as it reads today."""
    dossier, rating_list = loaded(world.dossiers[0]), RatingList.objects.get(pk=world.list.pk)
    lists, number = [rating_list], list_form(rating_list).number
    year = lines_of(for_lines(people_of(reader, dossier.period.year)), reader, dossier.period.year)
    return {
        "form01": form01(dossier),
        "form03": form03(dossier),
        "grounds": page_text(grounds_sheet(dossier), "grounds"),
        "list": list_form(rating_list),
        "unit": unit_form(rating_list.unit, rating_list.period, number, lists),
        "province": province_form(Unit.objects.get(parent=None), rating_list.period, number, lists),
        "year": [(line.name, line.post, line.unit) for line in year],
    }


@pytest.mark.parametrize("decide", [decided_in_the_ward, decided_by_the_province])
def test_no_paper_of_a_decided_person_changes_when_somebody_is_renamed(decide):
    world, reader = decide()
    before = papers(world, reader)
    rename_everything()
    assert papers(world, reader) == before


def test_before_the_decision_papers_follow_whoever_is_renamed():
    dossier = a_list(1).dossiers[0]
    rename_everything()
    for sheet in (form01(loaded(dossier)), form03(loaded(dossier))):
        assert (sheet.subject, sheet.person.unit) == ("Họ Tên Khác", "Tên sau này")


def test_the_proof_code_covers_the_names():
    decided_in_the_ward()
    decision = Decision.objects.get()
    assert decision.names["birth_date"] == "1980-05-09"
    assert [office["name"] for office in decision.names["unit"]][-1] == decision.row.unit_name
    assert decision.snapshot["names"] == decision.names
    assert digest(decision.snapshot) == decision.digest


@pytest.mark.parametrize("decide", [decided_in_the_ward, decided_by_the_province])
def test_what_was_decided_before_names_were_kept_keeps_those_of_its_rows_and_of_that_day(decide):
    world, reader = decide()
    before = papers(world, reader)
    proof = Decision.objects.values_list("digest", flat=True).get()
    Decision.objects.update(names={})
    RatingList.objects.update(names={})
    Cadre.objects.update(full_name="Tên trước khi nâng cấp")
    keeping.keep_names(apps, None)
    rename_everything()
    assert papers(world, reader) == before
    assert Decision.objects.values_list("digest", flat=True).get() == proof
