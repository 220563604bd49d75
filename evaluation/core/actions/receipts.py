"""Receipts: what was handed in, in the transaction that accepts it."""

from datetime import datetime

from cadres.machine import OutOfTurn, Refusal
from cadres.models import User
from cadres.templatetags.vietnamese import han
from config import clock
from evaluation.core.gates.late import reason_owed
from evaluation.core.models import Dossier, Policy, Receipt
from evaluation.core.models.periods import Lateness
from evaluation.core.tells.extensions import remedy
from regulation.deadlines import Window, is_late


class TooLate(Refusal):
    """The window has closed and the policy takes nothing more."""

    def __init__(self, dossier: Dossier, window: Window) -> None:
        super().__init__(
            f"{window.label} đã hết hạn ({han(dossier.closes_at(window))}); "
            f"quy định áp dụng trong kỳ không nhận nộp muộn. {remedy(dossier, window)}"
        )


class HandedInOtherwise(OutOfTurn):
    """Another tab, or somebody for them, was quicker, with something else: what was typed here is not in the receipt."""

    def __init__(self, refusal: OutOfTurn, what: str, receipt: Receipt) -> None:
        self.row, self.done = refusal.row, True
        Refusal.__init__(
            self,
            f"{what} đã được nộp từ nơi khác (biên nhận số {receipt.number}) với nội dung khác: "
            "nội dung gõ ở đây chưa được lưu. Muốn sửa thì đề nghị cơ quan tham mưu trả lại.",
        )


class LateReasonOwed(Refusal):
    def __init__(self, window: Window) -> None:
        super().__init__(reason_owed(window))


def accept(
    dossier: Dossier, window: Window, *, by: User, late_reason: str = "", first: datetime | None = None
) -> Receipt:
    """Write the receipt at the request's own instant; late is refused, or taken with a reason, as the policy says.

    `first` is when it arrived before it was returned: that arrival is the one that counts, and was answered for.
    """
    arrived = clock.now()
    if first is None and is_late(arrived, dossier.closes_at(window)):
        if _lateness(dossier, window) == Lateness.REFUSE:
            raise TooLate(dossier, window)
        if not late_reason.strip():
            raise LateReasonOwed(window)
    return Receipt.objects.create(
        dossier=dossier, window=window, arrived_at=arrived, first_arrived_at=first, by=by
    )


def _lateness(dossier: Dossier, window: Window) -> str:
    policy: Policy = dossier.period.policy_for(dossier.managing_unit)
    return policy.plan_lateness if window == Window.PLAN else policy.dossier_lateness
