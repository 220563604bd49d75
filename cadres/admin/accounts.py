"""Accounts, and the mandates that they hold."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.forms import ModelForm
from django.http import HttpRequest

from cadres.admin.ground import Ground
from cadres.admin.oneself import GivesToAccount
from cadres.forms import AccountCreationForm, AccountForm, NewPasswordForm
from cadres.models import Mandate, User
from cadres.permissions import may_assign, may_keep_account

if TYPE_CHECKING:
    from django.contrib.admin.options import _FieldsetSpec


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
        (None, {"fields": ["username", "full_name", "email", "password"]}),
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


@admin.register(Mandate)
class Mandates(GivesToAccount):
    list_display = ["user", "duty", "unit", "on_behalf_of", "valid_from", "valid_until"]
    list_filter = ["duty"]
    list_select_related = ["user", "unit", "on_behalf_of"]
    search_fields = ["user__search_text", "unit__search_text"]

    def may_keep(self, user: User, obj: Mandate) -> bool:
        return may_assign(user, obj.user)
