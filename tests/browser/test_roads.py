"""The whole road in a real browser, from plan to decision to the six forms, for both tiers."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from cadres.models import Duty
from evaluation.core.stages import ListKind
from evaluation.core.steps import Stage
from evaluation.models import CouncilSession, Dossier, RatingList
from regulation.quarters import Quarter
from regulation.vocabulary import Leadership
from tests.browser.visitors import on
from tests.factories import (
    PASSWORD,
    AppointmentFactory,
    CatalogFactory,
    CatalogItemFactory,
    DossierFactory,
    PeriodFactory,
    PositionFactory,
    a_ward,
    an_official,
)

pytestmark = [pytest.mark.browser, pytest.mark.pdf, pytest.mark.django_db(transaction=True)]


class Round:
    """One ward in Quý IV/2026, lived through by its people in one browser."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base
        self.ward = a_ward(code="LX", name="Phường Long Xuyên", party_leads_comprehensively=True)
        self.period = PeriodFactory(quarter=Quarter(2026, 4))
        catalog = CatalogFactory(unit=self.ward.ward, year=2026, approved=True)
        CatalogItemFactory(
            catalog=catalog, name="Tờ trình về công tác cán bộ", product="Tờ trình", points=150
        )

    @contextmanager
    def as_(self, user) -> Iterator[Page]:
        """Sign in, do something, sign out."""
        self.page.goto(f"{self.base}/dang-nhap/")
        self.page.fill("#id_username", user.username)
        self.page.fill("#id_password", PASSWORD)
        self.page.press("#id_password", "Enter")
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Việc của tôi")
        yield self.page
        self.page.context.clear_cookies()

    def open(self, path: str) -> None:
        answer = self.page.goto(self.base + path)
        assert answer is not None
        assert answer.status == 200

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).filter(visible=True).first.click()

    def told(self, sentence: str) -> None:
        expect(self.page.locator("body")).to_contain_text(sentence)

    def file(self, path: str) -> bytes:
        answer = self.page.request.get(self.base + path)
        assert answer.status == 200, path
        return answer.body()


@pytest.fixture
def quarter(page, live_server, settings) -> Round:
    settings.DEMONSTRATION = True
    return Round(page, live_server.url)


def plan(quarter: Round, dossier: Dossier) -> None:
    """The cadre picks two products of the catalog and hands the plan in; staff collate it, leadership approves it."""
    on(datetime(2026, 9, 22))
    with quarter.as_(dossier.cadre.user) as page:
        quarter.open(f"/ho-so/{dossier.pk}/ke-hoach/them/")
        for box in page.locator("input[name=item]").all():
            box.check()
        page.select_option("select[name=axis]", "4")
        quarter.press("Thêm vào kế hoạch")
        quarter.told("Tờ trình về công tác cán bộ")
        quarter.press("Nộp kế hoạch")
        quarter.told("iên nhận")
    with quarter.as_(quarter.ward.staff) as page:
        quarter.open("/ke-hoach/?ky=2026-4")
        page.locator("input[name=pick]").first.check()
        quarter.press("Tổng hợp kế hoạch đã chọn")
        quarter.told("Đã tổng hợp")
    with quarter.as_(quarter.ward.leadership) as page:
        quarter.open("/ke-hoach/?ky=2026-4")
        page.locator("input[name=pick]").first.check()
        quarter.press("Phê duyệt kế hoạch đã chọn")
        quarter.told("Đã phê duyệt")


def assess(quarter: Round, dossier: Dossier) -> None:
    """In the last month the cadre marks everything done and proposes the level that is suggested."""
    on(datetime(2026, 12, 22))
    with quarter.as_(dossier.cadre.user) as page:
        quarter.open(f"/ho-so/{dossier.pk}/tu-danh-gia/")
        quarter.press("Bắt đầu tự đánh giá")
        for field in page.locator("input[name$='-done']").all():
            field.fill("1")
        page.locator("input[name=rating][value=good]").check()
        quarter.press("Nộp bản tự đánh giá")
        quarter.told("iên nhận")
    assert Dossier.objects.get(pk=dossier.pk).stage == Stage.SUBMITTED


def appraise(quarter: Round, dossier: Dossier) -> None:
    """Staff mark a key task with its response level and end the appraisal; the council gives its line."""
    with quarter.as_(quarter.ward.staff) as page:
        quarter.open(f"/ho-so/{dossier.pk}/tham-dinh/")
        page.locator("input[name=rating][value=good]").check()
        quarter.press("Thẩm định xong")
        quarter.told("hẩm định")
        assert Dossier.objects.get(pk=dossier.pk).stage == Stage.APPRAISED
        quarter.open(f"/hoi-dong/{quarter.ward.ward.pk}/2026-4/")
        quarter.press("Mở phiên họp")
        quarter.told("Đã mở phiên họp")
        page.locator("textarea[name=by_hand]").fill("Trần Chủ Trì, Bí thư\nLê Thư Ký, Ủy viên")
        quarter.press("Lưu thành phần dự họp")
        quarter.told("Đã lưu thành phần")
        page.select_option("select[name=chair]", label="Trần Chủ Trì")
        page.select_option("select[name=secretary]", label="Lê Thư Ký")
        quarter.press("Lưu thành phần dự họp")
        quarter.told("Đã lưu thành phần")
        page.select_option(f"select[name=row-{dossier.pk}-rating]", "good")
        expect(page.locator(f"#row-{dossier.pk} .line-state")).to_contain_text("Đã lưu")
        page.get_by_role("link", name="Kết thúc phiên họp").click()
        quarter.press("Kết thúc phiên, ghi ý kiến")
        quarter.told("Đã kết thúc phiên họp")
    assert Dossier.objects.get(pk=dossier.pk).stage == Stage.COUNCIL
    assert CouncilSession.objects.latest("pk").present == 3


def close(quarter: Round, user, kind: ListKind, dossier: Dossier) -> RatingList:
    """Rate "Tốt", answer what warns (no task is marked as key), see what will happen, and close the list."""
    rating_list = RatingList.objects.get(kind=kind)
    with quarter.as_(user) as page:
        quarter.open(f"/danh-sach/{rating_list.pk}/")
        row = f"row-{dossier.pk}"
        page.select_option(f"select[name={row}-rating]", "good")
        answer = page.locator(f"textarea[name={row}-answer]")
        if answer.is_visible():  # a division proposes before key tasks are looked at
            answer.fill("Đã trao đổi: quý này không có nhiệm vụ trọng tâm, then chốt")
        quarter.press("Chốt danh sách")
        quarter.told("1 ")
        quarter.press("Chốt danh sách")
        quarter.told("Đã chốt")
    return RatingList.objects.get(pk=rating_list.pk)


def assert_a_form(quarter: Round, place: str, *figures: str) -> None:
    """PDF and XLSX come, and the workbook holds the figures or words."""
    assert quarter.file(f"{place}.pdf").startswith(b"%PDF-")
    book = load_workbook(BytesIO(quarter.file(f"{place}.xlsx")))
    cells = {
        str(cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert [figure for figure in figures if not any(figure in cell for cell in cells)] == []


def test_tier_3_2_from_plan_to_decision_and_the_forms(quarter):
    ward = quarter.ward
    dossier = DossierFactory(
        cadre=ward.cadre, period=quarter.period, unit=ward.division, leadership=Leadership.DEPUTY.value
    )
    plan(quarter, dossier)
    assess(quarter, dossier)
    division = close(quarter, ward.division_leadership, ListKind.DIVISION_PROPOSAL, dossier)
    appraise(quarter, dossier)
    decided = close(quarter, ward.leadership, ListKind.UNIT_DECISION, dossier)
    row = Dossier.objects.get(pk=dossier.pk)
    assert (row.stage, row.decided_rating, row.division_rating) == (Stage.DECIDED, "good", "good")
    name = dossier.cadre.full_name
    with quarter.as_(ward.leadership):
        quarter.open(f"/ket-qua/{ward.ward.pk}/2026-4/")
        quarter.page.locator("input[type=checkbox]").first.check()
        quarter.press("Công bố kết quả")
        assert_a_form(quarter, f"/bieu-mau/ho-so/{dossier.pk}/mau-01", name, "Tờ trình về công tác cán bộ")
        assert_a_form(quarter, f"/bieu-mau/danh-muc/{CatalogFactory(unit=ward.ward).pk}/mau-02", "Tờ trình")
        assert_a_form(quarter, f"/bieu-mau/ho-so/{dossier.pk}/mau-03", name)
        assert_a_form(quarter, f"/bieu-mau/danh-sach/{decided.pk}", name, "Hoàn thành tốt nhiệm vụ")
        assert_a_form(quarter, f"/bieu-mau/danh-sach/{division.pk}", name, "Hoàn thành tốt nhiệm vụ")
    with quarter.as_(ward.subject):
        quarter.told("Kết quả đã công bố")
        quarter.told("Hoàn thành tốt nhiệm vụ")


def test_tier_3_1_from_plan_to_the_provinces_decision(quarter):
    ward = quarter.ward
    post = AppointmentFactory(
        cadre__account=True,
        unit=ward.ward,
        position=PositionFactory(provincial=True),
        leadership=Leadership.HEAD.value,
    )
    dossier = DossierFactory(cadre=post.cadre, period=quarter.period, unit=ward.ward, provincial=True)
    organisation = an_official(Duty.PROVINCIAL_ORGANISATION, ward.province)
    secretariat = an_official(Duty.PROVINCIAL_SECRETARIAT, ward.province)
    plan(quarter, dossier)
    assess(quarter, dossier)
    appraise(quarter, dossier)
    proposed = close(quarter, ward.leadership, ListKind.UNIT_PROPOSAL, dossier)
    with quarter.as_(organisation) as page:
        quarter.open("/tham-dinh/?ky=2026-4")
        page.locator("input[name=dossier]").first.check()
        quarter.press("Ban Tổ chức thẩm định xong các hồ sơ đã chọn")
        quarter.told("hẩm định")
        assert_a_form(quarter, f"/bieu-mau/danh-sach/{proposed.pk}", dossier.cadre.full_name)
    close(quarter, secretariat, ListKind.PROVINCE_DECISION, dossier)
    row = Dossier.objects.get(pk=dossier.pk)
    assert (row.stage, row.proposed_rating, row.decided_rating) == (Stage.DECIDED, "good", "good")
    assert row.decisions.get().body == "Ban Thường vụ Tỉnh ủy"
