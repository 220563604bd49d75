"""What is attached to a petition: kept with it or not at all, and read by whoever reads the petition."""

import pytest
from django.urls import reverse

from evaluation.files.tells.evidence import evidence_of
from evaluation.models import Petition, PetitionFile, StoredFile
from tests.evaluation.files.made import a_document, a_paper, pdf, upload
from tests.evaluation.petitions.objecting import TEXT, a_published_result, on, stored
from tests.factories import a_ward

pytestmark = pytest.mark.django_db

DAY = "2026-12-30 09:00"


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def world(client):
    world = a_published_result()
    world.page = reverse("petition", args=[world.dossier.pk])
    client.force_login(world.subject)
    return world


def sends(client, world, *files, words=TEXT):
    with on(DAY):
        return client.post(f"{world.page}gui/", {"text": words, "attached": list(files)})


def asked(client, url):
    answer = client.get(url)
    list(answer)  # to its end, so that the file is closed
    return answer.status_code


def two_papers():
    return upload("Biên bản nghiệm thu.pdf", pdf(a_paper())), upload("Báo cáo.docx", a_document())


def test_what_is_attached_stands_with_the_petition_and_in_the_history(client, world):
    assert sends(client, world, *two_papers()).status_code == 302
    row = Petition.objects.get()
    assert [str(one) for one in row.attached.all()] == ["Biên bản nghiệm thu.pdf", "Báo cáo.docx"]
    assert row.ledger.last().changes["attached"] == ["Biên bản nghiệm thu.pdf", "Báo cáo.docx"]
    with on(DAY):
        page = text(client.get(world.page))
    assert "Tài liệu kèm theo" in page
    given = client.get(reverse("petition_file", args=[row.attached.first().pk]))
    assert b"".join(given.streaming_content).startswith(b"%PDF")


def test_without_any_it_is_put_as_before(client, world):
    assert sends(client, world).status_code == 302
    assert (Petition.objects.count(), StoredFile.objects.count()) == (1, 0)


def test_one_that_is_refused_refuses_the_petition_and_the_words_stay(client, world):
    """A petition is put once: without its paper it would be put in vain."""
    answer = sends(client, world, two_papers()[0], upload("Ảnh.pdf", b"khong phai PDF"))
    assert (answer.status_code, Petition.objects.count(), StoredFile.objects.count()) == (422, 0, 0)
    said = text(answer)
    assert (TEXT in said, "Ảnh.pdf" in said) == (True, True)
    assert "Tệp đã chọn chưa được lưu: xin chọn lại rồi gửi." in said


def test_where_the_petition_itself_is_refused_nothing_is_kept(client, world):
    answer = sends(client, world, *two_papers(), words="")
    assert (answer.status_code, StoredFile.objects.count()) == (422, 0)
    assert "Tệp đã chọn chưa được lưu: xin chọn lại rồi gửi." in text(answer)


def test_it_is_read_by_whoever_reads_the_petition_and_by_nobody_else(client, world):
    sends(client, world, two_papers()[0])
    url = reverse("petition_file", args=[PetitionFile.objects.get().pk])
    stored_url = reverse("file_download", args=[StoredFile.objects.get().pk])
    codes = {}
    world.stranger = a_ward().staff
    for name in ("subject", "leadership", "staff", "auditor", "stranger"):
        client.force_login(getattr(world, name))
        codes[name] = (asked(client, url), asked(client, stored_url))
    assert codes == {
        "subject": (200, 404),
        "leadership": (200, 404),
        "staff": (200, 404),
        "auditor": (200, 404),
        "stranger": (404, 404),
    }


def test_it_is_no_evidence_of_the_dossier(client, world):
    sends(client, world, *two_papers())
    assert evidence_of(stored(world)).parts == ()
