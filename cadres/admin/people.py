"""Persons, what posts they hold, and when they were away."""

from django.contrib import admin
from django.contrib.admin.utils import NestedObjects
from django.http import HttpRequest

from cadres.admin.choices import Picks
from cadres.admin.ground import IN_USE, Removal, Rows
from cadres.admin.oneself import AboutPerson, GivesToAccount
from cadres.forms import ApartForms
from cadres.models import Absence, Appointment, Cadre, User
from cadres.permissions import administers, may_keep_person


class Posts(Picks, admin.StackedInline):
    model = Appointment
    formset = ApartForms
    extra = 0

    def has_view_permission(self, request: HttpRequest, obj: Cadre | None = None) -> bool:
        return administers(request.user)

    def has_add_permission(self, request: HttpRequest, obj: Cadre | None = None) -> bool:
        return administers(request.user) and (obj is None or may_keep_person(request.user, obj))

    has_change_permission = has_delete_permission = has_add_permission


@admin.register(Cadre)
class Cadres(GivesToAccount):
    list_display = ["full_name", "code", "birth_date", "user", "is_central"]
    list_filter = ["is_central"]
    list_select_related = ["user"]
    inlines = [Posts]

    def may_keep(self, user: User, obj: Cadre) -> bool:
        """Nor the account or the mark "diện Bộ Chính trị" by which one has a dossier here at all."""
        return may_keep_person(user, obj)


@admin.register(Appointment)
class Appointments(AboutPerson):
    list_display = [
        "cadre",
        "position",
        "unit",
        "leadership",
        "is_main",
        "valid_from",
        "valid_until",
        "cause",
    ]
    list_filter = ["leadership", "is_main", "cause", "position__tier"]
    list_select_related = ["cadre", "position", "unit"]
    search_fields = ["cadre__search_text", "position__search_text", "unit__search_text"]


@admin.register(Absence)
class Absences(AboutPerson):
    """Of somebody who has a dossier a stretch is given its end, not torn out: a case of Mục 7.d may rest on it."""

    list_display = ["cadre", "kind", "valid_from", "valid_until", "document"]
    list_filter = ["kind"]
    list_select_related = ["cadre"]
    search_fields = ["cadre__search_text"]

    def get_deleted_objects(self, objs: Rows, request: HttpRequest) -> Removal:
        shown, counts, refused, in_the_way = super().get_deleted_objects(objs, request)
        people = NestedObjects(using="default")
        people.collect([absence.cadre for absence in objs])
        beyond = [row for row in people.protected if row._meta.app_label != Cadre._meta.app_label]
        return shown, counts, refused, in_the_way or ([IN_USE] if beyond else [])
