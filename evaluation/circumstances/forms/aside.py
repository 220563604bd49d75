"""On what ground a person is not rated this quarter (7.d, 3.3, 7.e), or no more at all."""

from django import forms
from django.core.exceptions import ValidationError

from pages.fields import Day, Words, area
from pages.forms import BareForm, ReasonForm
from regulation.vocabulary import Departure

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


class DeferForm(BareForm):
    """One of the guideline's four cases (7.d), or what a document says (7.e), with the days or the paper that show it."""

    case = forms.ChoiceField(
        label="Trường hợp (Mục 7.d, 7.e)",
        choices=[("", "Chọn trường hợp"), *DEFERRAL_GROUNDS, OTHER],
        error_messages={
            "required": "Chưa chọn trường hợp của Mục 7.d.",
            "invalid_choice": "Trường hợp phải là một trong bốn trường hợp của Mục 7.d, hoặc theo Mục 7.e.",
        },
    )
    detail = area("Từ ngày, đến ngày, văn bản làm căn cứ")

    def clean_detail(self) -> str:
        detail: str = self.cleaned_data["detail"].strip()
        if not detail:
            raise ValidationError("Cần ghi thời gian hoặc văn bản làm căn cứ.")
        return detail

    def said(self) -> dict[str, object]:
        case = dict((*DEFERRAL_GROUNDS, OTHER))[self.cleaned_data["case"]]
        return {"reason": f"{case}. {self.cleaned_data['detail']}"}


class EndingForm(BareForm):
    """How somebody left, from which day, and by which document."""

    departure = forms.ChoiceField(
        label="Trường hợp",
        choices=[("", "Chọn trường hợp"), *Departure.choices()],
        error_messages={"required": "Chưa chọn trường hợp.", "invalid_choice": "Chưa chọn trường hợp."},
    )
    on = Day(label="Từ ngày", error_messages={"required": "Chưa ghi từ ngày."})
    document = Words(
        label="Văn bản",
        max_length=200,
        help_text="Số, ngày, cơ quan ban hành",
        error_messages={"required": "Chưa ghi số, ngày văn bản."},
    )

    def said(self) -> dict[str, object]:
        return dict(self.cleaned_data)


class ExemptForm(ReasonForm):
    """Not obliged to be rated by quarter (3.3), or not rated by what a document says (7.e)."""

    case = forms.ChoiceField(
        label="Trường hợp (Mục 3.3, 7.e)",
        choices=EXEMPTIONS,
        required=False,
        error_messages={"invalid_choice": "Trường hợp phải theo Mục 3.3 hoặc Mục 7.e."},
    )
    reason = area("Căn cứ, văn bản")
    field_order = ("case", "reason")

    def said(self) -> dict[str, object]:
        case = dict(EXEMPTIONS)[self.cleaned_data["case"] or "optional"]
        return {"reason": f"{case}. {self.cleaned_data['reason']}"}
