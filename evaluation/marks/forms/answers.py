"""What is typed beside Mẫu 03: a return with its rows, an excuse and its answer, the province's hand on a proposal."""

from django import forms
from django.http import QueryDict

from evaluation.core.models import Dossier
from evaluation.marks.forms.criteria import Typed
from evaluation.marks.forms.fields import Line, Version, check_field, note_field

LOOK_AGAIN = "Cần xem lại."
MEND = "Điều cần sửa"


class ReturnForm(Line):
    """Why a dossier goes back, and which criteria and tasks are concerned."""

    version = Version()
    return_reason = note_field(rows=2, most=2000, label="Lý do trả lại")

    def __init__(self, data: Typed | None = None, *, dossier: Dossier) -> None:
        super().__init__(data, initial={"version": dossier.version})
        codes = [criterion.code for criterion in dossier.period.edition.criteria]
        tasks = [task.pk for task in dossier.plan.active_tasks]
        self.anchors = [f"criterion-{code}" for code in codes] + [f"task-{pk}" for pk in tasks]
        for anchor in self.anchors:
            self.fields[f"return-{anchor}"] = check_field("Trả lại dòng này", wrapped=True)
            self.fields[f"note-{anchor}"] = note_field(MEND, label=MEND)
            self.fields[f"note-{anchor}"].widget.attrs |= {
                "aria-label": MEND,
                "id": False,
            }  # weight of the page

    @classmethod
    def begun(cls, data: QueryDict) -> bool:
        """Whether somebody has started to write a return."""
        starts = ("return_reason", "return-", "note-")
        return any(name.startswith(starts) and str(value).strip() for name, value in data.items())

    def clean_return_reason(self) -> str:
        reason: str = self.cleaned_data["return_reason"].strip()
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


class ExcuseForm(Line):
    """6.1: the objective reason, and the document that shows it."""

    ground = note_field(rows=3, most=2000, label="Lý do khách quan, bất khả kháng")
    document = note_field("Số, ngày, cơ quan ban hành", most=200, label="Văn bản, tài liệu kèm theo")

    def clean_ground(self) -> str:
        ground: str = self.cleaned_data["ground"].strip()
        if not ground:
            raise forms.ValidationError("Chưa ghi lý do khách quan, bất khả kháng.")
        return ground


class ExcuseAnswerForm(Line):
    """The authority's answer; a refusal owes its reason."""

    version = Version()
    answer = note_field(rows=2, most=2000, label="Ý kiến của cấp có thẩm quyền")
    document = note_field("Số, ngày, cơ quan ban hành", most=200, label="Văn bản xác nhận")


class ProvinceReturnForm(Line):
    """Why the province sends a proposal back to its unit."""

    version = Version()
    reason = note_field(rows=2, most=2000, label="Lý do trả lại đơn vị")

    def __init__(self, data: QueryDict | None = None, *, version: int | None = None) -> None:
        super().__init__(data, auto_id="id_unit_%s", initial={"version": version})

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"].strip()
        if not reason:
            raise forms.ValidationError("Trả lại cần ghi rõ lý do.")
        return reason
