"""Writing one layer of marks: only what its author says differently from the layer beneath is kept."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from cadres.machine import Refused
from config import clock
from evaluation.core.actions.figures import POINTS, refresh_figures
from evaluation.core.facts import FIGURES, LAYERS, Marks, ensured, newest, result_of, upto_layers
from evaluation.core.gates import owed
from evaluation.core.models import Dossier
from evaluation.marks.actions.confirmations import grounds_owed, write_confirmations
from evaluation.marks.models import Assessment, CriterionMark, KeyResponse, TaskMark
from evaluation.plans.models import PlanTask
from regulation.findings import Finding
from regulation.vocabulary import Layer


def write_layer(dossier: Dossier, layer: Layer, marks: Marks, by: Any) -> dict[str, Any]:
    """Keep of this layer only what differs from the one beneath, then compute its figures anew."""
    below = LAYERS[LAYERS.index(layer) - 1] if layer != Layer.SELF else None
    marked = _write_keys(dossier, marks)
    base = Dossier.objects.with_facts().get(pk=dossier.pk)
    differing = [*_write_criteria(base, layer, below, marks), *_write_tasks(base, layer, below, marks)]
    differing += grounds_owed(base, layer, marks)
    if below and (unreasoned := [finding for finding in differing if finding is not None]):
        raise Refused(unreasoned)
    _write_responses(base, layer, marks)
    confirmed = write_confirmations(base, layer, marks, by)
    _write_words(dossier, layer, marks, by)
    return {"layer": layer.value} | ({"key": marked} if marked else {}) | confirmed


def _write_keys(dossier: Dossier, marks: Marks) -> list[str]:
    """Mark tasks as key; what the plan or an appraiser marked stays so. Returns their titles."""
    tasks = PlanTask.objects.filter(plan__dossier=dossier, pk__in=marks.keys, is_key=False, withdrawn_by=None)
    titles = [task.title for task in tasks]
    if titles:
        tasks.update(is_key=True)
    return titles


def _write_criteria(
    base: Dossier, layer: Layer, below: Layer | None, marks: Marks
) -> Iterable[Finding | None]:
    beneath = ensured(base, below) if below else dict.fromkeys(ensured(base), True)
    for code, (is_ensured, reason) in marks.criteria.items():
        if is_ensured == beneath[code]:
            CriterionMark.objects.filter(dossier=base, layer=layer, code=code).delete()
            continue
        CriterionMark.objects.update_or_create(
            dossier=base, layer=layer, code=code, defaults={"ensured": is_ensured, "reason": reason}
        )
        yield None if reason.strip() else _reason_owed(f"Tiêu chí {code}", f"criterion-{code}")


def _write_tasks(base: Dossier, layer: Layer, below: Layer | None, marks: Marks) -> Iterable[Finding | None]:
    tasks = {task.pk: task for task in base.plan.active_tasks}
    numbers = {task.pk: number for number, task in enumerate(base.plan.active_tasks, start=1)}
    for pk in marks.tasks.keys() & tasks.keys():
        task, values = tasks[pk], marks.tasks[pk]
        if values is None or (below and _same(values, result_of(task, below))):
            TaskMark.objects.filter(task=task, layer=layer).delete()
            continue
        TaskMark.objects.update_or_create(task=task, layer=layer, defaults=dict(values))
        if below:
            reason = str(values.get("reason", ""))
            yield (
                None
                if reason.strip()
                else _reason_owed(f"Nhiệm vụ {numbers[pk]} “{task.title}”", f"task-{pk}")
            )


def _same(values: Mapping[str, Any], result: Any) -> bool:
    return all(values[name] == getattr(result, name) for name in FIGURES)


def _reason_owed(what: str, anchor: str) -> Finding:
    return owed("mark-reason", "B3", f"{what}: chấm khác lớp trước, cần ghi lý do.", anchor=anchor)


def _write_responses(base: Dossier, layer: Layer, marks: Marks) -> None:
    """A key task's level stands in the layer that says it first; the authority's own where it says otherwise."""
    below = upto_layers(layer)[:-1]
    key_tasks = {task.pk: task for task in base.plan.active_tasks if task.is_key}
    for pk in (marks.responses or {}).keys() & key_tasks.keys():
        level, task = (marks.responses or {})[pk], key_tasks[pk]
        beneath = newest(task.responses.all(), below[-1]) if below else None
        if level and not (beneath and beneath.level == level):
            KeyResponse.objects.update_or_create(task=task, layer=layer, defaults={"level": level})
        else:
            KeyResponse.objects.filter(task=task, layer=layer).delete()


def _write_words(dossier: Dossier, layer: Layer, marks: Marks, by: Any) -> None:
    Assessment.objects.update_or_create(
        dossier=dossier,
        layer=layer,
        defaults={"reason": marks.reason, "remark": marks.remark, "saved_at": clock.now(), "by": by},
        create_defaults={
            "reason": marks.reason,
            "remark": marks.remark,
            "saved_at": clock.now(),
            "by": by,
            **dict.fromkeys(POINTS, Decimal(0)),
        },
    )
    refresh_figures(dossier)
