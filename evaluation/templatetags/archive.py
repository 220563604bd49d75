"""The word beside whatever was changed in the database past the application."""

from collections.abc import Collection
from typing import Any

from django import template

from evaluation.archive.stages import Sealed
from evaluation.archive.tells.agreement import NOT_TO_BE_USED, standing, told

register = template.Library()


@register.inclusion_tag("evaluation/archive/_altered.html")
def altered(sealed: str, row: Any) -> dict[str, str]:
    """Nothing, where the row agrees with its seal."""
    return _said(sealed, [row.pk]) if row else {}


@register.inclusion_tag("evaluation/archive/_altered.html")
def altered_among(sealed: str, keys: Collection[int]) -> dict[str, str]:
    """The same of the many rows of a table, without their long contents."""
    return _said(sealed, keys, at_a_glance=True) if keys else {}


def _said(sealed: str, keys: Collection[int], *, at_a_glance: bool = False) -> dict[str, str]:
    kind = Sealed(sealed)
    sentence = told(kind, standing(kind, keys, at_a_glance=at_a_glance))
    return {"sentence": sentence, "advice": NOT_TO_BE_USED} if sentence else {}
