"""What is typed when something befalls a whole dossier: a reason, a ground, the person to whom it is shown."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cadres.models import User
from catalog.forms import Words
from evaluation.forms.lists import area

# Mục 7.d, in the guideline's words.
DEFERRAL_GROUNDS = (
    (
        "training",
        "Cá nhân tham gia đào tạo, bồi dưỡng theo hình thức tập trung từ 02 tháng trở lên trong quý đánh giá",
    ),
    (
        "first_appointment",
        "Cá nhân lần đầu được bổ nhiệm giữ chức danh lãnh đạo, quản lý có thời gian dưới 01 tháng trong quý đánh giá",
    ),
    ("leave", "Cá nhân nghỉ ốm hoặc nghỉ thai sản thời gian từ 02 tháng trở lên trong quý"),
    ("inspection", "Cá nhân đang trong thời gian kiểm tra dấu hiệu vi phạm"),
)
OTHER = ("other", "Trường hợp khác theo văn bản của cấp có thẩm quyền (Mục 7.e)")
EXEMPTIONS = (("optional", "Thành viên cấp ủy không tham gia công tác chuyên môn (Mục 3.3)"), OTHER)


class BareForm(forms.Form):
    """A move that asks for nothing but the version."""

    def said(self) -> dict[str, Any]:
        return {}


class ReasonForm(BareForm):
    reason = area("Lý do")

    def clean_reason(self) -> str:
        reason = self.cleaned_data["reason"].strip()
        if not reason:
            raise ValidationError("Cần ghi rõ lý do.")
        return reason

    def said(self) -> dict[str, Any]:
        return {"reason": self.cleaned_data["reason"]}


class DeferForm(BareForm):
    """One of the guideline's four cases (7.d), or what a document says (7.e), with the days or the paper that show it."""

    case = forms.ChoiceField(
        label="Trường hợp (Mục 7.d, 7.e)",
        choices=[("", "Chọn trường hợp"), *DEFERRAL_GROUNDS, OTHER],
        widget=forms.Select({"class": "form-select"}),
        error_messages={
            "required": "Chưa chọn trường hợp của Mục 7.d.",
            "invalid_choice": "Trường hợp phải là một trong bốn trường hợp của Mục 7.d, hoặc theo Mục 7.e.",
        },
    )
    detail = area("Từ ngày, đến ngày, văn bản làm căn cứ")

    def clean_detail(self) -> str:
        detail = self.cleaned_data["detail"].strip()
        if not detail:
            raise ValidationError("Cần ghi thời gian hoặc văn bản làm căn cứ.")
        return detail

    def said(self) -> dict[str, Any]:
        case = dict((*DEFERRAL_GROUNDS, OTHER))[self.cleaned_data["case"]]
        return {"ground": f"{case}. {self.cleaned_data['detail']}"}


class ExemptForm(ReasonForm):
    """Not obliged to be rated by quarter (3.3), or not rated by what a document says (7.e)."""

    case = forms.ChoiceField(
        label="Trường hợp (Mục 3.3, 7.e)",
        choices=EXEMPTIONS,
        required=False,
        widget=forms.Select({"class": "form-select"}),
        error_messages={"invalid_choice": "Trường hợp phải theo Mục 3.3 hoặc Mục 7.e."},
    )
    reason = area("Căn cứ, văn bản")
    field_order = ("case", "reason")

    def said(self) -> dict[str, Any]:
        case = dict(EXEMPTIONS)[self.cleaned_data["case"] or "optional"]
        return {"ground": f"{case}. {self.cleaned_data['reason']}", "exempt": True}


class ShareForm(ReasonForm):
    """Whom to show one dossier: an account, by its user name."""

    username = Words(
        label="Tên đăng nhập",
        max_length=150,
        required=False,
        widget=forms.TextInput({"class": "form-control"}),
    )
    field_order = ("username", "reason")

    def clean_username(self) -> User:
        name = self.cleaned_data["username"].strip()
        if not name:
            raise ValidationError("Chưa ghi tên đăng nhập.")
        person = User.objects.filter(username=name, is_active=True).first()
        if person is None:
            raise ValidationError("Không có tài khoản đang hoạt động nào có tên đăng nhập này.")
        return person
