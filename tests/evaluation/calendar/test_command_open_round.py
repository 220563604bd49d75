"""`manage.py open_round`: what it does and tells, and what it would do."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from evaluation.models import Dossier, Period
from tests.factories import AppointmentFactory, CadreFactory, a_ward

pytestmark = pytest.mark.django_db


def told(*asked):
    out = StringIO()
    call_command("open_round", *asked, stdout=out)
    return out.getvalue().splitlines()


@pytest.fixture
def world():
    world = a_ward()
    world.nobody, world.central = CadreFactory(), AppointmentFactory(cadre__is_central=True).cadre
    return world


def test_a_round_is_opened_and_told(world):
    lines = told("2027-1")
    assert lines == [
        "Quý I/2027. Kế hoạch công tác của cá nhân: hết thứ Sáu, 25/12/2026; "
        "Hồ sơ đánh giá, xếp loại: hết thứ Hai, 29/03/2027; "
        "Báo cáo Ban Tổ chức Trung ương: hết Chủ nhật, 04/04/2027.",
        "Đã mở: 1 hồ sơ mới, 0 đã có, 2 người không lập.",
        "  Mục 3.2 · phân cấp quản lý: 1",
    ]
    assert [dossier.cadre for dossier in Dossier.objects.all()] == [world.cadre]
    assert told("2027-1")[1] == "Đã mở: 0 hồ sơ mới, 1 đã có, 2 người không lập."


def test_a_dry_run_names_everybody_and_writes_nothing(world):
    gets, *spares = (line for line in told("2027-1", "--dry-run") if line[0] in "+-")
    assert gets.startswith(f"+ {world.cadre.code} {world.cadre}: Phó Trưởng phòng, {world.division}.")
    assert set(spares) == {
        f"- {world.nobody.code} {world.nobody} hiện không giữ chức vụ nào trong danh sách bổ nhiệm.",
        f"- {world.central.code} {world.central} thuộc diện Bộ Chính trị, Ban Bí thư quản lý.",
    }
    assert (Period.objects.count(), Dossier.objects.count()) == (0, 0)


def test_a_round_of_direct_entry_begins_with_the_self_assessment(world):
    told("2026-2", "--direct-entry")
    assert Dossier.objects.get().stage == "self_assessment"


@pytest.mark.parametrize("asked", ["2027-5", "quý I", "2027"])
def test_what_is_no_quarter_is_refused_in_one_sentence(asked):
    with pytest.raises(CommandError, match="Quý phải viết dưới dạng 2026-2"):
        told(asked)
