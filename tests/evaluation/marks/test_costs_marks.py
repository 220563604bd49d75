"""What Mẫu 03 asks of the database when it is saved and handed in, and which rows are written."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluation.core.case import Case, TypedCase
from evaluation.core.facts import Marks
from evaluation.core.steps import Stage
from evaluation.marks.actions import marks
from evaluation.models import CriterionMark, Dossier, KeyResponse, Outstanding, TaskMark
from regulation.vocabulary import Layer
from tests.evaluation.marks.marking import FACTORS, a_case, at, done, fresh, handed_in, self_marks, typed

pytestmark = pytest.mark.django_db
D = Decimal
UNMET = {"criterion-1.1": None, "criterion-1.1-reason": "Còn chậm"}


def asked(client, case, page, button, *, day=26, **changes):
    """What one POST of the page asks, its writes among it."""
    data = typed(case, **changes) | {button: "1"}
    with at(12, day), CaptureQueriesContext(connection) as queries:
        answer = client.post(reverse(page, args=[case.dossier.pk]), data)
    assert answer.status_code == 302
    return [query["sql"] for query in queries]


def written(queries, table):
    """The first word of each query that writes into this table."""
    words = [sql.split() for sql in queries if f'"evaluation_{table}"' in sql]
    return [first for first, *_ in words if first in ("INSERT", "UPDATE", "DELETE")]


@pytest.mark.parametrize(("button", "most"), [("save", 25), ("submit", 40)])
def test_the_cadre_asks_as_often_with_forty_tasks_as_with_five_and_not_more_than_that(client, button, most):
    counted = []
    for tasks in (5, 40):
        case = a_case(tasks=tasks)
        client.force_login(case.subject)
        client.get(reverse("assessment", args=[case.dossier.pk]))
        first = case.tasks[0].pk
        reasons = UNMET | {f"task-{first}-quality": "0.75", "reason": "Theo kết quả"}
        counted.append(len(asked(client, case, "assessment", button, **reasons)))
    assert counted[0] == counted[1]
    assert counted[1] <= most, counted


@pytest.mark.parametrize("button", ["save", "done"])
def test_the_appraiser_asks_as_often_with_forty_tasks_as_with_five(client, button):
    counted = []
    for tasks in (5, 40):
        case = a_case(tasks=tasks)
        handed_in(case)
        client.force_login(case.staff)
        client.get(reverse("appraisal", args=[case.dossier.pk]))
        changed = {f"task-{task.pk}-done": "1" for task in case.tasks} | {"rating": "not_completed"}
        changed |= {f"task-{task.pk}-reason": "Chưa ban hành" for task in case.tasks}
        counted.append(len(asked(client, case, "appraisal", button, day=27, **changed)))
    assert counted[0] == counted[1]
    assert counted[1] <= 40, counted


def test_marks_that_say_the_same_are_not_written_again(client):
    case = a_case(tasks=3)
    client.force_login(case.subject)
    asked(client, case, "assessment", "save", **UNMET)
    before = [list(model.objects.values()) for model in (TaskMark, CriterionMark)]
    again = asked(client, case, "assessment", "save", **UNMET)
    assert [list(model.objects.values()) for model in (TaskMark, CriterionMark)] == before
    assert [written(again, table) for table in ("taskmark", "criterionmark", "assessment")] == [
        [],
        [],
        ["INSERT"],  # over what stands there: when it was saved, and the figures
    ]


def test_of_three_marks_the_one_that_says_otherwise_is_written_in_its_place(client):
    case = a_case(tasks=3)
    client.force_login(case.subject)
    asked(client, case, "assessment", "save")
    kept = list(TaskMark.objects.order_by("task").values_list("pk", "done"))
    changed = asked(client, case, "assessment", "save", **{f"task-{case.tasks[1].pk}-done": "1"})
    assert written(changed, "taskmark") == ["INSERT"]
    rows = [sql.count("'self'") for sql in changed if sql.startswith('INSERT INTO "evaluation_taskmark"')]
    assert rows == [1]
    assert list(TaskMark.objects.order_by("task").values_list("pk", "done")) == [
        kept[0],
        (kept[1][0], D(1)),
        kept[2],
    ]


def test_what_is_no_longer_said_goes_with_one_deletion(client):
    case = a_case(tasks=3)
    client.force_login(case.subject)
    asked(client, case, "assessment", "save", **UNMET)
    emptied = {f"task-{task.pk}-done": "" for task in case.tasks[:2]}
    gone = asked(client, case, "assessment", "save", **emptied)
    assert [written(gone, table) for table in ("taskmark", "criterionmark")] == [["DELETE"], ["DELETE"]]
    assert list(TaskMark.objects.values_list("task", flat=True)) == [case.tasks[2].pk]


def test_levels_and_confirmations_that_say_the_same_are_not_written_again():
    case = a_case()
    first = case.tasks[0]
    claimed = self_marks(case).tasks | done(first, 2, quality=D("1.2"), evidence="", expected=False)
    handed_in(case, tasks=claimed, rating="excellent")
    given = Marks(
        {},
        {},
        rating="good",
        reason="Theo hồ sơ",
        keys=frozenset({first.pk}),
        responses={first.pk: "1"},
        outstanding={first.pk: (True, "Vượt 20 % số lượt", "")},
    )

    def rows():
        with at(12, 27), CaptureQueriesContext(connection) as queries:
            marks.save_appraisal(fresh(case), given, by=case.staff, seen=None)
        writes = [
            written([query["sql"] for query in queries], name) for name in ("keyresponse", "outstanding")
        ]
        return writes, list(KeyResponse.objects.values()), list(Outstanding.objects.values())

    (first_writes, *kept), (second_writes, *again) = rows(), rows()
    assert (first_writes, second_writes) == ([["INSERT"], ["INSERT"]], [[], []])
    assert kept == again


def test_a_layer_over_it_follows_in_its_figures_and_keeps_its_words():
    case = a_case()
    handed_in(case)
    with at(12, 27):
        given = Marks({}, {}, rating="good", remark="Đã đối chiếu")
        marks.save_appraisal(fresh(case), given, by=case.staff, seen=None)
        marks.return_dossier(fresh(case), by=case.staff, reason="Bổ sung", rows={}, seen=None)
    lower = self_marks(case, tasks=self_marks(case).tasks | done(case.tasks[0], 1), reason="Còn thiếu")
    with at(12, 28):
        marks.save_self(fresh(case), lower, by=case.subject, seen=None)
    layers = fresh(case).assessments.order_by("pk").values_list("layer", "total", "remark")
    assert list(layers) == [("self", D("82.50"), ""), ("appraisal", D("82.50"), "Đã đối chiếu")]


def test_figures_written_from_what_was_typed_are_those_of_the_rows_read_anew():
    case = a_case(tasks=4)
    said = {
        task.pk: {"done": D(place), **FACTORS, "quality": D("0.75")} for place, task in enumerate(case.tasks)
    }
    with at(12, 20):
        marks.save_self(fresh(case), self_marks(case, tasks=said), by=case.subject, seen=None)
    stored = Case(fresh(case)).verdict(upto=Layer.SELF)
    assert fresh(case).total == stored.score.total == D("71.02")


def test_the_row_that_a_deed_returns_is_read_anew():
    case = a_case(tasks=1)
    with at(12, 20):
        dossier = marks.save_self(fresh(case), self_marks(case), by=case.subject, seen=None)
    assert [mark.done for task in dossier.plan.active_tasks for mark in task.marks.all()] == [2]


def test_what_is_typed_lies_beside_the_rows_and_changes_none():
    case = a_case(tasks=1)
    dossier = fresh(case)
    typed_case = TypedCase(dossier, self_marks(case, criteria={"1.1": (False, "Chậm")}), Layer.SELF)
    assert [len(row.criterion_marks.all()) for row in (dossier, typed_case.dossier)] == [0, 1]
    assert [row.self_rating for row in (dossier, typed_case.dossier)] == ["", "good"]
    assert Dossier.objects.get().stage == Stage.SELF_ASSESSMENT
