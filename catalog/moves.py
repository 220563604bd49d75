"""The life of a catalog on one screen (Phụ lục 1; Bước 1, second dash)."""

from dataclasses import dataclass

from cadres import machine
from cadres.machine import Machine
from catalog import gates, permissions
from catalog.stages import Stage


@dataclass(eq=False)
class Move(machine.Move):
    """`awaited`: who is to make it next, and what, as a catalog at its source waits for; `done`: what is said then."""

    awaited: str = ""
    done: str = ""


class Catalogs(Machine):
    edit = Move("Sửa danh mục", (Stage.DRAFT,), permissions.DRAW_UP)
    submit = Move(
        "Trình phê duyệt danh mục",
        (Stage.DRAFT,),
        permissions.DRAW_UP,
        Stage.SUBMITTED,
        gates=(gates.has_items, gates.has_standard_item, gates.has_usable_coefficients),
        awaited="cơ quan tham mưu hoàn thiện",
        done="Đã trình danh mục để phê duyệt.",
    )
    return_ = Move(
        "Trả lại danh mục",
        (Stage.SUBMITTED,),
        permissions.APPROVE,
        Stage.DRAFT,
        owes_reason=True,
        done="Đã trả lại danh mục cho cơ quan tham mưu.",
    )
    approve = Move(
        "Phê duyệt danh mục",
        (Stage.SUBMITTED,),
        permissions.APPROVE,
        Stage.APPROVED,
        gates=(gates.has_items, gates.has_standard_item, gates.has_usable_coefficients),
        awaited="tập thể lãnh đạo phê duyệt",
        done="Đã phê duyệt danh mục; cán bộ có thể lập kế hoạch từ danh mục này.",
    )
    supersede = Move("Thay thế danh mục", (Stage.APPROVED,), permissions.APPROVE, Stage.SUPERSEDED)


CATALOGS = Catalogs()
# By the stage at which a catalog stands: the move for which it waits.
AWAITED = {stage: move for move in (CATALOGS.submit, CATALOGS.approve) for stage in move.source}
