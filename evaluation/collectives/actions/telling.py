"""Who hears of a collective's result: whoever is to make the next move."""

from collections.abc import Sequence

from django.urls import reverse

from cadres.machine import Made
from evaluation.collectives.tells.due import SUPERIOR
from evaluation.core.stages import CollectiveStage
from notices.actions import tell, to_each
from notices.models import Kind, Notice


def tell_of_collectives(made: Sequence[Made]) -> None:
    """After a result went up, or was sent back: whoever is to make the next move hears of it."""
    tell([notice for one in made if one.arrived for notice in _news(one)])


def _news(one: Made) -> list[Notice]:
    row = one.row
    back = row.stage == CollectiveStage.DRAFT
    return to_each(
        _awaited(one),
        f"Kết quả tập thể {row.unit} · {row.period}: {'được trả lại' if back else 'chờ phê duyệt'}",
        reverse("collective", args=[row.unit_id, row.period.code]),
        kind=Kind.RETURNED if back else Kind.WAITS,
        about=f"collective {row.pk} {one.entry.pk}",
        words=one.entry.reason,
    )


def _awaited(one: Made) -> set[int]:
    """Who holds what comes next; the province steps in for the leadership above a division only if it wants to."""
    if one.row.stage == CollectiveStage.SUBMITTED and not one.row.unit.manages_cadres:
        return SUPERIOR.holders(one.row)
    return one.holders() if one.row.stage in (CollectiveStage.DRAFT, CollectiveStage.SUBMITTED) else set()
