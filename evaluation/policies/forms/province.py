"""What the province types into its rules of a round. The law says what may stand there (`regulation.policy`)."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from evaluation.core.models import Policy
from evaluation.core.models.periods import ASKS_OR_FORBIDS, Lateness
from evaluation.policies.tells import REASONS, TITLES
from pages.fields import Day, Figure, Words, area, count
from pages.layouts import DressedForm, lines
from regulation.editions import AN_GIANG_2026
from regulation.policy import MOST_DAYS
from regulation.policy import Policy as Law
from regulation.vocabulary import CapBase, Quorum


def rules() -> FormHelper:
    """Fields of a form of rules, each with why it is there."""
    helper = lines()
    helper.field_template = "evaluation/policies/_field.html"
    return helper


def reasoned(data: Mapping[str, object]) -> str:
    """Rules do not change without a reason."""
    reason = str(data.get("reason") or "").strip()
    if not reason:
        raise ValidationError("Cần ghi rõ lý do sửa quy định.")
    return reason


def _switch(name: str) -> forms.BooleanField:
    return forms.BooleanField(label=TITLES[name], required=False)


def _choice(label: str, choices: Iterable[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        error_messages={
            "required": f"{label}: chưa chọn.",
            "invalid_choice": f"{label.replace('%', '%%')}: phải chọn trong danh sách.",
        },
    )


def _days(name: str) -> forms.IntegerField:
    """Working days; the field is never left empty."""
    field = count(TITLES[name], 1, MOST_DAYS)
    field.required, field.error_messages["required"] = True, "Chưa ghi số ngày."
    return field


class PolicyForm(DressedForm):
    """The province's: readings of gaps first, then the cap, then what happens when late."""

    helper = rules()

    outstanding_share = Figure(
        label=TITLES["outstanding_share"], places=2, minimum=Decimal(0), maximum=Decimal(100), required=False
    )
    warns_late_task = _switch("warns_late_task")
    warns_head_above_unit = _switch("warns_head_above_unit")
    unit_unknown = _choice(TITLES["unit_unknown"], ASKS_OR_FORBIDS)
    rates_fourth_quarter = _switch("rates_fourth_quarter")
    cap_rate = _choice(TITLES["cap_rate"], [("20", "20 %"), ("25", "25 % (có văn bản)")])
    cap_number = Words(label="Số văn bản cho phép 25 %", max_length=80, required=False)
    cap_day = Day(label="Ngày văn bản cho phép 25 %", required=False)
    block_base = _choice(TITLES["block_base"], CapBase.choices())
    warn_base = _choice(TITLES["warn_base"], CapBase.choices())
    proposal_cap = _choice(TITLES["proposal_cap"], ASKS_OR_FORBIDS)
    council_quorum = _choice(TITLES["council_quorum"], Quorum.choices())
    petitions = _switch("petitions")
    petition_days = _days("petition_days")
    petition_answer_days = _days("petition_answer_days")
    plan_lateness = _choice(TITLES["plan_lateness"], Lateness.choices)
    dossier_lateness = _choice(TITLES["dossier_lateness"], Lateness.choices)
    package_lateness = _choice(TITLES["package_lateness"], Lateness.choices)
    reason = area("Lý do sửa, văn bản căn cứ")

    def __init__(self, data: QueryDict | None, policy: Policy) -> None:
        names = [name for name in self.base_fields if name in TITLES]
        initial = {name: getattr(policy, name) for name in names} | {"cap_rate": f"{policy.cap_rate:.0f}"}
        super().__init__(data, initial=initial)
        self.kept = policy.cap_document
        for name, field in self.fields.items():
            field.help_text = REASONS.get(name, "")
        self.fields["cap_rate"].help_text = self.kept and f"Đang theo: {self.kept}"

    def clean_outstanding_share(self) -> Decimal:
        share: Decimal | None = self.cleaned_data["outstanding_share"]
        if share is None:
            raise ValidationError("Chưa ghi tỷ lệ nhiệm vụ vượt yêu cầu.")
        return share

    def clean_cap_rate(self) -> Decimal:
        return Decimal(self.cleaned_data["cap_rate"])

    def clean_reason(self) -> str:
        return reasoned(self.cleaned_data)

    def clean(self) -> dict[str, object]:
        """What the law does not allow is told in its own sentence."""
        data = self.cleaned_data
        if not self.errors:
            data["cap_document"] = self._document()
            law = {name: data[name] for name in Law.__dataclass_fields__}
            try:
                Law.of(law)
            except ValueError as problem:
                raise ValidationError(str(problem)) from problem
        return data

    def clean_cap_day(self) -> date | None:
        """Of no other rate a document is recorded: what was typed of one is not dropped in silence."""
        day: date | None = self.cleaned_data["cap_day"]
        number, rate = self.cleaned_data.get("cap_number"), self.cleaned_data.get("cap_rate")
        if (number or day) and rate is not None and rate <= AN_GIANG_2026.cap_rate:
            raise ValidationError(
                "Số, ngày văn bản chỉ được ghi khi tỷ lệ là 25 %: xin chọn 25 % hoặc bỏ nội dung này."
            )
        return day

    def _document(self) -> str:
        """What allows 25 %, with its number and day; the one recorded before stays where no other is named."""
        data = self.cleaned_data
        if data["cap_rate"] <= AN_GIANG_2026.cap_rate:
            return ""
        if data["cap_number"] and data["cap_day"]:
            return f"Văn bản số {data['cap_number']} ngày {data['cap_day']:%d/%m/%Y}"
        return "" if data["cap_number"] or data["cap_day"] else self.kept

    def values(self) -> dict[str, object]:
        return {name: value for name, value in self.cleaned_data.items() if name in TITLES}
