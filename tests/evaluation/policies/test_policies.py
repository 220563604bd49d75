"""The rules of a round: who sets them, what the law refuses, and that nobody is judged by rules changed meanwhile."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from cadres.machine import ReasonOwed, Refused, Stale
from cadres.models import Duty
from config import clock
from evaluation.calendar.actions.rounds import open_period
from evaluation.models import Dossier, Policy
from evaluation.policies import actions as deeds
from regulation.deadlines import OwnWindow
from tests.choosing import offered
from tests.factories import DossierFactory, PeriodFactory, a_ward, an_official

pytestmark = pytest.mark.django_db
D = Decimal
WHY = "Theo kết luận của Ban Thường vụ Tỉnh ủy"


@pytest.fixture
def world():
    world = a_ward()
    world.period = PeriodFactory()
    world.organisation = an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
    return world


def values(**changes):
    typed = {
        "outstanding_share": "40",
        "rates_fourth_quarter": "on",
        "cap_rate": "20",
        "cap_number": "",
        "cap_day": "",
        "block_base": "good_or_better",
        "warn_base": "good_only",
        "proposal_cap": "warn",
        "unit_unknown": "warn",
        "council_quorum": "two_thirds",
        "petitions": "on",
        "petition_days": "5",
        "petition_answer_days": "10",
        "plan_lateness": "mark_late",
        "dossier_lateness": "mark_late",
        "package_lateness": "refuse",
        "reason": WHY,
        "version": "1",
    }
    return typed | changes


def post(client, world, by=None, **changes):
    client.force_login(by or world.organisation)
    return client.post(reverse("province_policy", args=[world.period.code]), values(**changes))


@pytest.mark.clause("2.4")
def test_the_province_sets_its_readings_with_a_reason(client, world):
    assert post(client, world).status_code == 302
    policy = Policy.objects.get(unit=None)
    assert (policy.outstanding_share, policy.warns_late_task, policy.version) == (40, False, 2)
    entry = policy.history.get()
    assert (entry.by, entry.reason, entry.changes["outstanding_share"]) == (
        world.organisation,
        WHY,
        ["30", "40"],
    )
    page = client.get(reverse("policies")).content.decode()
    assert "Tỷ lệ nhiệm vụ vượt yêu cầu để xét Xuất sắc (%): 30 → 40" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"outstanding_share": ""}, "Chưa ghi tỷ lệ nhiệm vụ vượt yêu cầu."),
        ({"outstanding_share": "101"}, "Không được lớn hơn 100."),
        ({"cap_rate": "25"}, "Tỷ lệ 25 % cần số và ngày của văn bản cho phép."),
        ({"cap_rate": "25", "cap_number": "12-CV/TU"}, "Tỷ lệ 25 % cần số và ngày của văn bản cho phép."),
        (
            {"cap_number": "12-CV/TU"},
            "Số, ngày văn bản chỉ được ghi khi tỷ lệ là 25 %: xin chọn 25 % hoặc bỏ nội dung này.",
        ),
        (
            {"cap_day": "2026-09-01"},
            "Số, ngày văn bản chỉ được ghi khi tỷ lệ là 25 %: xin chọn 25 % hoặc bỏ nội dung này.",
        ),
        ({"cap_rate": "30"}, "Tỷ lệ Xuất sắc (%): phải chọn trong danh sách."),
        (
            {"proposal_cap": "x"},
            "Danh sách đề xuất vượt tỷ lệ Xuất sắc (Mẫu 05, Mẫu 06): phải chọn trong danh sách.",
        ),
        (
            {"council_quorum": "one"},
            "Số thành viên phải dự để Hội đồng cho ý kiến: phải chọn trong danh sách.",
        ),
        (
            {"unit_unknown": "info"},
            "Khi xếp loại người lãnh đạo mà tập thể chưa có kết quả được phê duyệt: phải chọn trong danh sách.",
        ),
        ({"block_base": "x"}, "Mẫu số chặn khi chốt danh sách: phải chọn trong danh sách."),
        ({"petition_days": "0"}, "phải là số nguyên từ 1 đến 30."),
        ({"petition_answer_days": "x"}, "phải là số nguyên từ 1 đến 30."),
        ({"petition_answer_days": ""}, "Chưa ghi số ngày."),
        ({"reason": " "}, "Cần ghi rõ lý do sửa quy định."),
    ],
)
def test_what_the_law_does_not_allow_is_refused_in_words(client, world, changes, sentence):
    answer = post(client, world, **changes)
    assert (answer.status_code, Policy.objects.count()) == (422, 0)
    assert sentence in answer.content.decode()


def test_25_percent_is_set_on_a_document_with_its_number_and_day(client, world):
    named = {"cap_rate": "25", "cap_number": "12-CV/TU", "cap_day": "2026-09-01"}
    assert post(client, world, **named).status_code == 302
    policy = Policy.objects.get(unit=None)
    assert (policy.cap_rate, policy.cap_document) == (25, "Văn bản số 12-CV/TU ngày 01/09/2026")
    post(client, world, cap_rate="25", outstanding_share="35", version=policy.version)
    assert Policy.objects.get(unit=None).cap_document == "Văn bản số 12-CV/TU ngày 01/09/2026"
    post(client, world, cap_rate="20", version=policy.version + 1)
    assert Policy.objects.get(unit=None).cap_document == ""


def test_nobody_is_judged_by_rules_that_changed_meanwhile(client, world):
    DossierFactory(unit=world.ward, period=world.period, arrived_at=world.period.plan_closes_at)
    answer = post(client, world)
    assert (answer.status_code, Policy.objects.count()) == (422, 0)
    assert "đã có bản tự đánh giá của tỉnh được nộp" in answer.content.decode()
    with pytest.raises(Refused):
        deeds.set_scales(world.period, world.ward, {}, by=world.leadership, reason=WHY)
    Dossier.objects.update(arrived_at=None)
    assert post(client, world).status_code == 302


def test_a_unit_goes_on_while_nobody_of_its_own_has_handed_in(world):
    elsewhere = a_ward()
    DossierFactory(unit=elsewhere.ward, period=world.period, arrived_at=world.period.plan_closes_at)
    deeds.set_scales(world.period, world.ward, {"quality": [(D(1), "Đạt")]}, by=world.leadership, reason=WHY)
    assert world.period.policy_for(world.ward).scale("quality") == [(D(1), "Đạt")]


def test_without_the_right_a_reason_or_the_newest_version_nothing_changes(world):
    policy = Policy.objects.create(period=world.period)
    given = {"outstanding_share": D(40)}
    with pytest.raises(ReasonOwed):
        deeds.set_policy(world.period, given, by=world.organisation, reason=" ")
    with pytest.raises(Stale):
        deeds.set_policy(world.period, given, by=world.organisation, reason=WHY, seen=7)
    policy.refresh_from_db()
    assert (policy.outstanding_share, policy.history.count()) == (30, 0)


def scales(**lines):
    """`quality0="1:Đạt"` → the fields of one line."""
    typed = {"reason": WHY, "version": "1"}
    for name, line in lines.items():
        factor, words = line.split(":")
        typed |= {f"{name[:-1]}-{name[-1]}-factor": factor, f"{name[:-1]}-{name[-1]}-words": words}
    return typed


def post_scales(client, world, by=None, **lines):
    client.force_login(by or world.leadership)
    return client.post(reverse("unit_policy", args=[world.period.code, world.ward.pk]), scales(**lines))


@pytest.mark.clause("2.4", "8.1", "PL1.2.3/3", "PL2.2", "PL2.LY.1")
def test_a_unit_sets_its_own_scale_and_the_rest_follows_the_province(client, world):
    answer = post_scales(
        client, world, quality0="1:Đạt yêu cầu", quality1="0,5:Làm lại", quality2="1,5:Xuất sắc"
    )
    assert answer.status_code == 302
    policy = world.period.policy_for(world.ward)
    assert policy.scale("quality") == [(D(1), "Đạt yêu cầu"), (D("0.5"), "Làm lại"), (D("1.5"), "Xuất sắc")]
    assert policy.scale("timeliness")[1] == (D("0.75"), "Chậm tiến độ")
    entry = Policy.objects.get(unit=world.ward).history.get()
    assert entry.changes == {"quality": ["theo tỉnh", "1 Đạt yêu cầu; 0,5 Làm lại; 1,5 Xuất sắc"]}


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ({"quality0": "0,5:Làm lại"}, "Thang phải có bậc hệ số 1 (đạt yêu cầu)."),
        ({"quality0": "1:Đạt", "quality1": "1:Tốt"}, "chỉ dùng một lần trong thang."),
        ({"quality0": "1:"}, "Mỗi bậc cần có cách ghi bằng lời."),
        ({"quality0": ":Đạt"}, "Chất lượng (B), bậc 1: chưa ghi hệ số."),
        ({"quality0": "3:Đạt"}, "Không được lớn hơn 2."),
    ],
)
def test_a_scale_that_cannot_be_used_is_refused_with_everything_typed(client, world, lines, sentence):
    answer = post_scales(client, world, **lines)
    page = answer.content.decode()
    assert (answer.status_code, sentence in page, WHY in page) == (422, True, True)
    assert Policy.objects.count() == 0


def test_a_unit_sees_which_scales_it_may_set(client, world):
    client.force_login(world.staff)
    assert (
        reverse("unit_policy", args=[world.period.code, world.ward.pk])
        in client.get(reverse("policies")).content.decode()
    )
    client.force_login(world.subject)
    page = client.get(reverse("policies")).content.decode()
    assert ("Cách hiểu khi áp dụng" in page, "Sửa quy định của tỉnh" in page, "thang riêng" in page) == (
        True,
        False,
        False,
    )


def post_windows(client, world, **changes):
    client.force_login(world.organisation)
    typed = {
        "plan": "2026-09-25",
        "dossier": "2026-12-29",
        "report": "2027-01-04",
        "reason": WHY,
        "version": "1",
    } | changes
    return client.post(reverse("policy_windows", args=[world.period.code]), typed)


def test_the_province_moves_a_window_to_the_end_of_another_day(client, world):
    dossier = DossierFactory(unit=world.ward, period=world.period, arrived_at=world.period.dossier_closes_at)
    assert dossier.is_late is True
    assert post_windows(client, world, dossier="2026-12-31").status_code == 302
    world.period.refresh_from_db()
    closes_at = world.period.dossier_closes_at.astimezone(clock.HERE)
    assert f"{closes_at:%d/%m/%Y %H:%M}" == "01/01/2027 00:00"
    assert Dossier.objects.get(pk=dossier.pk).is_late is False
    entry = Policy.objects.get(unit=None).history.get()
    assert entry.changes == {"dossier_closes_at": ["hết thứ Ba, 29/12/2026", "hết thứ Năm, 31/12/2026"]}
    assert (
        "Hết hạn hồ sơ đánh giá, xếp loại: hết thứ Ba, 29/12/2026"
        in client.get(reverse("policies")).content.decode()
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"dossier": "2027-01-04"}, "hạn hồ sơ phải trước hạn báo cáo"),
        ({"plan": "31/02/2026"}, "Phải là một ngày có thật"),
        ({"report": ""}, "Chưa ghi ngày cuối cùng."),
        ({"report": "9999-12-31"}, "Phải từ ngày 05/10/2026 đến ngày 07/04/2027."),
        ({"plan": "0001-01-01"}, "Phải từ ngày"),
        ({"reason": ""}, "Cần ghi rõ lý do sửa quy định."),
    ],
)
def test_windows_out_of_order_or_without_reason_stay_where_they_are(client, world, changes, sentence):
    answer = post_windows(client, world, **changes)
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert Policy.objects.count() == 0


def post_own(client, world, **changes):
    client.force_login(world.leadership)
    typed = {"self": "2026-12-20", "division": "2026-12-24", "reason": WHY, "version": "1"} | changes
    return client.post(reverse("own_windows", args=[world.period.code, world.ward.pk]), typed)


def on(month, day, year=2026):
    return clock.held(datetime(year, month, day, 9, tzinfo=clock.HERE))


@pytest.mark.clause("M06.note")
def test_a_unit_asks_its_people_and_divisions_earlier_than_the_round(client, world):
    with on(12, 1):
        assert post_own(client, world).status_code == 302
        page = client.get(reverse("policies")).content.decode()
    assert "Bản tự đánh giá: hết Chủ nhật, 20/12/2026" in page
    assert "Hạn riêng, bản tự đánh giá: theo hạn của kỳ → hết Chủ nhật, 20/12/2026" in page
    instants = [world.period.closes_at(window, world.division.managing.pk) for window in OwnWindow]
    assert [f"{one.astimezone(clock.HERE):%d/%m}" for one in instants] == ["21/12", "25/12"]
    entry = Policy.objects.get(unit=world.ward).history.get()
    assert (entry.by, entry.reason) == (world.leadership, WHY)
    with on(12, 2):
        assert post_own(client, world, division="", version=2).status_code == 302
    assert world.period.closes_at(OwnWindow.DIVISION, world.ward.pk) == world.period.dossier_closes_at


@pytest.mark.clause("M06.note")
def test_own_windows_are_told_to_whom_they_bind_and_to_the_province_alone(client, world):
    other = a_ward(code="XK")
    DossierFactory(cadre=world.cadre, unit=world.division, period=world.period)
    with on(12, 1):
        assert post_own(client, world).status_code == 302
    binds = (world.subject, world.staff, an_official(Duty.DIVISION_LEADERSHIP, world.division))
    province = an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
    readers = dict.fromkeys((*binds, province), True) | {other.subject: False, other.leadership: False}
    for user, told in readers.items():
        client.force_login(user)
        page = client.get(reverse("policies")).content.decode()
        assert ("Bản tự đánh giá: hết Chủ nhật, 20/12/2026" in page) is told


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"self": "2026-12-30"}, "Phải từ ngày 01/12/2026 đến ngày 29/12/2026."),
        ({"self": "2026-11-30"}, "Phải từ ngày 01/12/2026 đến ngày 29/12/2026."),
        ({"division": "2026-12-19"}, "Hạn của phòng, ban không được trước hạn nộp bản tự đánh giá."),
        ({"division": "x"}, "Phải là một ngày có thật"),
        ({"reason": " "}, "Cần ghi rõ lý do sửa quy định."),
    ],
)
def test_an_own_window_outside_the_rounds_out_of_order_or_without_reason_is_refused(
    client, world, changes, sentence
):
    with on(12, 1):
        answer = post_own(client, world, **changes)
    page = answer.content.decode()
    assert (answer.status_code, sentence in page, WHY in page or "reason" in changes) == (422, True, True)
    assert Policy.objects.count() == 0


def test_the_deed_itself_refuses_an_own_window_beyond_the_rounds(world):
    beyond = {OwnWindow.SELF: world.period.dossier_closes_at + timedelta(days=1)}
    with pytest.raises(Refused, match=r"hạn riêng phải từ ngày 01/12/2026 .* ngày 29/12/2026"):
        deeds.set_own_windows(world.period, world.ward, beyond, by=world.leadership, reason=WHY)


def test_nobody_who_came_in_time_is_made_late_by_an_own_window(client, world):
    arrived = datetime(2026, 12, 18, 9, tzinfo=clock.HERE)
    dossier = DossierFactory(unit=world.division, period=world.period, arrived_at=arrived)
    with on(12, 22):
        answer = post_own(client, world, self="2026-12-17")
    page = answer.content.decode()
    assert (answer.status_code, "người đã nộp đúng hạn sẽ thành nộp muộn" in page) == (422, True)
    assert (Policy.objects.count(), Dossier.objects.get(pk=dossier.pk).is_late) == (0, False)


def test_an_own_window_that_has_passed_may_still_be_given_up_or_put_off(client, world):
    with on(12, 1):
        post_own(client, world)
    with on(12, 22):
        assert post_own(client, world, self="2026-12-21", version=2).status_code == 302
        assert post_own(client, world, self="", version=3).status_code == 302


def test_own_windows_stored_meanwhile_stand_beside_what_was_typed(client, world):
    with on(12, 1):
        post_own(client, world)
        answer = post_own(client, world, self="2026-12-22", version=1)
    assert offered(answer) == {"Bản tự đánh giá: ngày cuối cùng": ("20/12/2026", "22/12/2026")}


def test_an_own_window_is_for_the_round_in_which_it_was_set(world):
    with on(12, 1):
        windows = dict.fromkeys(OwnWindow, world.period.dossier_closes_at - timedelta(days=5))
        deeds.set_own_windows(world.period, world.ward, windows, by=world.leadership, reason=WHY)
    later = open_period(world.period.quarter.next())
    own = [later.policy_for(world.ward).own_window(window) for window in OwnWindow]
    assert own == [None, None]


def test_what_somebody_else_stored_meanwhile_stands_beside_what_was_typed(client, world):
    policy = Policy.objects.create(period=world.period)
    deeds.set_policy(world.period, {"outstanding_share": D(25)}, by=world.organisation, reason=WHY)
    answer = post(client, world, version=policy.version)
    assert offered(answer)["Tỷ lệ nhiệm vụ vượt yêu cầu để xét Xuất sắc (%)"] == ("25", "40")


def test_scales_and_windows_stored_meanwhile_are_shown_too(client, world):
    deeds.set_scales(world.period, world.ward, {"quality": [(D(1), "Đạt")]}, by=world.leadership, reason=WHY)
    client.force_login(world.leadership)
    url = reverse("unit_policy", args=[world.period.code, world.ward.pk])
    answer = client.post(url, scales(quality0="1:Đạt yêu cầu") | {"version": "1"})
    assert offered(answer) == {"Chất lượng (B), bậc 1: cách ghi": ("Đạt", "Đạt yêu cầu")}
    Policy.objects.create(period=world.period, version=3)
    answer = post_windows(client, world, dossier="2026-12-31", version="2")
    assert offered(answer) == {"Hồ sơ đánh giá, xếp loại: ngày cuối cùng": ("29/12/2026", "31/12/2026")}


def test_history_speaks_in_the_words_of_the_page(world):
    changes = {"block_base": "all_rated", "plan_lateness": "refuse", "warns_late_task": False}
    policy = deeds.set_policy(world.period, changes, by=world.organisation, reason=WHY)
    assert policy.history.get().changes == {
        "block_base": ["Số người xếp loại Tốt và Xuất sắc", "Tổng số người được xếp loại"],
        "plan_lateness": ["Nhận và ghi nộp muộn", "Không nhận"],
        "warns_late_task": ["có", "không"],
    }
