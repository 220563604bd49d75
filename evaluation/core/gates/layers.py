"""What a layer over another one owes: why it marks differently, on what a confirmation rests, how key tasks were met."""

from collections.abc import Iterable
from dataclasses import replace

from evaluation.core.case import Case
from evaluation.core.gates.owed import Gate, owed
from regulation.checks import review
from regulation.findings import Finding
from regulation.vocabulary import Layer

APPRAISER_ALONE = (
    "vượt yêu cầu do cơ quan thẩm định xác nhận; cấp có thẩm quyền chỉ giữ nguyên hoặc rút xác nhận."
)


def differences_reasoned(layer: Layer) -> Gate:
    """Bước 3: whoever marks otherwise than the layer beneath says why."""

    def gate(case: Case) -> Iterable[Finding]:
        case.facts()  # gathers the rows that are read here
        for mark in sorted(case.dossier.criterion_marks.all(), key=lambda mark: mark.code):
            if mark.layer == layer and not mark.reason.strip():
                yield _reason_owed(f"Tiêu chí {mark.code}", f"criterion-{mark.code}")
        for number, task in enumerate(case.dossier.plan.active_tasks, start=1):
            for said in task.marks.all():
                if said.layer == layer and not said.reason.strip():
                    yield _reason_owed(f"Nhiệm vụ {number} “{task.title}”", f"task-{task.pk}")

    return gate


def _reason_owed(what: str, line: str) -> Finding:
    sentence = f"{what}: chấm khác lớp trước, cần ghi lý do."
    return owed("mark-reason", "B3", sentence, anchor=f"id_{line}-reason")


def confirmations_grounded(case: Case) -> Iterable[Finding]:
    """2.3: a confirmation says on what it rests."""
    for number, task in enumerate(case.dossier.plan.active_tasks, start=1):
        said = getattr(task, "outstanding", None)
        if said and not said.reason.strip():
            sentence = f"Nhiệm vụ {number} “{task.title}”: xác nhận vượt yêu cầu cần ghi căn cứ."
            yield owed("confirmation-ground", "2.3", sentence, anchor=f"id_task-{task.pk}-ground")


def confirmed_by_appraiser(case: Case) -> Iterable[Finding]:
    """2.3: a confirmation is the appraiser's: the authority lets it stand as it is stored, or withdraws it."""
    kept = {task.pk: getattr(task, "outstanding", None) for task in case.stored.plan.active_tasks}
    for number, task in enumerate(case.dossier.plan.active_tasks, start=1):
        said = getattr(task, "outstanding", None)
        if said and said is not kept[task.pk]:
            sentence = f"Nhiệm vụ {number} “{task.title}”: {APPRAISER_ALONE}"
            yield owed("confirmation-appraiser", "2.3", sentence, anchor=f"task-{task.pk}")


def key_levels_said(case: Case) -> Iterable[Finding]:
    """Bước 3: each key task has its level before the appraisal ends, said where the appraiser has a field for it."""
    for found in review.key_response(case.facts()):
        yield replace(found, anchor=f"id_{found.anchor}-response") if found.tasks else found
