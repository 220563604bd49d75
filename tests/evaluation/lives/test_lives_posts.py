"""Lives with more than one post, more than one unit, or a collective to answer for."""

import pytest

from evaluation.models import Dossier
from regulation.vocabulary import Cause
from tests.evaluation.lives.life import Life, codes, highest, standing
from tests.evaluation.lives.signing import line_of, notes_of, rests_on, signed


@pytest.mark.clause("6.3/1", "6.3/2")
def test_the_head_of_a_collective_below_70_who_is_deputy_elsewhere(life: Life):
    ward = life.ward("Phường Bình Đức")
    office, economy = life.division("Văn phòng", ward), life.division("Phòng Kinh tế", ward)
    an = life.person("Nguyễn Văn An", office, leads="head", post="Chánh Văn phòng", also={economy: "deputy"})
    binh = life.person("Trần Văn Bình", office)
    life.on("2026-09-20").plans(an, binh)
    life.on("2026-12-18").collective(office, assigned=1000, completed=699)
    life.collective(economy, assigned=100, completed=100, exceeded=50)
    life.on("2026-12-21").hands_in(an, "not_completed", above=True)
    life.hands_in(binh, above=True)
    assert [highest(an), highest(binh)] == ["not_completed", "good"]
    life.on("2026-12-22").closes({binh: "good"})
    life.passes(an, rating="not_completed")
    life.passes(binh)
    with life.on("2026-12-26").refused("cao hơn mức cao nhất được phép"):
        life.closes({an: "completed", binh: "good"})
    life.closes({an: "not_completed", binh: "good"})
    assert standing([an, binh]) == [("decided", "not_completed"), ("decided", "good")]
    assert [signed(an), signed(binh)] == [{"not_completed"}, {"good"}]
    assert ["69,9" in rests_on(one)["6.3"] for one in (an, binh)] == [True, True]


@pytest.mark.clause("6.3/1")
def test_a_deputy_here_who_heads_a_weak_collective_elsewhere_answers_for_it(life: Life):
    ward = life.ward("Phường Bình Đức")
    office, economy = life.division("Văn phòng", ward), life.division("Phòng Kinh tế", ward)
    an = life.person("Nguyễn Văn An", office, also={economy: "head"})
    life.on("2026-09-20").plans(an)
    life.on("2026-12-18").collective(office, assigned=100, completed=100)
    life.collective(economy, assigned=10, completed=6)
    life.on("2026-12-21").hands_in(an, "not_completed")
    assert (highest(an), codes(an) >= {"unit-below-70"}) == ("not_completed", True)
    life.closes({an: "not_completed"})
    life.passes(an, rating="not_completed")
    life.on("2026-12-26").closes({an: "not_completed"})
    assert standing([an]) == [("decided", "not_completed")]
    assert (signed(an), "Phòng Kinh tế" in rests_on(an)["6.3"]) == ({"not_completed"}, True)


@pytest.mark.clause("2.2")
def test_two_posts_in_two_units_make_one_dossier_decided_at_the_main_one(life: Life):
    ward, other = life.ward("Phường Bình Đức"), life.ward("Phường Long Xuyên")
    an = life.person("Nguyễn Văn An", ward, also={other: "deputy"})
    life.reaches_council(an)
    with life.on("2026-12-26").refused():
        life.closes({an: "good"}, by=life.leader_of(other))
    decided = life.closes({an: "good"})
    assert (decided.unit, Dossier.objects.filter(cadre=an.cadre).count()) == (ward, 1)
    seen = Dossier.objects.visible_to(life.leader_of(other))
    assert list(seen.values_list("decided_rating", flat=True)) == ["good"]
    assert (signed(an), line_of(an).post) == ({"good"}, "Phó Trưởng phòng; Phó Trưởng phòng, Phường Bình Đức")


@pytest.mark.clause("7.c")
def test_merged_in_mid_quarter_only_the_tasks_after_that_day_count(life: Life):
    old, merged = life.ward("Phường Cũ"), life.ward("Phường Bình Đức")
    an = life.person("Nguyễn Văn An", old)
    life.on("2026-09-20").plans(an, due=("2026-10-31", "2026-12-20"))
    life.on("2026-11-16").moves(an, merged, "2026-11-16", Cause.REORGANISATION)
    life.on("2026-12-21").hands_in(an, undone=[0])
    assert (an.dossier.managing_unit, codes(an) & {"incomplete", "transferred"}) == (merged, set())
    life.passes(an)
    life.on("2026-12-26").closes({an: "good"})
    assert standing([an]) == [("decided", "good")]
    assert (signed(an), "không tính 1 nhiệm vụ" in rests_on(an)["7.c"]) == ({"good"}, True)
    assert ["(Mục 7.c)" in note for note in notes_of(an)] == [True, False]


@pytest.mark.clause("7.c", "6.1.3")
def test_merged_in_mid_quarter_what_was_due_afterwards_and_is_undone_counts(life: Life):
    old, merged = life.ward("Phường Cũ"), life.ward("Phường Bình Đức")
    an = life.person("Nguyễn Văn An", old)
    life.on("2026-09-20").plans(an, due=("2026-10-31", "2026-12-20"))
    life.on("2026-11-16").moves(an, merged, "2026-11-16", Cause.REORGANISATION)
    life.on("2026-12-21").hands_in(an, "not_completed", undone=[1])
    life.passes(an, rating="not_completed")
    with life.on("2026-12-26").refused("cao hơn mức cao nhất được phép"):
        life.closes({an: "completed"})
    life.closes({an: "not_completed"})
    assert standing([an]) == [("decided", "not_completed")]
    assert (signed(an), {"6.1", "7.c"} <= set(rests_on(an))) == ({"not_completed"}, True)


@pytest.mark.clause("7.b")
def test_transferred_while_at_work_the_old_unit_speaks_before_the_new_one_decides(life: Life):
    old, new = life.ward("Phường Cũ"), life.ward("Phường Bình Đức")
    an = life.person("Nguyễn Văn An", old)
    life.on("2026-09-20").plans(an)
    life.on("2026-11-25").moves(an, new, "2026-11-25")
    life.on("2026-12-21").hands_in(an)
    life.passes(an)
    with life.on("2026-12-26").refused("nhận xét"):
        life.closes({an: "good"})
    life.old_units_speak(an)
    assert life.closes({an: "good"}).unit == new
    assert standing([an]) == [("decided", "good")]
    assert (signed(an), "Đã có nhận xét" in rests_on(an)["7.b"]) == ({"good"}, True)


@pytest.mark.clause("7.a.1", "7.a.2")
def test_promoted_within_two_months_both_posts_and_the_party_cell_are_heard_first(life: Life):
    ward = life.ward("Phường Bình Đức")
    an = life.person("Nguyễn Văn An", ward)
    life.on("2026-09-20").plans(an)
    life.on("2026-11-16").moves(an, ward, "2026-11-16", Cause.PROMOTION, post="Trưởng phòng", leads="deputy")
    life.on("2026-12-21").hands_in(an)
    life.passes(an)
    life.on("2026-12-23").records(an, "both_posts", "2026-12-22")
    with life.on("2026-12-26").refused("chi bộ"):
        life.closes({an: "good"})
    life.records(an, "party_cell", "2026-12-24")
    life.closes({an: "good"})
    assert standing([an]) == [("decided", "good")]
    assert (signed(an), "đánh giá của chi bộ" in rests_on(an)["7.a"]) == ({"good"}, True)


@pytest.mark.clause("5.3", "5.1")
def test_undone_work_in_two_quarters_that_follow_each_other(life: Life):
    ward = life.ward("Phường Bình Đức")
    an = life.person("Nguyễn Văn An", ward)
    life.on("2026-09-20").plans(an)
    life.on("2026-12-21").hands_in(an, "not_completed", undone=[1])
    life.passes(an, rating="not_completed")
    life.on("2026-12-26").closes({an: "not_completed"})
    assert (signed(an), "Hoàn thành dưới 100 %" in rests_on(an)["6.1"]) == ({"not_completed"}, True)
    life.turns_to(life.period.quarter.next())
    life.on("2026-12-25").plans(an)
    life.on("2027-03-22").hands_in(an, "not_completed", undone=[0])
    life.passes(an, rating="not_completed")
    life.on("2027-03-26").closes({an: "not_completed"})
    assert signed(an) == {"not_completed"}
    assert life.to_be_replaced(2027) == ["Nguyễn Văn An"]
