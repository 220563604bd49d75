"""A task of Mẫu 03 as somebody marks it over the layer beneath: the appraiser, the authority."""

from collections.abc import Mapping
from typing import Any

from evaluation.core.facts import newest
from evaluation.marks.forms.fields import Scale, check_field, note_field, response_field
from evaluation.marks.forms.tasks import NOT_LISTED, TaskForm
from evaluation.marks.models import Outstanding
from regulation.vocabulary import Layer

CONFIRMATION = ("exceeded", "ground", "document")
CALLED = {"reason": "lý do chấm khác", "ground": "căn cứ vượt yêu cầu", "document": "văn bản"}


class OverTaskForm(TaskForm):
    """With why it is marked otherwise, how a key task was met, and the confirmation that it exceeded what was asked (2.3)."""

    reason = note_field("Lý do nếu chấm khác")
    key = check_field(wrapped=True)
    response = response_field()
    exceeded = check_field("Xác nhận vượt yêu cầu (Mục 2.3)")
    ground = note_field("Căn cứ: sản phẩm vượt yêu cầu ở điểm nào", most=2000)
    document = note_field("Văn bản (nếu có)", most=200)

    WORDS = ("reason",)

    def _offer(self, scales: Mapping[str, Scale]) -> None:
        super()._offer(scales)
        name, appraises = f"Nhiệm vụ {self.number}", self.layer is Layer.APPRAISAL
        for field, what in CALLED.items():
            self.fields[field].widget.attrs["aria-label"] = f"{name}, {what}"
        said = NOT_LISTED.format(what="Mức độ đáp ứng", number=self.number)
        self.fields["response"].error_messages["invalid_choice"] = said
        self._leave_out("key", unless=appraises and not self.task.is_key)
        self._leave_out("response", unless=appraises or self.task.is_key)
        self._leave_out(*CONFIRMATION, unless=self.confirms)

    def _leave_out(self, *names: str, unless: bool) -> None:
        for name in names if not unless else ():
            del self.fields[name]

    @property
    def confirms(self) -> bool:
        """Whether there is something to tick: the authority withdraws what was confirmed, and confirms nothing itself."""
        return self.layer is not Layer.AUTHORITY or self.kept is not None

    @property
    def kept(self) -> Outstanding | None:
        return getattr(self.task, "outstanding", None)

    def stored(self) -> dict[str, Any]:
        own, kept = self.own(), self.kept
        response = newest(self.task.responses.all(), self.layer)
        return super().stored() | {
            "reason": own.reason if own else "",
            "response": response.level if response else "",
            "exceeded": kept is not None,
            "ground": kept.reason if kept else "",
            "document": kept.document if kept else "",
        }

    def needs_quantity(self) -> bool:
        return True

    def sends_confirmation(self) -> bool:
        """Whether the line stood on the page from which this was sent."""
        return any(self.add_prefix(word) in self.data for word in CONFIRMATION)

    def confirmation(self) -> tuple[bool, str, str] | None:
        """What was said of the claim; None where the line was not on the page, so that what is stored goes on."""
        data = self.cleaned_data
        if not self.sends_confirmation() or any(word not in data for word in CONFIRMATION):
            return None
        return data["exceeded"], data["ground"], data["document"]
