"""A paper of a closed record says where it is looked up; of a record that was changed past the application none is drawn."""

import re

import pytest

from cadres.models import Duty
from evaluation.archive.models import Chain, Seal
from evaluation.archive.stages import Sealed
from evaluation.core.road import DOSSIERS
from evaluation.deeds import actions as deeds
from evaluation.lists.actions.lists import close_list
from evaluation.lists.actions.places import ensure_list_for
from evaluation.models import Decision, Dossier, KeptForm, RatingRow
from tests.evaluation.archive.reading import CHANGED, fetched, page
from tests.evaluation.lists.rated_factories import a_list, good
from tests.factories import UnitFactory, an_official
from tests.reporting.papers import pdf_pages, workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = a_list(2)
    close_list(world.list, by=world.leadership, seen=world.list.version, rows=world.rows)
    world.dossier = Dossier.objects.get(pk=world.dossiers[0].pk)
    return world


def seal_of(kind, row):
    return Seal.objects.get(kind=kind, row=row.pk)


def decided_anew(world):
    DOSSIERS.reopen.make(world.dossier, by=world.leadership, reason="Xem lại minh chứng")
    again = ensure_list_for(Dossier.objects.get(pk=world.dossier.pk))
    close_list(again, by=world.leadership, seen=None, rows={world.dossier.pk: good(summary="Đã xem lại")})


def test_every_page_of_mau_03_and_of_the_list_carries_version_and_seal(world):
    decision = world.dossier.decisions.get()
    for name, key, seal in (
        ("form03_pdf", world.dossier.pk, seal_of("decision", decision)),
        ("list_pdf", world.list.pk, seal_of("list", world.list)),
    ):
        pages = pdf_pages(fetched(world.staff, name, key).getvalue())
        assert ["Bản lần 1. " in text and f"Niêm phong {seal}" in text for text in pages] == [True] * len(
            pages
        )


def test_a_workbook_carries_the_seal_where_it_is_read_and_at_the_foot_of_what_is_printed(world):
    seal = seal_of("list", world.list)
    sheet = workbook(fetched(world.staff, "list_xlsx", world.list.pk).getvalue()).worksheets[0]
    assert f"Niêm phong {seal}" in [cell.value for row in sheet.iter_rows() for cell in row]
    assert sheet.oddFooter.left.text == f"Bản lần 1. · Niêm phong {seal}"


def test_the_qr_code_leads_to_the_page_of_the_seal(world, settings):
    settings.SITE_URL = "https://danh-gia.example.vn"
    seal = seal_of("list", world.list)
    answer = fetched(world.staff, "list_form", world.list.pk).getvalue().decode()
    (title,) = re.findall(r"<title>(Mã QR[^<]*)</title>", answer)
    assert title == f"Mã QR đối chiếu: https://danh-gia.example.vn/niem-phong/{seal}/"
    assert re.search(r'<svg viewBox="[^"]+" class="sheet-qr">', answer)


def test_the_page_of_a_seal_says_that_paper_and_record_agree(world):
    decision = world.dossier.decisions.get()
    status, text = page(world.staff, "seal", seal_of("decision", decision))
    assert (status, "Bản in và bản lưu khớp nhau" in text, "không khớp" in text) == (200, True, False)


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        (lambda: RatingRow.objects.filter(order=1).update(rating="excellent"), "đã bị thay đổi hoặc xóa"),
        (lambda: Seal.objects.filter(kind="list").update(chained="0" * 64), "Sổ niêm phong đã bị thay đổi"),
    ],
    ids=["row", "chain"],
)
def test_the_page_of_a_seal_says_what_does_not_agree(world, tamper, said):
    code = str(seal_of("list", world.list))
    tamper()
    _, text = page(world.staff, "seal", code)
    assert ("Bản in và bản lưu không khớp" in text, said in text) == (True, True)


def test_a_paper_with_the_number_of_another_seal_does_not_agree(world):
    code = f"{seal_of('list', world.list).number}-{'0' * 16}"
    _, text = page(world.staff, "seal", code)
    assert f"Mã trên bản in ({code}) không phải mã của niêm phong này" in text


def test_whoever_may_not_see_the_record_finds_no_seal(world):
    decision = world.dossier.decisions.get()
    stranger = an_official(Duty.ORGANISATION_STAFF, UnitFactory())
    code = seal_of("decision", decision)
    assert fetched(stranger, "seal", code).status_code == 404
    assert fetched(world.dossier.cadre.user, "seal", code).status_code == 404
    deeds.publish(world.dossier, by=world.leadership)
    assert fetched(world.dossier.cadre.user, "seal", code).status_code == 200


def test_whoever_has_the_paper_of_a_row_that_is_gone_is_told_so(world):
    """And nobody who only guesses at numbers."""
    seal = seal_of("decision", world.dossier.decisions.get())
    Decision.objects.all().delete()
    status, text = page(world.staff, "seal", seal)
    assert (status, "Quyết định xếp loại (không còn)" in text, "không khớp" in text) == (200, True, True)
    assert fetched(world.staff, "seal", f"{seal.number}-{'0' * 16}").status_code == 404
    assert fetched(world.staff, "seal", f"{seal.number}-").status_code == 404


@pytest.mark.parametrize("code", ["x-0123456789abcdef", "999-0123456789abcdef", "9" * 40, "1"])
def test_a_code_that_is_none_finds_nothing_or_does_not_agree(world, code):
    status, text = page(world.staff, "seal", code)
    assert (status, "khớp nhau" in text) in ((404, False), (200, False))


def test_the_page_says_that_a_newer_decision_stands(world):
    seal = seal_of("decision", world.dossier.decisions.get())
    decided_anew(world)
    _, text = page(world.staff, "seal", seal)
    assert "Quyết định lần 2 đã thay thế quyết định này." in text
    assert "Bản in và bản lưu khớp nhau" in text


def altered_decision():
    Decision.objects.update(rating="excellent")


def altered_form():
    form = KeptForm.objects.order_by("decision").first()
    KeptForm.objects.filter(pk=form.pk).update(content=form.content | {"total": "99.99"})


@pytest.mark.parametrize("tamper", [altered_decision, altered_form], ids=lambda tamper: tamper.__name__)
@pytest.mark.parametrize(
    "name", ["form03", "form03_pdf", "form03_xlsx", "form03_grounds", "form03_grounds_pdf"]
)
def test_no_paper_is_drawn_of_a_decision_that_was_changed(world, tamper, name):
    assert fetched(world.staff, name, world.dossier.pk).getvalue()
    tamper()
    status, text = page(world.staff, name, world.dossier.pk)
    assert (status, CHANGED in text) == (409, True)


def test_no_paper_is_drawn_of_a_form_that_was_changed_together_with_its_seal(world):
    altered_form()
    Seal.objects.all().delete()
    Chain.objects.update(length=0, head="")
    status, text = page(world.staff, "form03", world.dossier.pk)
    assert (status, "biểu mẫu lưu kèm đã bị thay đổi ngoài ứng dụng" in text) == (409, True)


@pytest.mark.parametrize("kind", ["decision", "list"])
def test_no_paper_is_drawn_of_what_has_no_seal_any_more(world, kind):
    name, key = {"decision": ("form03", world.dossier.pk), "list": ("list_form", world.list.pk)}[kind]
    Seal.objects.filter(kind=kind).delete()
    status, text = page(world.staff, name, key)
    assert (status, f"{Sealed(kind).label}: không có niêm phong trong sổ." in text) == (409, True)


def test_of_a_dossier_that_tells_another_rating_no_paper_is_drawn_and_its_page_says_so(world):
    Dossier.objects.filter(pk=world.dossier.pk).update(decided_rating="excellent")
    assert page(world.staff, "form03", world.dossier.pk)[0] == 409
    assert CHANGED in page(world.staff, "dossier", world.dossier.pk)[1]


def test_what_was_decided_before_there_was_a_chain_is_printed_without_a_mark(world):
    Seal.objects.all().delete()
    Chain.objects.update(length=0, head="")
    for name, key in (("form03", world.dossier.pk), ("list_form", world.list.pk)):
        status, text = page(world.staff, name, key)
        assert (status, "Niêm phong" in text) == (200, False)


def test_no_paper_is_drawn_of_a_decision_that_was_put_in_force_again(world):
    decided_anew(world)
    first, second = world.dossier.decisions.order_by("number")
    since = first.superseded_at
    Decision.objects.filter(pk=second.pk).update(superseded_at=since)
    Decision.objects.filter(pk=first.pk).update(superseded_at=None)
    assert page(world.staff, "form03", world.dossier.pk)[0] == 409


@pytest.mark.parametrize("name", ["list_form", "list_pdf", "list_xlsx"])
def test_no_paper_is_drawn_of_a_list_that_was_changed(world, name):
    RatingRow.objects.filter(order=1).update(name="Người khác")
    status, text = page(world.staff, name, world.list.pk)
    assert (status, CHANGED in text) == (409, True)


def test_pages_say_beside_the_decision_that_it_was_changed(world):
    where = [("dossier", world.dossier.pk), ("grounds", world.dossier.pk), ("rating_list", world.list.pk)]
    assert [CHANGED in page(world.staff, *one)[1] for one in where] == [False] * 3
    altered_decision()
    RatingRow.objects.filter(order=1).update(rating="excellent")
    assert [CHANGED in page(world.staff, *one)[1] for one in where] == [True] * 3
