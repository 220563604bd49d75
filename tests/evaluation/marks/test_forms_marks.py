"""Bad input becomes a sentence that names its place, and what was typed stays."""

import unicodedata
from decimal import Decimal

import pytest
from django.http import QueryDict

from evaluation.marks.forms.answers import ExcuseForm, ProvinceReturnForm, ReturnForm
from evaluation.marks.forms.lines import Sheet
from evaluation.marks.forms.marks import MarksForm
from evaluation.marks.forms.queue import QueueForm
from evaluation.marks.tells.queue import ready
from evaluation.models import Delivery, Dossier, KeyResponse, PlanTask, Policy, TaskMark
from regulation.vocabulary import Layer
from tests.evaluation.marks.marking import a_case, done, fresh, handed_in, self_marks, typed
from tests.factories import PlanTaskFactory, TaskMarkFactory

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def case():
    return a_case()


def form(case, *, layer=Layer.SELF, **changes):
    return MarksForm(typed(case, **changes), dossier=fresh(case), layer=layer)


def errors(form):
    return [str(error) for messages in form.errors.values() for error in messages]


def test_an_untouched_page_reads_as_everything_ensured_and_done(case):
    bound = form(case)
    assert bound.is_valid()
    marks = bound.marks()
    assert set(marks.criteria.values()) == {(True, "")}
    assert marks.tasks == self_marks(case).tasks
    assert (marks.rating, marks.reason, marks.remark, marks.keys) == ("good", "", "", frozenset())


@pytest.mark.parametrize(
    ("written", "read"),
    [("1,5", D("1.5")), ("1.5", D("1.5")), (" 2 ", D(2)), ("0", D(0)), ("99999", D(99999)), ("-0", D(0))],
)
def test_a_quantity_is_read_with_either_mark(case, written, read):
    pk = case.tasks[0].pk
    bound = form(case, **{f"task-{pk}-done": written})
    assert bound.is_valid()
    assert bound.marks().tasks[pk]["done"] == read


@pytest.mark.parametrize(
    "written",
    [
        "-1",
        "NaN",
        "Infinity",
        "1e3",
        "1,234",
        "1.000,5",
        "99999,01",
        "hai",
        "<b>1</b>",
        "\x00",
        "9" * 500,
        "１",
    ],
)
def test_a_bad_quantity_is_a_sentence_that_names_the_task(case, written):
    bound = form(case, **{f"task-{case.tasks[1].pk}-done": written})
    assert not bound.is_valid()
    assert errors(bound) == [
        "Số lượng thực hiện của nhiệm vụ 2 phải là số từ 0 đến 99999, nhiều nhất 2 chữ số thập phân."
    ]
    assert bound[f"task-{case.tasks[1].pk}-done"].value() == written


def test_an_empty_quantity_says_nothing_of_the_task_yet(case):
    pk = case.tasks[0].pk
    bound = form(case, **{f"task-{pk}-done": ""})
    assert bound.is_valid()
    assert bound.marks().tasks[pk] is None


@pytest.mark.parametrize("said", [{"evidence": "Số 12-KH/ĐU"}, {"expected": "on"}, {"quality": "0.75"}])
def test_what_was_said_of_a_task_is_not_lost_for_want_of_its_quantity(case, said):
    pk = case.tasks[0].pk
    bound = form(
        case, **{f"task-{pk}-done": ""} | {f"task-{pk}-{name}": value for name, value in said.items()}
    )
    assert not bound.is_valid()
    assert errors(bound) == ["Nhiệm vụ 1 chưa ghi số lượng thực hiện; chưa làm được thì ghi 0."]


def test_an_appraiser_cannot_leave_a_quantity_empty(case):
    handed_in(case)
    bound = form(case, layer=Layer.APPRAISAL, **{f"task-{case.tasks[0].pk}-done": ""})
    assert errors(bound) == ["Nhiệm vụ 1 chưa ghi số lượng thực hiện; chưa làm được thì ghi 0."]


@pytest.mark.parametrize("factor", ["5", "1.1", "", "abc", "1,2"])
def test_a_factor_comes_from_the_units_list_alone(case, factor):
    bound = form(case, **{f"task-{case.tasks[0].pk}-timeliness": factor})
    assert errors(bound) == ["Tiến độ của nhiệm vụ 1 phải chọn trong danh sách."]


@pytest.mark.clause("2.4", "8.1", "PL1.2.3/3", "PL2.2", "PL2.LY.1")
def test_the_units_own_words_stand_in_the_list_and_a_stored_factor_stays_choosable(case):
    scales = {ratio: [["1", "Đạt"], ["0.5", "Làm lại"]] for ratio in ("quality", "timeliness", "leadership")}
    Policy.objects.create(period=case.dossier.period, unit=case.ward, scales=scales)
    pk = case.tasks[0].pk
    TaskMarkFactory(task=case.tasks[0], quality=D("0.90"))
    choices = MarksForm(dossier=fresh(case), layer=Layer.SELF)[f"task-{pk}-quality"].field.choices
    assert choices == [("1", "1 · Đạt"), ("0.5", "0,5 · Làm lại"), ("0.9", "0,9 · đã ghi trước đây")]
    assert form(case, **{f"task-{pk}-quality": "0.9"}).is_valid()


@pytest.mark.parametrize("version", [None, "", "x", "1.5"])
def test_a_page_without_its_version_is_not_taken(case, version):
    assert "version" in form(case, version=version).errors


@pytest.mark.parametrize("rating", ["xuat sac", "EXCELLENT", "<i>"])
def test_a_rating_is_one_of_the_four(case, rating):
    assert errors(form(case, rating=rating)) == ["Mức xếp loại phải chọn trong bốn mức."]


def test_unknown_fields_are_ignored(case):
    other = PlanTaskFactory()
    extra = {f"task-{other.pk}-done": "1", "task-999999-done": "1", "criterion-9.9": "on", "stage": "decided"}
    bound = form(case, **extra)
    assert bound.is_valid()
    assert set(bound.marks().tasks) == {task.pk for task in case.tasks}
    assert "9.9" not in bound.marks().criteria


def test_text_is_kept_composed_and_too_long_a_text_is_refused(case):
    pk = case.tasks[0].pk
    bound = form(case, **{f"task-{pk}-evidence": unicodedata.normalize("NFD", "Tờ trình số 5")})
    assert bound.is_valid()
    assert bound.marks().tasks[pk]["evidence"] == "Tờ trình số 5"
    assert not form(case, **{f"task-{pk}-evidence": "x" * 2001}).is_valid()
    assert not form(case, **{f"task-{pk}-evidence": "a\x00b"}).is_valid()


def test_fields_in_error_leave_their_task_out_of_the_live_score(case):
    pk = case.tasks[0].pk
    bound = form(case, **{f"task-{pk}-done": "hai", "criterion-1.1": None})
    assert not bound.is_valid()
    assert set(bound.marks().tasks) == {case.tasks[1].pk}
    assert bound.marks().criteria["1.1"] == (False, "")


def test_a_task_that_came_while_the_page_was_open_stands_as_stored(case):
    posted = typed(case)
    late = PlanTaskFactory(plan=case.plan)
    TaskMarkFactory(task=late, done=1, quality=D("0.75"))
    bound = MarksForm(_query(posted), dossier=fresh(case), layer=Layer.SELF)
    assert bound.is_valid()
    assert bound.marks().tasks[late.pk]["quality"] == D("0.75")


def test_a_fresh_page_offers_what_was_delivered(case):
    Delivery.objects.create(task=case.tasks[0], delivered_on="2026-11-20", quantity=1)
    unbound = MarksForm(dossier=fresh(case), layer=Layer.SELF)
    assert [unbound[f"task-{task.pk}-done"].value() for task in case.tasks] == ["1", None]


def test_an_appraisal_starts_as_a_copy_of_what_was_proposed(case):
    handed_in(case)
    unbound = MarksForm(dossier=fresh(case), layer=Layer.APPRAISAL)
    assert [unbound[f"task-{task.pk}-done"].value() for task in case.tasks] == ["2", "2"]
    assert unbound["rating"].value() == "good"


def test_an_appraisal_does_not_start_above_what_may_be_given(case):
    handed_in(case, tasks=self_marks(case).tasks | done(case.tasks[0], 1), reason="Đã cố gắng", rating="good")
    assert MarksForm(dossier=fresh(case), layer=Layer.APPRAISAL)["rating"].value() == ""


def test_the_keyboard_begins_at_the_first_key_task_without_its_level(case):
    handed_in(case)
    first = MarksForm(dossier=fresh(case), layer=Layer.APPRAISAL)
    PlanTask.objects.filter(pk=case.tasks[1].pk).update(is_key=True)
    key = MarksForm(dossier=fresh(case), layer=Layer.APPRAISAL)
    focused = [
        [bound.html_name for bound in one if "autofocus" in bound.field.widget.attrs] for one in (first, key)
    ]
    assert focused == [["criterion-1.1"], [f"task-{case.tasks[1].pk}-response"]]


def test_what_differs_from_the_layer_beneath_is_marked(case):
    handed_in(case)
    TaskMark.objects.create(
        task=case.tasks[0],
        layer=Layer.APPRAISAL,
        done=1,
        quality=1,
        timeliness=1,
        leadership=1,
        reason="Chưa",
    )
    dossier = fresh(case)
    (block,) = Sheet(dossier, Layer.APPRAISAL, MarksForm(dossier=dossier, layer=Layer.APPRAISAL)).axes()
    assert [[cell.differs for cell in line.cells] for line in block.lines] == [
        [True, False, False, False],
        [False] * 4,
    ]
    assert [said.text for said in block.lines[0].cells[0].said] == ["2"]


def test_reading_shows_every_layer_that_was_given(case):
    handed_in(case)
    KeyResponse.objects.create(task=case.tasks[0], layer=Layer.APPRAISAL, level="2")
    (block,) = Sheet(fresh(case), Layer.APPRAISAL).axes()
    line = block.lines[0]
    assert [(said.layer, said.text) for said in line.cells[0].said] == [(Layer.SELF, "2")]
    assert line.fields == {}


def test_a_return_names_rows_by_a_tick_or_a_note(case):
    task = f"task-{case.tasks[0].pk}"
    data = {
        "version": "1",
        "return_reason": "Bổ sung",
        "return-criterion-1.1": "on",
        f"note-{task}": "Thiếu số",
        "note-criterion-9": "?",
    }
    bound = ReturnForm(data, dossier=fresh(case))
    assert bound.is_valid()
    assert bound.rows() == {"criterion-1.1": "Cần xem lại.", task: "Thiếu số"}


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_return_without_a_reason_is_not_taken(case, reason):
    bound = ReturnForm({"version": "1", "return_reason": reason}, dossier=fresh(case))
    assert errors(bound) == ["Trả lại cần ghi rõ lý do."]


def test_an_excuse_and_a_provinces_return_need_their_words():
    assert errors(ExcuseForm({"ground": " "})) == ["Chưa ghi lý do khách quan, bất khả kháng."]
    assert errors(ProvinceReturnForm({"version": "1", "reason": ""})) == ["Trả lại cần ghi rõ lý do."]


def test_a_filter_that_cannot_be_read_narrows_nothing(case):
    rows = Dossier.objects.all()
    assert list(QueueForm({"tier": "x", "q": "a\x00"}).narrow(rows, ready())) == list(rows)


def _query(data):
    query = QueryDict(mutable=True)
    query.update(data)
    return query
