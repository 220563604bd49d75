"""Lives in which a quarter is not rated: what was recorded of it is considered in the next (7.d, ADR 16)."""

import pytest

from evaluation.calendar.actions import rounds
from evaluation.core.case import Case
from evaluation.lists import listing
from evaluation.models import Arrival
from regulation.quarters import Quarter
from tests.evaluation.lives.life import Life, codes, highest
from tests.evaluation.lives.people import Person

pytestmark = pytest.mark.clause("7.d")


@pytest.fixture
def an(life: Life) -> Person:
    """Disciplined and away for training in Quý IV, which is not rated; Quý I/2027 has begun."""
    an = life.person("Nguyễn Văn An", life.ward("Phường Bình Đức"))
    life.on("2026-12-18").records(an, "discipline", "2026-11-20", "Khiển trách")
    life.is_away(an, "training", "2026-10-05", "2026-12-20")
    life.sets_aside(an, "Đi học tập trung.")
    life.on("2026-12-28").turns_to(Quarter(2027, 1))
    return an


def judged(life: Life, person: Person, day: str, rating: str = "not_completed") -> None:
    """Planned, handed in, all well by the marks, and heard by the council at this level."""
    life.plans(person)
    life.on(day).hands_in(person)
    life.passes(person, rating=rating)


def said(person: Person, code: str) -> str:
    return " ".join(one.sentence for one in Case(person.dossier).verdict().findings if one.code == code)


def test_a_ground_of_a_quarter_not_rated_stands_before_whoever_rates_the_next_and_says_whence(life: Life, an):
    judged(life, an, "2027-03-21")
    assert (highest(an), stored(an)) == ("not_completed", "not_completed")
    assert "“Khiển trách”" in said(an, "ground")
    assert "ghi ở Quý IV/2026 chưa đánh giá, xét trong quý này" in said(an, "ground")
    assert "Quý IV/2026 chưa đánh giá, xếp loại: Đi học tập trung." in said(an, "deferral")
    with life.on("2027-03-26").refused():
        life.closes({an: "good"})
    life.is_lifted(an, "2027-03-25")
    assert (highest(an), stored(an)) == ("good", "good")


def test_of_several_quarters_not_rated_one_after_the_other_none_is_lost_and_the_list_names_all(
    life: Life, an
):
    life.is_away(an, "sick", "2027-01-04", "2027-03-20")
    life.sets_aside(an, "Nghỉ ốm.")
    life.on("2027-03-20").turns_to(Quarter(2027, 2))
    judged(life, an, "2027-06-21")
    assert highest(an) == "not_completed"
    (row,) = listing.draft_rows(life.list_of(an), life.leader(an), closer=True)
    assert listing.judge(row).deferred_before == "Quý IV/2026, Quý I/2027"


def test_once_considered_in_a_rated_quarter_it_bears_on_no_later_one(life: Life, an):
    judged(life, an, "2027-03-21")
    life.on("2027-03-26").closes({an: "not_completed"})
    life.turns_to(Quarter(2027, 2))
    judged(life, an, "2027-06-21", "good")
    assert ("ground" in codes(an), "deferral" in codes(an)) == (False, False)


def test_the_quarter_that_is_rated_after_all_keeps_its_ground_to_itself(life: Life, an):
    judged(life, an, "2027-03-21")
    life.period = an.cadre.dossiers.earliest("pk").period
    life.resumes(an)
    life.period = an.cadre.dossiers.latest("pk").period
    assert (highest(an), stored(an)) == ("good", "good")


def test_a_ground_on_which_the_next_quarter_was_decided_is_not_annulled_beneath_it(life: Life, an):
    judged(life, an, "2027-03-21")
    life.on("2027-03-26").closes({an: "not_completed"})
    with life.refused("đã có quyết định xếp loại dựa trên tình tiết này"):
        life.is_lifted(an, "2027-03-25")


def test_recorded_of_the_quarter_not_rated_after_the_next_is_decided_it_asks_the_deciding_level(life: Life):
    an = life.person("Nguyễn Văn An", life.ward("Phường Bình Đức"))
    life.is_away(an, "training", "2026-10-05", "2026-12-20")
    life.on("2026-12-21").sets_aside(an, "Đi học tập trung.")
    life.on("2026-12-28").turns_to(Quarter(2027, 1))
    judged(life, an, "2027-03-21", "good")
    life.on("2027-03-26").closes({an: "good"})
    life.period = an.cadre.dossiers.earliest("pk").period
    life.on("2027-03-28").records(an, "discipline", "2026-11-20")
    asked = Arrival.objects.get()
    assert (asked.code, asked.decision.dossier.period.quarter) == ("ground", Quarter(2027, 1))
    life.resumes(an)
    assert not Arrival.objects.exists()


@pytest.fixture
def newcomer(life: Life) -> Person:
    """Brought to the newest round first, as the calendar does; Quý I/2027 is judged, Quý IV is still to be set aside."""
    ward, earlier = life.ward("Phường Bình Đức"), life.period
    life.on("2026-12-22").turns_to(Quarter(2027, 1))
    newcomer = life.person("Lê Thị Bình", ward)
    rounds.join(newcomer.cadre, earlier)
    judged(life, newcomer, "2027-03-21", "good")
    return newcomer


def sets_aside_with_a_ground(life: Life, person: Person) -> None:
    later, life.period = life.period, person.cadre.dossiers.latest("pk").period
    life.records(person, "discipline", "2026-11-20")
    life.is_away(person, "training", "2026-10-05", "2026-12-20")
    life.sets_aside(person, "Đi học tập trung.")
    life.period = later


def test_a_quarter_joined_first_finds_the_ground_of_the_one_before_it_that_is_not_rated(life: Life, newcomer):
    sets_aside_with_a_ground(life, newcomer)
    assert (highest(newcomer), stored(newcomer)) == ("not_completed", "not_completed")


def test_decided_it_is_asked_about_that_ground(life: Life, newcomer):
    life.on("2027-03-26").closes({newcomer: "good"})
    sets_aside_with_a_ground(life, newcomer)
    asked = Arrival.objects.get()
    assert (asked.code, asked.decision.dossier.period.quarter) == ("ground", Quarter(2027, 1))


def stored(person: Person) -> str:
    """What the queues show: the highest level as last computed."""
    return person.dossier.assessments.get(layer="appraisal").highest_permitted
