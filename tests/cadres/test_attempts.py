"""What was refused leaves its trace: who, from where, what, why; counted, bounded, and without a word of what was typed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.contrib import admin
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import Http404
from django.urls import reverse

from cadres.actions import attempts as deeds
from cadres.actions.attempts import keep_refused, keep_sign_in, sweep
from cadres.models import Appointment, Attempt, Cadre, Duty, Mandate, User
from cadres.permissions import attempts_of
from cadres.visitors import Tried
from config.proxies import networks
from tests.factories import PASSWORD, DossierFactory, UserFactory, a_ward, an_official, grant

pytestmark = pytest.mark.django_db

NOON = "2026-11-22T05:00:00+00:00"
COLUMNS = ("kind", "name", "address", "route", "path", "about", "why", "times")


@pytest.fixture(autouse=True)
def _stopped_clock():
    cache.clear()
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock
    cache.clear()


@pytest.fixture
def later(_stopped_clock):
    return lambda **time: _stopped_clock.shift(timedelta(**time))


def kept(*columns):
    return list(Attempt.objects.order_by("pk").values_list(*(columns or COLUMNS)))


def knock(client, name, password="sai", **extra):
    return client.post(reverse("login"), {"username": name, "password": password}, **extra)


def a_try(user=None, path="/ho-so/1/", address="10.0.0.1"):
    return Tried(user, address, "dossier", path)


# --- at the door -----------------------------------------------------------------------------------------------------


def test_a_wrong_password_is_kept_under_the_accounts_own_name_and_from_the_address_that_is_trusted(
    client, settings
):
    settings.TRUSTED_PROXIES = networks(["127.0.0.1"])
    user = UserFactory(username="Binh.LX")
    knock(client, "BINH.lx", headers={"X-Forwarded-For": "9.9.9.9, 10.0.0.7"})
    told = ("sign_in", "Binh.LX", "10.0.0.7", "login", "", "", "Mật khẩu chưa đúng.", 1)
    assert [kept(), Attempt.objects.get().user] == [[told], user]


def test_an_account_that_is_closed_and_a_name_that_is_none_are_told_apart(client):
    UserFactory(username="da-nghi", is_active=False)
    knock(client, "da-nghi")
    knock(client, "khong-co-ai")
    assert kept("name", "why") == [
        ("da-nghi", "Tài khoản đã ngừng hoạt động."),
        ("", "Tên không có trong hệ thống."),
    ]


def test_no_password_is_ever_kept_nor_one_typed_into_the_field_of_the_name(client):
    UserFactory(username="binh")
    secret, mistyped = "Rất-bí-mật-2026", "mat-khau-go-nham-o"
    knock(client, "binh", secret)
    knock(client, mistyped, secret)
    knock(client, mistyped * 20, secret)
    rows = [str(value) for row in Attempt.objects.values_list() for value in row]
    assert Attempt.objects.count() == 2
    assert [text for text in rows if "bí-mật" in text or "nham" in text] == []


def test_half_a_sign_in_is_no_attempt_and_the_right_password_leaves_none(client):
    user = UserFactory()
    for typed in ({}, {"username": user.username}, {"password": "x"}):
        client.post(reverse("login"), typed)
    assert knock(client, user.username, PASSWORD).status_code == 302
    assert kept() == []


def test_whoever_must_wait_is_kept_as_such(client):
    user = UserFactory()
    for _ in range(8):
        knock(client, user.username)
    waiting = "Đã nhập sai nhiều lần, chưa hết thời gian chờ."
    assert kept("kind", "name", "why", "times") == [
        ("sign_in", user.username, "Mật khẩu chưa đúng.", 6),
        ("wait", user.username, waiting, 2),
    ]


def test_a_wrong_old_password_is_kept_and_a_weak_new_one_is_not(client):
    user = UserFactory()
    client.force_login(user)
    new = {"new_password1": "mot-mat-khau-dai-hon", "new_password2": "mot-mat-khau-dai-hon"}
    client.post(reverse("password_change"), {"old_password": "doan-mo", **new})
    client.post(reverse("password_change"), {"old_password": PASSWORD, "new_password1": "a"})
    assert kept("kind", "name", "why") == [("password", user.username, "Mật khẩu cũ chưa đúng.")]


# --- deeds -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def ward():
    ward = a_ward()
    ward.dossier = DossierFactory(cadre=ward.cadre, unit=ward.division)
    return ward


def submit(client, user, dossier):
    client.force_login(user)
    return client.post(reverse("plan_submit", args=[dossier.pk]), {"version": "1", "note": "loi-da-go"})


def test_a_deed_on_somebody_elses_dossier_is_kept_though_they_may_not_even_see_it(client, ward):
    stranger, path = UserFactory(), reverse("plan_submit", args=[ward.dossier.pk])
    assert submit(client, stranger, ward.dossier).status_code == 404
    told = ("deed", stranger.username, "127.0.0.1", "plan_submit", path, "", deeds.NOT_THERE, 1)
    assert kept() == [told]


def test_who_only_looks_at_what_is_not_theirs_has_done_nothing(client, ward):
    client.force_login(UserFactory())
    assert client.get(reverse("dossier", args=[ward.dossier.pk])).status_code == 404
    assert client.get(reverse("groups")).status_code == 403
    assert kept() == []


def test_a_deed_without_the_right_names_the_deed_and_the_row(client, ward):
    assert submit(client, ward.staff, ward.dossier).status_code == 403
    about = f"kế hoạch số {ward.dossier.plan.pk}"
    assert kept("about", "why") == [(about, "Đồng chí không có quyền “Nộp kế hoạch”.")]


def test_a_deed_on_ones_own_file_is_kept(client, ward):
    grant(ward.subject, Duty.ORGANISATION_STAFF, ward.ward)
    client.force_login(ward.subject)
    page = reverse("absence_record", args=[ward.dossier.pk])
    assert client.post(page, {"version": "1"}).status_code == 403
    assert kept("name", "about") == [(ward.subject.username, f"hồ sơ đánh giá số {ward.dossier.pk}")]


def test_what_is_only_untimely_or_ill_typed_is_no_refusal(client, ward):
    assert submit(client, ward.subject, ward.dossier).status_code == 422
    assert client.post(reverse("logout"), {}).status_code == 302
    assert kept() == []


def test_it_stands_though_the_deed_was_undone(client, ward, monkeypatch):
    from evaluation.plans.views import plan as views

    def undone(*args, **given):
        with transaction.atomic():
            User.objects.filter(pk=ward.subject.pk).update(full_name="Đã đổi")
            raise PermissionDenied("Không được.")

    monkeypatch.setattr(views, "answer", undone)
    assert submit(client, ward.subject, ward.dossier).status_code == 403
    assert [kept("why"), User.objects.filter(full_name="Đã đổi").exists()] == [[("Không được.",)], False]


def test_of_many_ticked_the_one_that_is_ones_own_or_anothers_is_kept(client, ward):
    grant(ward.subject, Duty.ORGANISATION_STAFF, ward.ward)
    foreign = DossierFactory()
    client.force_login(ward.subject)
    ticked = [f"{ward.dossier.pk}-1", f"{foreign.pk}-1"]
    client.post(reverse("plans_bulk"), {"move": "collate", "pick": ticked})
    assert kept("name", "about") == [
        (ward.subject.username, f"kế hoạch số {ward.dossier.plan.pk}"),
        (ward.subject.username, f"hồ sơ đánh giá số {foreign.pk}"),
    ]


@pytest.mark.parametrize("page", ["results_bulk", "appraise_at_province", "rating_list"])
def test_rows_sent_with_many_that_are_not_theirs_are_kept_from_every_page(client, ward, page):
    from evaluation.core.stages import ListKind
    from evaluation.models import RatingList

    period, foreign = ward.dossier.period, DossierFactory(stage="decided")
    rows = RatingList.objects.create(period=period, unit=ward.ward, kind=ListKind.UNIT_DECISION)
    place, by, data = {
        "results_bulk": ([ward.ward.pk, period.code], ward.leadership, {"act": "publish"}),
        "appraise_at_province": ([], an_official(Duty.PROVINCIAL_ORGANISATION, ward.ward), {}),
        "rating_list": ([rows.pk], ward.leadership, {"act": "save", "version": "1"}),
    }[page]
    client.force_login(by)
    client.post(reverse(page, args=place), data | {"dossier": [foreign.pk], "row": [foreign.pk]})
    assert kept("name", "about") == [(by.username, f"hồ sơ đánh giá số {foreign.pk}")]


# --- in the administration -------------------------------------------------------------------------------------------


def test_whoever_keeps_no_ground_data_and_sends_some_is_kept(client, ward):
    client.force_login(ward.staff)
    page = reverse("admin:cadres_mandate_add")
    assert client.get(page).status_code == 302
    assert kept() == []
    assert client.post(page, {"user": ward.staff.pk}).status_code == 302
    assert kept("name", "path", "why") == [(ward.staff.username, page, deeds.NO_RIGHT)]


def test_the_question_who_is_admitted_only_asks(rf, ward):
    request = rf.post(reverse("admin:cadres_mandate_add"))
    request.user = ward.staff
    assert not admin.site.has_permission(request)
    assert kept() == []


def test_a_keeper_who_gives_themself_a_duty_or_writes_on_their_own_file_is_kept(client, ward):
    keeper = an_official(Duty.SYSTEM_ADMIN, ward.province)
    Cadre.objects.filter(pk=ward.cadre.pk).update(user=keeper)
    client.force_login(keeper)
    typed = {"user": keeper.pk, "unit": ward.ward.pk, "duty": Duty.LEADERSHIP, "valid_from": "01/10/2026"}
    assert client.post(reverse("admin:cadres_mandate_add"), typed).status_code == 200
    change = reverse("admin:cadres_appointment_change", args=[ward.post.pk])
    assert client.post(change, {}).status_code == 403
    assert kept("path", "why") == [
        (
            reverse("admin:cadres_mandate_add"),
            "Không tự giao cho chính tài khoản của mình: xin nhờ người quản trị khác.",
        ),
        (change, deeds.NO_RIGHT),
    ]
    assert [Mandate.objects.filter(user=keeper).count(), Appointment.objects.count()] == [1, 1]


def test_a_form_of_the_administration_that_is_only_ill_typed_is_no_refusal(client, ward):
    client.force_login(an_official(Duty.SYSTEM_ADMIN, ward.province))
    assert client.post(reverse("admin:cadres_mandate_add"), {}).status_code == 200
    assert kept() == []


# --- counted and bounded ---------------------------------------------------------------------------------------------


def test_the_same_within_a_minute_is_counted_and_a_minute_later_it_is_a_row_of_its_own(later):
    user = UserFactory()
    for _ in range(3):
        keep_refused(a_try(user), Http404())
        later(seconds=40)
    assert [(row.times, (row.last_at - row.at).seconds) for row in Attempt.objects.all()] == [(3, 80)]
    later(seconds=61)
    keep_refused(a_try(user), Http404())
    assert kept("times") == [(3,), (1,)]


def test_another_deed_another_address_and_another_person_are_rows_of_their_own():
    user = UserFactory()
    for tried in (
        a_try(user),
        a_try(user, "/ho-so/2/"),
        a_try(user, address="10.0.0.2"),
        a_try(UserFactory()),
    ):
        keep_refused(tried, Http404())
    assert kept("times") == [(1,)] * 4


def test_a_row_that_another_process_put_there_first_is_counted_up_not_doubled(monkeypatch):
    user, none = UserFactory(), lambda *given: None
    keep_refused(a_try(user), Http404())
    monkeypatch.setattr(deeds, "_lately", none)
    keep_refused(a_try(user), Http404())
    assert kept("times") == [(2,)]


def test_whoever_hammers_at_ever_new_rows_is_only_counted_from_the_hundredth_on(later):
    user, other = UserFactory(), UserFactory()
    for number in range(deeds.SINGLY + 30):
        keep_refused(a_try(user, f"/ho-so/{number}/"), Http404())
        later(seconds=10)
    keep_refused(a_try(other), Http404())
    rows = Attempt.objects.filter(user=user).order_by("pk")
    assert [rows.count(), rows.last().times, rows.last().why] == [deeds.SINGLY + 1, 30, deeds.MANY]
    assert Attempt.objects.get(user=other).times == 1


def test_neither_one_address_with_many_names_nor_one_name_from_many_addresses_fills_it():
    for number in range(deeds.SINGLY + 5):
        keep_sign_in(UserFactory(username=f"ten-{number}").username, a_try(), waiting=False)
    assert Attempt.objects.count() == deeds.SINGLY + 1
    assert Attempt.objects.get(why=deeds.MANY).address == "10.0.0.1"
    Attempt.objects.all().delete()
    for number in range(deeds.SINGLY + 5):
        keep_sign_in("ten-1", a_try(address=f"10.0.1.{number}"), waiting=False)
    assert Attempt.objects.count() == deeds.SINGLY + 1
    assert kept("name", "address", "times")[-1] == ("ten-1", "", 5)


def test_what_is_older_than_its_term_and_all_but_the_newest_go(settings, later):
    settings.ATTEMPTS_KEPT, settings.ATTEMPTS_DAYS = 3, 400
    keep_refused(a_try(path="/cu/"), Http404())
    later(days=401)
    sweep()
    assert kept() == []
    for number in range(5):
        keep_refused(a_try(path=f"/{number}/"), Http404())
    sweep()
    assert kept("path") == [("/2/",), ("/3/",), ("/4/",)]


def test_it_is_swept_now_and_then_while_it_is_written(settings, monkeypatch):
    settings.ATTEMPTS_KEPT = 2
    monkeypatch.setattr(deeds, "randbelow", lambda most: 0)
    for number in range(5):
        keep_refused(a_try(path=f"/{number}/"), Http404())
    assert kept("path") == [("/3/",), ("/4/",)]


def test_whatever_is_long_is_cut_and_signs_that_are_no_text_go(client):
    keep_refused(Tried(None, "1" * 99, "x" * 999, "/" * 9999), PermissionDenied("đ" * 999))
    keep_refused(a_try(path="/a\x0bb\x01/"), Http404())
    first, second = kept("address", "route", "path", "why")
    assert [len(text) for text in first] == [45, 100, 200, 300]
    assert second[2] == "/a b/"


# --- read by ---------------------------------------------------------------------------------------------------------


def test_whoever_audits_or_keeps_the_whole_province_reads_it_and_nobody_else(ward):
    keep_refused(a_try(), Http404())
    province = ward.province
    readers = [an_official(Duty.AUDITOR, province), an_official(Duty.SYSTEM_ADMIN, province)]
    readers.append(UserFactory(is_superuser=True))
    others = [an_official(Duty.AUDITOR, ward.ward), an_official(Duty.PROVINCIAL_ORGANISATION, province)]
    assert [attempts_of(user).count() for user in readers] == [1, 1, 1]
    assert [attempts_of(user).count() for user in (*others, ward.subject)] == [0, 0, 0]


def test_what_has_run_out_is_read_by_nobody_even_before_it_is_swept(ward, later):
    keep_refused(a_try(), Http404())
    auditor = an_official(Duty.AUDITOR, ward.province)
    later(days=401)
    assert attempts_of(auditor).count() == 0


def test_an_account_that_is_removed_leaves_its_name():
    user = UserFactory(username="da-xoa")
    keep_refused(a_try(user), Http404())
    user.delete()
    assert kept("name", "user") == [("da-xoa", None)]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_fifty_of_the_same_at_once_are_one_row_that_counts_fifty():
    tried = a_try(UserFactory())

    def knock_once(_):
        try:
            keep_refused(tried, Http404())
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(knock_once, range(50)))
    assert kept("times") == [(50,)]
