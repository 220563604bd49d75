"""Rows by which somebody gains something or is judged: nobody keeps their own."""

from itertools import chain
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse

from cadres.actions.attempts import keep_refused
from cadres.admin.ground import Ground
from cadres.forms import ONESELF, NotAboutOneself, NotForOneself
from cadres.machine import lock
from cadres.models import Absence, Appointment, User
from cadres.permissions import may_keep_person
from cadres.visitors import tried


class AsksWho(Ground):
    """Rows whose form asks who is at work."""

    def get_form(
        self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"user_at_work": request.user})

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Whoever gives themself something is told so beside the field, and the try is kept."""
        answer = super().changeform_view(request, *args, **kwargs)
        shown = getattr(answer, "context_data", None) or {}
        found = shown["adminform"].form.errors.as_data() if "adminform" in shown else {}
        for refusal in chain.from_iterable(found.values()):
            if refusal.code == ONESELF:
                keep_refused(tried(request), PermissionDenied(*refusal.messages))
        return answer


class GivesToAccount(AsksWho):
    """Rows with a `user` who receives something by them."""

    form = NotForOneself


class AboutPerson(AsksWho):
    """Rows that bear on how their `cadre` is judged."""

    form = NotAboutOneself

    def may_keep(self, user: User, obj: Appointment | Absence) -> bool:
        return may_keep_person(user, obj.cadre)

    def save_model(
        self, request: HttpRequest, obj: Appointment | Absence, form: ModelForm, change: bool
    ) -> None:
        """Whoever is rating this person just now is waited for: a post or an absence may be a case of Mục 7."""
        lock(obj.cadre)
        super().save_model(request, obj, form, change)

    def delete_model(self, request: HttpRequest, obj: Appointment | Absence) -> None:
        lock(obj.cadre)
        super().delete_model(request, obj)
