"""Dossiers and lists of which forms are printed: the worked example of Phụ lục 2, a decided one, lists of any length."""

import html
import json
import re
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
from django.db import connection
from django.db.models import Model
from django.template.loader import render_to_string

from config.clock import HERE
from evaluation.core.stages import ListKind, ListStage, PlanStage
from evaluation.core.steps import Stage
from evaluation.models import Assessment, CriterionMark, Decision, Dossier, KeyResponse, RatingList, RatingRow
from regulation.quarters import Quarter
from tests.factories import (
    AxisWeightFactory,
    DossierFactory,
    PeriodFactory,
    PlanTaskFactory,
    TaskMarkFactory,
    UnitFactory,
)

DATA = Path(__file__).parent.parent / "data"
EXAMPLE = json.loads((DATA / "worked_example.json").read_text(encoding="utf-8"))["axes"][0]["tasks"]
WORDING = json.loads((DATA / "form_wording.json").read_text(encoding="utf-8"))
SPRING = Quarter(2026, 2)
ARRIVED = datetime(2026, 6, 28, 9, 5, tzinfo=HERE)
CLOSED = datetime(2026, 6, 29, 15, 0, tzinfo=HERE)
FACTORS = ("quality", "timeliness", "leadership")


def worked_dossier(**values: Any) -> Dossier:
    """Phụ lục 2's example: five tasks on axis 4, which weighs all 70; handed in on 28 June."""
    given = {
        "period": PeriodFactory(quarter=SPRING),
        "stage": Stage.SUBMITTED,
        "cadre__full_name": "Nguyễn Văn An",
        "arrived_at": ARRIVED,
        "self_rating": "good",
        "plan__stage": PlanStage.APPROVED,
    }
    dossier = DossierFactory(**given | values)
    AxisWeightFactory(plan=dossier.plan, axis=4)
    for order, row in enumerate(EXAMPLE):
        task = PlanTaskFactory(
            plan=dossier.plan,
            axis=4,
            order=order,
            title=row["name"],
            product="Báo cáo",
            schedule="Hằng quý",
            coefficient=Decimal(row["coefficient"]),
            quantity=Decimal(row["planned"]),
        )
        factors = {name: Decimal(row[name]) for name in FACTORS}
        TaskMarkFactory(task=task, done=Decimal(row["done"]), **factors)
    return dossier


def decided_dossier(**values: Any) -> Dossier:
    """The example, with one mark changed by the appraisal, one criterion by the authority, and its decision."""
    dossier = worked_dossier(stage=Stage.DECIDED, decided_rating="not_completed", **values)
    task = dossier.plan.tasks.first()
    TaskMarkFactory(
        task=task, layer="appraisal", quality=Decimal("0.5"), done=Decimal(1), reason="Làm lại ba lần"
    )
    CriterionMark.objects.create(
        dossier=dossier, layer="authority", code="2.4", ensured=False, reason="Chưa quy tụ được tập thể"
    )
    dossier.plan.tasks.filter(order=4).update(is_key=True)
    KeyResponse.objects.create(task=dossier.plan.tasks.get(order=4), layer="authority", level="1")
    figures = {"general_points": 29, "task_points": 60, "total": 89, "uncapped_total": 89, "saved_at": CLOSED}
    Assessment.objects.create(dossier=dossier, layer="authority", **figures)
    row = closed_list([dossier], unit=dossier.managing_unit).rows.get()
    Decision.objects.create(
        dossier=dossier,
        row=row,
        rating="not_completed",
        total=Decimal("89.37"),
        body="Tập thể lãnh đạo",
        decided_at=CLOSED,
        snapshot={},
        digest="0123456789abcdef" * 4,
    )
    return dossier


def closed_list(
    dossiers: list[Dossier], unit: Any, kind: str = ListKind.UNIT_DECISION, **values: Any
) -> RatingList:
    """A closed list with its frozen columns."""
    given = {"period": dossiers[0].period, "stage": ListStage.CLOSED, "closed_at": CLOSED}
    rating_list = RatingList.objects.create(unit=unit, kind=kind, **given | values)
    for order, dossier in enumerate(dossiers, start=1):
        RatingRow.objects.create(
            rating_list=rating_list,
            dossier=dossier,
            order=order,
            rating="good",
            name=f"{dossier.cadre.full_name} (khi chốt)",
            post="Phó Trưởng phòng",
            unit_name=unit.name,
            self_rating="excellent",
            summary=f"Căn cứ {order}",
        )
    return rating_list


def decided_people(count: int, unit: Any, **values: Any) -> list[Dossier]:
    period = PeriodFactory(quarter=SPRING)
    return [
        DossierFactory(
            unit=unit,
            period=period,
            stage=Stage.DECIDED,
            cadre__full_name=f"Trần Thị Thử {number}",
            **values,
        )
        for number in range(count)
    ]


def a_led_ward(**values: Any) -> Any:
    """A ward whose party committee leads comprehensively."""
    return UnitFactory(name="Phường Bình Đức", party_leads_comprehensively=True, **values)


def stored_raw(row: Model, **texts: str) -> None:
    """Texts as an older version stored them: whatever they hold, past the fields that clean them."""
    names = ", ".join(f"{name} = %s" for name in texts)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {row._meta.db_table} SET {names} WHERE id = %s", [*texts.values(), row.pk])  # noqa: S608


def loaded(dossier: Dossier) -> Dossier:
    return Dossier.objects.with_facts().get(pk=dossier.pk)


def page_text(sheet: Any, template: str) -> str:
    """What a reader sees of the form's template."""
    body = f"reporting/forms/{template}.html"
    return bare(render_to_string("reporting/print.html", {"sheet": sheet, "body": body}))


def bare(markup: str) -> str:
    return squeezed(html.unescape(re.sub(r"<[^>]+>", " ", markup)))


def squeezed(text: str) -> str:
    return " ".join(text.split())


def pdf_pages(content: bytes) -> list[str]:
    return [squeezed(page.extract_text()) for page in pypdf.PdfReader(BytesIO(content)).pages]


def workbook(content: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(content))


def cells_of(worksheet: Any) -> list[tuple[Any, ...]]:
    return list(worksheet.iter_rows(values_only=True))


def worth(book: Any, worksheet: Any, value: Any) -> Decimal:
    """The value of a cell: a number, or one of our formulas (SUM, +, references) worked out."""
    if not isinstance(value, str):
        return Decimal(str(value or 0))
    expression = value.removeprefix("=")
    if summed := re.fullmatch(r"SUM\((\w+):(\w+)\)", expression):
        rows = worksheet[f"{summed[1]}:{summed[2]}"]
        return sum((worth(book, worksheet, cell.value) for (cell,) in rows), Decimal(0))
    return sum((_reference(book, worksheet, part) for part in expression.split("+")), Decimal(0))


def _reference(book: Any, worksheet: Any, part: str) -> Decimal:
    name, _, address = part.rpartition("!")
    there = book[name.strip("'")] if name else worksheet
    return worth(book, there, there[address].value)
