"""Mẫu 03 as it was decided: what it says is kept with the decision, and read from there whenever it is printed again."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, is_dataclass, replace
from datetime import date
from decimal import Decimal
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import prefetch_related_objects

from evaluation.models import Decision
from reporting.sheets.authority import SIGNED
from reporting.sheets.dossiers import DossierSheet, form03
from reporting.sheets.parts import Sheet

_PLAIN: Mapping[type, Callable[[str], object]] = {Decimal: Decimal, date: date.fromisoformat}


def draw(decisions: Sequence[Decision]) -> list[dict[str, Any]]:
    """What Mẫu 03 says of each, in a number of queries that does not grow with them; the proof is not yet known."""
    dossiers = [decision.dossier for decision in decisions]
    prefetch_related_objects(dossiers, SIGNED, "period__extensions")
    return [said(form03(decision.dossier, decision=decision)) for decision in decisions]


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
