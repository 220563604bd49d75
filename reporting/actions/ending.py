"""How a job ends, and how what it left behind is taken away."""

import shutil
from datetime import timedelta
from typing import Any

from django.urls import reverse

from config import clock
from evaluation.files.storage import lying, path, remove
from notices.actions import tell, to_each
from notices.models import Kind as Notices
from reporting.models import FOLDER, UNFINISHED, Export, State

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
    for place in path(FOLDER).glob("*"):
        tidy_after(int(place.name))


def tidy_after(pk: int) -> None:
    """Of a job that goes no further its file alone stays; of one that is no more, nothing."""
    export = Export.objects.filter(pk=pk).first()
    if export is None:
        shutil.rmtree(path(f"{FOLDER}/{pk}"), ignore_errors=True)
    elif export.state not in UNFINISHED:
        for name in lying(export.folder):
            if name != export.file:
                remove(name)
