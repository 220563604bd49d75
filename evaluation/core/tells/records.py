"""What is on record of a dossier, in plain values: its history, its receipts, its three layers of marks."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from evaluation.core.models import Dossier, DossierEntry, Receipt
from regulation.vocabulary import Layer

Plain = dict[str, Any]
ENTRY = (
    "id",
    "by_id",
    "on_behalf_of_id",
    "deed",
    "label",
    "came_from",
    "went_to",
    "reason",
    "changes",
    "told",
)
RECEIPT = ("id", "window", "by_id")
ASSESSMENT = ("reason", "remark", "highest_permitted")
FIGURES = ("general_points", "task_points", "total", "uncapped_total")
TASK = ("evidence", "expected", "reason")
FACTORS = ("done", "quality", "timeliness", "leadership")


def instant(at: datetime | None) -> str:
    """The same text for the same instant, in whichever zone it was told."""
    return at.astimezone(UTC).isoformat() if at else ""


def histories_of(dossiers: Iterable[int]) -> dict[int, list[Plain]]:
    """By the key of each dossier the lines of its history, in their order."""
    told: dict[int, list[Plain]] = defaultdict(list)
    for entry in DossierEntry.objects.filter(dossier__in=list(dossiers)).order_by("pk"):
        told[entry.dossier_id].append(line_of(entry))
    return told


def line_of(entry: DossierEntry) -> Plain:
    return {name: getattr(entry, name) for name in ENTRY} | {"at": instant(entry.at)}


def receipts_of(dossiers: Iterable[int]) -> dict[int, list[Plain]]:
    """By the key of each dossier what was handed in, and when it had arrived."""
    told: dict[int, list[Plain]] = defaultdict(list)
    for receipt in Receipt.objects.filter(dossier__in=list(dossiers)).order_by("pk"):
        told[receipt.dossier_id].append(receipt_of(receipt))
    return told


def receipt_of(receipt: Receipt) -> Plain:
    arrived = {"arrived_at": instant(receipt.arrived_at), "first": instant(receipt.first_arrived_at)}
    return {name: getattr(receipt, name) for name in RECEIPT} | arrived


def layers_of(dossier: Dossier) -> dict[str, Plain]:
    """What each layer says beside the one below it: criteria, tasks by their keys, answers to key tasks, words (ADR 2)."""
    tasks = list(dossier.plan.tasks.all())
    return {
        layer: {
            "criteria": {
                mark.code: {"ensured": mark.ensured, "reason": mark.reason}
                for mark in _of(layer, dossier.criterion_marks.all())
            },
            "tasks": {
                str(task.pk): _figures(mark, FACTORS) | _words(mark, TASK)
                for task in tasks
                for mark in _of(layer, task.marks.all())
            },
            "key_tasks": {
                str(task.pk): said.level for task in tasks for said in _of(layer, task.responses.all())
            },
            "words": [
                _figures(said, FIGURES) | _words(said, ASSESSMENT)
                for said in _of(layer, dossier.assessments.all())
            ],
        }
        for layer in map(str, Layer)
    }


def _of(layer: str, rows: Iterable[Any]) -> Sequence[Any]:
    return [row for row in rows if row.layer == layer]


def _figures(row: Any, names: Iterable[str]) -> Plain:
    return {name: str(getattr(row, name)) for name in names}


def _words(row: Any, names: Iterable[str]) -> Plain:
    return {name: getattr(row, name) for name in names}
