"""The word beside whatever was changed in the database past the application."""

from typing import Any

from django import template

from evaluation.archive.stages import Sealed
from evaluation.archive.tells.agreement import NOT_TO_BE_USED, standing, told

register = template.Library()


@register.inclusion_tag("evaluation/archive/_altered.html")
def altered(sealed: str, row: Any) -> dict[str, str]:
    """Nothing, where the row agrees with its seal."""
    broken = standing(Sealed(sealed), [row.pk]).broken if row else ()
    return {"sentence": told(broken), "advice": NOT_TO_BE_USED} if broken else {}
