"""The life of a catalog on one screen (Phụ lục 1; Bước 1, second dash)."""

from cadres.machine import Machine, Move
from catalog import gates, permissions
from catalog.stages import Stage


class Catalogs(Machine):
    edit = Move("Sửa danh mục", (Stage.DRAFT,), permissions.DRAW_UP)
    submit = Move(
        "Trình phê duyệt danh mục",
        (Stage.DRAFT,),
        permissions.DRAW_UP,
        Stage.SUBMITTED,
        gates=(gates.has_items, gates.has_standard_item, gates.has_usable_coefficients),
    )
    return_ = Move("Trả lại danh mục", (Stage.SUBMITTED,), permissions.APPROVE, Stage.DRAFT, owes_reason=True)
    approve = Move(
        "Phê duyệt danh mục",
        (Stage.SUBMITTED,),
        permissions.APPROVE,
        Stage.APPROVED,
        gates=(gates.has_items, gates.has_standard_item, gates.has_usable_coefficients),
    )
    supersede = Move("Thay thế danh mục", (Stage.APPROVED,), permissions.APPROVE, Stage.SUPERSEDED)


CATALOGS = Catalogs()
