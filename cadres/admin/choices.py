"""Picking another row: typed and searched, never a list of all; each is told apart from others of its name."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import ForeignKey, Model
from django.forms import ModelChoiceField
from django.http import HttpRequest
from django.http.response import HttpResponseBase

if TYPE_CHECKING:
    _Options = admin.options.BaseModelAdmin
else:
    _Options = object  # a piece for admins of both kinds, those of a page and those within one


def in_choice(row: Model) -> str:
    """What tells a row apart from others of the same name, where one picks among them."""
    return str(getattr(row, "in_choice", row))


class Choices(AutocompleteJsonView):
    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        return super().serialize_result(obj, to_field_name) | {"text": in_choice(obj)}


def choices(request: HttpRequest) -> HttpResponseBase:
    return Choices.as_view(admin_site=admin.site)(request)


admin.site.autocomplete_view = choices  # type: ignore[method-assign, assignment]  # the site is Django's own


class Named(ModelChoiceField):
    def label_from_instance(self, obj: Model) -> str:
        return in_choice(obj)


class Pick(AutocompleteSelect):
    """Django's own, but a value that is no number (a forged form) is shown as nothing picked, not as an error."""

    def optgroups(
        self, name: str, value: Sequence[str], attr: dict[str, object] | None = None
    ) -> list[tuple[str | None, list[dict[str, object]], int | None]]:
        numbers = [one for one in value if str(one).isdecimal() and len(str(one)) < 19]
        return super().optgroups(name, numbers, attr)


class Picks(_Options):
    """Foreign keys are typed and picked: no list of all units or persons on any page."""

    def formfield_for_foreignkey(
        self, db_field: "ForeignKey[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        kwargs |= {"widget": Pick(db_field, self.admin_site), "form_class": Named}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
