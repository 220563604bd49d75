"""What comes by mail."""

from django import forms

from notices.models import Kind
from pages.layouts import DressedForm


class WishesForm(DressedForm):
    kinds = forms.MultipleChoiceField(
        label="Nhận qua thư điện tử",
        choices=Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Loại thông báo phải chọn trong danh sách."},
    )
