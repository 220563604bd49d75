"""The page around a deed, once for all of them: what was typed is read, the deed done, and the answer given.

def absence_record(request, pk):
    dossier = dossier_or_404(request, pk)
    DOSSIERS.record_absence.demand(request.user, dossier)
    return answer(
        lambda: AbsenceForm(request.POST),
        lambda form: done(request, "Đã ghi.", "absences", pk, record_absence(dossier, **form.cleaned_data)),
        lambda form, refusal: page(request, pk, form, refusal),
    )
"""

from collections.abc import Callable
from typing import Protocol, TypeVar

from django import forms
from django.contrib import messages
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from cadres.machine import OutOfTurn, Refusal, Stale, Vanished
from pages.fields import Unreadable
from pages.words import words_of


class Incomplete(Refusal):
    """A form came without what the page had put into it."""

    def __init__(self) -> None:
        super().__init__("Biểu mẫu gửi lên không đầy đủ. Xin tải lại trang rồi thử lại.")


class Gone(Vanished):
    """Somebody took away what a form is about before it was sent: what was typed into it is shown, and where to go on.

    Raised once the right to the deed was asked: nobody else learns that there was such a row.
    """

    def __init__(self, form: forms.BaseForm | None, to: str, *sentence: str) -> None:
        super().__init__(*sentence)
        if form is not None:
            form.full_clean()  # a day is told as one reads it
        self.left, self.to = words_of(form), to


class Typed(Protocol):
    """Whatever was typed: a form, or several as one."""

    def is_valid(self) -> bool: ...


T = TypeVar("T", bound=Typed)


def answer(
    form: Callable[[], T],
    act: Callable[[T], HttpResponse],
    again: Callable[[T, Refusal], HttpResponse],
) -> HttpResponse:
    """Read what was typed and act on it, in one transaction; a refusal undoes it and comes back with everything typed.

    `form` may fetch and lock the row that it is about: it is called in the same transaction. `again` shows the page anew
    with the form as it was typed and why it was refused (`Unreadable` where the form itself says it).
    """
    typed: T | None = None
    try:
        with transaction.atomic():
            typed = form()
            if not typed.is_valid():
                raise Unreadable
            return act(typed)
    except Refusal as refusal:
        if typed is None:
            raise
        return again(typed, refusal)


def missing(foreign: "models.QuerySet[models.Model]", form: forms.BaseForm | None, to: str) -> Http404 | Gone:
    """What is raised for a row that is not there; one that is `foreign`, of something else, never was there to be taken away."""
    return Http404() if foreign.exists() else Gone(form, to)


def done(request: HttpRequest, sentence: str, to: str, *place: object, tag: str = "") -> HttpResponse:
    """Say that it is done, and lead to the page that shows it; `tag` is what that page learns beside the sentence."""
    messages.success(request, sentence, extra_tags=tag)
    return redirect(to, *place)


def seen(request: HttpRequest) -> int:
    """The version on the page from which this was sent (`pages.versions.opened`)."""
    written = request.POST.get("version", "").partition("-")[0]
    if not (written.isascii() and written.isdigit() and len(written) < 10):
        raise Incomplete
    return int(written)


def status(refusal: Refusal | None) -> int:
    """409 where another was quicker, else 422: what was sent cannot be done as it is."""
    return 409 if isinstance(refusal, Stale | OutOfTurn | Vanished) else 422


def told(refusal: Refusal | None) -> Refusal | None:
    """What a page says of a refusal above its form: nothing where the form says it beside its fields."""
    return None if isinstance(refusal, Unreadable) and not refusal.args else refusal
