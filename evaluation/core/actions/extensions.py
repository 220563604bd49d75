"""What was granted to all people of a unit stays with whoever used it there and has moved since."""

from typing import Any

from cadres.machine import record
from cadres.templatetags.vietnamese import han
from evaluation.core.models import Dossier, Extension
from evaluation.core.stages import ExtensionStage
from regulation.deadlines import Window


def keep_extension(dossier: Dossier) -> None:
    """Within another deed, before the dossier leaves its unit: a plan that was handed in there does not become late by that.

    Of a self-assessment the dossier keeps by whose window it was handed in (`handed_in_to`).
    """
    granted = dossier.extension(Window.PLAN)
    if granted is None or granted.dossier_id or dossier.plan.arrived_at is None:
        return
    mine: dict[str, Any] = {"dossier": dossier, "window": granted.window, "stage": ExtensionStage.GRANTED}
    said: dict[str, Any] = {"period": dossier.period, "until": granted.until, "ground": granted.ground}
    row, _ = Extension.objects.update_or_create(**mine, defaults=said)
    record(row, "keep", "Giữ gia hạn của đơn vị cũ", by=None, changes={"until": han(row.until)}, told=True)
