"""Two people save the same form: both versions of each field that differs, and one is chosen; nothing is overwritten unseen.

A page that comes back with what was typed goes on from the version that its form was opened with (`going_on`), however often it
comes back. So whatever somebody else saved meanwhile is met when it is saved, and then `both_versions` shows it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from cadres.machine import Refusal, Stale
from cadres.models import Staged
from pages.sessions import came_from
from pages.words import label_of

NOT_CARRIED = ("csrfmiddlewaretoken", "version")
OPENED = re.compile(r"[0-9]{1,9}(-[0-9a-f]{16})?", re.ASCII)
NEVER = "0"  # the version of no row


@dataclass(frozen=True)
class Side:
    """One version of a field: as a browser sends it, and as one reads it."""

    sent: str
    told: str


@dataclass(frozen=True)
class Difference:
    """A field, by its name on the page, that was typed otherwise than it is stored now."""

    name: str
    label: str
    stored: Side
    typed: Side


def opened(version: int, fields: Iterable[forms.BoundField] = ()) -> str:
    """What a page keeps of the version it was opened with: its number, and a print of the values then in the form."""
    values = "\0".join(f"{field.html_name}={_as_sent(field)}" for field in fields if not field.is_hidden)
    return f"{version}-{sha256(values.encode()).hexdigest()[:16]}" if values else str(version)


def going_on(
    request: HttpRequest,
    row: Staged,
    refusal: Refusal | None = None,
    fields: Iterable[forms.BoundField] = (),
) -> str:
    """The version from which the form goes on: of a typed one, what it was opened with, the newest once both were compared."""
    if isinstance(refusal, Stale):
        return opened(refusal.row.version)
    if request.method != "POST":
        return opened(row.version, fields)
    kept = request.POST.get("version", "")
    return kept if OPENED.fullmatch(kept) else NEVER


def both_versions(
    request: HttpRequest,
    refusal: Refusal,
    stored: Callable[[], Iterable[forms.BoundField]],
    *,
    deed: str = "",
    instead: Mapping[str, str] | None = None,
    to: str = "",
) -> HttpResponse | None:
    """Where somebody saved in between what was typed otherwise here: a page to choose by, else None.

    `stored` are the fields of the untouched form as it would be opened now. What is chosen is sent to the address to which
    the form was, with whatever else it held, as if it had been typed so over the newest version. Where that does more than
    save, `deed` says so on the button; what has to be confirmed anew is sent `to` another address, with these values `instead`.
    """
    if not isinstance(refusal, Stale):
        return None
    fields = list(stored())
    newest = opened(refusal.row.version, fields)
    differing = list(differences(fields, request.POST))
    if not differing or _print(newest) == _print(request.POST.get("version", "")):
        return None
    instead = instead or {}
    leave = {*NOT_CARRIED, *instead, *(one.name for one in differing)}
    carried = ((name, value) for name, values in request.POST.lists() for value in values)
    context = {
        "refusal": refusal,
        "differing": differing,
        "carried": [*((name, value) for name, value in carried if name not in leave), *instead.items()],
        "deed": deed,
        "to": to,
        "version": newest,
        "back": came_from(request),
    }
    return render(request, "both_versions.html", context, status=409)


def differences(stored: Iterable[forms.BoundField], typed: QueryDict) -> Iterator[Difference]:
    """Fields that stood on the page from which this was sent, and were typed otherwise than they are stored."""
    for field in stored:
        if field.is_hidden or not _stood(field, typed):
            continue
        now, here = _as_sent(field), _as_typed(field, typed)
        if _read(field, now) != _read(field, here):
            yield Difference(field.html_name, label_of(field), _side(field, now), _side(field, here))


def _print(version: str) -> str:
    """Of the values with which a page was opened; of a page that kept none, one that nothing equals."""
    return version.partition("-")[2] or version


def _stood(field: forms.BoundField, typed: QueryDict) -> bool:
    """A browser sends every field but a tick that is not set and a choice not made: then its row's other fields tell.

    A row some of whose fields come and go says which were `absent`.
    """
    if field.name in getattr(field.form, "absent", _none)(typed):
        return False
    if field.html_name in typed:
        return True
    silent = forms.CheckboxInput | forms.RadioSelect
    return isinstance(field.field.widget, silent) and any(one.html_name in typed for one in field.form)


def _none(typed: QueryDict) -> tuple[str, ...]:
    return ()


def _as_sent(field: forms.BoundField) -> str:
    value, widget = field.value(), field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "on" if widget.check_test(value) else ""
    said = widget.format_value(value)
    return str((said[0] if said else "") if isinstance(said, list) else said or "")


def _as_typed(field: forms.BoundField, typed: QueryDict) -> str:
    value = field.field.widget.value_from_datadict(typed, {}, field.html_name)
    return ("on" if value else "") if isinstance(value, bool) else str(value or "").replace("\r\n", "\n")


def _read(field: forms.BoundField, sent: str) -> object:
    """What the form would take it for; what it cannot read stands for itself."""
    try:
        value: object = field.field.clean(sent)
    except ValidationError:
        return sent.strip()
    return value if value is not None else ""


def _side(field: forms.BoundField, sent: str) -> Side:
    value, choices = _read(field, sent), dict(getattr(field.field, "choices", ()))
    if isinstance(field.field.widget, forms.CheckboxInput):
        return Side(sent, "Có" if sent else "Không")
    if isinstance(value, date):
        return Side(sent, f"{value:%d/%m/%Y}")
    named = {str(key): str(label) for key, label in choices.items()}
    return Side(sent, named.get(sent, sent) if sent else "(trống)")
