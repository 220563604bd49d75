"""Nobody is decided past a case of Mục 7 that arose before the decision's commit: posts and absences wait for a closing."""

from datetime import date
from threading import Event

import pytest

from evaluation.circumstances.actions.absences import record_absence
from evaluation.core.steps import Stage
from evaluation.lists import listing
from evaluation.lists.actions.lists import close_list
from evaluation.models import Dossier
from regulation.quarters import Quarter
from tests.evaluation.core.test_races import together
from tests.evaluation.lists.rated_factories import a_list
from tests.factories import AppointmentFactory, DossierFactory, PeriodFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def lived(monkeypatch, world, deed):
    """Close the list and do the deed once its rows are judged; the order in which the two came to their end."""
    judged, order, blocking = Event(), [], listing.blocking

    def judge_and_tell(*arguments, **options):
        found = blocking(*arguments, **options)
        judged.set()
        Event().wait(1)  # time enough for a deed that is not made to wait
        if "close" not in order:
            order.append("close")  # still within its transaction: whoever waits for it comes after
        return found

    monkeypatch.setattr(listing, "blocking", judge_and_tell)

    def close():
        close_list(world.list, by=world.leadership, seen=1, rows=world.rows)

    def other():
        judged.wait(10)
        deed()
        order.append("deed")

    together(close, other)
    return order


def test_an_absence_recorded_through_another_quarter_waits(monkeypatch):
    world = a_list(2)
    cadre = world.dossiers[0].cadre
    other = DossierFactory(cadre=cadre, unit=world.division, period=PeriodFactory(quarter=Quarter(2026, 3)))
    sick = {"kind": "sick", "valid_from": date(2026, 10, 1), "document": "Giấy ra viện"}
    order = lived(monkeypatch, world, lambda: record_absence(other, by=world.staff, **sick))
    assert (order, Dossier.objects.get(pk=world.dossiers[0].pk).stage) == (["close", "deed"], Stage.DECIDED)


def test_a_new_post_waits(monkeypatch):
    world = a_list(2)
    cadre = world.dossiers[0].cadre
    post = {
        "unit": world.division,
        "leadership": "head",
        "valid_from": date(2026, 12, 1),
        "cause": "promotion",
    }
    order = lived(monkeypatch, world, lambda: AppointmentFactory(cadre=cadre, **post))
    assert order == ["close", "deed"]
