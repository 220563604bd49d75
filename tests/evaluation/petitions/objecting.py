"""A ward that decided one person's rating and published it on Monday, 28/12/2026: until Monday, 04/01/2027 they may object."""

from contextlib import AbstractContextManager
from datetime import datetime
from types import SimpleNamespace

from cadres.models import Duty
from config import clock
from evaluation.deeds import actions as deeds
from evaluation.lists.actions.lists import close_list
from evaluation.models import Dossier, RatingList
from evaluation.petitions.actions import put
from evaluation.petitions.models import Petition
from tests.evaluation.lists.rated_factories import a_list, a_province_list
from tests.factories import an_official

PUBLISHED, LAST, OVER = "2026-12-28 15:00", "2027-01-04 23:59", "2027-01-05 00:00"
TEXT = "Sản phẩm thứ hai đã được nghiệm thu ngày 20/12/2026, đề nghị tính đủ."


def on(moment: str) -> AbstractContextManager[None]:
    return clock.held(datetime.fromisoformat(moment).replace(tzinfo=clock.HERE))


def a_published_result(*, provincial: bool = False) -> SimpleNamespace:
    world = a_province_list(1) if provincial else a_list(1)
    (world.dossier,) = world.dossiers
    world.subject = world.dossier.cadre.user
    world.decider = world.secretariat if provincial else world.leadership
    world.auditor = an_official(Duty.AUDITOR, world.province)
    with on("2026-12-26 08:00"):
        decides(world)
    with on(PUBLISHED):
        deeds.publish(stored(world), by=world.leadership)
    return world


def decides(world: SimpleNamespace, rating: str = "good") -> None:
    rows = {world.dossier.pk: {"rating": rating, "reason": "Theo ý kiến của tập thể"}}
    close_list(RatingList.objects.get(stage="draft"), by=world.decider, seen=None, rows=rows)


def stored(world: SimpleNamespace) -> Dossier:
    return Dossier.objects.get(pk=world.dossier.pk)


def objects(world: SimpleNamespace, moment: str = "2026-12-30 09:00") -> Petition:
    with on(moment):
        return put(stored(world), text=TEXT, by=world.subject)
