"""The life of a year's list, and of what was done about replacement."""

from cadres.machine import Machine, Move
from evaluation.years import gates, permissions
from evaluation.years.stages import SHUT, ReplacementStage, YearStage


class YearLists(Machine):
    draw_up = Move("Lập danh sách năm", (YearStage.DRAFT,), permissions.DRAW_UP)
    draft = Move("Lưu danh sách năm", (YearStage.DRAFT,), permissions.DRAW_UP)
    rate = Move("Đặt tỷ lệ Xuất sắc của năm", (YearStage.DRAFT,), permissions.RATE)
    close = Move(
        "Chốt danh sách năm",
        (YearStage.DRAFT,),
        permissions.CLOSE,
        YearStage.CLOSED,
        gates=(gates.somebody_closed, gates.nobody_above),
    )
    publish = Move(
        "Công bố kết quả năm",
        (YearStage.CLOSED,),
        permissions.PUBLISH,
        YearStage.PUBLISHED,
        gates=(gates.quarters_made_known,),
    )
    reopen = Move("Xem xét lại một người", SHUT, permissions.REOPEN, owes_reason=True)


YEARS = YearLists()


class Replacements(Machine):
    record = Move(
        "Ghi việc thay thế",
        (ReplacementStage.RECORDED,),
        permissions.RECORD_REPLACEMENT,
        gates=(gates.done_by_now,),
    )
    correct = Move(
        "Sửa việc thay thế",
        (ReplacementStage.RECORDED,),
        permissions.RECORD_REPLACEMENT,
        gates=(gates.done_by_now,),
        owes_reason=True,
    )
    withdraw = Move(
        "Rút việc thay thế",
        (ReplacementStage.RECORDED,),
        permissions.RECORD_REPLACEMENT,
        ReplacementStage.WITHDRAWN,
        owes_reason=True,
    )


REPLACEMENTS = Replacements()
