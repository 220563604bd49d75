"""The score beside the form."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.template.loader import render_to_string

from config.clock import HERE
from evaluation.core.case import TypedCase
from evaluation.core.facts import facts_of
from evaluation.marks.tells.panel import panel_of
from regulation.cases import Left, SpecialCase
from regulation.facts import CollectiveFacts, Lateness, Recorded
from regulation.vocabulary import CaseKind, Circumstance, Layer, Leadership, Rating
from tests.evaluation.marks.marking import a_case, done, fresh, self_marks

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def case():
    return a_case()


def facts_with(dossier, typed, layer):
    return TypedCase(dossier, typed, layer).facts(layer)


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
        "incomplete",
        "band",
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


def much_to_say(case):
    """A deputy with a late and an undone task, a shortcoming, a failing collective, a new post, a late file."""
    late = done(case.tasks[0], 1, timeliness=D("0.75"), evidence="", expected=False)
    facts = facts_with(fresh(case), self_marks(case, tasks=self_marks(case).tasks | late), Layer.SELF)
    day = datetime(2026, 12, 30, tzinfo=HERE)
    return replace(
        facts,
        recorded=(Recorded(Circumstance.SHORTCOMING, "Chậm giải ngân"),),
        collectives=(CollectiveFacts("Phường", Leadership.DEPUTY, assigned=10, completed=6),),
        cases=(
            SpecialCase(CaseKind.PROMOTED, date(2026, 11, 20), "Bổ nhiệm ngày 20/11/2026."),
            SpecialCase(
                CaseKind.TRANSFERRED, date(2026, 11, 20), "Chuyển đến ngày 20/11/2026.", (Left("A", "Sở A"),)
            ),
        ),
        late=(Lateness("Hồ sơ", day, day),),
    )


MUCH = {
    Layer.SELF: "incomplete not-outstanding shortcomings unit-below-70 late",
    Layer.APPRAISAL: "incomplete not-outstanding shortcomings unit-below-70 promoted promoted transferred "
    "key-response late",
    Layer.AUTHORITY: "incomplete not-outstanding shortcomings unit-below-70 promoted promoted transferred "
    "no-council key-response late",
}


@pytest.mark.parametrize("layer", MUCH)
def test_limits_blocks_warnings_and_what_is_only_good_to_know_come_in_this_order(case, layer):
    panel = panel_of(much_to_say(case), layer)
    codes = [finding.code for finding, _ in (*panel.pressing, *panel.told) if finding.code != "band"]
    assert " ".join(codes) == MUCH[layer]
    assert [finding.code for finding, _ in panel.told] == ["late"]


def test_the_kinds_are_counted(case):
    panel = panel_of(much_to_say(case), Layer.APPRAISAL)
    assert panel.counted == "5 giới hạn · 3 chưa thể chuyển bước · 1 cần giải trình"


def test_what_is_recorded_elsewhere_leads_there(case):
    panel = panel_of(much_to_say(case), Layer.APPRAISAL, elsewhere="/can-cu/")
    places = {finding.code: place for finding, place in panel.pressing}
    assert [code for code, place in places.items() if not place] == [
        "incomplete",
        "not-outstanding",
        "key-response",
    ]
    assert set(places.values()) == {"", "/can-cu/"}


def test_what_is_only_good_to_know_is_folded_away(case):
    facts = facts_with(fresh(case), self_marks(case), Layer.SELF)
    policy = replace(facts.policy, outstanding_share=D(0))
    panel = panel_of(replace(facts, policy=policy), Layer.SELF)
    text = render_to_string("evaluation/marks/_panel.html", {"panel": panel})
    assert "Không có vướng mắc." in text
    assert "<summary>1 thông tin</summary>" in text
