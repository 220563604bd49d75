"""What is recorded of a person stands on their own home page while it bears on a rating to come."""

from datetime import date

import pytest
from django.urls import reverse

from evaluation.core.steps import Stage
from evaluation.home.tells.duties import tasks_for
from evaluation.models import DossierCircumstance
from regulation.quarters import Quarter
from tests.factories import DossierFactory, PeriodFactory, a_ward

pytestmark = pytest.mark.django_db


@pytest.fixture
def ward():
    ward = a_ward()
    ward.dossier = a_dossier(ward, 3)
    return ward


def a_dossier(ward, quarter, stage=Stage.SUBMITTED):
    period = PeriodFactory(quarter=Quarter(2026, quarter))
    return DossierFactory(cadre=ward.cadre, unit=ward.division, period=period, stage=stage)


def record(ward, kind, **values):
    values = {"cadre": ward.cadre, "dossier": ward.dossier, "on": date(2026, 8, 3)} | values
    return DossierCircumstance.objects.create(kind=kind, text="Chậm kê khai", **values)


def told(user):
    return [line["told"] for line in tasks_for(user).recorded]


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        ("shortcoming", ["Có tình tiết được ghi trong hồ sơ Quý III/2026"]),
        ("discipline", ["Có tình tiết được ghi trong hồ sơ Quý III/2026"]),
        ("party_cell", []),
    ],
)
def test_a_shortcoming_and_a_ground_are_told_and_papers_are_not(ward, kind, lines):
    record(ward, kind)
    assert told(ward.subject) == lines


def test_the_line_leads_to_the_circumstances_and_is_nobody_elses(ward, client):
    record(ward, "shortcoming")
    client.force_login(ward.subject)
    page = client.get(reverse("home")).content.decode()
    assert (reverse("circumstances", args=[ward.dossier.pk]) in page, told(ward.staff)) == (True, [])


def test_a_shortcoming_not_remedied_is_told_of_the_next_quarter_too(ward):
    record(ward, "shortcoming")
    type(ward.dossier).objects.update(stage=Stage.DECIDED)
    a_dossier(ward, 4)
    assert told(ward.subject) == ["Có tình tiết được ghi từ quý trước, tính vào hồ sơ Quý IV/2026"]


@pytest.mark.clause("7.d")
@pytest.mark.parametrize("kind", ["discipline", "party_cell"])
def test_a_ground_of_a_quarter_not_rated_is_told_of_the_next_and_its_page_says_whence(ward, client, kind):
    record(ward, kind)
    type(ward.dossier).objects.update(stage=Stage.DEFERRED)
    later = a_dossier(ward, 4)
    comes = kind == "discipline"
    assert told(ward.subject) == ["Có tình tiết được ghi từ quý trước, tính vào hồ sơ Quý IV/2026"] * comes
    client.force_login(ward.staff)
    page = client.get(reverse("circumstances", args=[later.pk])).content.decode()
    words = "Ghi ở hồ sơ Quý III/2026, chưa đánh giá, được xem xét trong quý này (Mục 7.d)"
    assert (words in page) is comes


@pytest.mark.parametrize("stage", [Stage.DECIDED, Stage.DEFERRED])
def test_nothing_is_told_where_nothing_is_to_be_rated(ward, stage):
    record(ward, "shortcoming")
    type(ward.dossier).objects.update(stage=stage)
    assert told(ward.subject) == []


def test_what_was_remedied_in_the_quarter_is_told_no_more(ward):
    record(ward, "shortcoming", stage="lifted", lifted_on=date(2026, 9, 1))
    assert told(ward.subject) == []
