"""Mục 5: a year's list and what it decides are sealed as a quarter's are."""

import pytest
from django.test import Client
from django.urls import reverse

from evaluation.archive.models import Seal
from evaluation.archive.tells.verifying import faults
from evaluation.models import YearRating, YearRow
from evaluation.years.actions.lists import draw_up
from evaluation.years.actions.ratings import publish, reopen
from tests.evaluation.years.rated_years import a_year, close, decision_at, good
from tests.reporting.papers import pdf_pages

pytestmark = pytest.mark.django_db


def a_closed_year():
    world = a_year("gggg", "ggcg")
    close(world, good(), good())
    return world


def kinds():
    return list(Seal.objects.values_list("kind", flat=True))


def found():
    """Of the year: its quarters were decided by nobody."""
    return [(one.what, one.where) for one in faults() if not one.where.startswith("dossier ")]


def fetched(world, name):
    client = Client()
    client.force_login(world.leadership)
    return client.get(reverse(name, args=[world.list.pk]))


def test_a_closed_year_is_sealed_and_may_be_made_known():
    world = a_closed_year()
    assert (kinds(), found()) == (["year_list", "year", "year"], [])
    publish(world.list, by=world.leadership, seen=world.list.version)
    assert found() == []


def test_a_rating_decided_anew_is_sealed_and_so_is_the_one_that_it_replaced():
    world = a_year("gggg")
    close(world, good())
    row = world.list.rows.get()
    reopen(world.list, row, by=world.leadership, seen=world.list.version, reason="Quý IV được quyết định lại")
    world.list = draw_up(decision_at(world), by=world.staff)
    close(world, {"rating": "completed", "reason": "Theo kết quả mới"})
    assert (kinds()[2:], found()) == (["year_list", "year", "year_old"], [])


@pytest.mark.parametrize(
    ("alter", "named"),
    [
        (lambda: YearRating.objects.filter(number=1).update(rating="excellent"), "year "),
        (lambda: YearRating.objects.update(snapshot={}), "year "),
        (lambda: YearRow.objects.filter(order=1).update(rating="excellent"), "year_list "),
    ],
    ids=["rating", "snapshot", "row"],
)
def test_what_was_altered_is_named(alter, named):
    a_closed_year()
    alter()
    told = found()
    assert {(what, where.startswith(named)) for what, where in told} == {("altered", True)}


def test_every_page_of_the_list_carries_its_seal_and_none_is_drawn_once_it_was_changed():
    world = a_closed_year()
    seal = Seal.objects.get(kind="year_list")
    pages = pdf_pages(fetched(world, "year_list_form_pdf").getvalue())
    assert [f"Niêm phong {seal}" in page for page in pages] == [True] * len(pages)
    YearRow.objects.filter(order=1).update(name="Người khác")
    assert [fetched(world, f"year_list_form{way}").status_code for way in ("", "_pdf", "_xlsx")] == [409] * 3


def test_the_page_of_its_seal_leads_to_the_list():
    world = a_closed_year()
    client = Client()
    client.force_login(world.leadership)
    for kind in ("year_list", "year"):
        page = client.get(
            reverse("seal", args=[str(Seal.objects.filter(kind=kind).first())])
        ).content.decode()
        assert "Bản in và bản lưu khớp nhau" in page
        assert reverse("year_list_form", args=[world.list.pk]) in page


def test_pages_say_beside_the_year_that_it_was_changed():
    world = a_closed_year()
    rating = YearRating.objects.order_by("pk").first()
    client = Client()
    client.force_login(world.leadership)
    pages = [reverse("year_list", args=[world.list.pk]), reverse("year_rating", args=[rating.pk])]
    said = "dữ liệu đã bị thay đổi ngoài ứng dụng"
    assert [said in client.get(page).content.decode() for page in pages] == [False, False]
    YearRow.objects.filter(order=1).update(rating="excellent")
    YearRating.objects.update(rating="excellent")
    assert [said in client.get(page).content.decode() for page in pages] == [True, True]
