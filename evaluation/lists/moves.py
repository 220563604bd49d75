"""The life of a list of ratings."""

from cadres.machine import Machine, Move
from evaluation.core import permissions
from evaluation.core.stages import ListStage


class Lists(Machine):
    draft = Move("Lưu danh sách", (ListStage.DRAFT,), permissions.CLOSE_LIST)
    rate = Move("Đặt tỷ lệ Xuất sắc", (ListStage.DRAFT,), permissions.SET_RATE)
    close = Move("Chốt danh sách", (ListStage.DRAFT,), permissions.CLOSE_LIST, ListStage.CLOSED)


LISTS = Lists()
