"""The life of what arrived after the decision: it waits until the deciding level answers, and changes nothing by itself."""

from typing import Any

from cadres.machine import Machine
from evaluation.core.moves import Move, Queue
from evaluation.core.permissions import ANSWER_ARRIVAL
from evaluation.core.stages import ArrivalStage


class Arrivals(Machine):
    # Made by what comes in, not by a person: it has a name here, and whoever follows it learns what now waits.
    arrive_ = Move("Ghi căn cứ đến sau quyết định", (ArrivalStage.OPEN,), ANSWER_ARRIVAL, told=True)
    keep_decision = Move(
        "Giữ nguyên quyết định, có lý do",
        (ArrivalStage.OPEN,),
        ANSWER_ARRIVAL,
        ArrivalStage.ANSWERED,
        owes_reason=True,
        told=True,
        queue=Queue(
            "Trả lời về căn cứ đến sau quyết định",
            "đồng chí",
            "dossiers",
            "arrivals",
            window=None,
            asks="&arrival=open",
        ),
        phrase="giữ nguyên quyết định, có lý do, trước căn cứ đến sau",
        done="Đã ghi trả lời; quyết định giữ nguyên.",
    )
    answer_by_reopening = Move(
        "Trả lời bằng việc mở lại hồ sơ",
        (ArrivalStage.OPEN,),
        ANSWER_ARRIVAL,
        ArrivalStage.REOPENED,
        told=True,
        phrase="mở lại hồ sơ vì căn cứ đến sau quyết định",
    )
    # These follow the dossier: set aside after it was reopened, taken up again, decided anew.
    ask_again = Move(
        "Hỏi lại cấp quyết định về căn cứ đến sau",
        (ArrivalStage.REOPENED,),
        ANSWER_ARRIVAL,
        ArrivalStage.OPEN,
        told=True,
        phrase="hỏi lại cấp quyết định về căn cứ đến sau: hồ sơ không đánh giá, quyết định trước còn hiệu lực",
    )
    wait_for_decision = Move(
        "Chờ quyết định mới về căn cứ đến sau",
        (ArrivalStage.OPEN,),
        ANSWER_ARRIVAL,
        ArrivalStage.REOPENED,
        told=True,
        phrase="để căn cứ đến sau chờ quyết định mới: hồ sơ được đưa trở lại đánh giá",
    )
    decide_anew = Move(
        "Trả lời bằng quyết định mới",
        (ArrivalStage.OPEN, ArrivalStage.REOPENED),
        ANSWER_ARRIVAL,
        ArrivalStage.ANSWERED,
        phrase="trả lời căn cứ đến sau bằng quyết định mới",
    )

    def arrive(self, row: Any, came_from: str) -> None:
        """What it says tells how the person was rated, so that they read it once that is made known (Bước 6)."""
        if not row.is_told:
            row.hush()


ARRIVALS = Arrivals()
