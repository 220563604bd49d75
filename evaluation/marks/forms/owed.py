"""What Mẫu 03 still lacks when it is handed over, all of it at once and each beside its field.

The gates of the machine ask the same of what is stored; they answer one step after the other.
"""

from collections.abc import Iterator
from typing import Any

from config import clock
from evaluation.core.facts import FIGURES, ensured, facts_with, result_of, upto_layers
from evaluation.core.models.periods import Lateness
from evaluation.marks.forms.exceeded import grounds_owed
from regulation.assessment import assess
from regulation.deadlines import Window, is_late
from regulation.vocabulary import Layer, Rating

Owed = Iterator[tuple[str, str]]


def owed_by(form: Any) -> Owed:
    """Field name and sentence of everything that is missing in what was typed."""
    if form.layer == Layer.SELF:
        yield from _results(form)
        yield from _criteria(form, dict.fromkeys(ensured(form.dossier), True), "không đảm bảo")
    else:
        below = upto_layers(form.layer)[-2]
        yield from _criteria(form, ensured(form.dossier, below), "chấm khác lớp trước")
        yield from _tasks(form, below)
        yield from grounds_owed(form)
        yield from _levels(form)
    yield from _rating(form)
    yield from _lateness(form)


def _results(form: Any) -> Owed:
    for number, task in form.numbered:
        name = f"task-{task.pk}-done"
        if name in form.cleaned_data and form.cleaned_data[name] is None:
            yield name, f"Nhiệm vụ {number} chưa ghi kết quả thực hiện; chưa làm được thì ghi 0."


def _criteria(form: Any, beneath: dict[str, bool], why: str) -> Owed:
    for code, is_ensured in beneath.items():
        name = f"criterion-{code}"
        if form.cleaned_data.get(name, is_ensured) != is_ensured and not _said(form, f"{name}-reason"):
            yield f"{name}-reason", f"Tiêu chí {code} {why}: cần ghi lý do."


def _tasks(form: Any, below: Any) -> Owed:
    for number, task in form.numbered:
        name, beneath = f"task-{task.pk}", result_of(task, below)
        typed = {figure: form.cleaned_data.get(f"{name}-{figure}") for figure in FIGURES}
        differs = None not in typed.values() and any(typed[one] != getattr(beneath, one) for one in FIGURES)
        if differs and not _said(form, f"{name}-reason"):
            yield f"{name}-reason", f"Nhiệm vụ {number} “{task.title}”: chấm khác lớp trước, cần ghi lý do."


def _levels(form: Any) -> Owed:
    """Bước 3: each key task has its level."""
    for number, task in form.numbered:
        name = f"task-{task.pk}"
        is_key = task.is_key or form.cleaned_data.get(f"{name}-key")
        if is_key and form.cleaned_data.get(f"{name}-response") == "":
            yield (
                f"{name}-response",
                f"Nhiệm vụ {number} “{task.title}” là trọng tâm, then chốt: chưa chọn mức độ đáp ứng.",
            )


def _rating(form: Any) -> Owed:
    """The rating, and the reason where it is not the one suggested by what was typed."""
    rating = form.cleaned_data.get("rating")
    if "rating" not in form.fields or rating is None:
        return
    suggested = assess(facts_with(form.dossier, form.marks(), form.layer)).suggested
    what = "mức tự đề xuất xếp loại" if form.layer == Layer.SELF else "mức xếp loại khi thẩm định"
    if not rating:
        yield "rating", f"Chưa chọn {what}. Mức gợi ý: “{suggested.short}”; chọn mức khác thì ghi lý do."
    elif rating != suggested and not _said(form, "reason"):
        name = "Mức tự đề xuất" if form.layer == Layer.SELF else "Mức thẩm định"
        sentence = f"{name} “{Rating(rating).short}” khác mức gợi ý “{suggested.short}”: cần ghi lý do."
        yield "reason", sentence


def _lateness(form: Any) -> Owed:
    takes = form.policy.dossier_lateness != Lateness.REFUSE
    if form.layer == Layer.SELF and takes and window_closed(form.dossier) and not _said(form, "late_reason"):
        yield "late_reason", f"{Window.DOSSIER.label} đã hết hạn: cần ghi lý do nộp muộn."


def _said(form: Any, name: str) -> bool:
    return name in form.errors or bool(form.cleaned_data.get(name, "").strip())


def window_closed(dossier: Any) -> Any:
    """The instant at which the window closed, while the self-assessment has not arrived; else None."""
    closes = dossier.period.closes_at(Window.DOSSIER)
    return closes if dossier.arrived_at is None and is_late(clock.now(), closes) else None
