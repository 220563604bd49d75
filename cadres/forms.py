"""Sign-in, and the shape of accounts."""

import math
from typing import Any

from django import forms
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    AuthenticationForm,
    ReadOnlyPasswordHashField,
    ReadOnlyPasswordHashWidget,
    UserChangeForm,
    UserCreationForm,
)
from django.core.validators import ProhibitNullCharactersValidator

from cadres.actions import sign_in
from cadres.fields import step_aside
from cadres.models import Cadre, Position, User
from cadres.models.places import Place
from cadres.permissions import may_assign, may_keep_person
from cadres.visitors import browser_of, neighbourhood_of

ONESELF = "oneself"  # the code of whatever is refused because it is about whoever asks


class SignInForm(AuthenticationForm):
    """User name and password; a guesser waits longer and longer before a password is even looked at."""

    error_messages = {
        "invalid_login": "Tên đăng nhập hoặc mật khẩu chưa đúng. Xin nhập lại; chú ý chữ hoa, chữ thường.",
        "wait": "Đã nhập sai nhiều lần. Xin thử lại sau %(wait)s.",
        "inactive": "Tài khoản này đã ngừng hoạt động.",
    }
    seconds_to_wait = 0

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.validators = [_told_of_signs(one) for one in field.validators]

    def clean(self) -> dict[str, object]:
        name = self.cleaned_data.get("username")
        if not name or not self.cleaned_data.get("password"):
            return self.cleaned_data
        visit = self._visit(name)
        self.seconds_to_wait = visit.admit()
        if self.seconds_to_wait:
            raise forms.ValidationError(
                self.error_messages["wait"], code="wait", params={"wait": _told(self.seconds_to_wait)}
            )
        try:
            cleaned = super().clean()
        except forms.ValidationError:
            visit.refuse()
            raise
        visit.forget()
        return cleaned

    def _visit(self, name: str) -> sign_in.Visit:
        """Without a request, as by a command, there is neither address nor browser."""
        if self.request is None:
            return sign_in.Visit(name, "")
        return sign_in.Visit(name, neighbourhood_of(self.request), browser_of(self.request, name))


def _told_of_signs(validator: Any) -> Any:
    """Django says in English alone that a sign is none that anybody types."""
    if isinstance(validator, ProhibitNullCharactersValidator):
        return ProhibitNullCharactersValidator("Có ký tự không đọc được. Xin nhập lại.")
    return validator


def _told(seconds: int) -> str:
    return f"{seconds} giây" if seconds <= sign_in.LONGEST_WAIT else f"{math.ceil(seconds / 60)} phút"


class AccountCreationForm(UserCreationForm):
    class Meta:
        model = User
        fields = ["username", "full_name"]


class PasswordButton(ReadOnlyPasswordHashWidget):
    """Nothing of the hash, only the way to a new password."""

    def get_context(self, name: str, value: object, attrs: dict[str, object] | None) -> dict[str, object]:
        return super().get_context(name, value, attrs) | {"summary": [], "button_label": "Đặt mật khẩu mới"}


class AccountForm(UserChangeForm):
    password = ReadOnlyPasswordHashField(
        label="Mật khẩu",
        widget=PasswordButton,
        help_text="Mật khẩu không được lưu nguyên văn nên không xem lại được.",
    )

    class Meta:
        model = User
        fields = ["username", "full_name", "password", "is_active", "is_superuser"]


class NewPasswordForm(AdminPasswordChangeForm):
    """A new password for an account, set by its keeper. There is no other way in, so none can be chosen."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields.pop("usable_password", None)
        for field in self.fields.values():
            field.required = True


class PositionForm(forms.ModelForm):
    places = forms.MultipleChoiceField(
        label=Position._meta.get_field("places").verbose_name,
        choices=Place.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=Position._meta.get_field("places").help_text,
    )

    class Meta:
        model = Position
        fields = ["name", "kind", "tier", "clause", "places", "basic_targets"]


class NotForOneself(forms.ModelForm):
    """Rows that give an account something: `user_at_work` may not be the one who receives it."""

    user_at_work: User

    def clean_user(self) -> User | None:
        account: User | None = self.cleaned_data["user"]
        if "user" in self.changed_data and not may_assign(self.user_at_work, account):
            raise forms.ValidationError(
                "Không tự giao cho chính tài khoản của mình: xin nhờ người quản trị khác.", code=ONESELF
            )
        return account


class ApartForms(forms.BaseInlineFormSet):
    """Posts that are entered together: each counts as it will be, not as it stands.

    What stays as it is each asks the table for by itself, and those before it that are written in this save it asks here.
    """

    def full_clean(self) -> None:
        written = [form.instance.pk for form in self._rewritten()]
        for form in self.forms:
            form.instance.written_along = written
        super().full_clean()

    def _rewritten(self) -> list[forms.ModelForm]:
        """Rows of the table that are changed or deleted: to be ticked for deletion is a change, too."""
        return [form for form in self.initial_forms if self.is_bound and form.has_changed()]

    def clean(self) -> None:
        super().clean()
        written = [form for form in self.forms if form.is_valid() and form.has_changed()]
        written = [form for form in written if form not in self.deleted_forms]
        for place, form in enumerate(written):
            try:
                form.instance.check_apart([other.instance for other in written[:place]])
            except forms.ValidationError as problem:
                form.add_error(None, problem)

    def save_existing_objects(self, commit: bool = True) -> list[Any]:
        if commit:
            step_aside(form.instance for form in self._rewritten())
        return super().save_existing_objects(commit)


class NotAboutOneself(forms.ModelForm):
    """Rows that bear on how a person is judged: `user_at_work` may not be that person."""

    user_at_work: User

    def clean_cadre(self) -> Cadre:
        cadre: Cadre = self.cleaned_data["cadre"]
        if not may_keep_person(self.user_at_work, cadre):
            raise forms.ValidationError(
                "Không tự ghi bổ nhiệm, thời gian vắng mặt của chính mình hoặc của người mình thay mặt: "
                "xin nhờ người quản trị khác.",
                code=ONESELF,
            )
        return cadre
