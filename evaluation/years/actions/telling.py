"""Whoever is judged hears of their year once it is made known; the province, that a unit has put its people forward (3.1)."""

from collections.abc import Sequence

from django.urls import reverse

from cadres.machine import Made
from cadres.mandates import Holds
from cadres.models import Duty
from evaluation.years.models import YearList, YearRating
from evaluation.years.moves import YEARS
from evaluation.years.stages import YearKind
from notices.actions import tell, to_each
from notices.models import Kind, Notice
from regulation.vocabulary import Rating

_PROVINCE = Holds(Duty.PROVINCIAL_ORGANISATION, over="unit")


def tell_of_years(made: Sequence[Made]) -> None:
    for one in made:
        if one.move is YEARS.publish:
            tell(_to_people(one.row))
        elif one.move is YEARS.close and one.row.kind == YearKind.UNIT_PROPOSAL:
            tell(_to_province(one.row))


def _to_people(year_list: YearList) -> list[Notice]:
    ratings = YearRating.objects.filter(row__year_list=year_list).select_related("cadre")
    return [
        notice
        for one in ratings
        if one.cadre.user_id
        for notice in to_each(
            [one.cadre.user_id],
            f"Kết quả xếp loại {year_list.when}: {Rating(one.rating).label}",
            reverse("year_rating", args=[one.pk]),
            kind=Kind.RESULT,
            about=f"year {one.pk}",
        )
    ]


def _to_province(year_list: YearList) -> list[Notice]:
    return to_each(
        _PROVINCE.holders(year_list),
        f"Đề nghị xếp loại {year_list.when}: {year_list.unit}",
        reverse("year_list", args=[year_list.pk]),
        kind=Kind.WAITS,
        about=f"year_list {year_list.pk}",
    )
