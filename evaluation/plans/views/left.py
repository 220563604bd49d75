"""What was typed into a form that the plan's page no longer has: to read and to copy."""

from collections.abc import Collection, Iterator
from typing import Any

from cadres.requests import SignedIn
from cadres.vietnamese import spaced
from evaluation.plans.forms.draft import WeightsForm
from evaluation.plans.models import Plan
from pages.versions import differences, one_ending

Line = tuple[str, str]  # a label, and the words


def handed_in_otherwise(request: SignedIn, plan: Plan) -> list[Line]:
    """What was sent with the plan and says otherwise than what was handed in."""
    late = _said(request, "late_reason", "Lý do nộp muộn", plan.late_reason)
    return [*_weights(request, plan), *late]


def left_on(request: SignedIn, plan: Plan, context: dict[str, Any]) -> list[Line]:
    """What was sent, says otherwise than what is stored, and has no form of its own among the moves of this page."""
    moves: Collection[str] = context["plan_moves"]
    found = [] if "submit" in moves else handed_in_otherwise(request, plan)
    if "return" not in moves:
        returned = context["returned"]
        found += _said(request, "reason", "Lý do trả lại", returned.reason if returned else "")
    for asked in context["amendments"]:
        if asked.change.pk == context.get("answered") and not asked.moves:
            found += _said(request, "answer", "Ý kiến về đề nghị điều chỉnh", asked.change.answer)
    return found


def _weights(request: SignedIn, plan: Plan) -> Iterator[Line]:
    for one in differences(WeightsForm(plan=plan), request.POST):
        yield one.label, one.typed.told


def _said(request: SignedIn, name: str, label: str, stored: str) -> list[Line]:
    typed = request.POST.get(name, "").strip()
    return [(label, typed)] if typed and _bare(typed) != _bare(stored) else []


def _bare(text: str) -> str:
    """As it is compared: whoever pressed twice sent the same words, whatever ends their lines."""
    return spaced(one_ending(text)).strip()
