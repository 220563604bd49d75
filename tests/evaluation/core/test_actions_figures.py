"""The figures of a layer are computed; its words stay their author's."""

import pytest

from evaluation.core import case as case_module
from evaluation.core.actions import figures
from evaluation.models import Assessment
from regulation.assessment import assess
from tests.evaluation.marks.marking import a_case, fresh, handed_in

pytestmark = pytest.mark.django_db


def test_words_saved_while_figures_are_computed_stay(monkeypatch):
    """Whoever saves a reason between the reading and the writing finds it there afterwards, beside the new figures."""
    case = a_case()
    handed_in(case)
    Assessment.objects.update(total=1)

    def assess_meanwhile(facts):
        Assessment.objects.update(reason="Ghi giữa chừng", remark="Nhận xét mới")
        return assess(facts)

    monkeypatch.setattr(case_module, "assess", assess_meanwhile)
    figures.refresh_figures(fresh(case))
    assert Assessment.objects.values_list("reason", "remark", "total").get() == (
        "Ghi giữa chừng",
        "Nhận xét mới",
        100,
    )
