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
EXEMPTION = "Thành viên cấp ủy không tham gia công tác chuyên môn (Mục 3.3)"


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
    """7.d: one of the guideline's four cases, with the document or the days that show it."""

    case = forms.ChoiceField(
        label="Trường hợp (Mục 7.d)",
        choices=[("", "Chọn trường hợp"), *DEFERRAL_GROUNDS],
        widget=forms.Select({"class": "form-select"}),
        error_messages={
            "required": "Chưa chọn trường hợp của Mục 7.d.",
            "invalid_choice": "Trường hợp phải là một trong bốn trường hợp của Mục 7.d.",
        },
    )
    detail = area("Từ ngày, đến ngày, văn bản làm căn cứ")

    def clean_detail(self) -> str:
        detail = self.cleaned_data["detail"].strip()
        if not detail:
            raise ValidationError("Cần ghi thời gian hoặc văn bản làm căn cứ.")
        return detail

    def said(self) -> dict[str, Any]:
        case = dict(DEFERRAL_GROUNDS)[self.cleaned_data["case"]]
        return {"ground": f"{case}. {self.cleaned_data['detail']}"}


class ExemptForm(ReasonForm):
    """3.3: not obliged to be rated by quarter."""

    reason = area("Căn cứ, văn bản")

    def said(self) -> dict[str, Any]:
        return {"ground": f"{EXEMPTION}. {self.cleaned_data['reason']}", "exempt": True}


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
