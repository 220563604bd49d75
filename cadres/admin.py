"""The ground data: accounts, units, persons, posts, appointments, absences, mandates. Never a dossier.

Who may stands in `permissions.administers`: Django's own groups and permissions are not used.
"""

from collections.abc import Sequence
from functools import reduce
from itertools import chain
from operator import or_
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.admin.utils import NestedObjects
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import Group
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError
from django.db.models import ForeignKey, Model, Q, QuerySet
from django.forms import ModelChoiceField, ModelForm
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from cadres import vietnamese
from cadres.actions.attempts import keep_refused
from cadres.forms import (
    ONESELF,
    AccountCreationForm,
    AccountForm,
    ApartForms,
    NewPasswordForm,
    NotAboutOneself,
    NotForOneself,
    PositionForm,
)
from cadres.machine import lock
from cadres.models import Absence, Appointment, Cadre, Mandate, Position, Unit, User
from cadres.models.people import AppointmentQuerySet
from cadres.models.places import named
from cadres.permissions import administers, may_assign, may_keep_account, may_keep_person
from cadres.visitors import tried

if TYPE_CHECKING:
    from django.contrib.admin.options import _FieldsetSpec

    _Options = admin.options.BaseModelAdmin
else:
    _Options = object  # a piece for admins of both kinds, those of a page and those within one

Rows = QuerySet | Sequence[Any]
Removal = tuple[list[str], dict[str, int], set[str], list[str]]

MISFITS_NAMED = 5
IN_USE = "dữ liệu khác đang dựa vào mục này; hãy ghi ngày kết thúc hoặc cho ngừng hoạt động"


@login_not_required
def sign_in(request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
    """One way in: the application's page, which slows guessing. Who is in without the right is told so."""
    if request.user.is_authenticated and not administers(request.user):
        raise PermissionDenied
    return redirect_to_login(request.GET.get("next") or reverse("admin:index"), reverse("login"))


def admits(request: HttpRequest) -> bool:
    """Whether this person keeps ground data. Django leads all others away by itself, so what they sent is kept here."""
    if administers(request.user):
        return True
    if request.method == "POST" and request.user.is_authenticated:
        keep_refused(tried(request), PermissionDenied())
    return False


# The site is Django's own, shared by its apps: its two questions are answered here.
admin.site.login = sign_in  # type: ignore[method-assign]  # as above
admin.site.has_permission = admits  # type: ignore[method-assign]  # as above
admin.site.unregister(Group)
admin.site.site_header = admin.site.site_title = "Quản trị dữ liệu nền"
admin.site.index_title = "Tài khoản, đơn vị, cán bộ, chức vụ"
admin.site.site_url = "/"
admin.site.enable_nav_sidebar = False  # seven entries: the first page has them, the tables need the width


def in_choice(row: Model) -> str:
    """What tells a row apart from others of the same name, where one picks among them."""
    return str(getattr(row, "in_choice", row))


class Choices(AutocompleteJsonView):
    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        return super().serialize_result(obj, to_field_name) | {"text": in_choice(obj)}


def choices(request: HttpRequest) -> HttpResponseBase:
    return Choices.as_view(admin_site=admin.site)(request)


admin.site.autocomplete_view = choices  # type: ignore[method-assign, assignment]  # as above


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


class Ground(Picks, admin.ModelAdmin):
    """What all seven have in common: who may, how it is searched, and that nothing in use is torn out."""

    search_fields = ["search_text"]
    search_help_text = "Gõ có dấu hoặc không dấu; mọi từ đều phải có."
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def has_module_permission(self, request: HttpRequest) -> bool:
        return administers(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return administers(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return administers(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return administers(request.user) and (obj is None or self.may_keep(request.user, obj))

    has_delete_permission = has_change_permission

    def may_keep(self, user: User, obj: Any) -> bool:
        return True

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Who was overtaken between being asked and being written is asked again, and hears whose row stands there now.

        Two who write at once may also wait for each other: PostgreSQL ends one of them as a deadlock.
        """
        try:
            return super().changeform_view(request, *args, **kwargs)
        except (IntegrityError, OperationalError):
            return super().changeform_view(request, *args, **kwargs)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        for word in vietnamese.plain(search_term).split():
            queryset = queryset.filter(
                reduce(or_, (Q(**{f"{column}__contains": word}) for column in self.search_fields))
            )
        return queryset, False

    def get_deleted_objects(self, objs: Rows, request: HttpRequest) -> Removal:
        """Names nothing beyond these seven: what stands in the way may be a dossier, which an administrator does not read."""
        _, counts, _, protected = super().get_deleted_objects(objs, request)
        others = set(counts) - {str(self.opts.verbose_name_plural)}
        refused = [str(obj) for obj in objs if not self.has_delete_permission(request, obj)]
        in_the_way = [IN_USE] if protected or others else []
        return (
            [str(obj) for obj in objs],
            {str(self.opts.verbose_name_plural): len(objs)},
            set(refused),
            in_the_way,
        )


class MovesPosts(Ground):
    """Rows by which posts that are held may come to stand where there is no such post: that is told, and nobody is moved."""

    def posts_of(self, obj: Any) -> AppointmentQuerySet:
        raise NotImplementedError

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if found := self.posts_of(obj).misfits():
            names = "; ".join(str(post) for post in found[:MISFITS_NAMED])
            more = f" và {len(found) - MISFITS_NAMED} bổ nhiệm khác" if len(found) > MISFITS_NAMED else ""
            self.message_user(request, f"Không còn hợp loại đơn vị: {names}{more}.", messages.WARNING)


@admin.register(User)
class Accounts(Ground, UserAdmin):
    form, add_form, change_password_form = AccountForm, AccountCreationForm, NewPasswordForm
    add_form_template = None
    change_user_password_template = "admin/new_password.html"  # noqa: S105 - a template
    list_display = ["username", "full_name", "is_active", "last_login"]
    list_filter = ["is_active", "mandates__duty"]
    search_fields = ["search_text"]
    filter_horizontal = []
    ordering = ["username"]
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["username", "full_name", "password"]}),
        ("Trạng thái", {"fields": ["is_active", "is_superuser", "last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "classes": ["wide"],
                "fields": ["username", "full_name", "password1", "password2"],
            },
        )
    ]

    def may_keep(self, user: User, obj: User) -> bool:
        return may_keep_account(user, obj)

    def get_form(
        self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        """Only a superuser may make another."""
        form = super().get_form(request, obj, change=change, **kwargs)
        if not request.user.is_superuser:
            form.base_fields.pop("is_superuser", None)
        return form

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> "_FieldsetSpec":
        shown = super().get_fieldsets(request, obj)
        if request.user.is_superuser or obj is None:
            return shown
        return [
            (title, options | {"fields": [name for name in options["fields"] if name != "is_superuser"]})
            for title, options in shown
        ]


@admin.register(Unit)
class Units(MovesPosts):
    list_display = ["name", "code", "kind", "parent", "decides", "active"]
    list_filter = ["kind", "manages_cadres", "party_leads_comprehensively", "active", "verified"]
    list_select_related = ["parent"]

    @admin.display(boolean=True, description="Quyết định 3.2", ordering="manages_cadres")
    def decides(self, unit: Unit) -> bool:
        return unit.manages_cadres

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return Unit.objects.without_tree_fields().select_related("parent").order_by("order", "pk")

    def posts_of(self, obj: Unit) -> AppointmentQuerySet:
        return Appointment.objects.filter(unit__in=Unit.objects.beneath([obj.pk])[obj.pk])


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


@admin.register(Position)
class Positions(MovesPosts):
    form = PositionForm
    list_display = ["name", "kind", "tier", "clause", "found_in", "basic_targets"]
    list_filter = ["kind", "tier", "basic_targets"]

    @admin.display(description="Có ở loại đơn vị", empty_value="Đơn vị nào cũng được")
    def found_in(self, position: Position) -> str | None:
        return named(position.places) or None

    def posts_of(self, obj: Position) -> AppointmentQuerySet:
        return Appointment.objects.filter(position=obj)


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


@admin.register(Mandate)
class Mandates(GivesToAccount):
    list_display = ["user", "duty", "unit", "on_behalf_of", "valid_from", "valid_until"]
    list_filter = ["duty"]
    list_select_related = ["user", "unit", "on_behalf_of"]
    search_fields = ["user__search_text", "unit__search_text"]

    def may_keep(self, user: User, obj: Mandate) -> bool:
        return may_assign(user, obj.user)
