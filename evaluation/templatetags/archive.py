"""The word beside whatever was changed in the database past the application."""

from collections.abc import Iterable
from typing import Any

from django import template

from evaluation.archive.stages import Sealed
from evaluation.archive.tells.agreement import (
    NOT_TO_BE_USED,
    Rests,
    decisions_in_force,
    standing,
    told,
    wrong_with,
)

register = template.Library()


@register.inclusion_tag("evaluation/archive/_altered.html")
def altered(sealed: str, row: Any) -> dict[str, str]:
    """Nothing, where the row agrees with its seal."""
    kind = Sealed(sealed)
    return _said(told(kind, standing(kind, [row.pk]))) if row else {}


@register.inclusion_tag("evaluation/archive/_altered.html")
def altered_among(rests_on: Rests) -> dict[str, str]:
    """The same of the many rows on which a table rests, without their long contents."""
    return _said(wrong_with(rests_on))


@register.inclusion_tag("evaluation/archive/_altered.html")
def altered_results(dossiers: Iterable[Any]) -> dict[str, str]:
    """The same of the results of these, as they are made known."""
    keys = [dossier.pk for dossier in dossiers]
    return _said(wrong_with(decisions_in_force(dossier__in=keys))) if keys else {}


def _said(sentence: str) -> dict[str, str]:
    return {"sentence": sentence, "advice": NOT_TO_BE_USED} if sentence else {}
