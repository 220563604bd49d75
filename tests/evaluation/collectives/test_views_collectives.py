"""The pages of collectives' results: who finds what where, and that a refusal keeps what was typed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cadres.models import Duty
from evaluation.collectives import actions as deeds
from evaluation.models import CollectiveResult, Seat
from tests.choosing import chosen, left, offered, untouched
from tests.evaluation.collectives.collective_factories import a_collective_world, a_result, decided, seated
from tests.factories import DossierFactory, UnitFactory, UserFactory, an_official

pytestmark = pytest.mark.django_db

TYPED = {"axis-1-assigned": "6", "axis-1-completed": "5", "rating": "good", "version": "1"}


@pytest.fixture
def world():
    return a_collective_world(name="Phường Long Xuyên")


def address(world, unit=None, move=""):
    place = [(unit or world.division).pk, world.period.code]
    return reverse("collective_move", args=[*place, move]) if move else reverse("collective", args=place)


def text(response):
    return " ".join(response.content.decode().split())


def get(client, user, url):
    client.force_login(user)
    return client.get(url)


def post(client, user, url, **data):
    client.force_login(user)
    return client.post(url, data)


def row():
    return CollectiveResult.objects.get()


# --- recording -------------------------------------------------------------------------------------------------------


def test_the_unit_saves_a_draft(client, world):
    response = post(
        client, world.division_leadership, address(world), **TYPED | {"rating": "", "act": "save"}
    )
    assert (response.status_code, row().stage, row().axes.get(axis=1).completed) == (302, "draft", 5)
    page = text(get(client, world.division_leadership, address(world)))
    assert "hoàn thành <b>5/6</b> nhiệm vụ, chỉ tiêu (83,33 %)" in page


def test_saving_and_putting_it_before_the_superior_is_one_act(client, world):
    response = post(client, world.staff, address(world), **TYPED | {"act": "submit"})
    assert (response.status_code, row().stage) == (302, "submitted")
    assert [entry.deed for entry in row().history.all()] == ["edit", "submit"]


def test_what_is_not_complete_is_told_beside_what_was_typed_and_nothing_is_kept(client, world):
    response = post(
        client, world.staff, address(world), **TYPED | {"act": "submit", "rating": "", "note": "Nháp"}
    )
    page = text(response)
    assert (response.status_code, CollectiveResult.objects.count()) == (422, 0)
    assert '<a href="#id_rating">Chưa chọn mức xếp loại của tập thể.</a>' in page
    assert ('value="5"' in page, "Nháp" in page) == (True, True)


def test_counts_that_contradict_each_other_lead_to_their_field(client, world):
    response = post(client, world.staff, address(world), **TYPED | {"axis-1-excused": "2"})
    sentence = "Trục 1: hoàn thành 5 và bất khả kháng 2 vượt quá số được giao 6."
    assert (response.status_code, f'<a href="#id_axis-1-completed">{sentence}</a>' in text(response)) == (
        422,
        True,
    )
    assert 'id="id_axis-1-completed"' in text(response)


@pytest.mark.parametrize("typed", ["-1", "x", "1,5", "10000", "9" * 40, "a\x00"])
def test_a_count_that_cannot_be_read_is_named(client, world, typed):
    response = post(client, world.staff, address(world), **TYPED | {"axis-2-late": typed})
    told = "Trục 2, chậm tiến độ: phải là số nguyên từ 0 đến 9999."
    assert (response.status_code, told in text(response)) == (422, True)
    assert CollectiveResult.objects.count() == 0


def test_whoever_was_slower_sees_both_versions(client, world):
    post(client, world.staff, address(world), **TYPED)
    response = post(
        client, world.division_leadership, address(world), **TYPED | {"axis-1-completed": "4", "rating": ""}
    )
    assert offered(response) == {
        "Trục 1, hoàn thành": ("5", "4"),
        "Mức xếp loại của tập thể": ("Tốt", "(trống)"),
    }
    assert row().axes.get(axis=1).completed == 5
    post(client, world.division_leadership, address(world), **chosen(response, "Trục 1, hoàn thành"))
    assert (row().axes.get(axis=1).completed, row().rating) == (4, "good")


def test_what_whoever_was_slower_did_not_touch_is_told_and_no_choice(client, world):
    mine = untouched(get(client, world.staff, address(world)), "axis-1-completed")
    post(client, world.staff, address(world), **TYPED)
    response = post(client, world.division_leadership, address(world), **mine | {"axis-1-completed": "4"})
    assert offered(response) == {"Trục 1, hoàn thành": ("5", "4")}
    told = {"Trục 1, được giao": ("6", "(trống)"), "Mức xếp loại của tập thể": ("Tốt", "(trống)")}
    assert left(response).items() >= told.items()
    post(client, world.division_leadership, address(world), **chosen(response, "Trục 1, hoàn thành"))
    assert (row().axes.get(axis=1).assigned, row().axes.get(axis=1).completed, row().rating) == (6, 4, "good")


def test_what_is_submitted_cannot_be_rewritten(client, world):
    a_result(world)
    response = post(client, world.staff, address(world), **TYPED | {"axis-1-completed": "6"})
    assert (response.status_code, row().axes.get(axis=1).completed) == (409, 5)
    assert "Hiện ở bước “Chờ cấp trên phê duyệt”" in text(response)


def test_without_the_version_nothing_is_saved(client, world):
    response = post(client, world.staff, address(world), **TYPED | {"version": "x"})
    assert (response.status_code, CollectiveResult.objects.count()) == (422, 0)


def test_a_unit_without_a_superior_has_no_result(client, world):
    official = an_official(Duty.LEADERSHIP, world.province)
    assert get(client, official, address(world, world.province)).status_code == 404


def test_a_unit_far_from_any_that_manages_has_one_where_somebody_has_a_seat(client, world):
    top = UnitFactory(code="TU", manages_cadres=False)
    official = an_official(Duty.LEADERSHIP, top)
    before = get(client, official, address(world, top)).status_code
    Seat.objects.create(dossier=DossierFactory(), unit=top, leadership="head")
    assert (before, get(client, official, address(world, top)).status_code) == (404, 200)


# --- the superior level ----------------------------------------------------------------------------------------------


def test_the_superior_approves(client, world):
    a_result(world)
    assert "Phê duyệt kết quả" in text(get(client, world.leadership, address(world)))
    response = post(client, world.leadership, address(world, move="approve"), version=1)
    assert (response.status_code, row().stage) == (302, "approved")


def test_a_return_without_its_reason_is_not_done(client, world):
    a_result(world)
    response = post(client, world.leadership, address(world, move="return"), version=1)
    assert (response.status_code, "Cần ghi rõ lý do." in text(response), row().stage) == (
        422,
        True,
        "submitted",
    )


def test_the_unit_reads_why_its_result_came_back(client, world):
    a_result(world)
    reason = {"version": 1, "return-reason": "Thiếu chỉ tiêu thu ngân sách"}
    post(client, world.leadership, address(world, move="return"), **reason)
    page = get(client, world.staff, address(world))
    assert page.context["sent_back"].reason == "Thiếu chỉ tiêu thu ngân sách"
    deeds.submit(row(), by=world.staff)
    assert get(client, world.staff, address(world)).context["sent_back"] is None


def test_a_reason_stays_when_another_was_quicker(client, world):
    a_result(world)
    data = {"version": 9, "return-reason": "Thiếu chỉ tiêu"}
    response = post(client, world.leadership, address(world, move="return"), **data)
    assert (response.status_code, "Thiếu chỉ tiêu</textarea>" in text(response)) == (409, True)


def test_a_slip_does_not_hide_that_the_result_is_another_one_by_now(client, world):
    a_result(world)
    CollectiveResult.objects.update(version=2)
    slip = post(client, world.leadership, address(world, move="return"), version=1)
    assert (slip.status_code, slip.context["kept"]) == (422, "1")
    assert 'name="version" value="1"' in text(slip)
    data = {"version": slip.context["kept"], "return-reason": "Thiếu chỉ tiêu"}
    told = post(client, world.leadership, address(world, move="return"), **data)
    assert (told.status_code, told.context["kept"], row().stage) == (409, "2", "submitted")


def test_what_somebody_was_decided_on_is_not_taken_back(client, world):
    result = a_result(world, stage="approved")
    decided(seated(world, stage="decided"), result.approved_at)
    data = {"version": 1, "reopen-reason": "Sửa số liệu"}
    response = post(client, world.leadership, address(world, move="reopen"), **data)
    assert (response.status_code, row().stage) == (422, "approved")
    assert ("Đã có 1 hồ sơ" in text(response), "Sửa số liệu</textarea>" in text(response)) == (True, True)


def test_taken_back_it_is_a_draft_again(client, world):
    a_result(world, stage="published")
    data = {"version": 1, "reopen-reason": "Sửa số liệu"}
    assert post(client, world.leadership, address(world, move="reopen"), **data).status_code == 302
    assert row().stage == "draft"


@pytest.mark.parametrize(
    ("move", "stage", "typed"),
    [
        ("return", "approved", {"return-reason": "Thiếu chỉ tiêu"}),
        ("reopen", "draft", {"reopen-reason": "Thiếu chỉ tiêu"}),
    ],
)
def test_a_reason_typed_for_a_step_that_has_closed_is_there_to_be_read(client, world, move, stage, typed):
    a_result(world, stage=stage)
    response = post(client, world.leadership, address(world, move=move), version=1, **typed)
    page = text(response)
    assert response.status_code == 409
    assert ("<dd>Thiếu chỉ tiêu</dd>" in page, "ở bước hiện tại của kết quả này." in page) == (True, True)


@pytest.mark.parametrize("move", ["approve", "return", "reopen", "assess_digital"])
def test_the_unit_itself_does_none_of_the_superiors_moves(client, world, move):
    a_result(world)
    assert post(client, world.staff, address(world, move=move), version=1).status_code == 403


@pytest.mark.parametrize("move", ["submit", "edit", "x"])
def test_other_moves_are_not_there(client, world, move):
    a_result(world)
    assert post(client, world.leadership, address(world, move=move), version=1).status_code == 404


def test_of_what_is_not_recorded_nothing_is_approved(client, world):
    assert post(client, world.leadership, address(world, move="approve"), version=1).status_code == 404


# --- the steering committee ------------------------------------------------------------------------------------------


def test_the_steering_committee_speaks_before_the_superior_approves(client, world):
    a_result(world, world.ward).axes.create(axis=3, assigned=4, completed=4)
    committee, page = an_official(Duty.STEERING_COMMITTEE, world.province), address(world, world.ward)
    waiting = text(get(client, world.organisation, page))
    opinion = {"version": 1, "assess_digital-opinion": "Hoàn thành các chỉ tiêu chuyển đổi số"}
    spoken = post(client, committee, address(world, world.ward, "assess_digital"), **opinion)
    after = text(get(client, world.organisation, page))
    assert spoken.status_code == 302
    assert ("Chưa phê duyệt được" in waiting, "Chưa phê duyệt được" in after) == (True, False)
    assert ("Phê duyệt kết quả</button>" in waiting, "Phê duyệt kết quả</button>" in after) == (False, True)
    assert "Hoàn thành các chỉ tiêu chuyển đổi số" in after


def test_an_opinion_typed_after_the_result_was_sent_back_is_there_to_be_read(client, world):
    a_result(world, world.ward, stage="draft")
    committee = an_official(Duty.STEERING_COMMITTEE, world.province)
    opinion = {"version": 1, "assess_digital-opinion": "Hoàn thành các chỉ tiêu"}
    response = post(client, committee, address(world, world.ward, "assess_digital"), **opinion)
    assert (response.status_code, "<dd>Hoàn thành các chỉ tiêu</dd>" in text(response)) == (409, True)


def test_an_empty_opinion_is_told(client, world):
    a_result(world, world.ward)
    committee = an_official(Duty.STEERING_COMMITTEE, world.province)
    response = post(client, committee, address(world, world.ward, "assess_digital"), version=1)
    assert (response.status_code, "Chưa ghi ý kiến đánh giá Trục 3." in text(response)) == (422, True)


# --- made known ------------------------------------------------------------------------------------------------------


def test_everybody_reads_what_is_published_without_its_history(client, world):
    a_result(world, stage="approved")
    reader = UserFactory()
    before = get(client, reader, address(world)).status_code
    post(client, world.staff, address(world, move="publish"), version=1)
    page = get(client, reader, address(world))
    assert (before, page.status_code, "history" in page.context) == (404, 200, False)
    assert "83,33 %" in text(page)


@pytest.mark.parametrize("stage", ["draft", "submitted"])
def test_those_with_a_seat_are_told_that_nothing_is_approved_yet(client, world, stage):
    a_result(world, stage=stage)
    page = get(client, seated(world, "deputy").cadre.user, address(world))
    assert (page.status_code, "Chưa có kết quả được phê duyệt" in text(page), "83,33" in text(page)) == (
        200,
        True,
        False,
    )


def test_those_with_a_seat_record_nothing(client, world):
    assert post(client, seated(world, "deputy").cadre.user, address(world), **TYPED).status_code == 403


def test_below_70_the_page_says_what_that_means(client, world):
    a_result(world, stage="approved", completed=4)
    above = get(client, world.staff, address(world)).context["bearing"]
    row().axes.update(completed=5, assigned=7, excused=0)
    assert above.startswith("Hoàn thành 66,67 %: người đứng đầu tối đa Không hoàn thành nhiệm vụ;")
    assert get(client, world.staff, address(world)).context["bearing"] == ""


# --- the list --------------------------------------------------------------------------------------------------------


def listed(client, user, **query):
    client.force_login(user)
    page = client.get(reverse("collectives"), query)
    return page.context["part"].code, [line["unit"] for line in page.context["lines"]]


def test_the_list_opens_where_something_waits(client, world):
    world.committee = an_official(Duty.STEERING_COMMITTEE, world.province)
    idle = [listed(client, user)[0] for user in (world.leadership, world.committee, UserFactory())]
    a_result(world)
    a_result(world, world.ward).axes.create(axis=3, assigned=1)
    assert idle == ["ghi", "cong-khai", "cong-khai"]
    assert listed(client, world.leadership) == ("duyet", [world.division])
    assert listed(client, world.organisation) == ("duyet", [world.ward])
    assert listed(client, world.committee) == ("truc-3", [world.ward])


def test_staff_find_every_collective_of_their_unit_recorded_or_not(client, world):
    a_result(world)
    found = [world.ward, world.division, world.other_division]
    assert listed(client, world.staff) == ("ghi", found)


def test_a_published_result_is_listed_for_everybody(client, world):
    a_result(world, stage="published")
    a_result(world, world.other_division, stage="approved")
    assert listed(client, UserFactory(), phan="cong-khai") == ("cong-khai", [world.division])
    assert listed(client, UserFactory(), phan="tat-ca") == ("tat-ca", [world.division])


def test_a_part_that_is_not_theirs_is_not_opened(client, world):
    a_result(world)
    assert listed(client, UserFactory(), phan="duyet") == ("cong-khai", [])


@pytest.mark.parametrize(
    ("words", "count"), [("phuong long", 1), ("PHÒNG", 2), ("khong co", 0), ("a\x00", 3)]
)
def test_units_are_found_by_words_of_their_names(client, world, words, count):
    assert len(listed(client, world.staff, phan="ghi", q=words)[1]) == count


def test_fifty_stand_on_a_page(client, world):
    UnitFactory.create_batch(51, division=True, parent=world.ward)
    pages = [len(listed(client, world.staff, phan="ghi", page=page)[1]) for page in (1, 2)]
    assert pages == [50, 4]


def test_before_the_first_round_there_is_nothing(client):
    page = get(client, UserFactory(), reverse("collectives"))
    assert (page.status_code, "Chưa có kỳ đánh giá" in text(page)) == (200, True)


def test_the_pages_stay_within_their_queries(client, world):
    a_result(world)
    urls = {reverse("collectives"): 12, address(world): 25}
    for url, most in urls.items():
        get(client, world.leadership, url)
        with CaptureQueriesContext(connection) as counted:
            client.get(url)
        assert len(counted) <= most


# --- fields in charge ------------------------------------------------------------------------------------------------


@pytest.fixture
def deputy(world):
    return seated(world, "deputy", cadre__full_name="Lê Văn Phó").cadre


def of_field(deputy, **said):
    return {f"field-{deputy.pk}-{name}": value for name, value in said.items()}


@pytest.mark.clause("6.3/2")
def test_the_field_of_each_deputy_is_typed_beside_the_axes(client, world, deputy):
    page = text(get(client, world.staff, address(world)))
    assert ["Lĩnh vực do cấp phó phụ trách" in page, "Lê Văn Phó" in page] == [True, True]
    said = of_field(deputy, name="Kinh tế", assigned="4", completed="3")
    response = post(client, world.staff, address(world), **TYPED | said | {"act": "submit"})
    assert (response.status_code, row().fields.get().completed) == (302, 3)


def test_a_field_that_is_not_whole_is_told_beside_what_was_typed(client, world, deputy):
    said = of_field(deputy, name="", assigned="4", completed="x")
    response = post(client, world.staff, address(world), **TYPED | said | {"act": "submit"})
    assert response.status_code == 422
    page = text(response)
    assert "Lĩnh vực của đồng chí Lê Văn Phó, hoàn thành: phải là số nguyên từ 0 đến 9999." in page
    response = post(
        client,
        world.staff,
        address(world),
        **TYPED | said | {f"field-{deputy.pk}-completed": "3", "act": "submit"},
    )
    assert f'<a href="#id_field-{deputy.pk}-name">Lĩnh vực của đồng chí Lê Văn Phó: chưa ghi tên' in text(
        response
    )


def test_where_nobody_is_deputy_no_field_is_asked_for(client, world):
    assert "Lĩnh vực do cấp phó phụ trách" not in text(get(client, world.staff, address(world)))


def test_a_field_is_read_by_those_who_oversee_and_by_its_own_deputy(client, world, deputy):
    result = a_result(world, stage="published")
    result.fields.create(cadre=deputy, name="Kinh tế", assigned=4, completed=3)
    shown = "Kinh tế (đồng chí Lê Văn Phó)"
    for user, sees in ((world.leadership, True), (deputy.user, True), (UserFactory(), False)):
        assert (shown in text(get(client, user, address(world)))) is sees
    assert '3 <span class="muted">(75 %)</span>' in text(get(client, world.leadership, address(world)))


def test_the_field_of_a_deputy_who_has_left_is_not_shown_as_if_it_counted(client, world, deputy):
    result = a_result(world, stage="published")
    result.fields.create(cadre=deputy, name="Kinh tế", assigned=4, completed=3)
    deputy.dossiers.get().seats.all().delete()
    assert "Kinh tế (đồng chí" not in text(get(client, world.leadership, address(world)))


def test_the_history_tells_what_was_changed_of_a_field(client, world, deputy):
    said = of_field(deputy, name="Kinh tế", assigned="4", completed="3")
    post(client, world.staff, address(world), **TYPED | said | {"act": "save"})
    told = "Lĩnh vực phụ trách: trống → đồng chí Lê Văn Phó, Kinh tế: được giao 4, hoàn thành 3."
    assert told in text(get(client, world.staff, address(world)))


# --- a field added to an approved result -----------------------------------------------------------------------------


@pytest.fixture
def lacking(world):
    """Of a result that is approved and tells of another deputy's field alone."""
    result = a_result(world, stage="approved", completed=6, exceeded=6)
    other = seated(world, "deputy").cadre
    result.fields.create(cadre=other, name="Nội vụ", assigned=2, completed=2, exceeded=1)
    return seated(world, "deputy").cadre


def fields_of(world):
    return reverse("collective_fields", args=[world.division.pk, world.period.code])


def field(cadre, **values):
    values = {"name": "Kinh tế", "assigned": "4", "completed": "3"} | values
    return {f"field-{cadre.pk}-{name}": value for name, value in values.items()} | {"version": "1"}


def test_who_approves_finds_the_fields_that_are_missing_and_adds_one(client, world, lacking):
    page = text(get(client, world.leadership, address(world)))
    assert (f'id="id_field-{lacking.pk}-name"' in page, page.count('-name" value')) == (True, 0)
    assert "Bổ sung lĩnh vực phụ trách" not in text(get(client, world.staff, address(world)))
    ground = {"add_fields-reason": "Công văn số 9"}
    answer = post(client, world.leadership, fields_of(world), **field(lacking) | ground)
    page = text(client.get(answer["Location"]))
    assert ("Kinh tế (đồng chí" in page, "Bổ sung lĩnh vực phụ trách của cấp phó</summary>" in page) == (
        True,
        False,
    )
    assert "bổ sung, phê duyệt lĩnh vực phụ trách của cấp phó" in page


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"completed": "5"}, "vượt quá số được giao 4"),
        ({"completed": "x"}, "phải là số nguyên từ 0 đến 9999."),
        ({}, "Cần ghi rõ lý do."),
    ],
)
def test_a_field_that_is_refused_comes_back_as_it_was_typed(client, world, lacking, typed, told):
    ground = {"add_fields-reason": "Công văn số 9"} if typed else {}
    answer = post(client, world.leadership, fields_of(world), **field(lacking, **typed) | ground)
    page = text(answer)
    assert (answer.status_code, told in page, 'value="Kinh tế"' in page) == (422, True, True)
    assert row().fields.count() == 1


def test_a_field_typed_where_somebody_was_quicker_is_there_to_read(client, world, lacking):
    ground = {"add_fields-reason": "Công văn số 9"}
    post(client, world.leadership, fields_of(world), **field(lacking) | ground)
    answer = post(client, world.organisation, fields_of(world), **field(lacking, name="Văn xã") | ground)
    page = text(answer)
    assert (answer.status_code, "Văn xã" in page, "chưa được lưu" in page) == (409, True, True)
    assert row().fields.get(cadre=lacking).name == "Kinh tế"


def test_of_no_result_and_by_nobody_else_a_field_is_added(client, world):
    seated(world, "deputy")
    assert post(client, world.leadership, fields_of(world), version="1").status_code == 404
    a_result(world, stage="approved")
    assert post(client, world.staff, fields_of(world), version="1").status_code == 403
