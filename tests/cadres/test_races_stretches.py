"""Two keepers who record the same mandate, post or absence at once, on PostgreSQL: one row, and the other is told of it."""

from datetime import date
from threading import Barrier

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from cadres import fields
from cadres.models import Absence, Appointment, Duty, Mandate
from evaluation.circumstances.actions import absences
from evaluation.models import Dossier
from tests.cadres.test_overlaps import absence, again, mandate, post
from tests.evaluation.core.test_races import refused, together
from tests.evaluation.marks.marking import a_case, at
from tests.factories import CadreFactory, PositionFactory, UnitFactory, UserFactory, an_official

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def typed(model):
    """What both type; each of the two stretches has days of its own and some in common."""
    shared = {
        Mandate: {"user": UserFactory, "unit": UnitFactory},
        Appointment: {"cadre": CadreFactory, "unit": UnitFactory, "position": PositionFactory},
        Absence: {"cadre": CadreFactory},
    }[model]
    words = {"duty": Duty.AUDITOR, "kind": "sick", "leadership": "none", "cause": "transfer"}
    return words | {name: make().pk for name, make in shared.items()}


def keeper():
    client = Client()
    client.force_login(an_official(Duty.SYSTEM_ADMIN, UnitFactory(parent=None)))
    return client


def asked_together(monkeypatch):
    """Both are asked before either has written."""
    met, ask = Barrier(2), fields.in_common

    def ask_and_wait(row, *alike):
        other = ask(row, *alike)
        if other is None:
            met.wait(5)
        return other

    monkeypatch.setattr(fields, "in_common", ask_and_wait)


@pytest.mark.parametrize("model", [Mandate, Appointment, Absence], ids=lambda model: model.__name__)
def test_of_two_keepers_one_is_told_of_the_others_row_and_keeps_what_was_typed(monkeypatch, model):
    values, keepers = typed(model), [keeper(), keeper()]
    url = reverse(f"admin:cadres_{model._meta.model_name}_add")
    asked_together(monkeypatch)
    days = ["01/03/2026", "02/03/2026"]
    answers = together(
        *(
            lambda one=one, day=day: one.post(url, values | {"valid_from": day})
            for one, day in zip(keepers, days, strict=True)
        )
    )
    (person,) = {"user", "cadre"} & values.keys()
    row = model.objects.get(**{person: values[person]})
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    page = next(answer for answer in answers if answer.status_code == 200).content.decode()
    assert f"Trùng thời gian với dòng đã có: {row}, từ ngày {row.valid_from:%d/%m/%Y}" in page
    assert next(day for day in days if day != f"{row.valid_from:%d/%m/%Y}") in page


def test_of_two_who_record_an_absence_on_the_dossiers_page_one_is_told():
    case = a_case()
    said = {"kind": "sick", "valid_from": date(2026, 11, 1)}

    def record():
        with at(12, 20):
            return absences.record_absence(Dossier.objects.get(pk=case.dossier.pk), by=case.staff, **said)

    (refusal,) = refused(together(record, record))
    assert f"{Absence.objects.get()}, từ ngày 01/11/2026" in str(refusal.findings[0].sentence)


@pytest.mark.parametrize("made", [mandate, absence, post])
def test_the_database_holds_it_whoever_writes(made):
    row = made(valid_from=date(2026, 3, 1), valid_until=date(2026, 6, 30))
    row.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        again(row, date(2026, 6, 30), None).save()
    again(row, date(2026, 7, 1), None).save()
