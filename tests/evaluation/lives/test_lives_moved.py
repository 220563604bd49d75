"""Lives of people who move, or leave, while their dossier is under way."""

from datetime import timedelta

import pytest

from cadres.models import Duty, Position, Unit, User
from evaluation.arrivals.actions import keep_decision
from evaluation.arrivals.tells import OF_CAREER
from evaluation.calendar.actions.keeping import keep
from evaluation.calendar.tells.owing import SELF
from evaluation.circumstances.actions.following import brought
from evaluation.circumstances.actions.remarks import ask_remark
from evaluation.circumstances.tells.following import following_of
from evaluation.core.case import Case
from evaluation.home.tells.duties import tasks_for
from evaluation.lists import listing
from evaluation.marks.actions.excuses import answer_excuse
from evaluation.models import Arrival, Dossier, Excuse, Remark
from regulation.deadlines import Window
from regulation.vocabulary import Cause, Tier
from reporting.sheets import form03
from tests.evaluation.lives.bearing import WHY
from tests.evaluation.lives.life import Life, codes, highest, standing
from tests.evaluation.lives.people import Person
from tests.evaluation.lives.signing import decided, line_of, rests_on, signed

OLD, NEW = "Phường Cũ", "Phường Bình Đức"


def at_the_council(life: Life, name: str, *, ward: str = OLD) -> tuple[Person, object]:
    """A deputy who has handed in, was appraised and heard in their unit, on 22 December."""
    unit = life.ward(ward)
    person = life.person(name, unit)
    life.on("2026-09-20").plans(person)
    life.on("2026-12-21").hands_in(person)
    life.on("2026-12-22").passes(person)
    return person, unit


@pytest.mark.clause("7.b", "2.2")
def test_transferred_while_at_the_council_the_new_unit_appraises_and_decides(life: Life):
    an, old = at_the_council(life, "Nguyễn Văn An")
    new = life.ward(NEW)
    life.on("2026-12-23").is_moved(an, new, "2026-12-20")
    with life.on("2026-12-26").refused("không còn đúng"):
        life.closes({an: "good"})
    life.follows(an)
    assert (an.dossier.stage, an.dossier.managing_unit, an.dossier.council_rating) == ("submitted", new, "")
    remark = Remark.objects.get(dossier=an.dossier)
    assert (remark.from_unit, remark.stage, remark.rating) == (old, "given", "good")
    life.on("2026-12-27").passes(an)
    assert life.on("2026-12-28").closes({an: "good"}).unit == new
    assert standing([an]) == [("decided", "good")]
    assert (signed(an), "Đã có nhận xét" in rests_on(an)["7.b"]) == ({"good"}, True)


@pytest.mark.clause("7.b")
def test_transferred_twice_both_old_units_speak(life: Life):
    first, second, third = life.ward("Phường Một"), life.ward("Phường Hai"), life.ward("Phường Ba")
    an = life.person("Nguyễn Văn An", first)
    life.on("2026-09-20").plans(an)
    life.on("2026-11-05").moves(an, second, "2026-11-05")
    life.on("2026-12-10").moves(an, third, "2026-12-10")
    life.on("2026-12-21").hands_in(an)
    life.passes(an)
    with life.on("2026-12-26").refused("Phường Một; Phường Hai"):
        life.closes({an: "good"})
    life.old_units_speak(an)
    assert life.closes({an: "good"}).unit == third
    assert (signed(an), "Phường Ba" in line_of(an).post) == ({"good"}, True)
    assert "Đã có nhận xét" in rests_on(an)["7.b"]


@pytest.mark.clause("7.a.1", "2.2")
def test_promoted_to_the_provinces_tier_after_handing_in_the_province_decides(life: Life):
    an, ward = at_the_council(life, "Nguyễn Văn An", ward=NEW)
    post = {"post": "Bí thư Đảng ủy phường", "leads": "head", "tier": Tier.PROVINCIAL}
    life.on("2026-12-24").is_moved(an, ward, "2026-12-24", Cause.PROMOTION, **post)
    with life.on("2026-12-26").refused("diện quản lý"):
        life.closes({an: "good"})
    life.follows(an)
    assert (an.dossier.stage, an.dossier.tier, an.dossier.deciding_unit) == (
        "submitted",
        Tier.PROVINCIAL,
        life.province,
    )
    life.passes(an)
    life.collective(ward, assigned=100, completed=100, exceeded=40)
    for paper, day in (("both_posts", "2026-12-25"), ("party_cell", "2026-12-25")):
        life.records(an, paper, day)
    proposed = life.on("2026-12-28").closes({an: "good"})
    life.on("2026-12-30").province_appraises(an)
    decided = life.on("2027-01-03").closes({an: "good"})
    assert [proposed.kind, decided.kind] == ["unit_proposal", "province_decision"]
    assert (signed(an), line_of(an).proposed) == ({"good"}, "Hoàn thành tốt nhiệm vụ")
    assert "đánh giá của chi bộ" in rests_on(an)["7.a"]


def excused(life: Life, an: Person, answered: str, ward: object) -> None:
    """One of two tasks undone, with a reason that the unit has answered."""
    life.on("2026-09-20").plans(an)
    life.collective(ward, assigned=100, completed=100, exceeded=40)
    life.on("2026-12-21").hands_in(an, "not_completed", undone=[1])
    life.passes(an, rating="not_completed")
    life.excuses(an)
    if answered != "proposed":
        life.answers_excuses(an, confirmed=answered != "refused")
    assert excuse_of(an).stage == answered


def excuse_of(person: Person):
    return next(task.excuse for task in person.dossier.plan.active_tasks if hasattr(task, "excuse"))


def promoted(life: Life, an: Person, ward: object) -> None:
    post = {"post": "Bí thư Đảng ủy phường", "leads": "head", "tier": Tier.PROVINCIAL}
    life.on("2026-12-24").is_moved(an, ward, "2026-12-24", Cause.PROMOTION, **post)
    life.follows(an)


@pytest.mark.clause("6.1.3", "7.a.1")
def test_promoted_to_tier_31_what_the_unit_confirmed_is_its_opinion_and_the_province_confirms(life: Life):
    ward = life.ward(NEW)
    an = life.person("Nguyễn Văn An", ward)
    excused(life, an, "approved", ward)
    version = excuse_of(an).version
    Excuse.objects.update(answer_document="Công văn 3-CV/ĐU")
    promoted(life, an, ward)
    excuse = excuse_of(an)
    assert (excuse.stage, excuse.version) == ("supported", version + 1)
    assert (excuse.opinion_document, excuse.answer_document) == ("Công văn 3-CV/ĐU", "")
    (line,) = an.dossier.history.get(deed="follow_person").changes["excuses"]
    assert line.endswith("”, Đã chấp thuận → Đơn vị thống nhất, chờ tỉnh xác nhận")
    life.passes(an, rating="completed")
    for paper, day in (("both_posts", "2026-12-24"), ("party_cell", "2026-12-24")):
        life.records(an, paper, day)
    life.on("2026-12-28").closes({an: "completed"})
    life.on("2026-12-30").province_appraises(an)
    with life.on("2027-01-03").refused():
        life.closes({an: "completed"})
    life.answers_excuses(an, confirmed=True, by=life.decider(an))
    life.closes({an: "completed"})
    assert (signed(an), "7.a" in rests_on(an), "6.1" in rests_on(an)) == ({"completed"}, True, False)


@pytest.mark.clause("6.1.3")
@pytest.mark.parametrize("tier", [Tier.DELEGATED, Tier.OTHER])
def test_come_from_tier_31_what_the_old_unit_supported_waits_for_the_new_units_answer(life: Life, tier):
    ward, other = life.ward(OLD), life.ward(NEW)
    an = life.secretary("Nguyễn Văn An", ward)
    excused(life, an, "supported", ward)
    life.on("2026-12-24").moves(an, other, "2026-12-24", tier=tier)
    assert (excuse_of(an).stage, highest(an)) == ("proposed", "not_completed")
    life.answers_excuses(an, confirmed=True)
    assert (excuse_of(an).stage, highest(an)) == ("approved", "completed")


@pytest.mark.clause("6.1.3")
@pytest.mark.parametrize("answered", ["proposed", "refused"])
def test_what_was_refused_stays_so_and_what_waits_waits(life: Life, answered):
    ward = life.ward(NEW)
    an = life.person("Nguyễn Văn An", ward)
    excused(life, an, answered, ward)
    promoted(life, an, ward)
    assert (excuse_of(an).stage, an.dossier.tier) == (answered, Tier.PROVINCIAL)


@pytest.mark.clause("6.1.3")
def test_promoted_to_tier_31_the_document_of_the_units_no_stays_beside_the_provinces_answer(life: Life):
    ward = life.ward(NEW)
    an = life.person("Nguyễn Văn An", ward)
    excused(life, an, "refused", ward)
    version = excuse_of(an).version
    Excuse.objects.update(answer_document="Công văn 3-CV/ĐU")
    promoted(life, an, ward)
    excuse = excuse_of(an)
    assert (excuse.stage, excuse.version, excuse.answer) == ("refused", version + 1, WHY)
    assert (excuse.opinion_document, excuse.answer_document) == ("Công văn 3-CV/ĐU", "")
    assert "excuses" not in an.dossier.history.get(deed="follow_person").changes
    province = life.decider(an)
    with life.then():
        answer_excuse(excuse, by=province, confirmed=True, document="Công văn 9-CV/BTC")
    assert excuse_of(an).papers == "Công văn 3-CV/ĐU; Công văn 9-CV/BTC"


@pytest.mark.clause("6.1.3")
def test_from_unit_to_unit_within_tier_31_the_new_unit_gives_its_own_opinion(life: Life):
    ward, other = life.ward(OLD), life.ward(NEW)
    an = life.secretary("Nguyễn Văn An", ward)
    excused(life, an, "supported", ward)
    post = {"post": "Bí thư Đảng ủy phường", "leads": "head", "tier": Tier.PROVINCIAL}
    life.on("2026-12-24").is_moved(an, other, "2026-12-24", **post)
    with life.then():
        preview = following_of(an.dossier).rows[-1]
    life.follows(an)
    assert (excuse_of(an).stage, highest(an)) == ("proposed", "not_completed")
    assert preview[1:] == ("Đơn vị thống nhất, chờ tỉnh xác nhận", "Chờ xem xét")
    life.answers_excuses(an, confirmed=True)
    assert excuse_of(an).stage == "supported"


@pytest.mark.clause("6.1.3")
def test_promoted_to_another_unit_what_the_old_one_confirmed_waits_for_the_new_ones_opinion(life: Life):
    ward, other = life.ward(OLD), life.ward(NEW)
    an = life.person("Nguyễn Văn An", ward)
    excused(life, an, "approved", ward)
    promoted(life, an, other)
    assert (excuse_of(an).stage, an.dossier.tier) == ("proposed", Tier.PROVINCIAL)


@pytest.mark.clause("6.1.3")
def test_from_unit_to_unit_within_tier_32_what_the_then_competent_unit_confirmed_stays_so(life: Life):
    ward, other = life.ward(OLD), life.ward(NEW)
    an = life.person("Nguyễn Văn An", ward)
    excused(life, an, "approved", ward)
    life.on("2026-12-24").moves(an, other, "2026-12-24")
    assert excuse_of(an).stage == "approved"


def late(person: Person) -> list[bool]:
    """As the dossier says it, the receipt, the law's facts, the filters, and a page that asked for windows at once."""
    dossier, kept = person.dossier, Dossier.objects.filter(pk=person.dossier.pk)
    return [
        dossier.is_late,
        dossier.receipts.latest("pk").is_late,
        any(item.what == Window.DOSSIER.label for item in Case(dossier).facts().late),
        kept.with_windows().filter(SELF.late).exists(),
        kept.with_windows().get().is_late,
    ]


@pytest.mark.clause("M06.note")
@pytest.mark.parametrize("whose", ["old", "new"])
def test_who_moves_is_as_late_or_in_time_as_they_were_where_they_handed_in(life: Life, whose):
    units = {"old": life.ward(OLD), "new": life.ward(NEW)}
    an = life.person("Nguyễn Văn An", units["old"])
    life.on("2026-09-20").plans(an)
    life.on("2026-10-01").asks_earlier(units[whose], people="2026-12-20")
    life.on("2026-12-21").hands_in(an, late="Đi công tác")
    assert late(an) == [whose == "old"] * 5
    life.on("2026-12-24").moves(an, units["new"], "2026-12-24")
    assert late(an) == [whose == "old"] * 5
    life.on("2026-12-25").moves(an, life.ward("Phường Ba"), "2026-12-25")
    assert late(an) == [whose == "old"] * 5


@pytest.mark.clause("M06.note")
def test_who_moves_before_handing_in_is_asked_by_the_window_of_the_new_unit(life: Life):
    old, new = life.ward(OLD), life.ward(NEW)
    an = life.person("Nguyễn Văn An", old)
    life.on("2026-09-20").plans(an)
    life.on("2026-10-01").asks_earlier(new, people="2026-12-20")
    life.on("2026-12-10").moves(an, new, "2026-12-10")
    life.on("2026-12-21").hands_in(an, late="Đi công tác")
    assert late(an) == [True] * 5


@pytest.mark.clause("2.2")
def test_moved_after_the_evaluation_date_the_old_unit_still_decides(life: Life):
    an, old = at_the_council(life, "Nguyễn Văn An")
    new = life.ward(NEW)
    life.on("2026-12-30").is_moved(an, new, "2026-12-30")
    told = [found for found in Case(an.dossier).verdict().findings if found.code == "moved-since"]
    assert [(found.blocks, "quý tiếp theo" in found.sentence) for found in told] == [(False, True)]
    assert life.on("2026-12-31").closes({an: "good"}).unit == old
    assert (signed(an), OLD in line_of(an).post) == ({"good"}, True)


def test_a_move_recorded_weeks_later_but_dated_in_time_still_binds(life: Life):
    an, _ = at_the_council(life, "Nguyễn Văn An")
    life.on("2027-01-04").is_moved(an, life.ward(NEW), "2026-12-29")
    with life.refused("không còn đúng"):
        life.closes({an: "good"})


@pytest.mark.clause("7.b", "2.2")
def test_a_move_dated_in_time_and_recorded_after_the_decision_asks_whoever_decided(life: Life):
    """Open-questions 33: nothing changes by itself; reopened, the file follows its person and the new unit decides."""
    an, old = at_the_council(life, "Nguyễn Văn An")
    life.on("2026-12-28").closes({an: "good"})
    new = life.ward(NEW)
    life.on("2027-01-04").is_moved(an, new, "2026-12-20")
    assert moves_told(life) == [("moved-since", "open", standing([an]))]
    assert "Trả lời về căn cứ đến sau quyết định" in told_to(life, life.leader(an))
    assert moves_told(life) == [("moved-since", "open", [("decided", "good")])]
    assert an.dossier.history.filter(deed="arrive").count() == 1
    life.on("2027-01-07").reopens(an)
    life.follows(an)
    life.passes(an)
    assert life.closes({an: "completed"}).unit == new
    assert moves_told(life) == [("moved-since", "answered", [("decided", "completed")])]
    assert Remark.objects.get(dossier=an.dossier).from_unit == old


@pytest.mark.clause("2.2")
@pytest.mark.parametrize("day", ["2026-12-30", "2027-01-03"])
def test_a_move_after_the_evaluation_date_asks_nobody_of_the_quarter_before(life: Life, day):
    an, _ = at_the_council(life, "Nguyễn Văn An")
    life.on("2026-12-28").closes({an: "good"})
    life.on("2027-01-04").is_moved(an, life.ward(NEW), day)
    assert moves_told(life) == []


@pytest.mark.clause("2.2")
def test_a_post_recorded_wrongly_and_set_right_is_asked_of_nobody_any_more(life: Life):
    an, _ = at_the_council(life, "Nguyễn Văn An")
    life.on("2026-12-28").closes({an: "good"})
    life.on("2027-01-04").is_moved(an, life.ward(NEW), "2026-12-20")
    assert len(moves_told(life)) == 1
    an.cadre.appointments.order_by("valid_from").last().delete()
    an.cadre.appointments.update(valid_until=None)
    assert moves_told(life) == []


@pytest.mark.clause("7.b")
def test_a_wrong_transfer_followed_and_set_right_leaves_no_unit_asked_of_its_own_people(life: Life):
    old = life.ward(OLD)
    an = life.person("Nguyễn Văn An", old)
    life.on("2026-09-20").plans(an)
    life.on("2026-12-10").moves(an, life.ward(NEW), "2026-12-01")
    assert Remark.objects.get(dossier=an.dossier).from_unit == old
    an.cadre.appointments.order_by("valid_from").last().delete()
    an.cadre.appointments.update(valid_until=None)
    life.on("2026-12-12").follows(an)
    assert (an.dossier.managing_unit, an.dossier.cases) == (old, [])
    assert not Remark.objects.filter(dossier=an.dossier).exists()


def test_the_form_that_names_a_post_anew_and_takes_a_question_back_finds_it_done_when_sent_twice(life: Life):
    an, _ = at_the_council(life, "Nguyễn Văn An")
    life.on("2026-12-23").holds(an, life.ward(NEW), until="2026-11-30")
    post = an.cadre.appointments.get(valid_until=None)
    an.cadre.appointments.filter(pk=post.pk).update(valid_from="2026-12-01", cause=Cause.TRANSFER)
    with life.then():
        ask_remark(an.dossier, by=life.staff(an))
    an.cadre.appointments.exclude(pk=post.pk).delete()
    Position.objects.filter(pk=post.position_id).update(name="Chánh Văn phòng")
    seen, by = an.dossier.version, life.official(Duty.PROVINCIAL_ORGANISATION, life.province)
    life.follows(an)
    assert not Remark.objects.exists()
    with life.then():
        assert brought(an.dossier.pk, by=by, seen=seen)
        assert not brought(an.dossier.pk, by=life.leader(an), seen=seen)


@pytest.mark.clause("7.a")
def test_a_promotion_recorded_after_the_decision_asks_and_what_units_became_since_does_not(life: Life):
    an, old = at_the_council(life, "Nguyễn Văn An")
    life.on("2026-12-28").closes({an: "good"})
    old.parent = life.ward(NEW)
    old.save()
    assert moves_told(life) == []
    life.on("2027-01-04").is_moved(an, old, "2026-12-20", Cause.PROMOTION, post="Trưởng phòng", leads="head")
    assert [code for code, *_ in moves_told(life)] == ["moved-since"]


@pytest.mark.clause("2.2", "7.a")
def test_raised_to_the_provinces_tier_in_the_same_role_and_recorded_after_the_decision_it_asks(life: Life):
    """The unit has decided whom the province was to decide."""
    an, old = at_the_council(life, "Nguyễn Văn An")
    life.on("2026-12-28").closes({an: "good"})
    post = {"post": "Phó Bí thư Đảng ủy", "tier": Tier.PROVINCIAL}
    life.on("2027-01-04").is_moved(an, old, "2026-12-20", Cause.PROMOTION, **post)
    assert [code for code, *_ in moves_told(life)] == ["moved-since"]
    assert "giữ chức vụ Phó Bí thư Đảng ủy" in Arrival.objects.get().sentence


OFFICER = {"post": "Chánh Văn phòng"}  # as the deputy was: of the collective's deputies, of the same tier


@pytest.mark.clause("7.a")
def test_a_higher_post_of_the_same_role_recorded_after_the_decision_asks_for_what_7a_wants(life: Life):
    an, old = at_the_council(life, "Nguyễn Văn An")
    life.on("2026-12-28").closes({an: "good"})
    life.on("2027-01-04").is_moved(an, old, "2026-12-20", Cause.PROMOTION, **OFFICER)
    assert moves_told(life) == [("promoted", "open", [("decided", "good")])]
    sentence = Arrival.objects.get().sentence
    assert "lên Chánh Văn phòng, Phường Cũ ngày 20/12/2026" in sentence
    assert sentence.endswith("Quyết định chưa giải trình nội dung này.")
    keeps_the_decision(life, an)
    assert moves_told(life) == [("promoted", "answered", [("decided", "good")])]
    assert moves_told(life) == [("promoted", "answered", [("decided", "good")])]


@pytest.mark.clause("7.a")
def test_another_post_that_is_no_higher_and_what_was_known_when_it_was_decided_ask_nobody(life: Life):
    an, old = at_the_council(life, "Nguyễn Văn An")
    life.on("2026-12-28").closes({an: "good"})
    life.on("2027-01-04").is_moved(an, old, "2026-12-20", Cause.APPOINTMENT, **OFFICER)
    assert moves_told(life) == []


@pytest.mark.clause("7.b")
def test_a_transfer_set_right_after_the_decision_asks_for_the_old_units_remark(life: Life):
    """As it was recorded, the unit had been entered long before."""
    an, old = at_the_council(life, "Nguyễn Văn An")
    life.on("2026-12-28").closes({an: "good"})
    an.cadre.appointments.update(valid_from="2026-11-15", cause=Cause.TRANSFER)
    life.on("2027-01-04").holds(an, life.ward(NEW), since="2020-01-01", until="2026-11-14")
    assert moves_told(life) == [("transferred", "open", [("decided", "good")])]
    assert "Chưa có nhận xét của cơ quan, đơn vị cũ: Phường Bình Đức" in Arrival.objects.get().sentence


def decided_between_divisions(life: Life) -> tuple[Person, Unit, Unit]:
    """Somebody who went from one division of a unit to another, and was decided; with both divisions.

    The tests make the first one a unit of its own afterwards.
    """
    old = life.ward(OLD)
    here, there = life.division("Phòng Văn hóa", old), life.division("Phòng Kinh tế", old)
    head = {"leads": "head", "post": "Trưởng phòng"}
    an = life.person("Nguyễn Văn An", here, until="2026-11-14", **head)
    life.holds(an, there, since="2026-11-15", cause=Cause.TRANSFER, **head)
    life.on("2026-11-16").follows(an)
    life.plans(an)
    life.on("2026-12-21").hands_in(an)
    life.on("2026-12-22").passes(an)
    life.on("2026-12-28").closes({an: "good"})
    return an, here, there


@pytest.mark.clause("7.b")
@pytest.mark.parametrize("keeps_posts", [True, False])
def test_what_became_of_units_since_the_decision_makes_no_transfer(life: Life, keeps_posts):
    an, here, _ = decided_between_divisions(life)
    if not keeps_posts:  # as decisions were kept before
        decision = decided(an)
        del decision.snapshot["posts"]
        decision.save()
    here.manages_cadres = True
    here.save()
    assert moves_told(life) == []


@pytest.mark.clause("7.b")
def test_units_that_changed_and_a_post_of_the_next_quarter_make_no_transfer_of_this_one(life: Life):
    an, here, there = decided_between_divisions(life)
    here.manages_cadres = True
    here.save()
    life.on("2027-02-02").is_moved(an, there, "2027-02-01", Cause.APPOINTMENT, **OFFICER)
    assert moves_told(life) == []


@pytest.mark.clause("7.b")
def test_a_promotion_that_turns_out_a_transfer_of_the_same_day_asks_for_the_old_units_remark(life: Life):
    """The decision knew a case of that day, of another kind."""
    an, old = at_the_council(life, "Nguyễn Văn An")
    life.on("2026-12-23").is_moved(an, old, "2026-12-10", Cause.PROMOTION, **OFFICER)
    life.follows(an)
    life.on("2026-12-26").records(an, "party_cell", "2026-12-25")
    life.records(an, "both_posts", "2026-12-25")
    life.on("2026-12-28").closes({an: "good"})
    an.cadre.appointments.filter(cause=Cause.PROMOTION).update(cause=Cause.TRANSFER)
    an.cadre.appointments.filter(cause=Cause.APPOINTMENT).update(unit=life.ward(NEW))
    assert moves_told(life) == [("transferred", "open", [("decided", "good")])]


@pytest.mark.clause("7.a", "2.2")
@pytest.mark.parametrize("to", [OLD, NEW])
def test_what_was_answered_is_not_asked_again_of_units_called_otherwise_since(life: Life, to):
    an, old = at_the_council(life, "Nguyễn Văn An")
    life.on("2026-12-28").closes({an: "good"})
    unit = old if to == OLD else life.ward(to)
    life.on("2027-01-04").is_moved(an, unit, "2026-12-20", Cause.PROMOTION, **OFFICER)
    assert [stage for _, stage, _ in moves_told(life)] == ["open"]
    keeps_the_decision(life, an)
    unit.name = "Phường Đổi Tên"
    unit.save()
    assert [stage for _, stage, _ in moves_told(life)] == ["answered"]
    life.is_moved(an, life.ward("Phường Ba"), "2026-12-28")
    assert [stage for _, stage, _ in moves_told(life)] == ["answered", "open"]


@pytest.mark.clause("7.c")
def test_a_reorganisation_recorded_after_the_decision_asks_since_other_tasks_count(life: Life):
    an, old = at_the_council(life, "Nguyễn Văn An")
    life.on("2026-12-28").closes({an: "good"})
    post = {"leads": "deputy", "post": an.cadre.appointments.get().position.name}
    life.on("2027-01-04").is_moved(an, old, "2026-11-15", Cause.REORGANISATION, **post)
    assert moves_told(life) == [("reorganised", "open", [("decided", "good")])]
    assert "Chỉ đánh giá kết quả từ ngày 15/11/2026" in Arrival.objects.get().sentence


@pytest.mark.clause("7.d.2")
def test_a_first_post_set_right_after_the_decision_is_asked_about_as_any_that_defers(life: Life):
    an, _ = at_the_council(life, "Nguyễn Văn An")
    life.on("2026-12-28").closes({an: "good"})
    an.cadre.appointments.update(valid_from="2026-12-10")
    assert moves_told(life) == [("deferral", "open", [("decided", "good")])]
    assert "Lần đầu được bổ nhiệm" in Arrival.objects.get().sentence
    an.cadre.appointments.update(valid_from="2020-01-01")
    assert moves_told(life) == []


@pytest.mark.clause("7.d.2")
def test_a_post_before_set_right_to_none_of_leadership_makes_the_present_one_the_first(life: Life):
    an, old = at_the_council(life, "Nguyễn Văn An")
    life.on("2026-12-23").is_moved(an, old, "2026-12-10", Cause.APPOINTMENT, **OFFICER)
    life.follows(an)
    life.on("2026-12-28").closes({an: "good"})
    an.cadre.appointments.exclude(valid_until=None).update(leadership="none")
    assert moves_told(life) == [("deferral", "open", [("decided", "good")])]


@pytest.mark.clause("6.3/1")
def test_a_failed_collective_headed_beside_and_recorded_after_the_decision_is_asked_about(life: Life):
    other = life.ward(NEW)
    life.collective(other, assigned=100, completed=60)
    an, _ = at_the_council(life, "Nguyễn Văn An")
    life.on("2026-12-28").closes({an: "good"})
    life.on("2027-01-04").holds(an, other, leads="head", main=False, since="2026-10-01", post="Trưởng ban")
    assert [code for code, *_ in moves_told(life)] == ["moved-since"]
    assert "Trưởng ban, Phường Bình Đức (người đứng đầu)" in Arrival.objects.get().sentence
    life.reopens(an)
    life.follows(an)
    assert highest(an) == "not_completed"


@pytest.mark.clause("2.2", "6.3/1")
def test_a_post_of_another_level_and_a_collective_beside_it_are_both_told_of(life: Life):
    """Raised within unit and role: what another level was to decide is not hidden behind the collective."""
    an, old = at_the_council(life, "Nguyễn Văn An")
    life.on("2026-12-28").closes({an: "good"})
    higher = {"leads": "deputy", "tier": Tier.PROVINCIAL, "post": "Phó Bí thư"}
    life.on("2027-01-04").is_moved(an, old, "2026-12-20", Cause.APPOINTMENT, **higher)
    life.holds(an, life.ward(NEW), leads="head", main=False, since="2026-12-20", post="Trưởng ban")
    assert [code for code, *_ in moves_told(life)] == ["moved-since"]
    asked = Arrival.objects.get().sentence
    assert "giữ chức vụ Phó Bí thư, Phường Cũ (cấp phó)" in asked
    assert "Trưởng ban, Phường Bình Đức (người đứng đầu)" in asked


@pytest.mark.clause("2.2")
def test_another_post_than_was_asked_about_is_asked_about_too(life: Life):
    an, _ = at_the_council(life, "Nguyễn Văn An")
    life.on("2026-12-28").closes({an: "good"})
    life.on("2027-01-04").is_moved(an, life.ward("Phường Hai"), "2026-12-10")
    assert len(moves_told(life)) == 1
    life.is_moved(an, life.ward(NEW), "2026-12-20")
    assert len(moves_told(life)) == 1
    assert f"{NEW} (" in Arrival.objects.get().sentence
    keeps_the_decision(life, an)
    assert [stage for _, stage, _ in moves_told(life)] == ["answered"]
    life.is_moved(an, life.ward("Phường Ba"), "2026-12-28")
    assert [stage for _, stage, _ in moves_told(life)] == ["answered", "open"]


@pytest.mark.clause("7.b", "7.c")
def test_transferred_and_then_merged_the_unit_left_speaks_and_the_merged_one_decides(life: Life):
    """7.c “không bao gồm các trường hợp nêu tại Tiết a, b”: the whole quarter counts."""
    an, old = at_the_council(life, "Nguyễn Văn An")
    second, merged = life.ward("Phường Hai"), life.ward(NEW)
    life.on("2026-12-23").is_moved(an, second, "2026-11-10")
    life.is_moved(an, merged, "2026-12-20", Cause.REORGANISATION)
    life.follows(an)
    assert [case["kind"] for case in an.dossier.cases] == ["transferred"]
    remark = Remark.objects.get(dossier=an.dossier)
    assert (remark.from_unit, remark.stage) == (old, "given")
    life.on("2026-12-26").passes(an)
    assert life.closes({an: "good"}).unit == merged
    assert standing([an]) == [("decided", "good")]


@pytest.mark.clause("7.b")
def test_back_at_the_first_unit_and_away_again_all_that_it_has_appraised_is_its_remark(life: Life):
    """A → B → A → C within the quarter: A speaks of both its stretches, B is asked."""
    an, first = at_the_council(life, "Nguyễn Văn An")
    second, third = life.ward("Phường Hai"), life.ward(NEW)
    life.on("2026-12-22").moves(an, second, "2026-11-10")
    life.on("2026-12-23").moves(an, first, "2026-12-01")
    life.passes(an, rating="completed")
    life.on("2026-12-24").moves(an, third, "2026-12-20")
    spoken = {one.from_unit: one for one in Remark.objects.filter(dossier=an.dossier)}
    assert {unit: one.stage for unit, one in spoken.items()} == {first: "given", second: "asked"}
    assert spoken[first].rating == "completed"
    assert "Nhận xét trước đó, gửi ngày 22/12/2026, mức Tốt:" in spoken[first].text
    life.old_units_speak(an)
    life.on("2026-12-26").passes(an)
    assert life.closes({an: "completed"}).unit == third


@pytest.mark.clause("7.b")
def test_sent_back_after_the_council_and_then_moved_what_was_appraised_is_the_remark(life: Life):
    an, old = at_the_council(life, "Nguyễn Văn An")
    life.on("2026-12-23").returns(an)
    life.on("2026-12-24").moves(an, life.ward(NEW), "2026-12-20")
    remark = Remark.objects.get(dossier=an.dossier)
    assert (remark.from_unit, remark.stage, an.dossier.stage) == (old, "given", "self_assessment")
    assert remark.text.startswith("Thẩm định:")
    life.hands_in(an)
    life.passes(an)
    life.on("2026-12-26").closes({an: "good"})
    assert standing([an]) == [("decided", "good")]


@pytest.mark.clause("7.a")
def test_promoted_and_then_given_another_post_in_the_unit_both_posts_still_count(life: Life):
    an, ward = at_the_council(life, "Nguyễn Văn An", ward=NEW)
    life.on("2026-12-23").is_moved(an, ward, "2026-11-20", Cause.PROMOTION, post="Trưởng phòng", leads="head")
    life.is_moved(an, ward, "2026-12-15", post="Chánh Văn phòng", leads="head")
    assert "Đưa hồ sơ theo cán bộ" in told_to(life, life.staff(an))
    life.follows(an)
    assert [case["kind"] for case in an.dossier.cases] == ["promoted"]
    life.on("2026-12-26").passes(an)
    with life.refused("chi bộ"):
        life.closes({an: "good"})
    life.records(an, "party_cell", "2026-12-26")
    life.records(an, "both_posts", "2026-12-26")
    life.closes({an: "good"})
    assert standing([an]) == [("decided", "good")]


@pytest.mark.clause("7.e")
def test_retired_at_the_council_the_file_ends_and_the_others_are_counted_without_it(life: Life):
    ward = life.ward(NEW)
    an, binh, chi = (life.person(f"Nguyễn Văn {name}", ward) for name in ("An", "Bình", "Chi"))
    life.on("2026-09-20").plans(an, binh, chi)
    life.on("2026-12-21")
    for person in (an, binh, chi):
        life.hands_in(person, "excellent", above=True)
    life.passes(an, binh, chi, rating="excellent")
    life.on("2026-12-24").leaves(an, "retired", "2026-12-15")
    assert standing([an]) == [("ended", "")]
    with life.on("2026-12-26").refused("0 ("):
        life.closes({binh: "excellent", chi: "good"})
    life.closes({binh: "good", chi: "good"})
    assert [signed(binh), signed(chi)] == [{"good"}] * 2
    assert "Nghỉ hưu từ ngày 15/12/2026 (Quyết định số 21-QĐ/TU)." in form03(an.dossier).remarks[0]


def test_who_died_after_the_evaluation_date_is_rated_no_more(life: Life):
    an, _ = at_the_council(life, "Nguyễn Văn An")
    life.on("2026-12-31").leaves(an, "died", "2026-12-30")
    assert standing([an]) == [("ended", "")]
    assert listing.list_of(an.dossier) is None
    assert "từ ngày 30/12/2026 (Quyết định số 21-QĐ/TU)." in form03(an.dossier).remarks[0]


def test_who_retires_in_the_new_year_is_still_rated_for_the_old(life: Life):
    an, _ = at_the_council(life, "Nguyễn Văn An")
    with life.on("2027-01-02").refused("vẫn đánh giá"):
        life.leaves(an, "retired", "2027-01-01")
    life.closes({an: "good"})
    assert (standing([an]), signed(an)) == ([("decided", "good")], {"good"})


@pytest.mark.clause("7.d.4")
def test_an_inspection_begun_on_the_30th_defers_until_the_decision(life: Life):
    an, _ = at_the_council(life, "Nguyễn Văn An")
    life.on("2026-12-30", 10).is_away(an, "inspection", "2026-12-30")
    assert "deferral" in codes(an)
    life.sets_aside(an, "Đang kiểm tra dấu hiệu vi phạm (Mục 7.d).")
    assert standing([an]) == [("deferred", "")]
    life.on("2027-01-05").comes_back(an, "2027-01-04")
    life.resumes(an, "Kiểm tra kết thúc, không có vi phạm.")
    life.hands_in(an, late=WHY)
    life.passes(an)
    life.on("2027-01-08").closes({an: "good"})
    assert (signed(an), decided(an).row.answer, "30/12/2026" in rests_on(an)["7.d"]) == ({"good"}, WHY, True)


def test_whoever_may_bring_the_file_along_is_told_on_their_home_page_until_it_has_followed(life: Life):
    an, old = at_the_council(life, "Nguyễn Văn An")
    staff = life.staff(an)
    life.on("2026-12-23").is_moved(an, life.ward(NEW), "2026-12-20")
    assert "Đưa hồ sơ theo cán bộ" in told_to(life, staff)
    life.follows(an)
    assert "Đưa hồ sơ theo cán bộ" not in told_to(life, staff)


def keeps_the_decision(life: Life, person: Person) -> None:
    """The deciding level answers the one thing that arrived."""
    with life.then():
        keep_decision(Arrival.objects.get(), by=life.leader(person), reason="Đã xem xét cả hai chức vụ.")


def told_to(life: Life, user: User) -> list[str]:
    """What waits for this person on their home page."""
    with life.then():
        return [line.verb for line in tasks_for(user).todo]


def moves_told(life: Life) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """What the calendar, kept on the next morning, has asked deciders about posts recorded since, and how those decided stand."""
    life.moment += timedelta(days=1)
    with life.then():
        keep()
    found = Arrival.objects.filter(code__in=OF_CAREER).select_related("decision__dossier")
    return [(row.code, row.stage, standing([_whose(life, row)])) for row in found]


def _whose(life: Life, arrival: Arrival) -> Person:
    return next(one for one in life.everybody if one.cadre.pk == arrival.decision.dossier.cadre_id)
