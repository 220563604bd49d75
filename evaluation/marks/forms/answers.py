"""What is typed beside Mẫu 03: a return with its rows, an excuse and its answer, the province's hand on a proposal."""

from typing import Any

from django import forms

from evaluation.marks.forms.fields import check_field, line_field, note_field, version_field

LOOK_AGAIN = "Cần xem lại."


class ReturnForm(forms.Form):
    """Why a dossier goes back, and which criteria and tasks are concerned."""

    version = version_field()

    def __init__(self, data: Any = None, *, dossier: Any) -> None:
        super().__init__(data, auto_id="id_%s", initial={"version": dossier.version})
        self.fields["return_reason"] = note_field("Lý do trả lại", "", rows=2, most=2000)
        codes = [criterion.code for criterion in dossier.period.edition.criteria]
        tasks = [task.pk for task in dossier.plan.active_tasks]
        self.anchors = [f"criterion-{code}" for code in codes] + [f"task-{pk}" for pk in tasks]
        for anchor in self.anchors:
            self.fields[f"return-{anchor}"] = check_field("Trả lại dòng này", wrapped=True)
            self.fields[f"note-{anchor}"] = line_field("Điều cần sửa", "Điều cần sửa")

    @classmethod
    def begun(cls, data: Any) -> bool:
        """Whether somebody has started to write a return."""
        starts = ("return_reason", "return-", "note-")
        return any(name.startswith(starts) and value.strip() for name, value in data.items())

    def clean_return_reason(self) -> str:
        reason = self.cleaned_data["return_reason"].strip()
        if not reason:
            raise forms.ValidationError("Trả lại cần ghi rõ lý do.")
        return reason

    def rows(self) -> dict[str, str]:
        """Row's anchor → what is to be mended; a note alone also names its row."""
        data = self.cleaned_data
        notes = {anchor: data[f"note-{anchor}"].strip() for anchor in self.anchors}
        return {
            anchor: note or LOOK_AGAIN for anchor, note in notes.items() if note or data[f"return-{anchor}"]
        }


class ExcuseForm(forms.Form):
    """6.1: the objective reason, and the document that shows it."""

    ground = note_field("Lý do khách quan, bất khả kháng", "", rows=3, most=2000)
    document = note_field("Văn bản, tài liệu kèm theo", "Số, ngày, cơ quan ban hành", most=200)

    def clean_ground(self) -> str:
        ground = self.cleaned_data["ground"].strip()
        if not ground:
            raise forms.ValidationError("Chưa ghi lý do khách quan, bất khả kháng.")
        return ground


class ExcuseAnswerForm(forms.Form):
    """The authority's answer; a refusal owes its reason."""

    version = version_field()
    answer = note_field("Ý kiến của cấp có thẩm quyền", "", rows=2, most=2000)
    document = note_field("Văn bản xác nhận", "Số, ngày, cơ quan ban hành", most=200)


class ProvinceReturnForm(forms.Form):
    version = version_field()
    reason = note_field("Lý do trả lại đơn vị", "", rows=2, most=2000)

    def clean_reason(self) -> str:
        reason = self.cleaned_data["reason"].strip()
        if not reason:
            raise forms.ValidationError("Trả lại cần ghi rõ lý do.")
        return reason
