"""The life of what arrived after the decision: it waits until the deciding level answers, and changes nothing by itself."""

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
        ArrivalStage.ANSWERED,
        told=True,
        phrase="mở lại hồ sơ vì căn cứ đến sau quyết định",
    )


ARRIVALS = Arrivals()
