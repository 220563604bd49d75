"""What is typed into a petition, and what is attached to it."""

from typing import Any

from django.core.exceptions import ValidationError

from cadres.templatetags.vietnamese import nang
from evaluation.files.actions import Brought
from evaluation.files.forms import AT_ONCE, Files
from pages.fields import Words
from pages.forms import BareForm
from pages.layouts import page_form
from pages.uploads import MOST_BYTES


class PetitionForm(BareForm):
    """What the person objects to, and why."""

    helper = page_form()

    text = Words(
        label="Nội dung kiến nghị (nêu rõ điểm, căn cứ đề nghị xem xét lại)",
        max_length=4000,
        rows=4,
        error_messages={"required": "Chưa ghi nội dung kiến nghị."},
    )
    attached = Files(
        label="Tài liệu kèm theo (nếu có)",
        required=False,
        help_text=f"PDF, DOCX, XLSX, PNG, JPEG; mỗi tệp không quá {nang(MOST_BYTES)}, cả thảy không quá {AT_ONCE}.",
    )

    def clean_attached(self) -> list[Brought]:
        """All or none: a petition is put once, and nothing can be attached to it later."""
        kept, refused = self.cleaned_data["attached"]
        if refused:
            raise ValidationError(refused)
        brought: list[Brought] = kept
        return brought

    def said(self) -> dict[str, Any]:
        return {"text": self.cleaned_data["text"], "uploads": self.cleaned_data["attached"]}
