"""The life of a petition: put by whoever was judged, answered by the level that decided, or taken back before."""

from cadres.machine import During, Machine
from evaluation.core.moves import Move, News, Queue
from evaluation.core.permissions import ANSWER_PETITION, PETITION
from evaluation.core.stages import PetitionStage
from evaluation.core.steps import MADE_KNOWN
from evaluation.petitions import gates
from notices.models import Kind


class Petitions(Machine):
    put = Move(
        "Gửi kiến nghị về kết quả xếp loại",
        (PetitionStage.WAITING,),
        PETITION,
        gates=(gates.in_time,),
        during=During(MADE_KNOWN, gates.NOT_KNOWN),
        told=True,
        done="Đã gửi kiến nghị đến cấp quyết định.",
    )
    uphold = Move(
        "Trả lời kiến nghị: giữ nguyên kết quả",
        (PetitionStage.WAITING,),
        ANSWER_PETITION,
        PetitionStage.UPHELD,
        owes_reason=True,
        told=True,
        queue=Queue(
            "Trả lời kiến nghị",
            "đồng chí",
            "petitions",
            "petition",
            window=None,
            asks=f"&stage={PetitionStage.WAITING}",
            due="decisions__petitions__due_at",
        ),
        news=News(
            Kind.ANSWERED,
            "Kiến nghị về kết quả xếp loại {period} đã được trả lời: giữ nguyên kết quả",
            "petition",
        ),
        button="Giữ nguyên kết quả",
        done="Đã trả lời kiến nghị; kết quả giữ nguyên.",
    )
    # Whoever reopens the dossier on any other ground has taken it up too.
    take_up = Move(
        "Trả lời kiến nghị: mở lại để xem xét",
        (PetitionStage.WAITING,),
        ANSWER_PETITION,
        PetitionStage.REOPENED,
        owes_reason=True,
        told=True,
        button="Mở lại để xem xét",
        done="Đã mở lại hồ sơ theo kiến nghị; quyết định trước còn hiệu lực đến khi có quyết định mới.",
    )
    withdraw = Move(
        "Rút kiến nghị",
        (PetitionStage.WAITING,),
        PETITION,
        PetitionStage.WITHDRAWN,
        told=True,
        done="Đã rút kiến nghị.",
    )


PETITIONS = Petitions()
