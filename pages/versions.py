"""Two people save the same form: both versions of each field that differs, and one is chosen; nothing is overwritten unseen.

A page that comes back with what was typed goes on from the version that its form was opened with (`going_on`), however often it
comes back. So whatever somebody else saved meanwhile is met when it is saved, and then `both_versions` shows it. With what each
field stood there is known by its print: what a person did not touch is no choice of theirs, and stays as it is stored.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
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
PRINT = 8  # hex digits of one field's print
OPENED = re.compile(rf"[0-9]{{1,9}}(-([0-9a-f]{{{PRINT}}}){{1,9999}})?", re.ASCII)
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
    """What a page keeps of the version it was opened with: its number, and a print of each field with the value then in it."""
    prints = "".join(_print(field.html_name, _as_sent(field)) for field in fields if not field.is_hidden)
    return _token(version, prints)


def going_on(
    request: HttpRequest,
    row: Staged,
    refusal: Refusal | None = None,
    fields: Iterable[forms.BoundField] = (),
) -> str:
    """The version from which the form goes on: of a typed one, what it was opened with.

    Once both were compared the number is the newest; the prints stay those of the opening, for what was typed is typed still.
    """
    if request.method != "POST":
        return opened(row.version, fields)
    sent = request.POST.get("version", "")
    kept = sent if OPENED.fullmatch(sent) else NEVER
    return _token(refusal.row.version, _prints(kept)) if isinstance(refusal, Stale) else kept


def stood(name: str, sent: str, before: str) -> bool:
    """Whether this value stood in the field when the page was opened; of a page that kept no prints, none did."""
    prints = _prints(before)
    return _print(name, sent) in {prints[at : at + PRINT] for at in range(0, len(prints), PRINT)}


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
    the form was, with whatever else it held, as if it had been typed so over the newest version; of what only the other one
    changed, what is stored. Where that does more than save, `deed` says so on the button; what has to be confirmed anew is
    sent `to` another address, with these values `instead`.
    """
    if not isinstance(refusal, Stale):
        return None
    fields, before = list(stored()), request.POST.get("version", "")
    newest, found = opened(refusal.row.version, fields), list(differences(fields, request.POST))
    if not found or _prints(newest) == _prints(before):
        return None
    untouched = [one for one in found if stood(one.name, one.typed.sent, before)]
    settled = {one.name: one.stored.sent for one in untouched} | dict(instead or {})
    context = {
        "refusal": refusal,
        "differing": [one for one in found if one not in untouched],
        "untouched": untouched,
        "carried": [*_carried(request.POST, {*settled, *(one.name for one in found)}), *settled.items()],
        "deed": deed,
        "to": to,
        "version": newest,
        "back": came_from(request),
    }
    return render(request, "both_versions.html", context, status=409)


def differences(stored: Iterable[forms.BoundField], typed: QueryDict) -> Iterator[Difference]:
    """Fields that stood on the page from which this was sent, and were typed otherwise than they are stored."""
    for field in stored:
        if field.is_hidden or not _was_there(field, typed):
            continue
        now, here = _as_sent(field), _as_typed(field, typed)
        if _read(field, now) != _read(field, here):
            yield Difference(field.html_name, label_of(field), _side(field, now), _side(field, here))


def one_ending(text: str) -> str:
    """A browser ends the lines of a text in its own way, and so may what was stored of it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _token(version: int, prints: str) -> str:
    return f"{version}-{prints}" if prints else str(version)


def _prints(token: str) -> str:
    """Of the fields with which a page was opened, one behind the other."""
    return token.partition("-")[2]


def _print(name: str, sent: str) -> str:
    return sha256(f"{name}={one_ending(sent)}".encode()).hexdigest()[:PRINT]


def _carried(typed: QueryDict, settled: Collection[str]) -> Iterator[tuple[str, str]]:
    """Whatever else the form held, as it was sent."""
    for name, values in typed.lists():
        if name not in settled and name not in NOT_CARRIED:
            yield from ((name, value) for value in values)


def _was_there(field: forms.BoundField, typed: QueryDict) -> bool:
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
    return one_ending(str((said[0] if said else "") if isinstance(said, list) else said or ""))


def _as_typed(field: forms.BoundField, typed: QueryDict) -> str:
    value = field.field.widget.value_from_datadict(typed, {}, field.html_name)
    return ("on" if value else "") if isinstance(value, bool) else one_ending(str(value or ""))


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
