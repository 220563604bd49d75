"""The tables of moves as text: diagrams for docs/workflow.md, which a test holds against the code."""

from collections.abc import Iterable

from django.db.models import TextChoices

from cadres.machine import Machine, Move
from catalog.moves import CATALOGS
from catalog.stages import Stage as CatalogStage
from evaluation.arrivals.moves import ARRIVALS
from evaluation.circumstances.moves import CIRCUMSTANCES, REMARKS
from evaluation.collectives.moves import COLLECTIVES
from evaluation.core.road import DOSSIERS
from evaluation.core.stages import (
    ArrivalStage,
    CircumstanceStage,
    CollectiveStage,
    ExcuseStage,
    ExtensionStage,
    LineStage,
    ListStage,
    PlanStage,
    PolicyStage,
    RemarkStage,
    RequestStage,
    SessionStage,
    StandInStage,
)
from evaluation.core.steps import Stage
from evaluation.council.moves import LINES, SESSIONS
from evaluation.deputies.moves import STAND_INS
from evaluation.extensions.moves import EXTENSIONS
from evaluation.lists.moves import LISTS
from evaluation.marks.moves import EXCUSES
from evaluation.packages.moves import PACKAGES
from evaluation.packages.stages import PackageStage
from evaluation.plans.moves import AMENDMENTS, PLANS
from evaluation.policies.moves import POLICIES
from evaluation.years.moves import REPLACEMENTS, YEARS
from evaluation.years.stages import ReplacementStage, YearStage

DRAWN = (
    ("Catalog (Mẫu 02)", CATALOGS, CatalogStage),
    ("Plan (Mẫu 01)", PLANS, PlanStage),
    ("Amendment of an approved plan", AMENDMENTS, RequestStage),
    ("Excuse (6.1)", EXCUSES, ExcuseStage),
    ("Dossier", DOSSIERS, Stage),
    ("Circumstance (QĐ 366 Điều 11, Mục 7)", CIRCUMSTANCES, CircumstanceStage),
    ("Remark of the old unit (7.b)", REMARKS, RemarkStage),
    ("Session of a council (Bước 3)", SESSIONS, SessionStage),
    ("What a session says of one person", LINES, LineStage),
    ("Rating list (Mẫu 04, 05, 06)", LISTS, ListStage),
    ("Year's list (Mục 5)", YEARS, YearStage),
    ("What was done about replacement (Mục 5)", REPLACEMENTS, ReplacementStage),
    ("Package (Bước 5)", PACKAGES, PackageStage),
    ("Rules of a round", POLICIES, PolicyStage),
    ("Extension of a window", EXTENSIONS, ExtensionStage),
    ("Result of a collective (6.3, 8.2)", COLLECTIVES, CollectiveStage),
    ("What arrived after the decision", ARRIVALS, ArrivalStage),
    ("Who stands in", STAND_INS, StandInStage),
)

HEAD = """# The stages, drawn from the tables

Written by `python manage.py draw_workflows`; a test fails when it is stale. The tables are `catalog/moves.py`,
`evaluation/core/road.py` and each room's `moves.py`; who may make a move stands in `permissions.py`, how it happens in `cadres/machine.py`.
"""


def workflows_markdown() -> str:
    """Every machine as a Mermaid state diagram, with its edits (moves that keep the stage) listed beneath."""
    return "\n".join([HEAD, *(_section(title, machine, stages) for title, machine, stages in DRAWN)])


def _section(title: str, machine: Machine, stages: type[TextChoices]) -> str:
    named = [f"    {stage.value}: {stage.label}" for stage in stages]
    arrows = [line for move in machine.moves.values() if move.target for line in _arrows(move)]
    edits = [
        f"- {move.label}: {', '.join(_labels(move, stages))}"
        for move in machine.moves.values()
        if not move.target
    ]
    drawn = ["```mermaid", "stateDiagram-v2", *named, *arrows, "```"]
    return "\n".join([f"## {title}", *drawn, *(["", "Keeps the stage:", *edits] if edits else []), ""])


def _arrows(move: Move) -> Iterable[str]:
    reason = " (lý do)" if move.owes_reason else ""
    if callable(move.target):
        return [f"    note right of {move.source[0]}: {move.label}{reason} → {move.leads}"]
    return [f"    {source} --> {move.target}: {move.label}{reason}" for source in move.source]


def _labels(move: Move, stages: type[TextChoices]) -> list[str]:
    return (
        ["ở mọi bước"]
        if len(move.source) == len(stages)
        else [str(stages(source).label) for source in move.source]
    )
