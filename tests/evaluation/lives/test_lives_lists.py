"""Lives that end on a list: proposals, the cap, supplements, what is decided again."""

from datetime import datetime

import pytest

from cadres.models import Duty, Unit
from config import clock
from evaluation.calendar.tells.owing import PLAN, SELF
from evaluation.lists import listing
from evaluation.models import Decision, Dossier, RaisedProposal, RatingList
from evaluation.policies.actions import set_own_windows, set_windows
from regulation.deadlines import OwnWindow, Window
from regulation.vocabulary import Cause
from reporting.sheets import form03, list_form
from tests.evaluation.lives.bearing import GROUND
from tests.evaluation.lives.life import Life, standing
from tests.evaluation.lives.people import Person
from tests.evaluation.lives.signing import line_of, signed


def heard(
    life: Life, *people: Person, day: str = "2026-12-21", rating: str = "good", above: bool = False
) -> None:
    """From Mẫu 03 to the council, on one day."""
    life.on(day)
    for person in people:
        life.hands_in(person, rating, above=above)
    life.passes(*people, rating=rating)


def some(life: Life, unit, names: str) -> list[Person]:
    return [life.person(f"Nguyễn Văn {name}", unit) for name in names]


@pytest.mark.clause("B5.2", "6.2/1")
def test_proposed_excellent_and_decided_good_by_the_province(life: Life):
    ward = life.ward("Phường Bình Đức")
    an = life.secretary("Nguyễn Văn An", ward)
    life.reaches_council(an, rating="excellent", above=True)
    life.collective(ward, assigned=100, completed=100, exceeded=40)
    proposal = life.on("2026-12-26").closes({an: "excellent"})
    life.on("2026-12-30").province_appraises(an)
    decision = life.on("2027-01-03").closes({an: "good"}, unmet=True)
    assert [proposal.kind, decision.kind] == ["unit_proposal", "province_decision"]
    assert standing([an]) == [("decided", "good")]
    assert [(row.proposed, row.decided) for row in RaisedProposal.objects.all()] == [("excellent", "good")]
    assert (signed(an), line_of(an).proposed) == ({"good"}, "Hoàn thành xuất sắc nhiệm vụ")


@pytest.mark.clause("B5.2")
def test_what_the_province_decided_is_printed_as_its_result(life: Life):
    ward = life.ward("Phường Bình Đức")
    an = life.secretary("Nguyễn Văn An", ward)
    life.reaches_council(an, rating="excellent", above=True)
    life.collective(ward, assigned=100, completed=100, exceeded=40)
    proposal = life.on("2026-12-26").closes({an: "excellent"})
    life.on("2026-12-30").province_appraises(an)
    result = list_form(life.on("2027-01-05").closes({an: "good"}, unmet=False))
    (row,) = result.rows
    assert (row.proposed, row.rating) == ("Hoàn thành xuất sắc nhiệm vụ", "Hoàn thành tốt nhiệm vụ")
    assert result.title[0] == "KẾT QUẢ XẾP LOẠI QUÝ IV, NĂM 2026"
    assert result.signature.lines == ("T/M BAN THƯỜNG VỤ TỈNH ỦY",)
    assert [remark for remark in result.remarks if "sau hạn" in remark] == [
        "Chốt sau hạn: chốt lúc 08:01 ngày 05/01/2027, hết hạn lúc 00:00 ngày 05/01/2027."
    ]
    assert list_form(proposal).note.endswith("trước ngày 30 tháng cuối của mỗi quý.")


@pytest.mark.clause("6.1.1/1", "6.1.2")
def test_of_two_good_people_nobody_is_excellent_and_of_three_one_is(life: Life):
    ward = life.ward("Phường Bình Đức")
    an, binh, chi = people = some(life, ward, "ABC")
    life.on("2026-09-20").plans(*people)
    heard(life, an, binh, rating="excellent", above=True)
    with life.on("2026-12-22").refused("Xuất sắc"):
        life.closes({an: "excellent", binh: "good"})
    heard(life, chi, day="2026-12-23", rating="excellent", above=True)
    with life.on("2026-12-26").refused("Xuất sắc"):
        life.closes({an: "excellent", binh: "excellent", chi: "good"})
    life.closes({an: "excellent", binh: "good", chi: "good"})
    assert [signed(one) for one in people] == [{"excellent"}, {"good"}, {"good"}]
    assert line_of(an).summary == GROUND


@pytest.mark.clause("6.1.1/2")
def test_the_head_of_the_unit_is_excellent_beside_the_one_of_the_others(life: Life):
    centre = life.ward("Trung tâm Dịch vụ công")
    head = life.person("Trần Thị Đứng Đầu", centre, leads="head", post="Giám đốc Trung tâm")
    an, binh, chi = some(life, centre, "ABC")
    life.collective(centre, assigned=100, completed=100, exceeded=40, rating="excellent")
    life.reaches_council(head, an, binh, chi, rating="excellent", above=True)
    with life.on("2026-12-26").refused("Xuất sắc"):
        life.closes({head: "excellent", an: "excellent", binh: "excellent", chi: "good"})
    life.closes({head: "excellent", an: "excellent", binh: "good", chi: "good"})
    assert [signed(one) for one in (head, an, binh)] == [{"excellent"}, {"excellent"}, {"good"}]


@pytest.mark.clause("6.1.1/1")
def test_a_supplement_is_counted_together_with_the_list_before_it(life: Life):
    ward = life.ward("Phường Bình Đức")
    an, binh, chi, dung = people = some(life, ward, "ABCD")
    life.on("2026-09-20").plans(*people)
    heard(life, an, binh, chi, rating="excellent", above=True)
    life.on("2026-12-26").closes({an: "excellent", binh: "good", chi: "good"})
    heard(life, dung, day="2026-12-27", rating="excellent", above=True)
    with life.on("2026-12-28").refused("Xuất sắc"):
        life.closes({dung: "excellent"})
    supplement = life.closes({dung: "good"})
    assert (supplement.sequence, standing([dung])) == (2, [("decided", "good")])
    assert (signed(dung), list_form(supplement).remarks) == ({"good"}, ("Danh sách bổ sung lần 1.",))


def test_reopened_and_decided_lower_there_are_two_decisions_and_one_in_force(life: Life):
    ward = life.ward("Phường Bình Đức")
    an, binh, chi = some(life, ward, "ABC")
    life.reaches_council(an, binh, chi, rating="excellent", above=True)
    first = life.on("2026-12-26").closes({an: "excellent", binh: "good", chi: "good"})
    life.on("2026-12-28").publishes(an)
    life.on("2027-01-04").reopens(an, "Kiểm tra lại minh chứng theo kết luận của Ủy ban Kiểm tra.")
    life.on("2027-01-06").closes({an: "completed"})
    told = Decision.objects.filter(dossier=an.dossier).order_by("number")
    assert [(one.rating, one.superseded_at is None) for one in told] == [
        ("excellent", False),
        ("completed", True),
    ]
    assert [row.rating for row in list_form(first).rows][0] == "Hoàn thành xuất sắc nhiệm vụ"
    assert signed(an) == {"completed"}


@pytest.mark.clause("M06.note", "2.2")
def test_a_division_that_speaks_after_the_day_its_unit_set_is_late_and_is_heard(life: Life):
    ward = life.ward("Phường Bình Đức")
    office, economy = life.division("Văn phòng", ward), life.division("Phòng Kinh tế", ward)
    an, binh = life.person("Nguyễn Văn An", office), life.person("Trần Văn Bình", economy)
    life.on("2026-09-20").plans(an, binh)
    life.on("2026-12-01").asks_earlier(ward, divisions="2026-12-23")
    life.on("2026-12-21").hands_in(an)
    life.hands_in(binh)
    in_time = life.on("2026-12-23", 16).closes({an: "good"})
    late = life.on("2026-12-24").closes({binh: "good"})
    assert [list_form(one).remarks for one in (in_time, late)] == [
        (),
        ("Chốt sau hạn: chốt lúc 08:01 ngày 24/12/2026, hết hạn lúc 00:00 ngày 24/12/2026.",),
    ]
    life.passes(an, binh)
    life.on("2026-12-28").closes({an: "good", binh: "good"})
    assert standing([an, binh]) == [("decided", "good")] * 2


@pytest.mark.clause("M06.note")
def test_a_signed_paper_stays_late_whatever_windows_and_units_become(life: Life):
    ward, other = life.ward("Phường Bình Đức"), life.ward("Phường Khác")
    division = life.division("Phòng Kinh tế", ward)
    an = life.person("Nguyễn Văn An", division)
    life.on("2026-09-20").plans(an)
    life.on("2026-12-01").asks_earlier(ward, divisions="2026-12-23")
    life.on("2026-12-21").hands_in(an)
    late = life.on("2026-12-24").closes({an: "good"})
    told = ("Chốt sau hạn: chốt lúc 08:01 ngày 24/12/2026, hết hạn lúc 00:00 ngày 24/12/2026.",)
    none = dict.fromkeys(OwnWindow)
    with life.on("2027-02-01").then():
        set_own_windows(life.period, ward, none, by=life.leader_of(ward), reason="Theo hạn của kỳ")
    assert list_form(RatingList.objects.get(pk=late.pk)).remarks == told
    Unit.objects.filter(pk=division.pk).update(parent=other)
    assert list_form(RatingList.objects.get(pk=late.pk)).remarks == told


@pytest.mark.clause("6.1.1/1")
def test_no_second_xuat_sac_is_given_while_the_first_is_taken_up_again(life: Life):
    """Of four one may be: reopened, it stays in force until it is decided anew (open-questions 29)."""
    ward = life.ward("Phường Bình Đức")
    an, binh, *others = some(life, ward, "ABCD")
    life.reaches_council(an, binh, *others, rating="excellent", above=True)
    life.on("2026-12-26").closes({an: "excellent"} | dict.fromkeys((binh, *others), "good"))
    life.on("2026-12-28").reopens(an)
    life.reopens(binh)
    with life.refused("được nhiều nhất 1"):
        life.closes({binh: "excellent"})
    life.closes({an: "good"})
    life.closes({binh: "excellent"})
    assert [rating for _, rating in standing([an, binh])] == ["good", "excellent"]


@pytest.mark.clause("M03.note")
def test_whoever_was_decided_as_late_stays_so_whatever_windows_become(life: Life):
    """The unit lifts its own day, the province moves the round's, a unit is granted more time: nothing of it reaches back."""
    ward = life.ward("Phường Bình Đức")
    an = life.person("Nguyễn Văn An", ward)
    life.on("2026-09-27").plans(an)
    life.on("2026-12-01").asks_earlier(ward, people="2026-12-20")
    life.on("2026-12-22").hands_in(an, late="Đi công tác")
    life.passes(an)
    life.on("2026-12-26").closes({an: "good"})
    told = form03(an.dossier).remarks
    assert told[0].startswith("Nộp muộn")
    organisation = life.official(Duty.PROVINCIAL_ORGANISATION, life.province)
    with life.on("2026-12-27").then():
        none = dict.fromkeys(OwnWindow)
        set_own_windows(life.period, ward, none, by=life.leader_of(ward), reason="Theo hạn của kỳ")
        later = {Window.PLAN: _in_january(5), Window.DOSSIER: _in_january(10), Window.REPORT: _in_january(20)}
        set_windows(life.period, later, by=organisation, reason="Mưa bão")
    dossier = an.dossier
    assert (dossier.is_late, dossier.plan.is_late, form03(dossier).remarks) == (True, True, told)
    found = Dossier.objects.with_windows().filter(SELF.late & PLAN.late)
    assert list(found) == [dossier]


def _in_january(day: int) -> datetime:
    return datetime(2027, 1, day, tzinfo=clock.HERE)


def test_a_leader_decides_the_others_and_waits_for_somebody_else(life: Life):
    ward = life.ward("Phường Bình Đức")
    an, binh = some(life, ward, "AB")
    life.reaches_council(an, binh)
    life.also_leads(binh, ward)
    with life.on("2026-12-26").refused():
        life.closes({an: "good", binh: "good"}, by=binh.user)
    life.closes({an: "good"}, by=binh.user)
    assert standing([an, binh]) == [("decided", "good"), ("council", "")]
    life.on("2026-12-28").closes({binh: "completed"})
    assert standing([binh]) == [("decided", "completed")]


def a_ward_with_results(life: Life, head: Person, *others: Person) -> None:
    """Everybody heard as Xuất sắc, in a collective and fields that allow it."""
    life.reaches_council(head, *others, rating="excellent", above=True)
    each = {"assigned": 10, "completed": 10, "exceeded": 4}
    fields = dict.fromkeys(others, each)
    life.collective(
        head.dossier.unit, assigned=100, completed=100, exceeded=40, rating="excellent", fields=fields
    )


@pytest.mark.clause("6.1.1/1", "6.1.1/2")
def test_whoever_was_decided_among_the_others_counts_there_though_they_head_the_unit_by_now(life: Life):
    """One of five; its post as head, recorded late, is followed once it is reopened."""
    ward = life.ward("Phường Bình Đức")
    an, binh, *others = some(life, ward, "ABCDE")
    a_ward_with_results(life, an, binh, *others)
    life.on("2026-12-28").closes({an: "excellent"} | dict.fromkeys((binh, *others), "good"))
    life.on("2027-01-04").is_moved(
        an, ward, "2026-12-20", Cause.APPOINTMENT, leads="head", post="Trưởng phòng"
    )
    life.on("2027-01-05").reopens(an)
    life.follows(an)
    life.reopens(binh)
    with life.refused("được nhiều nhất 1"):
        life.closes({binh: "excellent"})


@pytest.mark.clause("6.1.1/1", "6.1.1/2")
def test_whoever_was_decided_as_the_head_stays_out_of_the_cap_though_they_sit_elsewhere_by_now(life: Life):
    """Of eight others two may be; the closed list says what it said, whoever moves since."""
    ward, elsewhere = life.ward("Phường Bình Đức"), life.ward("Phường Mỹ Thới")
    head = life.person("Nguyễn Văn An", ward, leads="head")
    binh, chi, *others = some(life, ward, "BCDEGHIK")
    a_ward_with_results(life, head, binh, chi, *others)
    ratings = dict.fromkeys((head, binh), "excellent") | dict.fromkeys((chi, *others), "good")
    closed = life.on("2026-12-28").closes(ratings)
    shown = listing.tally(closed, [])
    life.on("2027-01-04").is_moved(head, elsewhere, "2026-12-20", leads="deputy")
    life.on("2027-01-05").reopens(head)
    life.follows(head)
    assert listing.tally(closed, []) == shown
    life.reopens(chi)
    life.closes({chi: "excellent"})
    assert standing([chi]) == [("decided", "excellent")]
