"""The pages of a list of dossiers: the same people in the same order as the whole list cut into pieces."""

import pytest
from django.core.paginator import EmptyPage

from evaluation.core.tells.turning import DossierPages
from evaluation.models import Dossier
from tests.factories import DossierFactory, PeriodFactory, a_ward

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody():
    """Eleven people of three wards; the first page of four ends amid a ward, and so do the others."""
    period = PeriodFactory()
    for code, many in (("A", 3), ("B", 6), ("C", 2)):
        ward = a_ward(code=code)
        for number in range(many):
            DossierFactory(unit=ward.division if number % 2 else ward.ward, period=period)
    return Dossier.objects.of(period)


@pytest.mark.parametrize("per_page", [1, 3, 4, 9, 11, 50])
def test_pages_are_the_list_in_its_order_cut_into_pieces(everybody, per_page):
    whole = list(everybody.in_order().values_list("pk", flat=True))
    pages = DossierPages(everybody, per_page)
    told = [(list(page), page.start_index(), page.end_index()) for page in pages]
    pieces = [whole[start : start + per_page] for start in range(0, 11, per_page)]
    places = [(start + 1, min(start + per_page, 11)) for start in range(0, 11, per_page)]
    assert told == [(piece, *place) for piece, place in zip(pieces, places, strict=True)]


def test_an_empty_list_has_one_empty_page_and_no_second(everybody):
    pages = DossierPages(everybody.none(), 4)
    assert [pages.count, list(pages.get_page("2"))] == [0, []]
    with pytest.raises(EmptyPage):
        pages.page(2)


def test_a_page_counts_once_and_sorts_only_the_people_of_its_units(everybody, django_assert_num_queries):
    with django_assert_num_queries(2):
        page = DossierPages(everybody, 4).get_page(2)
        assert [page.paginator.num_pages, len(page)] == [3, 4]
