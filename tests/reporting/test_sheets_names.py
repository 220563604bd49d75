"""What was decided prints under the names of its day: nobody who is renamed later, and no unit, changes a paper."""

import importlib
from datetime import timedelta

import pytest
from django.apps import apps
from django.db.models import F

from cadres.models import Appointment, Cadre, Position, Unit, User
from config import clock
from evaluation.lists.actions.decisions import digest
from evaluation.lists.actions.lists import close_list
from evaluation.marks.actions.excuses import answer_excuse
from evaluation.models import (
    CollectiveResult,
    Decision,
    Dossier,
    Excuse,
    Period,
    Policy,
    RatingList,
    SimilarGroup,
    TaskMark,
)
from regulation.deadlines import evaluation_date
from reporting.sheets import form01, form03, grounds_sheet, list_form, province_form, unit_form
from reporting.summaries.year import for_lines, lines_of, people_of
from tests.evaluation.lists.rated_factories import a_list, a_province_list
from tests.factories import AppointmentFactory, UnitFactory
from tests.reporting.papers import loaded, page_text

pytestmark = pytest.mark.django_db
AROUND = ("units", "positions", "people")
keeping = importlib.import_module("evaluation.migrations.0022_names_kept")


def closed(world, by):
    people = Dossier.objects.filter(pk__in=[row.pk for row in world.dossiers])
    people.update(party_post="Đảng ủy viên", government_post="Trưởng phòng")
    Cadre.objects.update(birth_date="1980-05-09")
    world.list = close_list(world.list, by=by, seen=world.list.version, rows=world.rows)
    return world


def with_names_around(world):
    """Grounds that name others: the result of a collective (6.3), a task whose excuse somebody confirmed (6.1), a post begun later."""
    dossier, world.led = world.dossiers[0], world.other_division
    dossier.seats.create(unit=world.led, leadership="head")
    result = CollectiveResult.objects.create(
        unit=world.led, period=world.period, stage="approved", rating="good", approved_at=clock.now()
    )
    result.axes.create(axis=1, assigned=6, completed=6)
    task = dossier.plan.tasks.get()
    TaskMark.objects.update(done="0.9")
    excuse = Excuse.objects.create(task=task, ground="Bão", put_forward_at=clock.now())
    answer_excuse(excuse, by=world.leadership, confirmed=True)
    later = evaluation_date(world.period.quarter) + timedelta(days=1)
    AppointmentFactory(cadre=dossier.cadre, unit__name="Phường sẽ đến", valid_from=later)
    return world


def decided_in_the_ward():
    world = a_list(1)
    return closed(world, world.leadership), world.leadership


def decided_with_names_around():
    world = with_names_around(a_list(1))
    return closed(world, world.leadership), world.leadership


def decided_by_the_province():
    world = a_province_list()
    return closed(world, world.secretariat), world.secretariat


def rename_everything():
    Unit.objects.update(name="Tên sau này", party_leads_comprehensively=True)
    Position.objects.update(name="Chức vụ sau này")
    Cadre.objects.update(full_name="Họ Tên Khác", birth_date="1999-01-01")
    User.objects.update(full_name="Tài khoản khác")
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


def test_the_grounds_name_the_collective_the_later_post_and_who_confirmed_an_excuse():
    world, reader = decided_with_names_around()
    post, told = Appointment.objects.get(cadre=world.dossiers[0].cadre), papers(world, reader)["grounds"]
    named = (world.led.name, f"{post.position}, {post.unit}", f"đồng chí {world.leadership} xác nhận")
    assert [words for words in named if words not in told] == []


def test_grounds_decided_before_these_names_were_kept_tell_those_of_today():
    world, reader = decided_with_names_around()
    decision = Decision.objects.get()
    decision.names = {name: kept for name, kept in decision.names.items() if name not in AROUND}
    decision.save()
    rename_everything()
    told = papers(world, reader)["grounds"]
    assert [words in told for words in ("Chức vụ sau này, Tên sau này", "đồng chí Tài khoản khác")] == [
        True,
        True,
    ]


def move_everybody():
    """Dated within the quarter and recorded after it, and from the day after the evaluation on: to another unit, as its head."""
    unit = UnitFactory(name="Phường nơi đến", division=False)
    for cadre in Cadre.objects.filter(dossiers__isnull=False).distinct():
        quarter = cadre.dossiers.get().period.quarter
        held = cadre.appointments.filter(is_main=True, valid_from__lte=quarter.first_day)
        held.update(valid_until=quarter.first_day + timedelta(days=20))
        AppointmentFactory(cadre=cadre, unit=unit, valid_from=quarter.first_day + timedelta(days=21))
        AppointmentFactory(cadre=cadre, unit=UnitFactory(), is_main=False, valid_from=quarter.last_day)


def change_the_rules():
    """Everything that a province may set, otherwise."""
    told = {
        "cap_rate": 25,
        "cap_document": "Văn bản sau này",
        "block_base": "all_rated",
        "warn_base": "all_rated",
    }
    asked = {"outstanding_share": 99, "warns_late_task": False, "unit_unknown": "block"}
    for period in Period.objects.all():
        Policy.objects.update_or_create(period=period, unit=None, defaults=told | asked)
    Period.objects.update(
        dossier_closes_at=F("dossier_closes_at") - timedelta(days=40),
        report_closes_at=F("report_closes_at") - timedelta(days=40),
    )


@pytest.mark.parametrize("change", [rename_everything, move_everybody, change_the_rules])
@pytest.mark.parametrize("decide", [decided_in_the_ward, decided_with_names_around, decided_by_the_province])
def test_no_paper_of_a_decided_person_changes_whoever_is_renamed_or_moved_and_whatever_holds_later(
    decide, change
):
    world, reader = decide()
    before = papers(world, reader)
    change()
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
