"""The life of a naming: it holds for its days, or until whoever named the deputy ends it."""

from cadres.machine import Machine
from evaluation.core.moves import Move
from evaluation.core.stages import StandInStage
from evaluation.deputies.permissions import PRINCIPAL


class StandIns(Machine):
    name_deputy = Move(
        "Cử người làm thay",
        (StandInStage.NAMED,),
        PRINCIPAL,
        phrase="cử đồng chí {deputy} làm thay {duty}, {days}",
        done="Đã cử đồng chí {deputy} làm thay, {days}.",
    )
    end = Move(
        "Chấm dứt làm thay",
        (StandInStage.NAMED,),
        PRINCIPAL,
        StandInStage.ENDED,
        phrase="chấm dứt việc đồng chí {deputy} làm thay {duty} (đã cử {days})",
        done="Đồng chí {deputy} không còn làm thay.",
    )


STAND_INS = StandIns()
