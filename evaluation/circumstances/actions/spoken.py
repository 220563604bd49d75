"""7.b: what a unit has appraised of somebody who moves on, in words, as they stay when other layers lie over its marks."""

from collections.abc import Iterator

from cadres.models import column_name
from evaluation.core.models import Dossier
from evaluation.core.models.dossiers import rows_at
from evaluation.core.road import DOSSIERS
from evaluation.core.steps import Stage, beyond, from_on
from regulation.numbers import vn
from regulation.vocabulary import Layer, Rating

_WHO = {Layer.APPRAISAL: "Thẩm định", Layer.AUTHORITY: "Cấp có thẩm quyền"}
# By what an appraisal is finished, and by what a dossier leaves the unit that finished it.
_TURNS = (DOSSIERS.appraise.name, DOSSIERS.follow_person.name)
_LEVELS = (
    ("division_rating", "Phòng, ban đề xuất"),
    ("council_rating", "Hội đồng"),
    ("proposed_rating", "Đề nghị tỉnh"),
)


def remark_of(dossier: Dossier) -> tuple[str, str]:
    """The old unit's marks and opinions as its remark, and the level it last said; nothing before it has appraised to the end."""
    if not _was_appraised(dossier) or not any(_layer(dossier, Layer.APPRAISAL)):
        return "", ""
    rating = dossier.proposed_rating or dossier.council_rating or dossier.appraisal_rating
    return spoken_of(dossier), rating


def spoken_of(dossier: Dossier) -> str:
    """Everything that others have said of the person so far, finished or not, a line each."""
    lines = [line for layer in _WHO for line in _layer(dossier, layer)]
    said = [
        f"{who}: mức {Rating(value).short}." for name, who in _LEVELS if (value := getattr(dossier, name))
    ]
    return "\n".join((*lines, *said, *_council(dossier)))


def _was_appraised(dossier: Dossier) -> bool:
    """Whether this unit has appraised it to the end, also where it was sent back or set aside since."""
    if dossier.stage in from_on(Stage.APPRAISED):
        return True
    for entry in dossier.history.filter(deed__in=_TURNS).order_by("-pk"):
        if entry.deed == DOSSIERS.appraise.name:
            return True
        if "units" in entry.changes:
            return False
    return False


def lapsing(dossier: Dossier) -> Iterator[str]:
    """Which ratings and marks of others no longer count once the dossier has followed its person; nothing of who must not know."""
    for step in beyond(Stage.SUBMITTED):
        if step.column and getattr(dossier, step.column):
            yield f"mức {column_name(Dossier, step.column)}"
    if any(row.layer == Layer.AUTHORITY for row in dossier.assessments.all()):
        yield "điểm của cấp có thẩm quyền"


def _council(dossier: Dossier) -> Iterator[str]:
    opinion = rows_at("council_opinion").filter(dossier=dossier).first()
    if opinion and opinion.votes_for is not None:
        yield f"Hội đồng: {opinion.votes_for} phiếu đồng ý."
    if opinion and opinion.note:
        yield f"Ý kiến khác của Hội đồng: {opinion.note}"


def _layer(dossier: Dossier, layer: Layer) -> Iterator[str]:
    words = next((row for row in dossier.assessments.all() if row.layer == layer), None)
    if words is None:
        return
    rated = dossier.appraisal_rating if layer is Layer.APPRAISAL else ""
    level = f", mức {Rating(rated).short}" if rated else ""
    yield f"{_WHO[layer]}: {vn(words.total, 2)} điểm{level}."
    yield from filter(None, (words.remark, words.reason))
    for mark in dossier.criterion_marks.filter(layer=layer.value).order_by("code"):
        yield f"Tiêu chí {mark.code}: {'đảm bảo' if mark.ensured else 'không đảm bảo'}. {mark.reason}"
    answers = rows_at("plan__tasks__responses").filter(task__plan=dossier.plan, layer=layer.value)
    levels = dict(answers.values_list("task", "level"))
    for number, task in enumerate(dossier.plan.active_tasks, start=1):
        for said in task.marks.filter(layer=layer.value):
            yield (
                f"Nhiệm vụ {number} “{task.title}”: thực hiện {vn(said.done)}, chất lượng {vn(said.quality)}, "
                f"tiến độ {vn(said.timeliness)}, lãnh đạo {vn(said.leadership)}. {said.reason}"
            )
        if task.pk in levels:
            yield f"Nhiệm vụ {number} “{task.title}”: mức độ đáp ứng ({levels[task.pk]})."
