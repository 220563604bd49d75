"""Biên bản: what a session recorded, the same as page, PDF and DOCX; nobody reads in it how others rate them."""

from io import BytesIO

import docx as python_docx
import pytest
from django.urls import reverse

from evaluation.core.steps import Stage
from evaluation.council.actions import close, convene
from evaluation.models import Dossier
from reporting.renderers.docx import docx
from reporting.renderers.pdf import pdf
from reporting.sheets import minutes
from tests.evaluation.council.council_factories import a_session, all_noted, noted, seated
from tests.evaluation.lists.rated_factories import a_rated_dossier
from tests.reporting.papers import page_text, pdf_pages, squeezed

pytestmark = pytest.mark.django_db
BODY = "reporting/forms/paper.html"


@pytest.fixture
def world():
    """A session of three with ballots and a reason, one member away."""
    world = a_session(3)
    seated(world, away=["Võ Ủy Viên"], place="Hội trường A", minutes_number="12-BB/HĐ")
    all_noted(world, ballots=(0, 3, 0, 0), note="Thống nhất cao")
    return world


def closed(world, by=None):
    world.session = close(world.session, by=by or world.staff)
    return world.session


def words_of(content):
    """All that a DOCX says, in its order."""
    document = python_docx.Document(BytesIO(content))
    found = []
    for part in document.iter_inner_content():
        if hasattr(part, "rows"):
            found += [cell.text for row in part.rows for cell in row.cells]
        else:
            found.append(part.text)
    return squeezed(" ".join(found))


@pytest.mark.clause("B5.4.2", "B6.2.1")
def test_they_tell_who_sat_what_was_said_of_each_and_the_sums(world):
    text = page_text(minutes(closed(world), reader=world.staff), "paper")
    for said in (
        "Số: 12-BB/HĐ",
        "BIÊN BẢN Hội nghị đánh giá, xếp loại chất lượng cán bộ Quý IV, Năm 2026",
        "tại Hội trường A",
        "- Chủ trì: đồng chí Trần Chủ Trì, Bí thư.",
        "- Thư ký: đồng chí Lê Thư Ký, Ủy viên.",
        "2. Thành viên có mặt (3/4):",
        "3. Thành viên vắng mặt: Võ Ủy Viên.",
        "phải có từ hai phần ba số thành viên, tức ít nhất 3 thành viên.",
        "đối với 3 đồng chí như sau:",
        "Cá nhân: Tốt Thẩm định: Tốt Hoàn thành tốt nhiệm vụ Tốt: 3 Thống nhất cao",
        "- Hoàn thành tốt nhiệm vụ: 3 đồng chí.",
        "THƯ KÝ (Ký, ghi rõ họ tên) Lê Thư Ký CHỦ TRÌ (Ký, ghi rõ họ tên) Trần Chủ Trì",
    ):
        assert said in text


def test_the_docx_says_what_the_page_says(world):
    paper = minutes(closed(world), reader=world.staff)
    told = words_of(docx(paper))
    assert [block.text for block in paper.blocks if hasattr(block, "text") and block.text not in told] == []
    cells = [squeezed(cell) for row in paper.rows for cell in row]
    assert [cell for cell in cells if cell not in told] == []
    assert [line for line in (*paper.title, paper.head.body, paper.head.dated) if line not in told] == []
    assert "THƯ KÝ (Ký, ghi rõ họ tên) Lê Thư Ký CHỦ TRÌ (Ký, ghi rõ họ tên) Trần Chủ Trì" in told


def test_the_docx_is_an_administrative_paper(world):
    document = python_docx.Document(BytesIO(docx(minutes(closed(world), reader=world.staff))))
    section, style = document.sections[0], document.styles["Normal"]
    margins = [getattr(section, f"{side}_margin").mm for side in ("top", "bottom", "left", "right")]
    assert [round(value) for value in margins] == [20, 20, 30, 15]
    assert [round(section.page_width.mm), round(section.page_height.mm)] == [210, 297]
    assert (style.font.name, style.font.size.pt) == ("Times New Roman", 14)


def test_signs_that_no_file_can_hold_are_left_out(world):
    session = closed(world)
    session.lines.update(note="Trước\x0bSau")
    assert "Trước" in words_of(docx(minutes(session, reader=world.staff)))


@pytest.mark.pdf
def test_the_pdf_says_what_the_page_says(world):
    paper = minutes(closed(world), reader=world.staff)
    text = " ".join(pdf_pages(pdf(paper, BODY)))
    assert ("Nguyễn Văn 02" in text, "TỔNG HỢP Ý KIẾN CỦA HỘI ĐỒNG" in text, "CHỦ TRÌ" in text) == (
        True,
        True,
        True,
    )


def test_whoever_is_judged_reads_neither_their_row_nor_the_sums_until_it_is_made_known(world):
    own = a_rated_dossier(
        world.division, stage=Stage.APPRAISED, cadre__user=world.council, cadre__full_name="Chính Tôi"
    )
    noted(world, own, rating="completed")
    session = closed(world)
    text = page_text(minutes(session, reader=world.council), "paper")
    assert ("Chính Tôi" in text, "đồng chí." in text.split("III. TỔNG HỢP")[1]) == (False, False)
    assert "Bản này không gồm dòng về chính người in" in text
    assert "Chính Tôi" in page_text(minutes(session, reader=world.staff), "paper")
    Dossier.objects.filter(pk=own.pk).update(stage=Stage.PUBLISHED)
    assert "Chính Tôi" in page_text(minutes(session, reader=world.council), "paper")


def test_names_stay_as_they_were_when_the_session_was_closed(world):
    session = closed(world)
    type(world.ward).objects.filter(pk=world.ward.pk).update(name="Phường Đổi Tên")
    world.dossiers[0].cadre.full_name = "Họ Tên Khác"
    world.dossiers[0].cadre.save()
    session = type(session).objects.select_related("unit", "period").get(pk=session.pk)
    text = page_text(minutes(session, reader=world.staff), "paper")
    assert ("Phường Đổi Tên" in text, "Họ Tên Khác" in text, "Nguyễn Văn 00" in text) == (False, False, True)


@pytest.mark.parametrize(("role", "code"), [("staff", 200), ("leadership", 200), ("subject", 404)])
def test_whoever_may_read_the_session_has_its_minutes_as_page_and_docx(client, world, role, code):
    session = closed(world)
    client.force_login(getattr(world, role))
    for name in ("minutes", "minutes_docx"):
        assert client.get(reverse(name, args=[session.pk])).status_code == code


def test_the_files_name_says_whose_minutes_of_which_day(client, world):
    session = closed(world)
    client.force_login(world.staff)
    answer = client.get(reverse("minutes_docx", args=[session.pk]))
    assert answer.headers["Content-Type"].endswith("wordprocessingml.document")
    assert f"phien-ngay-{session.held_on:%d-%m-%Y}-Q4-2026.docx" in answer.headers["Content-Disposition"]


def test_a_session_that_is_held_has_no_minutes_yet(client, world):
    closed(world)
    held = convene(world.ward, world.period, by=world.staff)
    client.force_login(world.staff)
    assert client.get(reverse("minutes", args=[held.pk])).status_code == 404


def test_a_session_of_before_tells_in_words_who_sat(world):
    session = closed(world)
    session.members.all().delete()
    session.members_told = "Chủ tịch Hội đồng và các ủy viên."
    text = page_text(minutes(session, reader=world.staff), "paper")
    assert "2. Thành phần: 3 thành viên dự họp. Chủ tịch Hội đồng và các ủy viên." in text
