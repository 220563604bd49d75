"""A task of Mẫu 03 as somebody marks it over the layer beneath: the appraiser, the authority."""

from collections.abc import Collection, Mapping
from typing import Any

from evaluation.core.facts import newest
from evaluation.marks.forms.criteria import Typed
from evaluation.marks.forms.fields import Scale, check_field, note_field, response_field
from evaluation.marks.forms.tasks import NOT_LISTED, TaskForm
from evaluation.marks.models import Outstanding
from regulation.vocabulary import Layer

CONFIRMATION = ("exceeded", "ground", "document")
UNLABELLED = ("reason", "ground", "document")


class OverTaskForm(TaskForm):
    """With why it is marked otherwise, how a key task was met, and the confirmation that it exceeded what was asked (2.3)."""

    reason = note_field("Lý do nếu chấm khác")
    key = check_field(wrapped=True)
    response = response_field()
    exceeded = check_field()
    ground = note_field("Căn cứ: sản phẩm vượt yêu cầu ở điểm nào", most=2000)
    document = note_field("Văn bản (nếu có)", most=200)

    WORDS = ("reason",)
    CALLED = TaskForm.CALLED | {
        "reason": "lý do chấm khác",
        "key": "trọng tâm, then chốt",
        "response": "mức độ đáp ứng",
        "exceeded": "xác nhận vượt yêu cầu (Mục 2.3)",
        "ground": "căn cứ vượt yêu cầu",
        "document": "văn bản",
    }

    def _offer(self, scales: Mapping[str, Scale]) -> None:
        super()._offer(scales)
        appraises = self.layer is Layer.APPRAISAL
        for name in UNLABELLED:
            self.fields[name].widget.attrs["aria-label"] = self.fields[name].label
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

    def absent(self, sent: Typed) -> Collection[str]:
        """The confirmation's line comes and goes with the factors."""
        return () if any(self.add_prefix(word) in sent for word in CONFIRMATION) else CONFIRMATION

    def sends_confirmation(self) -> bool:
        return not self.absent(self.data)

    def confirmation(self) -> tuple[bool, str, str] | None:
        """What was said of the claim; None where the line was not on the page, so that what is stored goes on."""
        data = self.cleaned_data
        if not self.sends_confirmation() or any(word not in data for word in CONFIRMATION):
            return None
        return data["exceeded"], data["ground"], data["document"]
