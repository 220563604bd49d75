"""Which fields a layer of Mẫu 03 has, criterion by criterion and task by task, and what stands in them at first."""

from decimal import Decimal
from typing import Any

from evaluation.core.facts import Marks, ensured, facts_with, newest, result_of
from evaluation.marks.forms.exceeded import add_confirmation
from evaluation.marks.forms.fields import (
    Done,
    check_field,
    factor_field,
    line_field,
    note_field,
    rating_field,
    response_field,
)
from regulation.assessment import assess
from regulation.numbers import plain
from regulation.vocabulary import Layer, Rating

RATIOS = {"quality": "Chất lượng", "timeliness": "Tiến độ", "leadership": "Lãnh đạo, điều hành"}


def add_fields(form: Any) -> None:
    """All fields of the form's layer."""
    _criteria(form)
    for number, task in form.numbered:
        _task(form, number, task)
    _words(form)
    if form.layer == Layer.APPRAISAL:
        form.initial["rating"] = form.dossier.appraisal_rating or _rating_before(form)
        _focus(form)


def _criteria(form: Any) -> None:
    said = {mark.code: mark for mark in form.dossier.criterion_marks.all() if mark.layer == form.layer}
    for code, is_ensured in ensured(form.dossier, form.layer).items():
        form.fields[f"criterion-{code}"] = check_field("Đảm bảo")
        form.fields[f"criterion-{code}-reason"] = line_field(f"Tiêu chí {code}, lý do", "Lý do")
        form.initial[f"criterion-{code}"] = is_ensured
        form.initial[f"criterion-{code}-reason"] = said[code].reason if code in said else ""


def _task(form: Any, number: int, task: Any) -> None:
    name = f"task-{task.pk}"
    result = result_of(task, form.layer)
    own = next((mark for mark in task.marks.all() if mark.layer == form.layer), None)
    form.fields[f"{name}-done"] = Done(number)
    form.initial[f"{name}-done"] = _first_done(task, result, form.layer)
    for ratio, what in RATIOS.items():
        kept = getattr(result, ratio)
        form.fields[f"{name}-{ratio}"] = factor_field(what, number, form.policy.scale(ratio), kept)
        form.initial[f"{name}-{ratio}"] = str(plain(kept))
    if form.layer == Layer.SELF:
        _evidence(form, number, name, own)
    else:
        _difference(form, number, name, own)
        _key(form, number, name, task)
        add_confirmation(form, number, name, task)


def _first_done(task: Any, result: Any, layer: Layer) -> Decimal | None:
    """What is marked; in a fresh self-assessment what was delivered; else nothing yet."""
    if newest(task.marks.all(), layer) or layer != Layer.SELF:
        return plain(result.done)
    return sum((delivery.quantity for delivery in task.deliveries.all()), Decimal(0)) or None


def _evidence(form: Any, number: int, name: str, own: Any) -> None:
    form.fields[f"{name}-evidence"] = note_field(
        f"Nhiệm vụ {number}, kết quả, minh chứng", "Kết quả, số văn bản, minh chứng", rows=2, most=2000
    )
    form.fields[f"{name}-expected"] = check_field("Dự kiến đến hết quý", wrapped=True)
    form.initial[f"{name}-evidence"] = own.evidence if own else ""
    form.initial[f"{name}-expected"] = bool(own and own.expected)


def _difference(form: Any, number: int, name: str, own: Any) -> None:
    label = f"Nhiệm vụ {number}, lý do chấm khác"
    form.fields[f"{name}-reason"] = line_field(label, "Lý do nếu chấm khác")
    form.initial[f"{name}-reason"] = own.reason if own else ""


def _key(form: Any, number: int, name: str, task: Any) -> None:
    """Bước 3: the response level of a key task; the appraiser may also mark a task as key."""
    if not task.is_key and form.layer != Layer.APPRAISAL:
        return
    if not task.is_key:
        form.fields[f"{name}-key"] = check_field("Là nhiệm vụ trọng tâm, then chốt", wrapped=True)
    form.fields[f"{name}-response"] = response_field(number)
    response = newest(task.responses.all(), form.layer)
    form.initial[f"{name}-response"] = response.level if response else ""


def _words(form: Any) -> None:
    own = next((row for row in form.dossier.assessments.all() if row.layer == form.layer), None)
    if form.layer != Layer.AUTHORITY:
        form.fields["rating"] = rating_field()
        form.fields["reason"] = note_field("Lý do nếu khác mức gợi ý", "", rows=2, most=2000)
        form.initial["reason"] = own.reason if own else ""
    if form.layer == Layer.SELF:
        form.fields["late_reason"] = note_field("Lý do nộp muộn", "", rows=2, most=2000)
        form.initial |= {"rating": form.dossier.self_rating, "late_reason": form.dossier.late_reason}
    else:
        form.fields["remark"] = note_field("Nhận xét", "", rows=3, most=4000)
        form.initial["remark"] = own.remark if own else ""


def _rating_before(form: Any) -> str:
    """An appraisal starts as a copy of what was proposed before it, where that may be given as the appraisal stands."""
    before = form.dossier.division_rating or form.dossier.self_rating
    verdict = assess(facts_with(form.dossier, Marks({}, {}), form.layer))
    return before if before and verdict.permits(Rating(before)) else ""


def _focus(form: Any) -> None:
    """The keyboard begins at what is still to be said: the first key task without its level, else at the top."""
    open_levels = [
        name
        for name in form.fields
        if name.endswith("-response")
        and not form.initial[name]
        and f"{name.removesuffix('-response')}-key" not in form.fields
    ]
    first = open_levels[0] if open_levels else next(name for name in form.fields if name != "version")
    form.fields[first].widget.attrs["autofocus"] = True
