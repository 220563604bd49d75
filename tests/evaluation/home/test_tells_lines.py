"""One dossier as one line."""

from decimal import Decimal

import pytest

from evaluation.home.tells.lines import line
from tests.factories import DossierFactory, PeriodFactory

pytestmark = pytest.mark.django_db


def test_a_line_names_the_newest_rating_who_gave_it_and_who_had_it_otherwise():
    dossier = DossierFactory(
        self_rating="excellent", appraisal_rating="good", council_rating="good", total=Decimal("91.93")
    )
    shown = line(dossier)
    assert [shown["shape"], shown["word"], shown["given"], shown["total"]] == [
        "●",
        "Tốt",
        "Hội đồng · Cá nhân: Xuất sắc",
        "91,93",
    ]


def test_a_line_without_ratings_has_none():
    shown = line(DossierFactory())
    assert [shown["rating"], shown["total"], shown["plan"]] == ["", "", "Bản nháp"]


def test_what_came_late_is_said():
    period = PeriodFactory()
    both = {"plan__arrived_at": period.plan_closes_at, "arrived_at": period.dossier_closes_at}
    assert line(DossierFactory(period=period, **both))["late"] == "Kế hoạch, Tự đánh giá nộp muộn"


def test_a_round_of_direct_entry_has_no_plan_to_hand_in():
    assert line(DossierFactory(period=PeriodFactory(direct_entry=True)))["plan"] == ""


@pytest.mark.parametrize(("stage", "told"), [("planning", "Mục 3.3"), ("exempt", "")])
def test_a_clause_that_the_stage_names_is_not_said_twice(stage, told):
    case = {"kind": "optional", "since": "2025-07-01", "sentence": "Cấp ủy viên", "from_units": []}
    assert line(DossierFactory(stage=stage, cases=[case]))["case"] == told
