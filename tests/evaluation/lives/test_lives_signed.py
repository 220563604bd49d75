"""Lives that a lawyer might ask of, each told to the papers that are signed."""

import pytest

from evaluation.models import Decision, RaisedProposal, RatingRow
from regulation.quarters import Quarter
from reporting.sheets import list_form, sheet_of
from tests.evaluation.lives.bearing import WHY
from tests.evaluation.lives.life import Life, highest, standing
from tests.evaluation.lives.people import Person
from tests.evaluation.lives.signing import decided, line_of, rests_on, signed

EXCELLENT, GOOD = "Hoàn thành xuất sắc nhiệm vụ", "Hoàn thành tốt nhiệm vụ"
ABOVE = "cao hơn mức cao nhất được phép"


def of_a_ward(life: Life, *names: str, **post) -> list[Person]:
    ward = life.ward("Phường Bình Đức")
    return [life.person(f"Nguyễn Văn {name}", ward, **post) for name in names]


def handed_in(life: Life, *people: Person, rating: str = "good", heard: str = "", **how) -> None:
    """From the plan to the council, heard at the level `heard`, else as proposed."""
    life.on("2026-09-20").plans(*people)
    life.on("2026-12-21")
    for person in people:
        life.hands_in(person, rating, **how)
    life.passes(*people, rating=heard or rating)


@pytest.mark.clause("B4.1/1")
def test_disciplined_with_every_point_is_not_completed_on_the_ground_that_is_printed(life: Life):
    (an,) = of_a_ward(life, "An")
    handed_in(life, an, rating="excellent", heard="good", above=True)
    life.on("2026-12-24").records(an, "discipline", "2026-12-10", "Khiển trách theo Quyết định số 15.")
    with life.on("2026-12-26").refused(ABOVE):
        life.closes({an: "completed"})
    life.closes({an: "not_completed"}, summary="Bị khiển trách (QĐ 366, Điều 11, khoản 4).")
    assert (signed(an), line_of(an).self_rating) == ({"not_completed"}, EXCELLENT)
    assert line_of(an).summary == "Bị khiển trách (QĐ 366, Điều 11, khoản 4)."
    assert "Khiển trách theo Quyết định số 15." in rests_on(an)["366.11.4"]


@pytest.mark.clause("B4.1/1")
def test_the_head_of_a_unit_at_85_percent_is_given_hoan_thanh_with_an_answer(life: Life):
    (an,) = of_a_ward(life, "An", leads="head", post="Trưởng phòng")
    life.on("2026-12-18").collective(an.dossier.unit, assigned=100, completed=85, rating="completed")
    handed_in(life, an, rating="completed")
    with life.on("2026-12-26").refused(ABOVE):
        life.closes({an: "good"})
    with life.refused():
        life.closes({an: "completed"}, answer="")
    life.closes({an: "completed"})
    assert (signed(an), "85" in rests_on(an)["366.11.1-3"], decided(an).row.answer) == (
        {"completed"},
        True,
        WHY,
    )


@pytest.mark.clause("B4.1/1")
def test_targets_reached_late_end_a_heads_good(life: Life):
    (an,) = of_a_ward(life, "An", leads="head", post="Trưởng phòng")
    life.on("2026-12-18").collective(an.dossier.unit, assigned=100, completed=100, late=25)
    handed_in(life, an, rating="completed", above=True)
    with life.on("2026-12-26").refused(ABOVE):
        life.closes({an: "good"})
    life.closes({an: "completed"})
    assert (signed(an), "25" in rests_on(an)["366.11.2-3"]) == ({"completed"}, True)


@pytest.mark.clause("6.3/2")
def test_of_a_collective_a_hair_below_70_a_deputy_whose_field_is_done_is_good_at_most(life: Life):
    (an,) = of_a_ward(life, "An")
    done = {an: {"assigned": 10, "completed": 10, "exceeded": 5}}
    life.on("2026-12-18").collective(an.dossier.unit, assigned=3923, completed=2746, exceeded=5, fields=done)
    handed_in(life, an, above=True)
    with life.on("2026-12-26").refused(ABOVE):
        life.closes({an: "excellent"})
    life.closes({an: "good"})
    assert (signed(an), "69,997" in rests_on(an)["6.3"]) == ({"good"}, True)


@pytest.mark.clause("7.d.3", "7.d")
def test_on_sick_leave_that_became_maternity_leave_one_is_rated_in_the_next_quarter(life: Life):
    (an,) = of_a_ward(life, "An")
    life.on("2026-09-20").plans(an)
    life.on("2026-12-10").is_away(an, "sick", "2026-10-05", "2026-11-10")
    life.is_away(an, "maternity", "2026-11-11", "2026-12-31")
    life.sets_aside(an, "Nghỉ ốm, nghỉ thai sản từ ngày 05/10/2026 (Mục 7.d).")
    deferred = an.dossier
    life.on("2026-12-20").turns_to(Quarter(2027, 1))
    life.plans(an)
    life.on("2027-03-22").hands_in(an)
    life.passes(an)
    life.on("2027-03-26").closes({an: "good"})
    assert (signed(an), "7.d" in rests_on(an)) == ({"good"}, True)
    deferred.refresh_from_db()
    assert (deferred.stage, RatingRow.objects.filter(dossier=deferred).exists()) == ("deferred", False)


@pytest.mark.clause("7.d.2")
def test_first_appointed_three_weeks_ago_one_is_rated_in_the_next_quarter(life: Life):
    ward = life.ward("Phường Bình Đức")
    an = life.on("2026-12-09").person("Nguyễn Văn An", ward, since="2026-12-08")
    life.sets_aside(an, "Lần đầu được bổ nhiệm ngày 08/12/2026 (Mục 7.d).")
    assert standing([an]) == [("deferred", "")]
    life.on("2026-12-20").turns_to(Quarter(2027, 1))
    life.plans(an)
    life.on("2027-03-22").hands_in(an)
    life.passes(an)
    life.on("2027-03-26").closes({an: "good"})
    assert (signed(an), "7.d" in rests_on(an)) == ({"good"}, True)


@pytest.mark.clause("B5.2", "6.2/1")
def test_what_the_province_sent_back_is_proposed_anew_and_the_result_prints_the_later_proposal(life: Life):
    ward = life.ward("Phường Bình Đức")
    an = life.secretary("Nguyễn Văn An", ward)
    life.collective(ward, assigned=100, completed=100, exceeded=40)
    handed_in(life, an, rating="excellent", above=True)
    first = life.on("2026-12-26").closes({an: "excellent"})
    life.on("2026-12-28").province_returns(an, "Sản phẩm chưa nổi trội.")
    again = life.on("2026-12-29").closes({an: "good"})
    life.on("2026-12-30").province_appraises(an)
    life.on("2027-01-03").closes({an: "good"})
    assert (signed(an), line_of(an).proposed) == ({"good"}, GOOD)
    assert [list_form(one).rows[0].rating for one in (first, again)] == [EXCELLENT, GOOD]
    assert RaisedProposal.objects.count() == 0


@pytest.mark.clause("6.1.1/1", "6.1.2")
def test_of_two_one_is_excellent_on_the_strength_of_the_document_for_25_percent(life: Life):
    an, binh = of_a_ward(life, "An", "Bình")
    handed_in(life, an, binh, rating="excellent", above=True)
    with life.on("2026-12-26").refused("Xuất sắc"):
        life.closes({an: "excellent", binh: "good"})
    life.allows_25_percent(an, "Công văn số 15-CV/BTCTU ngày 20/12/2026")
    life.closes({an: "excellent", binh: "good"})
    assert [signed(an), signed(binh)] == [{"excellent"}, {"good"}]
    kept = decided(an).row.rating_list
    assert (kept.rate, kept.rate_document) == (25, "Công văn số 15-CV/BTCTU ngày 20/12/2026")


@pytest.mark.clause("6.1.1/1", "6.1.2")
def test_whoever_is_alone_on_a_list_is_good_with_every_point(life: Life):
    (an,) = of_a_ward(life, "An")
    handed_in(life, an, rating="excellent", above=True)
    assert highest(an) == "excellent"
    with life.on("2026-12-26").refused("Xuất sắc"):
        life.closes({an: "excellent"})
    life.closes({an: "good"})
    assert (signed(an), decided(an).row.reason) == ({"good"}, WHY)


@pytest.mark.clause("2.2", "6.2/1")
def test_a_division_proposes_good_and_the_unit_decides_completed_each_on_its_own_paper(life: Life):
    ward = life.ward("Phường Bình Đức")
    an = life.person("Nguyễn Văn An", life.division("Phòng Kinh tế", ward))
    life.on("2026-09-20").plans(an)
    life.on("2026-12-21").hands_in(an)
    proposal = list_form(life.on("2026-12-22").closes({an: "good"}))
    life.passes(an)
    with life.on("2026-12-26").refused("bảo đảm điều kiện"):
        life.closes({an: "completed"})
    decision = list_form(life.closes({an: "completed"}, unmet=True))
    assert [proposal.number, decision.number] == ["06", "04"]
    assert [sheet.rows[0].rating for sheet in (proposal, decision)] == [GOOD, "Hoàn thành nhiệm vụ"]
    assert signed(an) == {"completed"}
    (raised,) = RaisedProposal.objects.all()
    assert (raised.proposed, raised.decided, raised.unmet) == ("good", "completed", True)


@pytest.mark.clause("6.1.3", "B6.2")
def test_a_result_expected_that_did_not_come_true_is_decided_anew_and_both_papers_stay(life: Life):
    """Open-questions 9: the last days' results are entered as expected, and corrected by reopening."""
    (an,) = of_a_ward(life, "An")
    handed_in(life, an)
    life.on("2026-12-26").closes({an: "good"})
    life.publishes(an)
    life.on("2027-01-04").reopens(an, "Sản phẩm dự kiến không hoàn thành trong quý.")
    life.finds_undone(an, 1, "Đến hết quý chưa có sản phẩm.")
    with life.on("2027-01-06").refused(ABOVE):
        life.closes({an: "completed"})
    life.closes({an: "not_completed"})
    first, second = (sheet_of(one) for one in Decision.objects.order_by("number"))
    assert (signed(an), first.layers, GOOD in first.authority.decided) == ({"not_completed"}, None, True)
    assert second.layers.rows[0].reasons == "Cấp có thẩm quyền: Đến hết quý chưa có sản phẩm."
    assert "Hoàn thành dưới 100 %" in rests_on(an)["6.1"]


@pytest.mark.clause("M03.note")
def test_within_an_extension_one_is_in_time_and_the_paper_says_until_when(life: Life):
    (an,) = of_a_ward(life, "An")
    life.on("2026-09-20").plans(an)
    life.on("2026-12-28").extends(an, "2026-12-31")
    life.on("2026-12-31").hands_in(an)
    life.passes(an)
    life.on("2027-01-02").closes({an: "good"})
    assert (signed(an), "B1-B5" in rests_on(an)) == ({"good"}, False)
    assert (
        sheet_of(decided(an)).remarks[0].startswith("Nộp trong thời gian gia hạn đến hết thứ Năm, 31/12/2026")
    )
