"""Lives of one quarter: reasons, returns, days that pass, and those who are not rated."""

import pytest

from evaluation.home.tells.duties import tasks_for
from evaluation.models import RatingRow
from regulation.vocabulary import Cause
from reporting.sheets import sheet_of
from tests.evaluation.lives.life import Life, codes, highest, standing
from tests.evaluation.lives.people import Person
from tests.evaluation.lives.signing import decided, notes_of, rests_on, signed


@pytest.mark.clause("6.1.3")
def test_an_excuse_confirmed_by_the_deciding_unit_lifts_that_gate_and_no_other(life: Life):
    ward = life.ward("Phường Bình Đức")
    an = life.person("Nguyễn Văn An", ward)
    life.on("2026-09-20").plans(an)
    life.on("2026-12-21").hands_in(an, "completed", undone=[1])
    assert highest(an) == "not_completed"
    life.excuses(an)
    life.on("2026-12-22").answers_excuses(an, confirmed=True)
    assert highest(an) == "completed"
    life.passes(an, rating="completed")
    with life.on("2026-12-26").refused("cao hơn mức cao nhất được phép"):
        life.closes({an: "good"})
    life.closes({an: "completed"})
    assert (signed(an), "6.1" in rests_on(an)) == ({"completed"}, False)
    assert "lý do khách quan, bất khả kháng được xác nhận" in notes_of(an)


@pytest.mark.clause("6.1.3")
def test_an_excuse_refused_leaves_the_lowest_level(life: Life):
    ward = life.ward("Phường Bình Đức")
    an = life.person("Nguyễn Văn An", ward)
    life.on("2026-09-20").plans(an)
    life.on("2026-12-21").hands_in(an, "completed", undone=[1])
    life.excuses(an, "Chờ phối hợp.")
    life.on("2026-12-22").answers_excuses(an, confirmed=False)
    life.passes(an, rating="not_completed")
    with life.on("2026-12-26").refused("cao hơn mức cao nhất được phép"):
        life.closes({an: "completed"})
    life.closes({an: "not_completed"})
    assert (signed(an), "Hoàn thành dưới 100 %" in rests_on(an)["6.1"]) == ({"not_completed"}, True)


def test_returned_and_handed_in_again_late_the_first_arrival_counts(life: Life):
    ward = life.ward("Phường Bình Đức")
    an = life.person("Nguyễn Văn An", ward)
    life.on("2026-09-20").plans(an)
    life.on("2026-12-28").hands_in(an)
    life.on("2026-12-29").returns(an)
    again = life.on("2027-01-02").hands_in(an)
    assert (again.is_late, an.dossier.is_late, codes(an) & {"late"}) == (False, False, set())
    life.passes(an)
    life.on("2027-01-03").closes({an: "good"})
    assert standing([an]) == [("decided", "good")]


@pytest.mark.clause("B5.3")
def test_handed_in_on_the_30th_with_a_reason_it_is_late_and_still_judged(life: Life):
    ward = life.ward("Phường Bình Đức")
    an = life.person("Nguyễn Văn An", ward)
    life.on("2026-09-20").plans(an)
    with life.on("2026-12-30", 0).refused("cần ghi lý do nộp muộn"):
        life.hands_in(an)
    receipt = life.hands_in(an, late="Đi công tác theo đoàn của Tỉnh ủy.")
    assert (receipt.is_late, codes(an) & {"late"}) == (True, {"late"})
    life.passes(an)
    life.on("2026-12-31").closes({an: "good"})
    assert signed(an) == {"good"}
    assert sheet_of(decided(an)).remarks[0].startswith("Nộp muộn: nộp lúc 00:")


@pytest.mark.clause("M06.note")
def test_one_day_is_in_time_for_one_unit_and_late_for_another_that_asked_earlier(life: Life):
    early, usual = life.ward("Phường Bình Đức"), life.ward("Phường Long Xuyên")
    an, binh = life.person("Nguyễn Văn An", early), life.person("Trần Văn Bình", usual)
    life.on("2026-09-20").plans(an, binh)
    life.on("2026-12-01").asks_earlier(early, people="2026-12-20")
    life.on("2026-12-22")
    assert [life.hands_in(one, late="Ốm.").is_late for one in (an, binh)] == [True, False]
    with life.refused("đã qua"):
        life.asks_earlier(usual, people="2026-12-21")
    life.asks_earlier(early, people="2026-12-23")
    assert [one.dossier.is_late for one in (an, binh)] == [False, False]
    life.passes(an)
    life.on("2026-12-26").closes({an: "good"})
    assert (signed(an), "B1-B5" in rests_on(an)) == ({"good"}, False)


@pytest.mark.clause("7.d.1", "7.d")
def test_deferred_for_training_and_resumed_when_it_was_cut_short(life: Life):
    ward = life.ward("Phường Bình Đức")
    an, binh = life.person("Nguyễn Văn An", ward), life.person("Trần Văn Bình", ward)
    life.on("2026-09-20").plans(an, binh)
    life.on("2026-10-05").is_away(an, "training", "2026-10-05", "2026-12-20")
    life.sets_aside(an, "Học tập trung từ ngày 05/10/2026 (Mục 7.d).")
    life.on("2026-12-21").hands_in(binh)
    life.passes(binh)
    life.on("2026-12-23").closes({binh: "good"})
    assert not RatingRow.objects.filter(dossier=an.dossier).exists()
    life.comes_back(an, "2026-11-10")
    life.resumes(an, "Lớp học kết thúc sớm, thời gian học chưa đủ 02 tháng.")
    life.on("2026-12-24").hands_in(an)
    life.passes(an)
    supplement = life.on("2026-12-28").closes({an: "good"})
    assert (supplement.sequence, signed(an), "7.d" in rests_on(an)) == (2, {"good"}, False)


@pytest.mark.clause("7.d.1")
def test_training_of_less_than_two_months_defers_nobody(life: Life):
    ward = life.ward("Phường Bình Đức")
    an = life.person("Nguyễn Văn An", ward)
    life.on("2026-09-20").plans(an)
    life.on("2026-10-05").is_away(an, "training", "2026-10-05", "2026-12-03")
    with life.refused():
        life.sets_aside(an, "Học tập trung.")
    life.on("2026-12-21").hands_in(an)
    life.passes(an)
    life.on("2026-12-26").closes({an: "good"})
    assert (signed(an), "7.d" in rests_on(an)) == ({"good"}, False)


@pytest.mark.clause("3.3.2")
def test_a_committee_member_without_professional_work_is_exempt_and_on_no_list(life: Life):
    ward = life.ward("Phường Bình Đức")
    an = life.person("Nguyễn Văn An", ward, tier="other", leads="member", post="Ủy viên Ban Chấp hành")
    binh = life.person("Trần Văn Bình", ward)
    life.on("2026-10-01").sets_aside(an, "Không tham gia công tác chuyên môn (Mục 3.3).", exempt=True)
    with life.refused():
        life.sets_aside(binh, "Không tham gia công tác chuyên môn (Mục 3.3).", exempt=True)
    life.plans(binh)
    life.on("2026-12-21").hands_in(binh)
    life.passes(binh)
    life.on("2026-12-26").closes({binh: "good"})
    assert standing([an, binh]) == [("exempt", ""), ("decided", "good")]
    assert not RatingRow.objects.filter(dossier=an.dossier).exists()


@pytest.mark.clause("3.3.2")
def test_a_committee_member_who_works_by_now_is_exempt_no_more_though_the_file_has_not_followed(life: Life):
    ward = life.ward("Phường Bình Đức")
    an = life.person("Nguyễn Văn An", ward, tier="other", leads="member", post="Ủy viên Ban Chấp hành")
    life.on("2026-12-10").is_moved(an, ward, "2026-12-05", Cause.APPOINTMENT)
    with life.refused("không thuộc trường hợp không bắt buộc"):
        life.sets_aside(an, "Không tham gia công tác chuyên môn (Mục 3.3).", exempt=True)
    assert standing([an]) == [("planning", "")]


@pytest.mark.clause("7.d.4")
def test_under_inspection_since_the_council_one_is_not_rated_until_it_ends(life: Life):
    ward = life.ward("Phường Bình Đức")
    an, binh = life.person("Nguyễn Văn An", ward), life.person("Trần Văn Bình", ward)
    life.on("2026-09-20").plans(an, binh)
    life.on("2026-12-21").hands_in(an)
    life.hands_in(binh)
    life.passes(an, binh)
    life.on("2026-12-24").is_away(an, "inspection", "2026-12-24")
    life.sets_aside(an, "Đang kiểm tra khi có dấu hiệu vi phạm (Mục 7.d).")
    with life.on("2026-12-26").refused("không còn ở bước chờ của danh sách này"):
        life.closes({binh: "good", an: "good"})
    life.closes({binh: "good"})
    assert standing([an, binh]) == [("deferred", ""), ("decided", "good")]


def asked_to_bring_back(life: Life, *people: Person) -> list[str]:
    """Of whom the unit's staff are told that they are to be rated after all."""
    with life.then():
        lines = tasks_for(life.staff(people[0])).todo
    return [line.whom for line in lines if line.verb == "Đưa trở lại đánh giá"]


@pytest.mark.clause("7.d.4")
def test_when_the_inspection_has_ended_before_the_evaluation_date_the_unit_is_told_to_rate_after_all(
    life: Life,
):
    ward = life.ward("Phường Bình Đức")
    an, binh = life.person("Nguyễn Văn An", ward), life.person("Trần Văn Bình", ward)
    life.on("2026-09-20").plans(an, binh)
    life.on("2026-12-02")
    for person in (an, binh):
        life.is_away(person, "inspection", "2026-12-01")
        life.sets_aside(person, "Đang kiểm tra khi có dấu hiệu vi phạm (Mục 7.d).")
    life.on("2026-12-20").comes_back(an, "2026-12-18")
    assert asked_to_bring_back(life, an) == ["đồng chí Nguyễn Văn An · Quý IV/2026"]
    life.on("2026-12-21").comes_back(binh, "2026-12-18")
    assert asked_to_bring_back(life, an) == ["2 đồng chí · Quý IV/2026"]
    life.resumes(an)
    life.resumes(binh)
    assert asked_to_bring_back(life, an) == []


@pytest.mark.clause("3.3.2")
def test_a_committee_member_who_is_given_a_post_is_to_be_rated_from_then_on(life: Life):
    ward = life.ward("Phường Bình Đức")
    an = life.person("Nguyễn Văn An", ward, tier="other", leads="member", post="Ủy viên Ban Chấp hành")
    life.on("2026-10-01").sets_aside(an, "Không tham gia công tác chuyên môn (Mục 3.3).", exempt=True)
    assert asked_to_bring_back(life, an) == []
    life.on("2026-11-10").moves(an, ward, "2026-11-01", "appointment")
    assert asked_to_bring_back(life, an) == ["đồng chí Nguyễn Văn An · Quý IV/2026"]
    life.on("2027-02-01")
    assert asked_to_bring_back(life, an) == []


@pytest.mark.clause("B4.1/1")
def test_shortcomings_not_remedied_end_the_best_level_until_somebody_confirms_their_remedy(life: Life):
    ward = life.ward("Phường Bình Đức")
    an, binh, chi = people = [life.person(f"Nguyễn Văn {name}", ward) for name in "ABC"]
    life.on("2026-09-20").plans(*people)
    life.on("2026-12-21")
    for one in people:
        life.hands_in(one, "excellent", above=True)
    life.records(an, "shortcoming", "2026-12-10", "Chậm khắc phục kết luận kiểm tra.")
    assert [highest(an), highest(binh)] == ["good", "excellent"]
    life.passes(*people)
    with life.on("2026-12-26").refused("cao hơn mức cao nhất được phép"):
        life.closes({an: "excellent", binh: "good", chi: "good"})
    life.is_lifted(an, "2026-12-25")
    life.closes({an: "excellent", binh: "good", chi: "good"})
    assert (signed(an), "366.11.1" in rests_on(an)) == ({"excellent"}, False)


@pytest.mark.clause("6.1.3", "B6.1")
def test_from_the_plan_to_the_archive_nothing_changes_once_decided(life: Life):
    ward = life.ward("Phường Bình Đức")
    an = life.person("Nguyễn Văn An", ward)
    life.reaches_council(an)
    life.on("2026-12-26").closes({an: "good"})
    with life.refused():
        life.returns(an)
    with life.refused():
        life.records(an, "shortcoming", "2026-12-20")
    life.on("2026-12-28").publishes(an)
    life.on("2027-01-20").archives(an)
    assert standing([an]) == [("archived", "good")]
