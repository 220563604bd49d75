"""A signed paper is known again by the digest that its print carries; a scan is called a scan, and nothing altered passes for ours."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pikepdf import Pdf

from cadres.models import Duty
from config import clock
from evaluation.core.stages import ListKind
from evaluation.files.importers.signatures import DIGEST
from evaluation.models import CouncilSession, Paper
from evaluation.packages.tells.expected import expected_of
from reporting.sheets import list_form
from reporting.sheets.expected import digest_of
from reporting.sheets.minutes import minutes
from tests.evaluation.files.signing import Authority, signed
from tests.evaluation.packages.packing import DAY, a_pdf, a_person, a_ward_that_sends
from tests.factories import grant

pytestmark = [pytest.mark.django_db, pytest.mark.clause("B5.4")]
SIGNER = "Nguyễn Văn Ký"


@pytest.fixture
def world(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    world = a_ward_that_sends()
    with clock.held(world.closed_at + DAY):
        yield world


@pytest.fixture(scope="module")
def signer():
    return Authority().signer(SIGNER)


def a_print(digest):
    """As the application prints a paper of this digest."""
    made = BytesIO()
    with Pdf.open(BytesIO(a_pdf("Bản in"))) as pdf:
        pdf.docinfo[f"/{DIGEST}"] = digest
        pdf.save(made, deterministic_id=True)
    return made.getvalue()


def brought(client, world, content, name="tep.pdf"):
    """Kept as it was recognised, under a name that tells nothing."""
    client.force_login(world.staff)
    upload = SimpleUploadedFile(name, content, content_type="application/pdf")
    typed = {"version": 1, "keep": "1", "papers": [upload]}
    assert client.post(reverse("package_send", args=world.package.place), typed).status_code == 302
    return Paper.objects.get()


def test_the_signed_print_of_the_table_is_known_as_the_table(client, world, signer):
    paper = brought(client, world, signed(a_print(digest_of(list_form(world.list))), signer))
    assert (paper.item, paper.verdict) == ("table", "signed")
    assert "đúng văn bản này" in paper.told
    assert f"Người ký: {SIGNER}" in paper.told


def test_a_print_that_nobody_signed_is_called_that(client, world):
    paper = brought(client, world, a_print(digest_of(list_form(world.list))))
    assert (paper.item, paper.told) == ("table", "Bản in từ phần mềm, chưa ký số.")


def test_a_scan_is_taken_and_called_a_scan(client, world):
    paper = brought(client, world, a_pdf("Bản quét"))
    assert (paper.item, paper.told, paper.is_doubtful) == ("letter", "Bản quét.", False)


def test_a_letter_of_the_unit_that_is_signed_names_who_signed(client, world, signer):
    paper = brought(client, world, signed(a_pdf("Công văn"), signer), "Công văn.pdf")
    assert (paper.item, paper.verdict) == ("letter", "signed_scan")
    assert SIGNER in paper.told


def test_the_print_of_another_paper_is_marked_for_whoever_receives(client, world, signer):
    paper = brought(client, world, signed(a_print("ab" * 32), signer))
    assert (paper.verdict, paper.is_doubtful) == ("other", True)
    client.force_login(world.organisation)
    shown = client.get(reverse("package", args=world.package.place)).content.decode()
    assert '<span class="chip chip-warn">Tệp là văn bản khác' in shown


def test_what_was_altered_after_it_was_signed_is_marked(client, world, signer):
    whole = signed(a_print(digest_of(list_form(world.list))), signer)
    place = whole.index(b"/MediaBox")
    altered = whole[:place] + b"/MediaBux" + whole[place + 9 :]
    assert brought(client, world, altered).verdict in ("altered", "broken")


def test_what_the_table_says_now_is_what_is_expected(world):
    """A print of before somebody was rated anew is another paper."""
    before = digest_of(list_form(world.list))
    assert expected_of(world.package)[before] == "table"
    world.list.rows.filter(order=1).update(rating="excellent")
    assert before not in expected_of(world.package)


def test_the_whole_table_is_expected_whoever_brings_it(client, world):
    head = world.list.rows.first().dossier.cadre.user
    grant(head, Duty.LEADERSHIP, world.ward)
    world.staff = head
    assert brought(client, world, a_print(digest_of(list_form(world.list)))).item == "table"


def test_so_are_the_whole_minutes_though_whoever_brings_them_may_not_print_them(client, world, signer):
    """Staff whom the council heard themself bring what another printed and the chair signed."""
    over = {"stage": "closed", "closed_at": world.closed_at, "held_on": world.closed_at.date()}
    session = CouncilSession.objects.create(period=world.period, unit=world.ward, present=3, **over)
    own = a_person(world, ListKind.UNIT_DECISION, world.ward, cadre__user=world.staff)
    session.lines.create(dossier=own, stage="recorded", rating="good", name="Chính Tôi")
    whole = digest_of(minutes(session, reader=None))
    paper = brought(client, world, signed(a_print(whole), signer))
    assert (paper.item, paper.verdict) == ("minutes", "signed")
    assert whole != digest_of(minutes(session, reader=world.staff))
