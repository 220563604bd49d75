"""Long files for tests: asked for, worked by this very process, and looked into."""

import re
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from django.conf import settings

from evaluation.core.stages import PlanStage
from evaluation.core.steps import Stage
from evaluation.models import Dossier
from reporting.actions.asking import ask
from reporting.jobs.working import work
from reporting.models import Export
from tests.factories import DossierFactory, PeriodFactory, a_ward


def a_ward_with_papers(*names: str) -> Any:
    """In its first division one Mẫu 03 handed in for each of these names; `dossiers` are theirs."""
    world = a_ward(name="Phường Bình Đức", code="BD")
    world.period = PeriodFactory()
    world.dossiers = [a_paper(world, name) for name in names]
    return world


def a_paper(world: Any, name: str, **values: Any) -> Dossier:
    given = {"stage": Stage.SUBMITTED, "plan__stage": PlanStage.APPROVED, "unit": world.division}
    return DossierFactory(period=world.period, cadre__full_name=name, **given | values)


def asked(world: Any, by: Any = None, kind: str = "unit_forms", unit: Any = None) -> Export:
    return ask(kind, unit or world.ward, world.period, by=by or world.staff)


def made(export: Export) -> Export:
    """Worked until nothing waits."""
    work()
    export.refresh_from_db()
    return export


def opened(export: Export) -> ZipFile:
    """The archive, which is whole."""
    archive = ZipFile(settings.MEDIA_ROOT / export.file)
    assert archive.testzip() is None
    return archive


def names(export: Export) -> list[str]:
    """The files in it, without the folder of the unit that was asked for."""
    return [name.partition("/")[2] for name in opened(export).namelist()]


def people(export: Export) -> list[str]:
    return [re.sub(r".*/\d+\. |\.pdf", "", name) for name in opened(export).namelist()]


def in_archive(content: bytes) -> list[str]:
    return ZipFile(BytesIO(content)).namelist()


def lying() -> list[str]:
    """All files beneath MEDIA_ROOT."""
    return sorted(str(place) for place in settings.MEDIA_ROOT.rglob("*") if place.is_file())
