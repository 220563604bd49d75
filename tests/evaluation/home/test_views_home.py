"""The home page, the demonstration's day, receipts."""

from datetime import date, datetime, timedelta

import pytest

from cadres.models import Duty
from config import clock
from evaluation.calendar.models import Keeper
from evaluation.core.actions.receipts import accept
from evaluation.core.periods import chosen
from evaluation.models import DemonstrationDay
from regulation.deadlines import Window
from regulation.quarters import Quarter
from tests.evaluation.boards.owing import not_bound
from tests.factories import DossierFactory, PeriodFactory, UserFactory, a_ward, an_official

pytestmark = pytest.mark.django_db


@pytest.fixture
def ward():
    return a_ward()


def test_whoever_is_not_signed_in_is_sent_to_the_sign_in_page(client):
    assert client.get("/").headers["Location"].startswith("/dang-nhap/")


def test_nothing_to_do_is_a_good_sign_and_says_so(client):
    client.force_login(UserFactory())
    assert "Không có việc nào đang chờ đồng chí." in client.get("/").content.decode()


def test_the_home_page_says_what_to_do_and_until_when(client, ward):
    DossierFactory(cadre=ward.cadre, unit=ward.division)
    client.force_login(ward.subject)
    page = client.get("/").content.decode()
    assert "Lập kế hoạch Quý IV/2026" in page
    assert "25/09/2026" in page


def test_a_demonstration_can_be_moved_to_a_day(client, settings):
    settings.DEMONSTRATION = True
    client.force_login(UserFactory())
    client.post("/ngay-trinh-dien/", {"day": "29/09/2026"})
    shown = client.get("/").content.decode()
    assert "29/09/2026" in shown
    client.post("/ngay-trinh-dien/", {"day": "29/09/2026", "step": "1"})
    assert "30/09/2026" in client.get("/").content.decode()


def test_on_the_day_to_which_a_demonstration_was_moved_the_calendar_is_kept(client, settings):
    settings.DEMONSTRATION = True
    client.force_login(an_official(Duty.SYSTEM_ADMIN, a_ward().province))
    for day in (29, 30):
        client.post("/ngay-trinh-dien/", {"day": f"{day}/09/2026"})
        assert Keeper.objects.get().seen_at.astimezone(clock.HERE).date() == date(2026, 9, day)
        assert "Không chạy" not in client.get("/he-thong/").content.decode()


@pytest.mark.parametrize("day", ["", "abc", "32/13/2026", "01/01/1900", "9" * 400, "<b>"])
def test_a_day_that_is_none_gets_a_sentence(client, settings, day):
    settings.DEMONSTRATION = True
    client.force_login(UserFactory())
    page = client.post("/ngay-trinh-dien/", {"day": day}, follow=True).content.decode()
    assert "Ngày trình diễn phải là một ngày có thật" in page
    assert not DemonstrationDay.objects.exists()


def test_outside_a_demonstration_no_day_can_be_set(client, settings):
    settings.DEMONSTRATION = False
    client.force_login(UserFactory())
    assert client.post("/ngay-trinh-dien/", {"day": "29/09/2026"}).status_code == 404


def test_choosing_a_round_leads_back_to_our_own_page_only(client):
    period = DossierFactory().period
    client.force_login(UserFactory())
    address = f"/ky/{period.code}/"
    assert (
        client.get(address, headers={"referer": "http://testserver/ho-so/"})
        .headers["Location"]
        .endswith("/ho-so/")
    )
    assert client.get(address, headers={"referer": "http://elsewhere.example/"}).headers["Location"] == "/"
    assert client.get("/ky/2099-1/").status_code == 404


@pytest.mark.parametrize(
    ("page", "back"),
    [
        ("/theo-doi/7/2026-4/", "/theo-doi/7/2026-3/"),
        ("/theo-doi/7/2026-4/?step=plan&stands=owed&page=2", "/theo-doi/7/2026-3/?step=plan&stands=owed"),
        ("/gia-han/?ky=2026-4&stage=asked", "/gia-han/?stage=asked"),
        ("/ho-so/12/ke-hoach/", "/ho-so/"),
        (f"/ho-so/{10**19}/", "/ho-so/"),
        (f"/bieu-mau/ho-so/{10**19}/mau-03/", "/ho-so/"),
        ("/gia-han/4/", "/gia-han/"),
        ("/danh-sach/nhom/4/", "/danh-sach/nhom/"),
        ("/nhan-xet/4/", "/nhan-xet/"),
        ("/bien-nhan/4/", "/"),
        ("/bieu-mau/danh-sach/4/", "/danh-sach/"),
        ("/bieu-mau/don-vi/4/2026-4/mau-04/", "/danh-sach/"),
        ("/theo-doi/7/2026-4/nhac/plan/", "/theo-doi/7/2026-3/"),
        ("/ket-qua/7/2026-4/chuyen/", "/ket-qua/7/2026-3/"),
        ("/ket-qua-tap-the/7/2026-4/", "/ket-qua-tap-the/"),
        ("/ket-qua-tap-the/7/2026-4/linh-vuc/", "/ket-qua-tap-the/"),
        ("/thong-bao/", "/thong-bao/"),
        ("/khong-co-trang-nay/", "/"),
    ],
)
def test_choosing_a_round_leads_to_the_same_page_about_that_round(client, page, back):
    """Also where the address itself names another one; a row has one round, so its index is shown."""
    PeriodFactory(quarter=Quarter(2026, 3))
    client.force_login(UserFactory())
    went = client.get("/ky/2026-3/", headers={"referer": f"http://testserver{page}"})
    assert went.headers["Location"] == back


@pytest.mark.parametrize(
    ("page", "back"),
    [
        ("/ho-so/{}/", "/ho-so/{}/"),
        ("/ho-so/{}/ke-hoach/", "/ho-so/{}/ke-hoach/"),
        ("/ho-so/{}/tham-dinh/", "/ho-so/{}/tham-dinh/"),
        ("/ho-so/{}/ke-hoach/nop/", "/ho-so/{}/"),
        ("/ho-so/{}/ke-hoach/nhiem-vu/3/", "/ho-so/{}/"),
        ("/bieu-mau/ho-so/{}/mau-03/", "/ho-so/{}/in/"),
        ("/bieu-mau/ho-so/{}/mau-03/lan-1/", "/ho-so/{}/in/"),
        ("/bieu-mau/ho-so/{}/can-cu/", "/ho-so/{}/can-cu/"),
    ],
)
def test_on_somebodys_page_it_leads_to_what_they_have_in_that_round_and_that_page_is_there(
    client, ward, page, back
):
    earlier = PeriodFactory(quarter=Quarter(2026, 2), direct_entry=True)
    now, then = (
        DossierFactory(cadre=ward.cadre, unit=ward.division, **values) for values in ({}, {"period": earlier})
    )
    for user in (ward.subject, ward.staff):
        client.force_login(user)
        went = client.get("/ky/2026-2/", headers={"referer": f"http://testserver{page.format(now.pk)}"})
        assert went.headers["Location"] == back.format(then.pk)
        assert client.get(went.headers["Location"]).status_code == 200
    client.force_login(a_ward().staff)
    went = client.get("/ky/2026-2/", headers={"referer": f"http://testserver{page.format(now.pk)}"})
    assert went.headers["Location"] == "/ho-so/"


def test_a_collectives_page_stays_where_that_round_may_have_a_result_of_it(client, ward):
    PeriodFactory(quarter=Quarter(2026, 3))
    client.force_login(ward.staff)
    page = f"/ket-qua-tap-the/{ward.ward.pk}/2026-{{}}/"
    went = client.get("/ky/2026-3/", headers={"referer": f"http://testserver{page.format(4)}"})
    assert went.headers["Location"] == page.format(3)
    assert client.get(page.format(3)).status_code == 200


@pytest.mark.parametrize(
    ("arrived", "verdict"),
    [((2026, 12, 29, 23, 59, 59), "Đúng hạn"), ((2026, 12, 30, 0, 0, 0), "Nộp muộn")],
)
def test_a_receipt_can_be_fetched_again_and_tells_late_from_its_two_instants(client, ward, arrived, verdict):
    dossier = DossierFactory(cadre=ward.cadre, unit=ward.division)
    with clock.held(datetime(*arrived, tzinfo=clock.HERE)):
        receipt = accept(dossier, Window.DOSSIER, by=ward.subject, late_reason="Mất điện tại trụ sở")
    client.force_login(ward.subject)
    page = client.get(f"/bien-nhan/{receipt.pk}/").content.decode()
    assert receipt.number == f"2026-4-{receipt.pk:06d}"
    assert receipt.number in page
    assert verdict in page


@pytest.mark.clause("3.3.2")
def test_whom_quarters_do_not_bind_may_draw_up_a_plan_and_no_term_presses_them(client, ward):
    dossier = DossierFactory(cadre=ward.cadre, unit=ward.division)
    not_bound(dossier)
    client.force_login(ward.subject)
    with clock.held(dossier.period.plan_closes_at):
        (line,) = client.get("/").context["work"].todo
    assert [line.whom, line.until] == ["không bắt buộc hằng quý (Mục 3.3)", None]


def test_a_receipt_is_shown_within_its_own_round(client, ward):
    dossier = DossierFactory(cadre=ward.cadre, unit=ward.division)
    other = PeriodFactory(quarter=Quarter(2026, 3))
    receipt = accept(dossier, Window.DOSSIER, by=ward.subject, late_reason="Mất điện")
    client.force_login(ward.subject)
    client.get("/", {"ky": other.code})
    request = client.get(f"/bien-nhan/{receipt.pk}/").wsgi_request
    assert chosen(request) == dossier.period


def test_a_receipt_of_somebody_elses_file_is_not_found(client, ward):
    dossier = DossierFactory(cadre=ward.cadre, unit=ward.division)
    receipt = accept(dossier, Window.DOSSIER, by=ward.subject, late_reason="x")
    client.force_login(UserFactory())
    assert client.get(f"/bien-nhan/{receipt.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("handed_in", "days", "notes"), [(True, 0, 0), (True, 2, 2), (False, 0, 0), (False, 2, 0)]
)
def test_a_reason_for_being_late_says_where_a_window_moved_since_makes_it_late_no_more(
    client, ward, handed_in, days, notes
):
    dossier = DossierFactory(cadre=ward.cadre, unit=ward.division)
    accept(dossier, Window.DOSSIER, by=ward.subject, late_reason="Mất điện")
    period = dossier.period
    for row, window in ((dossier.plan, "plan"), (dossier, "dossier")):
        closes_at = getattr(period, f"{window}_closes_at")
        row.late_reason, row.arrived_at = "Mất điện", closes_at if handed_in else None
        row.save()
        setattr(period, f"{window}_closes_at", closes_at + timedelta(days=days))
    period.save()
    client.force_login(ward.subject)
    page = client.get(f"/ho-so/{dossier.pk}/").content.decode()
    assert page.count("Mất điện") >= 2
    assert page.count("(nay không tính là nộp muộn)") == notes
