"""Deeds on a collective's result (6.3, 8.2): typed at the unit, approved above it, made known."""

from evaluation.collectives.actions.results import (
    add_fields,
    approve,
    assess_digital,
    publish,
    return_result,
    save_result,
    submit,
    take_back,
)
from evaluation.collectives.actions.typed import Fields

__all__ = [
    "Fields",
    "add_fields",
    "approve",
    "assess_digital",
    "publish",
    "return_result",
    "save_result",
    "submit",
    "take_back",
]
