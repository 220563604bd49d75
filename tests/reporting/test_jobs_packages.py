"""A unit's package as one file: what it holds, as it was sent, and of whom its owner may not read."""

from hashlib import sha256

import pytest
from django.urls import reverse

from evaluation.core.steps import Stage
from evaluation.models import Dossier, SentForm
from reporting.models import State
from tests.evaluation.packages.packing import LETTER, MINUTES, a_ward_that_sends, sent
from tests.reporting.exporting import asked, made, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unpressed")]
KIND = {"kind": "unit_packages"}


@pytest.fixture
def world():
    world = a_ward_that_sends(2)
    world.sending = sent(world)
    world.people = list(world.list.rows.order_by("order").values_list("name", flat=True))
    return world


def test_it_holds_every_part_of_the_manifest_as_it_was_sent(world):
    archive = opened(made(asked(world, **KIND)))
    folder = "Hồ sơ đề nghị xếp loại (Mẫu số 05)"
    first, second = world.people
    assert archive.namelist() == [
        f"{folder}/001. Văn bản đề nghị của cơ quan, đơn vị, địa phương - {LETTER}",
        f"{folder}/002. Biên bản hội nghị đánh giá, xếp loại - {MINUTES}",
        f"{folder}/003. Bảng tổng hợp (Mẫu số 05).pdf",
        f"{folder}/004. Mẫu số 03 - {first}.pdf",
        f"{folder}/005. Mẫu số 03 - {second}.pdf",
    ]
    letter = world.sending.manifest["parts"][0]
    assert sha256(archive.read(archive.namelist()[0])).hexdigest() == letter["digest"]


def test_a_form_says_what_it_said_when_it_was_sent(world):
    Dossier.objects.filter(rows__rating_list=world.list).update(total=None)
    type(world.cadre).objects.update(full_name="Đã đổi tên")
    archive = opened(made(asked(world, by=world.organisation, **KIND)))
    papers = [archive.read(name).decode() for name in archive.namelist() if "Mẫu số 03" in name]
    digests = [form.digest[:16] for form in SentForm.objects.order_by("row__order")]
    assert [name in paper for name, paper in zip(world.people, papers, strict=True)] == [True, True]
    assert [digest in paper for digest, paper in zip(digests, papers, strict=True)] == [True, True]


def test_whoever_is_judged_in_it_gets_neither_their_paper_nor_what_was_brought_before_it_is_known(world):
    own = world.list.rows.order_by("order").first().dossier
    type(own.cadre).objects.filter(pk=own.cadre_id).update(user=world.leadership)
    export = made(asked(world, by=world.leadership, **KIND))
    names = " ".join(opened(export).namelist())
    assert [word in names for word in (world.people[0], world.people[1], LETTER)] == [False, True, False]


def given(client, url):
    """Asked for and read to its end."""
    answer = client.get(url)
    answer.getvalue()
    return answer.status_code


def test_it_is_given_while_all_of_it_is_its_owners_to_read(client, world):
    export = made(asked(world, by=world.leadership, **KIND))
    client.force_login(world.leadership)
    url = reverse("export_file", args=[export.pk])
    assert given(client, url) == 200
    own = world.list.rows.order_by("order").first().dossier
    type(own.cadre).objects.filter(pk=own.cadre_id).update(user=world.leadership)
    assert given(client, url) == 404
    Dossier.objects.filter(pk=own.pk).update(stage=Stage.PUBLISHED)
    assert given(client, url) == 200


def test_of_what_was_not_sent_there_is_nothing():
    world = a_ward_that_sends(1)
    export = made(asked(world, **KIND))
    assert (export.state, "chưa gửi hồ sơ nào" in export.failure) == (State.FAILED, True)
