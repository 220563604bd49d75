"""A unit's last days of a round: from the council's first minute to the package that the province returns, mends and receives."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from cadres.models import Duty
from evaluation.core.steps import Stage
from evaluation.council.actions import convene
from evaluation.lists.actions.lists import close_list
from evaluation.models import Dossier, Package, RatingList, Sending
from tests.browser.visitors import Visitor, on, whole
from tests.evaluation.council.council_factories import SEATED, named, seated
from tests.evaluation.lists.rated_factories import a_list, a_rated_dossier
from tests.evaluation.packages.packing import LETTER, MINUTES, a_pdf
from tests.factories import an_official

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WHY = "Tập thể thống nhất mức này"


class Clicks:
    """Whoever sits there, and how often they have clicked."""

    def __init__(self, visitor):
        self.page, self.count = visitor.page, 0

    def press(self, locator):
        locator.click()
        self.count += 1

    def choose(self, *names):
        """A click opens the dialog of the one control; all files are chosen in it at once."""
        with self.page.expect_file_chooser() as dialog:
            self.press(self.page.locator("input[type=file]"))
        files = [{"name": name, "mimeType": "application/pdf", "buffer": a_pdf(name)} for name in names]
        dialog.value.set_files(files)


@pytest.fixture
def visitor(page, live_server, settings, tmp_path):
    settings.DEMONSTRATION, settings.MEDIA_ROOT = True, tmp_path
    on()
    visitor = Visitor(page, live_server)
    world = visitor.world = a_list(0)
    world.organisation = an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
    world.dossiers = [
        a_rated_dossier(
            world.ward, stage=Stage.APPRAISED, provincial=True, cadre__full_name=f"Nguyễn Văn {place}"
        )
        for place in (1, 2)
    ]
    world.session = convene(world.ward, world.period, by=world.staff)
    seated(world, by_hand=SEATED)
    seated(world, roles={"chair": named(world, "Trần Chủ Trì"), "secretary": named(world, "Lê Thư Ký")})
    return visitor


def heard(visitor):
    """The council is held at its page, by keys; the leadership closes the list (its page has tests of its own)."""
    world, page = visitor.world, visitor.page
    visitor.sign_in(world.staff)
    visitor.open("council", world.ward.pk, world.period.code)
    page.keyboard.press("j")
    for count in (1, 2):
        page.keyboard.press("2")
        page.keyboard.press("Enter")
        expect(page.locator(".line-state", has_text="Đã lưu")).to_have_count(count)
    page.locator(".council-strip .btn").click()
    page.get_by_role("button", name="Kết thúc phiên, ghi ý kiến").click()
    expect(page.locator("h1")).to_contain_text("Phiên họp ngày")
    rating_list = RatingList.objects.get(kind="unit_proposal", stage="draft")
    rows = {
        pk: {"rating": "good", "summary": "Hoàn thành tốt", "reason": WHY, "answer": WHY}
        for pk in Dossier.objects.values_list("pk", flat=True)
    }
    close_list(rating_list, by=world.leadership, seen=None, rows=rows, reason=WHY)


@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.clause("B5.2", "B5.4")
def test_from_the_councils_first_minute_to_a_package_returned_mended_and_received(visitor, width):
    world, page = visitor.world, visitor.page
    page.set_viewport_size({"width": width, "height": 900})
    heard(visitor)

    visitor.open("home")
    clicks = Clicks(visitor)
    clicks.press(page.locator(".task-line", has_text="Hồ sơ đề nghị xếp loại").locator("a"))
    expect(page.locator("h1")).to_have_text("Hồ sơ đề nghị xếp loại (Mẫu số 05)")
    whole(visitor, width)
    clicks.choose(LETTER, MINUTES)
    clicks.press(page.get_by_role("button", name="Gửi hồ sơ"))
    expect(page.locator("h1")).to_have_text(f"Biên nhận số {Sending.objects.get().receipt}")
    assert clicks.count == 3
    whole(visitor, width)

    visitor.sign_in(world.organisation)
    visitor.open("home")
    page.locator(".task-line", has_text="Nhận hồ sơ").locator("a").click()
    page.get_by_text("Trả lại để hoàn chỉnh").click()
    page.get_by_label("Biên bản hội nghị").fill("Chưa có chữ ký của thư ký")
    whole(visitor, width)
    page.get_by_role("button", name="Trả lại hồ sơ").click()
    expect(page.locator(".page-note")).to_contain_text("Được trả lại")

    visitor.sign_in(world.staff)
    visitor.open("home")
    mending = Clicks(visitor)
    expect(page.locator(".task-returned")).to_contain_text("Chưa có chữ ký của thư ký")
    mending.press(page.locator(".task-returned a"))
    mending.choose("Biên bản đủ chữ ký.pdf")
    mending.press(page.get_by_role("button", name="Gửi hồ sơ"))
    expect(page.locator("h1")).to_contain_text("Biên nhận số")
    assert mending.count == 3

    visitor.sign_in(world.organisation)
    page.goto(visitor.url + reverse("package", args=Package.objects.get().place))
    page.get_by_role("button", name="Nhận hồ sơ").click()
    expect(page.locator(".page-note")).to_contain_text("Đã nhận")
    whole(visitor, width)
    assert [one.outcome for one in Sending.objects.order_by("number")] == ["returned", "received"]
