"""Mẫu 03 and Mẫu 01 as they were decided on: what they say is kept with the decision, and read from there ever after."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, is_dataclass, replace
from datetime import date
from decimal import Decimal
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import prefetch_related_objects

from evaluation.lists.actions.decisions import Forms
from evaluation.models import Decision
from reporting.sheets.authority import SIGNED
from reporting.sheets.dossiers import DossierSheet, form03
from reporting.sheets.parts import Sheet
from reporting.sheets.plans import PlanSheet, form01

_PLAIN: Mapping[type, Callable[[str], object]] = {Decimal: Decimal, date: date.fromisoformat}


def draw(decisions: Sequence[Decision]) -> list[Forms]:
    """What the forms of each say, in a number of queries that does not grow with them; the proof is not yet known."""
    prefetch_related_objects([decision.dossier for decision in decisions], SIGNED, "period__extensions")
    return [
        Forms(
            said(form03(decision.dossier, decision=decision)),
            plain(form01(decision.dossier, decision=decision)),
        )
        for decision in decisions
    ]


def said(sheet: DossierSheet) -> dict[str, Any]:
    """The sheet in plain values: figures and days as text, as they are exact."""
    return plain(replace(sheet, proof=""))


def plain(sheet: Sheet) -> dict[str, Any]:
    """Any sheet in plain values."""
    content: dict[str, Any] = json.loads(json.dumps(asdict(sheet), cls=DjangoJSONEncoder))
    return {name: said for name, said in content.items() if name != "mark"}


def sheet_of(decision: Decision) -> DossierSheet:
    """The paper of that day, with the decision's proof in its margin."""
    sheet: DossierSheet = _read(DossierSheet, decision.form.content)
    return replace(sheet, proof=decision.digest[:16])


def plan_of(decision: Decision) -> PlanSheet:
    """The plan of that day."""
    sheet: PlanSheet = _read(PlanSheet, decision.form.plan)
    return sheet


def sheet_sent(content: Mapping[str, Any], digest: str) -> DossierSheet:
    """The paper as a package sent it (ADR 19), with the digest that stands in the manifest."""
    sheet: DossierSheet = _read(DossierSheet, content)
    return replace(sheet, proof=digest[:16])


def _read(kind: Any, value: Any) -> Any:
    """The value as its class says it is; a field that came later has to have a default, one that is no more is not read."""
    if value is None:
        return None
    if isinstance(kind, UnionType):
        return _read(get_args(kind)[0], value)
    if get_origin(kind) is tuple:
        return tuple(_read(get_args(kind)[0], one) for one in value)
    if isinstance(kind, type) and is_dataclass(kind):
        fields = get_type_hints(kind)
        return kind(**{name: _read(fields[name], one) for name, one in value.items() if name in fields})
    return _PLAIN[kind](value) if kind in _PLAIN else value
