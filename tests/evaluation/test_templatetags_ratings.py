"""A rating in a template: as the law's own value, as a short word, as a shape."""

import pytest
from django.template.loader import render_to_string
from pytest_django.asserts import assertInHTML

from evaluation.templatetags.ratings import muc, rating, shape
from regulation.vocabulary import Rating


def test_a_stored_rating_is_the_laws_own_value_or_nothing():
    assert [rating("good"), rating("")] == [Rating.GOOD, ""]


def test_a_narrow_column_has_the_short_word_or_a_dash():
    assert [muc("excellent"), muc("")] == ["Xuất sắc", "–"]


def test_each_rating_has_a_shape_of_its_own():
    assert [shape(one) for one in Rating] == ["◆", "●", "▲", "■"]


@pytest.mark.parametrize("one", Rating)
def test_the_component_shows_shape_and_word(one):
    page = render_to_string("components/rating.html", {"rating": one, "short": True})
    said = f'<span aria-hidden="true">{shape(one)}</span>{one.short}'
    assertInHTML(f'<span class="rating rating-{one.value}">{said}</span>', page)


def test_nobody_rated_is_said_in_words():
    assert "Chưa xếp loại" in render_to_string("components/rating.html", {"rating": ""})
