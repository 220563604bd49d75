"""2.3 on Mẫu 03: a quality or timeliness factor above 1 counts once whoever appraises confirms it, with the ground."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from evaluation.core.facts import result_of
from evaluation.marks.forms.fields import check_field, line_field
from regulation.vocabulary import Layer

WORDS = ("exceeded", "ground", "document")


@dataclass(frozen=True)
class Exceeded:
    """A task's claim on the page: fields where one may confirm it, and what is confirmed already."""

    task: Any
    fields: dict[str, Any] = field(default_factory=dict)
    kept: Any = None
    stored: str = ""

    @property
    def words(self) -> list[Any]:
        """On what the confirmation rests: its ground and its document."""
        return [self.fields["ground"], self.fields["document"]]


def _asked(layer: Layer, kept: Any) -> bool:
    """Whether there is something to tick: the authority withdraws what was confirmed, and confirms nothing itself."""
    return layer != Layer.AUTHORITY or kept is not None


def add_confirmation(form: Any, number: int, name: str, task: Any) -> None:
    kept = getattr(task, "outstanding", None)
    if not _asked(form.layer, kept):
        return
    form.fields[f"{name}-exceeded"] = check_field("Xác nhận vượt yêu cầu (Mục 2.3)")
    ground = f"Nhiệm vụ {number}, căn cứ vượt yêu cầu"
    form.fields[f"{name}-ground"] = line_field(ground, "Căn cứ: sản phẩm vượt yêu cầu ở điểm nào", most=2000)
    form.fields[f"{name}-document"] = line_field(f"Nhiệm vụ {number}, văn bản", "Văn bản (nếu có)", most=200)
    form.initial[f"{name}-exceeded"] = kept is not None
    form.initial[f"{name}-ground"] = kept.reason if kept else ""
    form.initial[f"{name}-document"] = kept.document if kept else ""


def claims(form: Any, task: Any) -> bool:
    """Whether a factor is above 1: as typed, else as it stands."""
    result = result_of(task, form.layer)
    typed = getattr(form, "cleaned_data", {})
    factors = {
        ratio: typed.get(f"task-{task.pk}-{ratio}", getattr(result, ratio))
        for ratio in ("quality", "timeliness")
    }
    return replace(result, **factors).claims_more


def typed_confirmations(form: Any) -> dict[int, tuple[bool, str, str]]:
    """What was said of the tasks whose line stood on the page; of the others what is stored goes on."""
    data = form.cleaned_data
    said = {}
    for _, task in form.numbered:
        names = [f"task-{task.pk}-{word}" for word in WORDS]
        if _sent(form.data, task) and all(name in data for name in names):
            said[task.pk] = tuple(data[name] for name in names)
    return said


def grounds_owed(form: Any) -> Iterator[tuple[str, str]]:
    """A confirmation says on what it rests."""
    for number, task in form.numbered:
        name, data = f"task-{task.pk}", form.cleaned_data
        if data.get(f"{name}-exceeded") and data.get(f"{name}-ground") == "" and claims(form, task):
            yield (
                f"{name}-ground",
                f"Nhiệm vụ {number} “{task.title}”: xác nhận vượt yêu cầu cần ghi căn cứ.",
            )


def exceeded(task: Any, layer: Layer, form: Any, *, stale: bool = False) -> Exceeded | None:
    """The task's line, where there is a claim; to be read it stands from the appraisal on."""
    if layer == Layer.SELF or not (claims(form, task) if form else result_of(task, layer).claims_more):
        return None
    kept = getattr(task, "outstanding", None)
    if form is None or not _asked(layer, kept):
        return Exceeded(task, kept=kept)
    fields = {word: form[f"task-{task.pk}-{word}"] for word in WORDS}
    return Exceeded(task, fields, kept, _stored(fields, kept) if stale else "")


def appeared_or_gone(form: Any, posted: Mapping[str, Any]) -> Iterator[tuple[Any, Exceeded | None]]:
    """Tasks whose line must come onto the open page, or leave it, after what was typed."""
    for _, task in form.numbered:
        line = exceeded(task, form.layer, form)
        # Nothing is sent of a line that is only read.
        read = not _asked(form.layer, getattr(task, "outstanding", None))
        if f"task-{task.pk}-done" in posted and (read or (line is not None) != _sent(posted, task)):
            yield task, line


def _sent(data: Mapping[str, Any], task: Any) -> bool:
    return any(f"task-{task.pk}-{word}" in data for word in WORDS)


def _stored(fields: Mapping[str, Any], kept: Any) -> str:
    """What is stored, where it is not what was typed."""
    typed = tuple(fields[word].value() or "" for word in WORDS)
    stored = (True, kept.reason, kept.document) if kept else (False, "", "")
    if (bool(typed[0]), *typed[1:]) == stored:
        return ""
    return f"đã xác nhận, căn cứ “{kept.reason}”" if kept else "chưa xác nhận"
