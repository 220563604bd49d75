"""What is ticked when tasks of the quarter before are taken into a new plan."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.http import QueryDict

from evaluation.plans.actions import Taken
from evaluation.plans.forms.fields import due_field
from evaluation.plans.forms.tasks import OfPlan
from evaluation.plans.models import Carried
from pages.fields import ids

if TYPE_CHECKING:
    from evaluation.plans.tells import Earlier

TWICE = "“{}” được chọn hai lần: chỉ chọn phần còn lại, hoặc lấy lại cả nhiệm vụ."


class CopyForm(OfPlan):
    """What is taken over of the earlier quarter, and a day for all of it where one is given.

    `task` again as it was, `rest` what is left of it, `reached` what was done of it in a quarter not rated (7.d).
    """

    due_date = due_field(required=False)

    def __init__(
        self, data: QueryDict | None, *, earlier: Iterable["Earlier"], initial: dict[str, object]
    ) -> None:
        super().__init__(data, initial=initial)
        self.earlier = list(earlier)
        rows = {row.task.pk: row for row in self.earlier}
        self.offered = {
            "rest": {pk: Taken(row.task, row.rest, Carried.REST) for pk, row in rows.items() if row.rest},
            "reached": {
                pk: Taken(row.task, row.reached, Carried.REACHED) for pk, row in rows.items() if row.reached
            },
            "task": {pk: Taken(row.task, row.task.quantity) for pk, row in rows.items()},
        }

    def ticked(self, name: str) -> set[int]:
        """The rows of that kind that were sent."""
        return set(ids(self.sent(name)))

    @property
    def picked(self) -> list[Taken]:
        """What was ticked of what was offered."""
        return [
            taken
            for name, rows in self.offered.items()
            for pk, taken in rows.items()
            if pk in self.ticked(name)
        ]

    def clean(self) -> dict[str, Any]:
        sent = sum(len(set(self.sent(name))) for name in self.offered)
        if not sent:
            raise ValidationError("Chưa chọn nhiệm vụ nào.")
        if len(self.picked) < sent:
            raise ValidationError("Có nhiệm vụ không thuộc kế hoạch quý trước của đồng chí; xin chọn lại.")
        for pk in self.ticked("rest") & self.ticked("task"):
            self.add_error(None, TWICE.format(self.offered["task"][pk].task.named))
        return self.cleaned_data
