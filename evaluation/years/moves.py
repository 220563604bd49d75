"""The life of a year's list."""

from cadres.machine import Machine, Move
from evaluation.years import gates, permissions
from evaluation.years.stages import SHUT, YearStage


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
    publish = Move("Công bố kết quả năm", (YearStage.CLOSED,), permissions.PUBLISH, YearStage.PUBLISHED)
    reopen = Move("Xem xét lại một người", SHUT, permissions.REOPEN, owes_reason=True)


YEARS = YearLists()
