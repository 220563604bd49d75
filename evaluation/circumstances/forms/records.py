"""The small forms of the page Tình tiết: a circumstance, its lifting, an absence, a question to the old unit, its remark."""

from collections.abc import Collection
from datetime import date

from django import forms
from django.http import QueryDict

from cadres.models import Absence
from cadres.vietnamese import lowfirst
from config import clock
from evaluation.circumstances.actions.circumstances import DOCUMENTED, KINDS, PAPERS
from evaluation.circumstances.models import DossierCircumstance
from evaluation.core.forms import rating_choice
from pages.fields import Day, Words
from pages.layouts import DressedForm, lines
from regulation.vocabulary import AbsenceKind, Treatment

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
SOURCE = "Số, ngày, cơ quan ban hành"
# What each form asks for: the text, and the day.
LABELS = {
    "shortcoming": ("Hạn chế, khuyết điểm", "Ngày được chỉ ra"),
    "ground": ("Nội dung", "Ngày của văn bản"),
    "party_cell": ("Nội dung đánh giá của chi bộ", "Ngày đánh giá"),
    "both_posts": ("Kết quả ở chức vụ trước và ở chức vụ mới", "Ngày ghi nhận"),
    "other_case": ("Nội dung văn bản", "Ngày của văn bản"),
}
# What stands above the fields of a form, by what it records: when it bears, and on what.
HINTS = {
    "shortcoming": "Còn hạn chế, khuyết điểm đã được chỉ ra mà chưa khắc phục xong thì không xếp loại Xuất sắc "
    "(QĐ 366, Điều 11, khoản 1).",
    "absence": "Từ 02 tháng trở lên trong quý (đào tạo tập trung, nghỉ ốm, nghỉ thai sản) hoặc đang kiểm tra "
    "dấu hiệu vi phạm thì chưa đánh giá quý này (Mục 7.d).",
}


def _text(label: str, rows: int = 2) -> Words:
    missing = {"required": f"Chưa ghi {lowfirst(label)}."}
    return Words(label=label, max_length=2000, rows=rows, error_messages=missing)


def _document(*, required: bool) -> Words:
    return Words(
        label="Văn bản" if required else "Văn bản (nếu có)",
        max_length=200,
        required=required,
        help_text=SOURCE,
        error_messages={"required": "Chưa ghi số, ngày văn bản."},
    )


def _day(label: str, *, required: bool = True, last: date | None = None, help_text: str = "") -> Day:
    missing = {"required": f"Chưa ghi {lowfirst(label)}."}
    day = Day(label=label, required=required, help_text=help_text, error_messages=missing)
    day.between(EARLIEST, last or LATEST)
    return day


def _choice(label: str, choices: list[tuple[str, str]], missing: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[("", "Chọn trong danh sách"), *choices],
        error_messages={"required": missing, "invalid_choice": missing},
    )


class SmallForm(DressedForm):
    """A few fields behind their button."""

    helper = lines()


class RecordForm(SmallForm):
    """One circumstance of what the page's form is for; a ground says which it is, a document of 7.e how to treat.

    `without` grounds that cannot be recorded of this person; the deed itself refuses them with its reason.
    """

    def __init__(self, what: str, data: QueryDict | None = None, *, without: Collection[str] = ()) -> None:
        super().__init__(data, prefix=what)
        kinds, (text, day) = KINDS[what], LABELS[what]
        if len(kinds) > 1:
            choices = [(kind.value, kind.label) for kind in kinds if kind not in without]
            self.fields["kind"] = _choice("Căn cứ", choices, "Chưa chọn căn cứ.")
        self.fields["text"] = _text(text, rows=3)
        if what == "other_case":
            self.fields["treatment"] = _choice("Cách xử lý", Treatment.choices(), "Chưa chọn cách xử lý.")
        self.fields["document"] = _document(required=kinds[0] in DOCUMENTED)
        self.fields["on"] = _day(day, last=clock.today())
        self.kind = kinds[0].value
        self.hint = HINTS.get(what, "")

    def clean(self) -> dict[str, object]:
        return {"kind": self.kind} | self.cleaned_data


class LiftForm(SmallForm):
    """What came of it: remedied, or annulled, on which day, by which paper."""

    def __init__(self, row: DossierCircumstance, data: QueryDict | None = None) -> None:
        super().__init__(data, prefix=f"lift-{row.pk}")
        self.fields["text"] = _text("Kết quả khắc phục hoặc lý do hủy bỏ")
        self.fields["document"] = _document(required=row.kind not in PAPERS)
        self.fields["on"] = _day(
            "Ngày khắc phục hoặc hủy bỏ",
            last=clock.today(),
            help_text=f"Từ ngày {row.on:%d/%m/%Y}; nếu ghi nhầm thì lấy chính ngày đó.",
        )


class AbsenceForm(SmallForm):
    """A stretch of 7.d."""

    hint = HINTS["absence"]

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, prefix="absence")
        self.fields["kind"] = _choice("Loại", AbsenceKind.choices(), "Chưa chọn loại vắng mặt.")
        self.fields["valid_from"] = _day("Từ ngày")
        self.fields["valid_until"] = _day(
            "Đến hết ngày", required=False, help_text="Để trống khi chưa biết ngày kết thúc."
        )
        self.fields["document"] = _document(required=False)


class EndForm(SmallForm):
    """The last day of a stretch."""

    def __init__(self, row: Absence, data: QueryDict | None = None) -> None:
        initial = {"valid_until": row.valid_until, "document": row.document}
        super().__init__(data, prefix=f"end-{row.pk}", initial=initial)
        self.fields["valid_until"] = _day("Đến hết ngày")
        self.fields["document"] = _document(required=False)


class SettleForm(SmallForm):
    """Nothing but the version: to read the cases anew, to withdraw a question."""


class AskForm(SmallForm):
    """What old units are asked for; one asked again (by its key), what is missing in its answer."""

    def __init__(self, data: QueryDict | None = None, *, again: int | None = None) -> None:
        super().__init__(data, prefix=f"ask-{again}" if again else "ask")
        if again:
            self.fields["reason"] = _text("Điều cần bổ sung")


class RemarkForm(SmallForm):
    """7.b: the old unit's remark, and the level it would propose."""

    text = _text("Nhận xét, đánh giá kết quả thực hiện chức trách, nhiệm vụ", rows=6)
    rating = rating_choice("Mức đề xuất (nếu có)")
    document = _document(required=False)
