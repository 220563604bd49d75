"""Steps 4 and 6 of tier 3.1: from the received package to decided, published, petitioned, archived results and the report."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from cadres.models import Duty
from evaluation.archive.models import Seal
from evaluation.archive.tells.verifying import faults
from evaluation.core.stages import ListKind
from evaluation.core.steps import Stage
from evaluation.lists.listing import list_of
from evaluation.models import Decision, Dossier, Package
from tests.browser.visitors import LATE, Visitor, on, whole
from tests.evaluation.lists.rated_factories import a_list, a_rated_dossier
from tests.evaluation.packages.packing import a_closed_list, put_on, sent
from tests.factories import an_official

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAMES = ("Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Cường")
TEXT = "Sản phẩm thứ hai đã được nghiệm thu, đề nghị tính đủ."
WHY = "Theo ý kiến của tập thể"


@pytest.fixture
def visitor(page, live_server, settings, tmp_path):
    """Three heads of one group, put forward by their ward, whose package lies with the province."""
    settings.DEMONSTRATION, settings.MEDIA_ROOT = True, tmp_path
    on()
    visitor = Visitor(page, live_server)
    world = visitor.world = a_list(0)
    world.organisation = an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
    world.secretariat = an_official(Duty.PROVINCIAL_SECRETARIAT, world.province)
    world.closed_at = world.period.dossier_closes_at - timedelta(days=5)
    world.list = a_closed_list(world, ListKind.UNIT_PROPOSAL, world.ward, people=0)
    world.people = [
        a_rated_dossier(
            world.ward,
            stage=Stage.PROPOSED,
            provincial=True,
            proposed_rating="good",
            cadre__full_name=name,
            cadre__account=True,
        )
        for name in NAMES
    ]
    for place, one in enumerate(world.people, start=1):
        put_on(world.list, one, place)
    world.package = Package(period=world.period, unit=world.ward, kind=ListKind.UNIT_PROPOSAL)
    sent(world)
    return visitor


def received_and_appraised(visitor, width):
    world, page = visitor.world, visitor.page
    visitor.sign_in(world.organisation)
    visitor.open("home")
    page.locator(".task-line", has_text="Nhận hồ sơ").locator("a").click()
    page.get_by_role("button", name="Nhận hồ sơ").click()
    expect(page.locator(".page-note")).to_contain_text("Đã nhận")
    visitor.open("province_table")
    whole(visitor, width)
    page.get_by_role("link", name="Chọn tất cả trên trang này").click()
    page.get_by_role("button", name="Thẩm định xong các đồng chí đã chọn…").click()
    expect(page.locator("h1")).to_have_text("Xác nhận thẩm định")
    whole(visitor, width)
    page.get_by_role("button", name="Thẩm định xong 3 hồ sơ").click()
    assert list(Dossier.objects.values_list("stage", flat=True)) == [Stage.PROVINCE_APPRAISED] * 3


def rated(page, name, rating):
    page.get_by_label(f"Mức xếp loại: {name}").select_option(rating)
    page.get_by_label(f"Lý do thấp hơn mức gợi ý: {name}").fill(WHY)


def draft_of(dossier):
    return list_of(Dossier.objects.get(pk=dossier.pk)).pk


def decided(visitor, width):
    """Two are drafted and marked, of whom one cannot be decided yet; then the rest are closed on their list."""
    world, page = visitor.world, visitor.page
    visitor.sign_in(world.secretariat)
    visitor.open("rating_list", draft_of(world.people[0]))
    rated(page, NAMES[0], "good")
    page.get_by_role("button", name="Lưu nháp").click()
    whole(visitor, width)
    visitor.open("province_table")
    for name in NAMES[:2]:
        page.get_by_role("checkbox", name=name).check()
    page.get_by_role("button", name="Quyết định các đồng chí đã chọn…").click()
    expect(page.locator("h1")).to_have_text("Xác nhận quyết định")
    expect(page.get_by_text(NAMES[1]).first).to_be_visible()
    whole(visitor, width)
    page.get_by_label("Thường trực Tỉnh ủy").check()
    page.get_by_role("button", name="Quyết định 1 đồng chí").click()
    expect(page.locator("[data-stored], .alert").first).to_contain_text("Đã quyết định")
    visitor.open("rating_list", draft_of(world.people[1]))
    for name in NAMES[1:]:
        rated(page, name, "good")
    page.get_by_label("Ban Thường vụ Tỉnh ủy").check()
    page.get_by_role("button", name="Chốt danh sách").click()
    page.get_by_role("button", name="Chốt danh sách").click()
    expect(page.locator("h1")).to_be_visible()
    whole(visitor, width)
    bodies = Decision.objects.order_by("dossier").values_list("body", flat=True)
    assert list(bodies) == ["Thường trực Tỉnh ủy", *["Ban Thường vụ Tỉnh ủy"] * 2]


def published_and_objected(visitor, width):
    world, page = visitor.world, visitor.page
    visitor.sign_in(world.leadership)
    visitor.open("results", world.ward.pk, world.period.code)
    page.get_by_role("button", name="Công bố kết quả").click()
    expect(page.get_by_text("Đã công bố kết quả của 3 đồng chí.")).to_be_visible()
    whole(visitor, width)
    visitor.sign_in(world.people[0].cadre.user)
    visitor.open("own_result", world.people[0].pk)
    page.get_by_role("button", name="Tôi đã xem kết quả").click()
    page.get_by_role("link", name="Kiến nghị về kết quả").click()
    page.get_by_label("Nội dung kiến nghị").fill(TEXT)
    page.get_by_role("button", name="Gửi kiến nghị").click()
    expect(page.get_by_text("Chờ trả lời")).to_be_visible()
    whole(visitor, width)
    visitor.sign_in(world.secretariat)
    visitor.open("home")
    page.get_by_role("link", name="Trả lời kiến nghị").click()
    page.locator("form[id^=uphold] textarea").fill("Đã xem lại minh chứng")
    page.get_by_role("button", name="Giữ nguyên kết quả").click()
    expect(page.get_by_text("Đã trả lời kiến nghị; kết quả giữ nguyên.")).to_be_visible()


def archived(visitor, width):
    """Not before the time of petitions is over."""
    world, page = visitor.world, visitor.page
    visitor.sign_in(world.staff)
    visitor.open("results", world.ward.pk, world.period.code)
    whole(visitor, width)
    page.get_by_role("button", name="Lưu trữ hồ sơ").click()
    expect(page.get_by_text("còn thời hạn kiến nghị").first).to_be_visible()
    on(LATE + timedelta(days=14))
    visitor.open("results", world.ward.pk, world.period.code)
    page.get_by_role("button", name="Lưu trữ hồ sơ").click()
    expect(page.get_by_text("Đã lưu trữ kết quả của 3 đồng chí.")).to_be_visible()


def reported(visitor, width):
    """The report is drafted, and the code of a paper leads to what is kept."""
    world, page = visitor.world, visitor.page
    visitor.sign_in(world.organisation)
    visitor.open("report", world.period.code)
    whole(visitor, width)
    with page.expect_download() as file:
        page.locator("a", has_text="DOCX").first.click()
    assert file.value.suggested_filename.endswith(".docx")
    seal = Seal.objects.get(kind="decision", row=Decision.objects.earliest("pk").pk)
    page.goto(visitor.url + reverse("seal", args=[str(seal)]))
    expect(page.get_by_text("Bản in và bản lưu khớp nhau.")).to_be_visible()
    whole(visitor, width)


@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.clause("B4.2", "B6.1", "B6.2")
def test_the_province_goes_from_received_packages_to_archived_results_and_its_report(visitor, width):
    visitor.page.set_viewport_size({"width": width, "height": 900})
    received_and_appraised(visitor, width)
    decided(visitor, width)
    published_and_objected(visitor, width)
    archived(visitor, width)
    reported(visitor, width)
    assert [*faults()] == []
