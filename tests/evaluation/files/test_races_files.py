"""Two tabs attach at the same moment: one dossier never holds more than its room."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from evaluation.core.steps import Stage
from evaluation.files import actions
from evaluation.files.actions import OverQuota, attach
from evaluation.files.importers import examine
from evaluation.files.models import StoredFile
from evaluation.files.storage import lying
from tests.evaluation.files.made import jpeg, upload
from tests.factories import DossierFactory, PeriodFactory, PlanTaskFactory, a_ward

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("storage"),
]

PICTURES = [
    jpeg(40, 30, quality=90)[:-2] + bytes([0xFF, 0xD9, number]) for number in range(16)
]  # as heavy, and each another


def test_of_sixteen_uploads_at_once_as_many_are_kept_as_there_is_room_for(monkeypatch):
    world, most = a_ward(), 5
    dossier = DossierFactory(
        cadre=world.cadre, unit=world.division, period=PeriodFactory(), stage=Stage.WORKING
    )
    task = PlanTaskFactory(plan=dossier.plan)
    monkeypatch.setattr(actions, "QUOTA", most * len(PICTURES[0]))

    def attached(number: int) -> bool:
        try:
            attach(dossier, [examine(upload(f"{number}.jpg", PICTURES[number]))], by=world.subject, task=task)
        except OverQuota:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(attached, range(16)))
    assert (sum(answers), StoredFile.objects.count(), len(list(lying("files")))) == (most, most, most)
    assert dossier.history.filter(deed="attach").count() == most
