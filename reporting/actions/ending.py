"""How a job ends, and how what it left behind is taken away."""

import shutil
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.urls import reverse

from config import clock
from config.logging import deeds
from evaluation.files.storage import lying, path, remove
from notices.actions import tell, to_each
from notices.models import Kind as Notices
from reporting.models import FOLDER, Export, State

KEPT = timedelta(days=7)


def end(export: Export, state: State, **values: Any) -> None:
    """The row, locked, goes no further: whoever still works on it has lost it."""
    now = clock.now()
    said = {"state": state, "claimed_by": "", "finished_at": now, "expires_at": now + KEPT} | values
    for name, value in said.items():
        setattr(export, name, value)
    export.save()


def tell_owner(export: Export, sentence: str) -> None:
    tell(
        to_each(
            [export.owner_id],
            sentence,
            reverse("exports"),
            kind=Notices.ANSWERED,
            about=f"export {export.pk}",
        )
    )


def tidy() -> None:
    """What was kept for a week goes, row before file: no row tells of a file that is not there. So does what was never finished."""
    Export.objects.filter(expires_at__lte=clock.now()).delete()
    lie = [int(place.name) for place in path(FOLDER).glob("*") if place.name.isdecimal()]
    known = Export.objects.in_bulk(lie)  # asked last: whatever lies there had its row before
    for pk in lie:
        _clear(pk, known.get(pk))


def tidy_after(pk: int) -> None:
    _clear(pk, Export.objects.filter(pk=pk).first())


def _clear(pk: int, export: Export | None) -> None:
    """Of a job that goes no further its file alone stays; of one that is no more, nothing. What cannot be removed holds up nobody."""
    try:
        if export is None:
            shutil.rmtree(path(f"{FOLDER}/{pk}"), ignore_errors=True)
        elif not export.is_unfinished:
            _keep_alone(export)
    except OSError:
        deeds.exception("export", act="not removed", export=pk)


def _keep_alone(export: Export) -> None:
    for name in lying(export.folder):
        if name != export.file:
            remove(name)
    for place in path(export.folder).glob("*"):
        with suppress(OSError):  # not empty
            place.rmdir()
