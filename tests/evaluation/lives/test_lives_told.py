"""Who hears of what in a quarter: the next in line that something waits, the judged what they may read, each once."""

from django.urls import reverse

from cadres.models import Duty
from evaluation.core.road import DOSSIERS
from notices.models import Kind, Notice
from tests.evaluation.lives.life import Life
from tests.telling import told


def test_each_step_tells_whoever_is_next_and_the_person_only_what_they_may_read(life: Life):
    ward = life.ward("Phường Bình Đức")
    an = life.person("Nguyễn Văn An", ward)
    staff, leader = life.staff(an), life.leader(an)
    life.on("2026-09-20").plans(an)
    assert told(an.user) == ["Kế hoạch Quý IV/2026 đã được phê duyệt"]
    assert told(staff) == [f"Tổng hợp: có kế hoạch đang chờ · {ward} · Quý IV/2026"]
    assert told(leader) == [f"Phê duyệt: có kế hoạch đang chờ · {ward} · Quý IV/2026"]
    life.on("2026-12-21").hands_in(an)
    life.on("2026-12-24").passes(an)
    life.on("2026-12-26").closes({an: "good"})
    assert told(an.user, kind=Kind.RESULT) == []
    assert f"Thẩm định: có hồ sơ đang chờ · {ward} · Quý IV/2026" in told(staff)
    assert f"Quyết định xếp loại: có đồng chí đang chờ · {ward} · Quý IV/2026" in told(leader)
    life.on("2026-12-28").publishes(an)
    assert told(an.user, kind=Kind.RESULT) == ["Kết quả xếp loại Quý IV/2026 đã được công bố"]
    assert Notice.objects.get(kind=Kind.RESULT).url == reverse("own_result", args=[an.dossier.pk])


def test_what_was_returned_comes_with_its_reason_each_time(life: Life):
    an = life.person("Nguyễn Văn An", life.ward("Phường Bình Đức"))
    life.on("2026-09-20").plans(an)
    for day in ("2026-12-21", "2026-12-23"):
        life.on(day).hands_in(an)
        life.returns(an)
    back = Notice.objects.filter(to=an.user, kind=Kind.RETURNED)
    assert [one.words for one in back] == [an.dossier.history.filter(deed="return").last().reason] * 2
    assert {one.url for one in back} == {reverse("assessment", args=[an.dossier.pk])}


def test_two_who_hand_in_make_one_notice_until_it_is_read(life: Life):
    ward = life.ward("Phường Bình Đức")
    people = [life.person(name, ward) for name in ("Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Châu")]
    life.on("2026-09-20").plans(*people)
    waiting = Notice.objects.filter(to=life.staff(people[0]), sentence__startswith="Thẩm định")
    life.on("2026-12-21").hands_in(people[0])
    life.hands_in(people[1])
    assert waiting.count() == 1
    waiting.update(read_at=waiting[0].at)
    life.hands_in(people[2])
    assert waiting.count() == 2


def test_whoever_heads_the_unit_is_told_of_others_and_not_of_themself(life: Life):
    ward = life.ward("Phường Bình Đức")
    an = life.person("Nguyễn Văn An", ward)
    life.also_leads(an, ward)
    life.on("2026-09-20").plans(an)
    life.on("2026-12-21").hands_in(an)
    life.passes(an)
    holders = DOSSIERS.decide.by.holders(an.dossier)
    assert [an.user.pk in holders, life.leader(an).pk in holders] == [False, True]
    assert not [line for line in told(an.user) if line.startswith("Quyết định")]


def test_an_old_unit_hears_that_it_is_asked_and_the_new_staff_that_it_has_spoken(life: Life):
    old, new = life.ward("Phường Cũ"), life.ward("Phường Mới")
    an = life.person("Nguyễn Văn An", old)
    asked = life.official(Duty.ORGANISATION_STAFF, old)
    life.on("2026-09-20").plans(an)
    new_staff = life.official(Duty.ORGANISATION_STAFF, new)
    life.on("2026-11-20").moves(an, new, since="2026-11-20")
    remark = an.dossier.remarks.get()
    assert f"Gửi nhận xét: đồng chí {an.dossier.cadre.full_name} (Mục 7.b) · Quý IV/2026" in told(asked)
    life.old_units_speak(an)
    came = [line for line in told(new_staff) if line.startswith("Đã có nhận xét của đơn vị cũ")]
    assert (len(came), Notice.objects.get(sentence__startswith="Gửi nhận xét", to=asked).url) == (
        1,
        reverse("remark", args=[remark.pk]),
    )
    assert not [line for line in told(an.user) if "nhận xét" in line]
