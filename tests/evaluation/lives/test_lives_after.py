"""Lives that go on after a decision: what arrives speaks against it, and stays asked until there is an answer (open-questions 33)."""

import pytest
from django.urls import reverse

from evaluation.arrivals.actions import keep_decision
from evaluation.core.actions.cases import settle_cases
from evaluation.models import Arrival
from notices.models import Notice
from tests.evaluation.lives.life import Life, codes, highest, standing


@pytest.fixture
def head(life: Life):
    """Head of a ward's division, decided Hoàn thành before the ward's result was there; above all that would limit it."""
    head = life.person("Nguyễn Văn An", life.ward("Phường Bình Đức"), leads="head", post="Trưởng phòng")
    life.reaches_council(head)
    life.on("2026-12-26").closes({head: "completed"})
    life.on("2026-12-28")
    return head


def waits():
    """Each arrival as it stands, by its rule."""
    return {row.code: row.stage for row in Arrival.objects.all()}


def fails(life: Life, head) -> None:
    """69,997 %: the head may not be rated above Không hoàn thành (6.3)."""
    life.collective(head.dossier.managing_unit, assigned=3923, completed=2746)


AWAY = {"deferral": "open"}  # 7.d: of the absence, too, the decision in force knew nothing


def is_away(life: Life, head) -> None:
    life.is_away(head, "training", "2026-10-05", "2026-12-20")
    life.sets_aside(head, "Đi học tập trung (Mục 7.d).")


@pytest.mark.clause("B4.1/1")
def test_what_a_decider_would_have_had_to_answer_is_asked_though_it_limits_nothing(life: Life, head):
    """QĐ 366: no level names a head whose unit completed 80 %; beyond 20 % late a reason is asked too."""
    life.collective(head.dossier.managing_unit, assigned=10, completed=8, late=3, rating="completed")
    assert waits() == {"unit-below-100": "open", "unit-late": "open"}
    said = Arrival.objects.get(code="unit-late").sentence
    assert ("quá 20 %" in said, said.endswith("Quyết định chưa giải trình nội dung này.")) == (True, True)
    assert standing([head]) == [("decided", "completed")]


@pytest.mark.clause("6.1.1/2")
def test_a_head_decided_above_what_the_collective_is_then_rated_is_asked_about(life: Life, head):
    ward = head.dossier.managing_unit
    life.collective(ward, assigned=10, completed=10, exceeded=4, rating="not_completed")
    assert waits() == {"head-above-unit": "open"}


def test_what_was_answered_with_the_decision_is_not_asked_when_something_else_arrives(life: Life):
    ward = life.ward("Phường Bình Đức")
    head = life.person("Nguyễn Văn An", ward, leads="head", post="Trưởng phòng")
    life.reaches_council(head)
    life.on("2026-12-22").collective(ward, assigned=10, completed=8, late=3, rating="not_completed")
    life.on("2026-12-26").closes({head: "completed"})
    assert {"unit-below-100", "unit-late"} <= codes(head)
    life.on("2026-12-28").records(head, "discipline", "2026-12-20")
    assert waits() == {"ground": "open"}


def test_a_result_that_is_only_missing_still_has_not_arrived(life: Life):
    """The deputy's decider answered for the collective not known; of the field nothing is known after its approval either."""
    ward = life.ward("Phường Bình Đức")
    deputy = life.person("Trần Văn Bình", ward)
    life.reaches_council(deputy)
    life.on("2026-12-26").closes({deputy: "good"})
    life.on("2026-12-28").collective(ward, assigned=10, completed=10, exceeded=4)
    assert waits() == {}


def test_reopening_answers_once_it_is_decided_anew(life: Life, head):
    fails(life, head)
    life.reopens(head)
    assert waits() == {"unit-below-70": "reopened"}
    life.closes({head: "not_completed"})
    assert (waits(), standing([head])) == ({"unit-below-70": "answered"}, [("decided", "not_completed")])


def test_reopened_and_set_aside_the_old_decision_stands_and_is_asked_about_again(life: Life, head):
    fails(life, head)
    life.reopens(head)
    is_away(life, head)
    assert (waits(), head.dossier.stage) == ({"unit-below-70": "open"} | AWAY, "deferred")
    life.resumes(head)
    assert waits() == {"unit-below-70": "reopened", "deferral": "reopened"}


@pytest.mark.parametrize("then", ["while open", "once set aside"])
def test_what_comes_while_a_decided_dossier_is_open_or_set_aside_is_asked_of_the_decision_in_force(
    life: Life, head, then
):
    life.reopens(head)
    if then == "while open":
        fails(life, head)
        assert waits() == {}
        is_away(life, head)
    else:
        is_away(life, head)
        fails(life, head)
    assert waits() == {"unit-below-70": "open"} | AWAY


@pytest.mark.clause("7.d.4")
def test_under_inspection_reopened_and_deferred_for_it_the_decision_in_force_is_asked_about_again(
    life: Life, head
):
    life.is_away(head, "inspection", "2026-12-20")
    life.reopens(head)
    with life.then():
        settle_cases(head.dossier, by=life.staff(head))
    life.sets_aside(head, "Đang kiểm tra dấu hiệu vi phạm (Mục 7.d).")
    assert waits() == {"deferral": "open"}


@pytest.mark.clause("6.3/2", "B4.1/1")
def test_a_deputys_field_added_after_the_decision_is_asked_about_and_bears_on_the_next(life: Life):
    """QĐ 366: who is in charge of a field answers by its own result, whenever it becomes known."""
    ward = life.ward("Phường Bình Đức")
    deputy = life.person("Trần Văn Bình", ward)
    life.reaches_council(deputy)
    life.on("2026-12-22").collective(ward, assigned=10, completed=10, exceeded=4)
    life.on("2026-12-26").closes({deputy: "good"})
    life.on("2026-12-28").adds_field(deputy, ward, assigned=5, completed=4)
    assert (waits(), standing([deputy])) == ({"unit-below-100": "open"}, [("decided", "good")])
    life.reopens(deputy)
    assert highest(deputy) == "completed"
    life.closes({deputy: "completed"})
    assert waits() == {"unit-below-100": "answered"}


@pytest.mark.parametrize("published", [False, True])
@pytest.mark.parametrize("answer", ["kept", "reopened"])
def test_what_is_answered_about_a_decision_the_judged_read_where_it_was_made_known(
    life: Life, head, client, published, answer
):
    """The answer's reason, and what the arrival says of the level, tell how they were rated (Bước 6)."""
    if published:
        life.publishes(head)
    fails(life, head)
    if answer == "kept":
        with life.then():
            keep_decision(Arrival.objects.get(), by=life.leader(head), reason="Giữ mức Hoàn thành.")
    else:
        life.reopens(head, "Mức Hoàn thành là cao.")
    client.force_login(head.user)
    with life.then():
        read = client.get(reverse("history", args=[head.dossier.pk])).content.decode()
    told = [notice.words for notice in Notice.objects.filter(to=head.user) if "Hoàn thành" in notice.words]
    assert [words in read for words in ("mức Hoàn thành", "Mức Hoàn thành", "Mức cao nhất")] == [
        published and answer == "kept",
        published and answer == "reopened",
        published,
    ]
    assert bool(told) == (published and answer == "reopened")
