"""The score beside the form."""

from decimal import Decimal

import pytest

from evaluation.facts import facts_of, facts_with
from evaluation.summaries.panel import panel_of
from regulation.vocabulary import Layer, Rating
from tests.evaluation.marking import a_case, done, fresh, self_marks

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def case():
    return a_case()


def test_it_shows_the_groups_the_axes_and_what_may_be_given(case):
    panel = panel_of(facts_with(fresh(case), self_marks(case), Layer.SELF), Layer.SELF)
    assert (panel.total, panel.general_points, panel.task_points) == (D("100.00"), D(30), D("70.00"))
    assert [(bar.label, bar.points, bar.maximum) for bar in panel.bars] == [("Trục 1", D("70.00"), D(70))]
    assert panel.bars[0].note == "KPI 100,00 % (A 100,00 · B 100,00 · C 100,00 · D 100,00)"
    assert panel.empty_axes == "2, 3, 4, 5, 6"
    assert (panel.band, panel.suggested, panel.summary) == (
        Rating.EXCELLENT,
        Rating.GOOD,
        "100,00 điểm · Tốt",
    )


def test_limits_come_first(case):
    short = self_marks(case, tasks=self_marks(case).tasks | done(case.tasks[0], 1))
    panel = panel_of(facts_with(fresh(case), short, Layer.APPRAISAL), Layer.APPRAISAL)
    assert [finding.code for finding in panel.findings] == [
        "band",
        "incomplete",
        "not-outstanding",
        "key-response",
    ]
    assert (panel.band, panel.suggested) == (Rating.GOOD, Rating.NOT_COMPLETED)


@pytest.mark.parametrize(
    ("layer", "later"),
    [
        (Layer.SELF, []),
        (Layer.APPRAISAL, ["key-response"]),
        (Layer.AUTHORITY, ["key-response", "no-council"]),
    ],
)
def test_what_a_later_step_records_does_not_trouble_an_earlier_one(case, layer, later):
    codes = {finding.code for finding in panel_of(facts_of(fresh(case)), layer).findings}
    assert sorted(codes & {"key-response", "no-council"}) == later
