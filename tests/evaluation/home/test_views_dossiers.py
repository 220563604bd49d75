"""The list of dossiers and the pages of one dossier that only tell."""

import pytest
from django.urls import reverse
from guardian.shortcuts import assign_perm

from cadres.models import Duty
from evaluation.core.road import DOSSIERS
from evaluation.core.steps import Stage
from evaluation.deeds.actions import publish
from evaluation.lists.actions.lists import close_list, save_rows
from evaluation.lists.actions.places import ensure_list_for
from evaluation.marks.actions.marks import return_dossier
from evaluation.models import Decision, Dossier
from regulation.quarters import Quarter
from tests.evaluation.lists.rated_factories import a_list, a_rated_dossier
from tests.factories import (
    AppointmentFactory,
    CadreFactory,
    DossierFactory,
    PeriodFactory,
    UserFactory,
    a_ward,
    an_official,
)

pytestmark = pytest.mark.django_db

PAGES = ("dossier", "grounds", "history", "prints")


@pytest.fixture
def ward():
    return a_ward(name="Phường Long Xuyên", code="LX")


def read(client, user, url, status=200):
    client.force_login(user)
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode()


def of(name, dossier):
    return reverse(name, args=[dossier.pk])


# --- the list --------------------------------------------------------------------------------------------------------


def test_the_list_shows_what_one_may_see_and_nothing_else(client, ward):
    mine, foreign = DossierFactory(unit=ward.division), DossierFactory()
    page = read(client, ward.staff, "/ho-so/")
    assert [of("dossier", mine) in page, of("dossier", foreign) in page] == [True, False]
    assert "1 hồ sơ" in page


def test_a_line_says_where_the_dossier_stands_and_whom_it_waits_for(client, ward):
    DossierFactory(unit=ward.ward, stage=Stage.APPRAISED, appraisal_rating="good")
    page = read(client, ward.staff, "/ho-so/")
    assert "Đã thẩm định" in page
    assert "chờ Hội đồng phường Long Xuyên" in page
    assert "● Tốt" in page


def test_people_stand_by_unit_and_then_by_given_name(client, ward):
    for name in ("Nguyễn Văn Ơn", "Trần Thị Ân", "Lê Văn An"):
        DossierFactory(unit=ward.division, cadre__full_name=name)
    DossierFactory(unit=ward.ward, cadre__full_name="Phạm Thị Yến")
    page = read(client, ward.staff, "/ho-so/")
    places = [page.index(name) for name in ("Yến", "Lê Văn An", "Trần Thị Ân", "Nguyễn Văn Ơn")]
    assert places == sorted(places)


def test_divisions_stand_with_the_unit_that_manages_them(client, ward):
    later = a_ward()
    province = an_official(Duty.PROVINCIAL_ORGANISATION, ward.province)
    for unit, name in ((later.ward, "Trần Thị Ba"), (ward.division, "Lê Văn Hai"), (ward.ward, "Lý Một")):
        DossierFactory(unit=unit, cadre__full_name=name)
    page = read(client, province, "/ho-so/")
    assert page.index("Lý Một") < page.index("Lê Văn Hai") < page.index("Trần Thị Ba")


def test_the_list_keeps_to_the_chosen_round(client, ward):
    old = DossierFactory(unit=ward.division, period=PeriodFactory(quarter=Quarter(2026, 2)))
    new = DossierFactory(unit=ward.division, period=PeriodFactory(quarter=Quarter(2026, 4)))
    client.force_login(ward.staff)
    client.get("/ky/2026-2/")
    page = client.get("/ho-so/").content.decode()
    assert [of("dossier", old) in page, of("dossier", new) in page] == [True, False]


def test_a_cadre_sees_their_own_dossiers_of_every_round(client, ward):
    rounds = [PeriodFactory(quarter=Quarter(2026, number)) for number in (2, 3, 4)]
    own = [DossierFactory(cadre=ward.cadre, unit=ward.division, period=period) for period in rounds]
    DossierFactory(unit=ward.division, period=rounds[0])
    page = read(client, ward.subject, "/ho-so/")
    assert "Hồ sơ của tôi" in page
    assert all(of("dossier", dossier) in page for dossier in own)
    assert page.count('th scope="row"') == 3


def test_fifty_stand_on_a_page_and_filters_go_on_to_the_next(client, ward):
    for number in range(51):
        DossierFactory(unit=ward.division, cadre__full_name=f"Nguyễn Văn A {number}")
    client.force_login(ward.staff)
    first = client.get("/ho-so/", {"q": "nguyen"}).content.decode()
    assert [first.count('th scope="row"'), "q=nguyen&amp;ky=2026-4&amp;page=2" in first] == [50, True]
    second = client.get("/ho-so/", {"q": "nguyen", "page": "2"}).content.decode()
    assert second.count('th scope="row"') == 1


@pytest.mark.parametrize(
    "asked", ["page=abc", "page=-1", "page=999999999", "stage=%00", "q=%00", "unit=%F0%9F"]
)
def test_nonsense_in_the_address_is_no_error(client, ward, asked):
    DossierFactory(unit=ward.division)
    assert "Hồ sơ" in read(client, ward.staff, f"/ho-so/?{asked}")


def test_markup_typed_into_the_search_stays_text(client, ward):
    DossierFactory(unit=ward.division)
    page = read(client, ward.staff, "/ho-so/?q=<script>alert(1)</script>")
    assert "<script>alert" not in page
    assert "Không có hồ sơ nào như vậy" in page


@pytest.mark.usefixtures("long_keys")
def test_a_page_of_fifty_weighs_at_most_sixty_kilobytes(client, ward):
    for number in range(50):
        DossierFactory(
            unit=ward.division,
            cadre__full_name=f"Nguyễn Hoàng Phương Thảo {number}",
            stage=Stage.COUNCIL,
            government_post="Phó Trưởng phòng Kinh tế, Hạ tầng và Đô thị",
            self_rating="excellent",
            division_rating="excellent",
            appraisal_rating="completed",
            council_rating="good",
            total=90,
        )
    assert len(read(client, ward.staff, "/ho-so/").encode()) <= 60_000


def test_somebody_of_the_centres_tier_is_told_why_there_is_no_dossier(client):
    PeriodFactory()
    cadre = CadreFactory(account=True, is_central=True)
    AppointmentFactory(cadre=cadre)
    page = read(client, cadre.user, "/ho-so/")
    assert "thuộc diện Bộ Chính trị, Ban Bí thư quản lý" in page


def test_somebody_whose_round_has_not_begun_is_told_so(client, ward):
    PeriodFactory()
    assert "Hồ sơ được mở khi kỳ đánh giá bắt đầu." in read(client, ward.subject, "/ho-so/")


def test_without_any_round_the_page_says_so(client):
    assert "Chưa có kỳ đánh giá nào" in read(client, UserFactory(), "/ho-so/")


# --- one dossier -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_there_for_whoever_may_see_the_dossier_and_for_nobody_else(client, ward, name):
    dossier = DossierFactory(cadre=ward.cadre, unit=ward.division)
    assert "Lê Văn Bình" in read(client, ward.subject, of(name, dossier))
    read(client, a_ward().staff, of(name, dossier), status=404)


def test_the_overview_gives_the_one_button_to_whoever_acts_next(client, ward):
    dossier = a_rated_dossier(ward.ward, stage=Stage.SUBMITTED)
    assert f'<a class="btn btn-primary" href="{of("appraisal", dossier)}">Thẩm định</a>' in read(
        client, ward.staff, of("dossier", dossier)
    )
    watching = read(client, ward.leadership, of("dossier", dossier))
    assert "Hiện đồng chí chưa phải làm gì với hồ sơ này." in watching
    assert "btn-primary" not in watching


def test_the_overview_shows_the_score_and_what_stands_in_the_way(client, ward):
    dossier = a_rated_dossier(ward.ward, done=0, stage=Stage.SUBMITTED)
    page = read(client, ward.staff, of("dossier", dossier))
    assert "Hoàn thành dưới 100 % nhiệm vụ được giao trong quý: mới thực hiện 0/1 “Báo cáo tháng”." in page
    assert "Trục 1" in page


@pytest.mark.parametrize(("who", "led"), [("staff", True), ("leadership", False)])
def test_the_missing_council_leads_whoever_may_record_it_to_that_form(client, ward, who, led):
    dossier = a_rated_dossier(ward.ward, stage=Stage.APPRAISED)
    dossier.council_rating = ""
    dossier.save()
    page = read(client, getattr(ward, who), of("dossier", dossier))
    place = reverse("council", args=[ward.ward.pk, dossier.period.code])
    assert "Chưa ghi ý kiến của Hội đồng đánh giá, xếp loại." in page
    assert (f'href="{place}#council"' in page, '#council"' in page) == (led, led)
    if led:
        assert 'id="council"' in read(client, ward.staff, place)


def test_while_planning_nobody_is_told_that_the_tasks_are_not_done(client, ward):
    dossier = DossierFactory(unit=ward.division)
    page = read(client, ward.staff, of("dossier", dossier))
    assert ["mới thực hiện" in page, "phải bằng 70 điểm" in page, "Tổng điểm" in page] == [False, True, False]


def test_a_return_stands_there_until_it_is_answered(client, ward):
    dossier = a_rated_dossier(ward.ward, stage=Stage.SUBMITTED)
    rows = {"tasks": "Ghi số văn bản"}
    return_dossier(dossier, by=ward.staff, reason="Thiếu minh chứng", rows=rows, seen=None)
    page = read(client, ward.staff, of("dossier", dossier))
    assert ["Lý do: Thiếu minh chứng" in page, "Ghi số văn bản" in page] == [True, True]
    dossier.returns.update(answered_at="2026-12-27T00:00Z")
    assert "Ghi số văn bản" not in read(client, ward.staff, of("dossier", dossier))


def test_the_decision_is_shown_with_its_digest(client):
    world = a_list(1)
    save_rows(world.list, world.rows, by=world.leadership, seen=None)
    close_list(world.list, by=world.leadership, seen=None)
    page = read(client, world.staff, of("dossier", world.dossiers[0]))
    assert Decision.objects.get().digest in page
    assert "Hoàn thành tốt nhiệm vụ, 100,00 điểm" in page


@pytest.mark.parametrize("known", [True, False])
def test_of_a_decision_taken_back_the_judged_read_only_what_was_made_known(client, known):
    """ADR 5: also once there is another, and whoever judges reads all of them."""
    world = a_list(1)
    dossier = world.dossiers[0]
    person = type(dossier.cadre).objects.get(pk=dossier.cadre_id)
    person.user = UserFactory()
    person.save()
    save_rows(world.list, world.rows, by=world.leadership, seen=None)
    close_list(world.list, by=world.leadership, seen=None)
    if known:
        publish(dossier, by=world.leadership)
    DOSSIERS.reopen.make(dossier, by=world.leadership, reason="Xem lại")
    place, shown = of("dossier", dossier), 'id="decision"'
    assert (shown in read(client, person.user, place)) is known
    assert shown in read(client, world.staff, place)
    again = ensure_list_for(Dossier.objects.get(pk=dossier.pk))
    close_list(again, by=world.leadership, seen=None, rows=world.rows)
    page = read(client, person.user, place)
    assert (shown in page, "Lần 1:" in page) == (False, False)
    publish(Dossier.objects.get(pk=dossier.pk), by=world.leadership)
    page = read(client, person.user, place)
    assert (shown in page, "Lần 1:" in page) == (True, known)
    assert "Lần 1:" in read(client, world.staff, place)


@pytest.mark.parametrize(
    ("tier", "clause", "told"),
    [("other", "3.3", "Mục 3.3"), ("delegated", "3.2.e", "Mục 3.2 · phân cấp quản lý (Mục 3.2.e)")],
)
def test_the_clause_is_told_beside_the_tier_that_does_not_say_it(client, ward, tier, clause, told):
    dossier = DossierFactory(unit=ward.division, tier=tier, clause=clause)
    assert f"<dt>Diện quản lý</dt><dd>{told}</dd>" in read(client, ward.staff, of("dossier", dossier))


def test_the_overview_tells_why_the_dossier_is_whose_and_who_else_may_see_it(client, ward):
    dossier = DossierFactory(unit=ward.division, basis="Chức vụ cao nhất là Phó Trưởng phòng.")
    dossier.other_units.add(ward.other_division)
    assign_perm("view_dossier", UserFactory(full_name="Trần Thanh Tra"), dossier)
    page = read(client, ward.staff, of("dossier", dossier))
    assert "Chức vụ cao nhất là Phó Trưởng phòng." in page
    assert [ward.other_division.name in page, "Trần Thanh Tra" in page] == [True, True]


def test_a_dossier_set_aside_shows_its_ground(client, ward):
    dossier = DossierFactory(unit=ward.ward, stage=Stage.DEFERRED, side_ground="Nghỉ thai sản từ 01/10/2026")
    assert "Nghỉ thai sản từ 01/10/2026" in read(client, ward.staff, of("dossier", dossier))


@pytest.mark.parametrize("stage", [Stage.DEFERRED, Stage.EXEMPT])
@pytest.mark.parametrize("name", ["dossier", "grounds", "form03_grounds"])
def test_of_whoever_is_set_aside_no_rating_is_told(client, ward, stage, name):
    dossier = DossierFactory(unit=ward.ward, stage=stage, side_ground="Nghỉ thai sản từ 01/10/2026")
    page = read(client, ward.staff, of(name, dossier)).lower()
    assert ("mức cao nhất được phép" in page, "nghỉ thai sản từ 01/10/2026" in page) == (False, True)


def test_the_history_page_tells_a_deed(client, ward):
    dossier = DossierFactory(unit=ward.ward)
    dossier.history.create(deed="return", label="Trả lại kế hoạch", by=ward.staff, reason="Thiếu nhiệm vụ")
    page = read(client, ward.staff, of("history", dossier))
    assert [f"Đồng chí {ward.staff}" in page, "trả lại kế hoạch" in page] == [True, True]


def test_the_grounds_can_be_read_layer_by_layer(client, ward):
    dossier = a_rated_dossier(ward.ward, stage=Stage.SUBMITTED)
    page = read(client, ward.staff, of("grounds", dossier) + "?lop=self")
    assert "Điểm: 100,00 = 30 + 70,00" in page
    assert "Theo lớp “Tự đánh giá”" in read(client, ward.staff, of("grounds", dossier) + "?lop=lạ")


def test_the_grounds_of_an_empty_plan_are_no_error(client, ward):
    dossier = DossierFactory(unit=ward.ward)
    assert "Chưa có nhiệm vụ nào." in read(client, ward.staff, of("grounds", dossier))


def test_the_prints_page_leads_to_the_forms_and_to_the_lists_one_may_see(client):
    world = a_list(1)
    save_rows(world.list, world.rows, by=world.leadership, seen=None)
    dossier = world.dossiers[0]
    page = read(client, world.staff, of("prints", dossier))
    forms = [of(name, dossier) in page for name in ("form01_pdf", "form03_pdf", "form03_xlsx")]
    assert [*forms, of("rating_list", world.list) in page] == [True] * 4
    own = read(client, dossier.cadre.user, of("prints", dossier))
    assert of("rating_list", world.list) not in own


def test_direct_entry_prints_no_plan(client, ward):
    period = PeriodFactory(direct_entry=True)
    dossier = DossierFactory(unit=ward.ward, period=period, stage=Stage.SELF_ASSESSMENT)
    assert "Mẫu số 01" not in read(client, ward.staff, of("prints", dossier))
