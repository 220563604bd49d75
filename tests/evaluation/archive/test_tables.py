"""What rests on many decisions is held against their seals: tables, the report to the centre, and deeds that go on from them."""

import pytest

from cadres.models import Duty
from evaluation.archive.tells.agreement import Altered
from evaluation.deeds import actions as deeds
from evaluation.lists.actions.lists import close_list
from evaluation.models import Decision, Dossier, RaisedProposal, RatingList, YearRating
from evaluation.years.actions.closing import close_list as close_year
from evaluation.years.actions.lists import draw_up
from evaluation.years.actions.ratings import publish
from tests.evaluation.archive.reading import CHANGED, page
from tests.evaluation.lists.rated_factories import a_list, a_province_list
from tests.evaluation.years.rated_years import a_year, close, decision_at, good
from tests.factories import an_official

pytestmark = pytest.mark.django_db


def a_decided_province():
    """One of tier 3.1, decided below what the unit proposed: the ledger has a line, the year a quarter."""
    world = a_province_list()
    proposal = RatingList.objects.create(
        period=world.period,
        unit=world.ward,
        kind="unit_proposal",
        sequence=2,
        stage="closed",
        closed_at=world.period.dossier_closes_at,
    )
    proposal.rows.create(dossier=world.dossiers[0], rating="good", order=1)
    rows = {pk: {"rating": "completed", "reason": "Chưa đạt", "unmet": True} for pk in world.rows}
    body = "Ban Thường vụ Tỉnh ủy"
    close_list(world.list, by=world.secretariat, seen=world.list.version, rows=rows, body=body)
    world.decision = Decision.objects.get()
    return world


def another_rating(world):
    Decision.objects.filter(pk=world.decision.pk).update(rating="excellent")


def another_rating_of_the_dossier(world):
    Dossier.objects.filter(pk=world.decision.dossier_id).update(decided_rating="excellent")


def another_head(world):
    RaisedProposal.objects.update(head_name="Người khác")


def answered(user, name, *key):
    status, said = page(user, name, *key)
    return status, CHANGED in said


@pytest.mark.parametrize(
    "alter", [another_rating, another_rating_of_the_dossier, another_head], ids=lambda alter: alter.__name__
)
@pytest.mark.parametrize("table", ["year", "answerability"])
def test_a_page_says_so_and_its_papers_are_not_drawn(table, alter):
    world = a_decided_province()
    reader = world.organisation
    key = [world.period.year] if table == "year" else []
    assert answered(reader, table, *key) == (200, False)
    assert [answered(reader, f"{table}_{kind}", *key)[0] for kind in ("pdf", "xlsx")] == [200, 200]
    alter(world)
    assert answered(reader, table, *key) == (200, True)
    assert [answered(reader, f"{table}_{kind}", *key) for kind in ("pdf", "xlsx")] == [(409, True)] * 2


def test_a_year_that_was_altered_is_told_in_its_table():
    world = a_year("gggg")
    close(world, good())
    publish(world.list, by=world.leadership, seen=world.list.version)
    reader = an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
    assert answered(reader, "year", world.list.year) == (200, False)
    YearRating.objects.update(rating="excellent")
    assert answered(reader, "year", world.list.year) == (200, True)
    assert answered(reader, "year_pdf", world.list.year) == (409, True)


@pytest.mark.parametrize(
    "alter", [another_rating, another_rating_of_the_dossier], ids=["decision", "dossier"]
)
def test_the_report_to_the_centre_is_not_drawn(alter):
    world = a_decided_province()
    code = world.period.code
    assert answered(world.organisation, "province_report_docx", code)[0] == 200
    alter(world)
    assert answered(world.organisation, "province_report_docx", code) == (409, True)


def test_the_page_of_results_says_what_is_not_as_it_was_made_known():
    world = a_list(2)
    close_list(world.list, by=world.leadership, seen=world.list.version, rows=world.rows)
    for dossier in Dossier.objects.filter(pk__in=world.rows):
        deeds.publish(dossier, by=world.leadership)
    where = [world.ward.pk, world.period.code]
    assert answered(world.staff, "results", *where) == (200, False)
    Dossier.objects.filter(pk=world.dossiers[0].pk).update(decided_rating="excellent")
    assert answered(world.staff, "results", *where) == (200, True)


def test_nothing_is_made_known_or_archived_of_a_decision_that_was_altered():
    world = a_list(2)
    close_list(world.list, by=world.leadership, seen=world.list.version, rows=world.rows)
    first, second = Dossier.objects.filter(pk__in=world.rows).order_by("pk")
    deeds.publish(first, by=world.leadership)
    Decision.objects.update(rating="excellent")
    with pytest.raises(Altered):
        deeds.publish(second, by=world.leadership)
    assert Dossier.objects.get(pk=second.pk).stage == "decided"


def test_no_year_is_decided_on_a_quarter_that_was_altered():
    """The quarters of a year are decided; the last of them is altered before the year's list is closed."""
    world = a_list(1)
    close_list(world.list, by=world.leadership, seen=world.list.version, rows=world.rows)
    deeds.publish(Dossier.objects.get(pk=world.dossiers[0].pk), by=world.leadership)
    year = draw_up(decision_at(world, year=world.period.year), by=world.staff)
    Decision.objects.update(rating="excellent")
    rows = {world.dossiers[0].pk: good()}
    with pytest.raises(Altered):
        close_year(year, by=world.leadership, seen=year.version, rows=rows)
    assert not YearRating.objects.exists()


def test_no_year_is_made_known_that_was_altered():
    world = a_year("gggg")
    close(world, good())
    YearRating.objects.update(rating="excellent")
    with pytest.raises(Altered):
        publish(world.list, by=world.leadership, seen=world.list.version)
