"""What is uploaded: several files at once, each looked into by itself; one that is refused holds up no other."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from cadres.templatetags.vietnamese import nang
from evaluation.files.actions import Brought
from evaluation.files.importers import Unfit, examine
from evaluation.files.stages import CONTENT_TYPES, ENDINGS
from evaluation.plans.models import PlanTask
from pages.fields import Chosen, offer_rows
from pages.layouts import DressedForm, page_form
from pages.uploads import MOST_BYTES, MOST_FILES, MOST_TOGETHER

# By endings for a desk, by types for a telephone, which then offers its camera and turns its own pictures into JPEG.
ACCEPT = ",".join([*(ending for endings in ENDINGS.values() for ending in endings), *CONTENT_TYPES.values()])
AT_ONCE = f"{MOST_FILES} tệp, tổng cộng {nang(MOST_TOGETHER)}"


class _Several(forms.FileInput):
    allow_multiple_selected = True


class Files(forms.FileField):
    """One file or several; cleaned they are those that may be kept, and the refusals of the others."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", _Several({"accept": ACCEPT}))
        missing = {"required": "Chưa chọn tệp nào.", "invalid": "Chưa chọn tệp nào."}
        super().__init__(error_messages=missing, **options)

    def clean(self, data: Any, initial: Any = None) -> tuple[list[Brought], list[str]]:
        sent = [one for one in data or () if isinstance(one, UploadedFile)]
        if not sent and not self.required:
            return [], []
        if not sent:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(sent) > MOST_FILES or sum(one.size or 0 for one in sent) > MOST_TOGETHER:
            raise ValidationError(f"Mỗi lần gửi không quá {AT_ONCE}. Xin chia ra gửi nhiều lần.")
        kept, refused = [], []
        for one in sent:
            try:
                kept.append(examine(one))
            except Unfit as problem:
                refused.extend(problem.messages)
        if not kept:
            raise ValidationError(refused)
        return kept, refused


class EvidenceForm(DressedForm):
    """Files of one task, or of one product delivered of it."""

    helper = page_form("evidence", "delivery")

    evidence = Files(
        label="Tệp minh chứng",
        help_text=f"PDF, DOCX, XLSX, PNG, JPEG; mỗi tệp không quá {nang(MOST_BYTES)}. "
        f"Chọn được nhiều tệp cùng lúc (không quá {AT_ONCE}), hoặc chụp ảnh bằng điện thoại.",
    )
    delivery = Chosen(
        label="Của sản phẩm đã ghi",
        missing="Chưa chọn sản phẩm.",
        required=False,
        empty_label="Cả nhiệm vụ",
        named=lambda row: f"{row.delivered_on:%d/%m/%Y}{row.document and f' · {row.document}'}",
    )

    def __init__(
        self,
        task: PlanTask,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(data, files, **options)
        deliveries = task.deliveries.all()
        if deliveries:
            offer_rows(self, "delivery", deliveries)
        else:
            del self.fields["delivery"]
            self.helper = page_form("evidence")

    @property
    def brought(self) -> list[Brought]:
        kept: list[Brought] = self.cleaned_data["evidence"][0]
        return kept

    @property
    def refused(self) -> list[str]:
        sentences: list[str] = self.cleaned_data["evidence"][1]
        return sentences
