"""A dossier as a judgement needs it: gathered once, whatever is asked of it."""

from decimal import Decimal

import pytest

from evaluation.core import case as case_module
from evaluation.core.case import Case
from evaluation.core.facts import LAYERS, cases_for, facts_of
from evaluation.models import Assessment, CriterionMark, Dossier, KeyResponse, TaskMark
from regulation.assessment import assess
from regulation.vocabulary import Layer, Rating
from tests.evaluation.marks.marking import a_case, fresh
from tests.factories import TaskMarkFactory

pytestmark = pytest.mark.django_db
D = Decimal
WRITTEN = {"saved_at": "2026-12-27T00:00Z"} | dict.fromkeys(
    ("general_points", "task_points", "total", "uncapped_total"), D(0)
)


@pytest.fixture
def world():
    """One task of two pieces: done by the person's word, half done by the appraiser's, late by the authority's."""
    world = a_case(tasks=1)
    task = world.tasks[0]
    TaskMarkFactory(task=task, done=2)
    TaskMarkFactory(task=task, layer=Layer.APPRAISAL.value, done=1)
    TaskMarkFactory(task=task, layer=Layer.AUTHORITY.value, done=1, timeliness=D("0.75"))
    for layer, code in ((Layer.APPRAISAL, "1.1"), (Layer.AUTHORITY, "1.2")):
        CriterionMark.objects.create(
            dossier=world.dossier, layer=layer.value, code=code, ensured=False, reason="x"
        )
        Assessment.objects.create(dossier=world.dossier, layer=layer.value, by=world.staff, **WRITTEN)
    KeyResponse.objects.create(task=task, layer=Layer.APPRAISAL.value, level="1")
    return world


@pytest.fixture
def counted(monkeypatch):
    """How often a function that a case calls was called: `counted("assess")` is the list of what it was called with."""

    def count(name):
        calls, real = [], getattr(case_module, name)
        monkeypatch.setattr(
            case_module, name, lambda *given, **named: calls.append(given) or real(*given, **named)
        )
        return calls

    return count


def everything(case):
    """All that any gate or page may ask."""
    for layer in LAYERS:
        case.facts(layer)
        for rating in ("", *Rating):
            case.verdict(str(rating), layer)


# --- once ------------------------------------------------------------------------------------------------------------


def test_facts_are_gathered_once_whatever_is_asked_and_in_whatever_order(world, counted):
    gathered, case = counted("facts_of"), Case(world.dossier)
    assert gathered == []
    case.verdict("good", Layer.SELF)
    everything(case)
    everything(case)
    assert gathered == [(world.dossier,)]


def test_after_the_first_answer_the_database_is_not_asked_again(world, django_assert_num_queries):
    case = Case(Dossier.objects.get(pk=world.dossier.pk))
    case.facts()
    with django_assert_num_queries(0):
        everything(case)


def test_a_dossier_with_its_facts_is_judged_without_the_database(world, django_assert_num_queries):
    dossier = fresh(world)
    with django_assert_num_queries(0):
        everything(Case(dossier))


def test_each_layer_with_each_rating_is_judged_once(world, counted):
    judged, case = counted("assess"), Case(fresh(world))
    everything(case)
    everything(case)
    assert len(judged) == len(LAYERS) * (len(Rating) + 1)


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layers_facts_are_made_once(world, layer):
    case = Case(fresh(world))
    assert case.facts(layer) is case.facts(layer)


def test_a_rating_is_the_same_as_word_and_as_member(world):
    case = Case(fresh(world))
    assert case.verdict("good") is case.verdict(Rating.GOOD)


def test_special_cases_are_read_once_from_posts_and_absences(world, counted):
    read, case = counted("cases_for"), Case(fresh(world))
    assert [case.cases, case.cases] == [[], []]
    assert read == [(world.dossier.cadre, world.dossier.period.quarter)]


# --- what it says ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layers_facts_are_those_read_for_it_alone(world, layer):
    assert Case(fresh(world)).facts(layer) == facts_of(fresh(world), upto=layer)


def test_layers_differ_in_marks_alone(world):
    case = Case(fresh(world))
    own, appraised, decided = (case.facts(layer) for layer in LAYERS)
    assert [facts.tasks[0].result.done for facts in (own, appraised, decided)] == [2, 1, 1]
    assert [facts.tasks[0].result.timeliness for facts in (appraised, decided)] == [1, D("0.75")]
    unmet = [[code for code, met in facts.ensured.items() if not met] for facts in (own, appraised, decided)]
    assert unmet == [[], ["1.1"], ["1.1", "1.2"]]
    assert [facts.policy for facts in (own, appraised)] == [decided.policy] * 2


def test_without_a_word_about_it_the_newest_layer_counts(world):
    case = Case(fresh(world))
    assert case.facts() is case.facts(Layer.AUTHORITY)
    assert case.verdict() is case.verdict("", Layer.AUTHORITY)


@pytest.mark.parametrize("layer", LAYERS)
def test_a_verdict_is_the_laws_on_these_facts_with_this_rating(world, layer):
    dossier, ratings = fresh(world), ["", *map(str, Rating)]
    case, said = Case(dossier, "Vượt mức"), {"upto": layer, "summary": "Vượt mức"}
    lawful = [assess(facts_of(dossier, rating=rating, **said)) for rating in ratings]
    assert [case.verdict(rating, layer) for rating in ratings] == lawful


def test_the_rules_are_told_the_rating_and_its_written_ground(world, counted):
    judged = counted("assess")
    Case(fresh(world), "Vượt mức").verdict("excellent")
    Case(fresh(world)).verdict()
    assert [(facts.rating, facts.summary) for (facts,) in judged] == [
        (Rating.EXCELLENT, "Vượt mức"),
        (None, ""),
    ]


def test_the_score_is_computed_once_for_all_ratings_of_a_layer(world):
    case = Case(fresh(world))
    scores = [case.verdict(str(rating)).score for rating in ("", *Rating)]
    assert [score is scores[0] for score in scores] == [True] * len(scores)
    assert case.verdict("good", Layer.SELF).score is not scores[0]


# --- when it no longer holds -----------------------------------------------------------------------------------------


def test_a_new_case_sees_what_was_written_and_the_old_one_stays_as_it_was(world):
    old = Case(fresh(world))
    assert old.facts().tasks[0].result.done == 1
    TaskMark.objects.filter(layer=Layer.AUTHORITY.value).update(done=2)
    assert [Case(fresh(world)).facts().tasks[0].result.done, old.facts().tasks[0].result.done] == [2, 1]


def test_a_new_case_reads_a_new_absence_which_was_not_settled_yet(world):
    old = Case(fresh(world))
    assert old.cases == []
    world.cadre.absences.create(kind="sick", valid_from=world.dossier.period.quarter.first_day)
    new = Case(fresh(world))
    assert [old.cases, new.cases] == [[], cases_for(world.cadre, world.dossier.period.quarter)]
    assert [case["kind"] for case in new.cases] == ["on_leave"]
