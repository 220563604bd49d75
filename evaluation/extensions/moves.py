"""The life of an extension: asked for and answered, or granted at once; withdrawn, or a later one takes its place."""

from cadres.machine import Machine
from evaluation.core.moves import Move, Queue
from evaluation.core.permissions import ASK_EXTENSION, EXTEND
from evaluation.core.stages import ExtensionStage
from evaluation.extensions import gates

# Requests are counted, of persons and of units alike, and not dossiers, as other queues are.
ANSWERS = Queue(
    "Trả lời đề nghị gia hạn", "đề nghị", "extensions", "extension", window=None, asks="&stage=asked"
)


class Extensions(Machine):
    ask = Move(
        "Xin gia hạn",
        (ExtensionStage.ASKED,),
        ASK_EXTENSION,
        gates=(gates.within_reach, gates.still_owed),
        owes_reason=True,
        told=True,
        done="Đã gửi đề nghị gia hạn, chờ trả lời.",
    )
    grant = Move(
        "Gia hạn",
        (ExtensionStage.ASKED,),
        EXTEND,
        ExtensionStage.GRANTED,
        gates=(gates.still_owed,),
        told=True,
        queue=ANSWERS,
        done="Đã gia hạn; hạn mới áp dụng ngay.",
    )
    refuse = Move(
        "Không gia hạn",
        (ExtensionStage.ASKED,),
        EXTEND,
        ExtensionStage.REFUSED,
        owes_reason=True,
        told=True,
        done="Đã trả lời không gia hạn.",
    )
    withdraw = Move(
        "Rút đề nghị gia hạn",
        (ExtensionStage.ASKED,),
        ASK_EXTENSION,
        ExtensionStage.WITHDRAWN,
        owes_reason=True,
        told=True,
        done="Đã rút đề nghị gia hạn.",
    )
    take_back = Move(
        "Rút gia hạn",
        (ExtensionStage.GRANTED,),
        EXTEND,
        ExtensionStage.WITHDRAWN,
        gates=(gates.open_still, gates.used_by_nobody),
        owes_reason=True,
        told=True,
        done="Đã rút gia hạn; hạn trước đó áp dụng lại ngay.",
    )
    replace = Move(
        "Thay bằng gia hạn sau",
        (ExtensionStage.GRANTED,),
        EXTEND,
        ExtensionStage.REPLACED,
        told=True,
    )
    restore = Move(
        "Áp dụng lại gia hạn trước",
        (ExtensionStage.REPLACED,),
        EXTEND,
        ExtensionStage.GRANTED,
        told=True,
    )


EXTENSIONS = Extensions()
