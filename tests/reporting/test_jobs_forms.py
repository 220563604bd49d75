"""All Mẫu 03 of a unit: whom it holds, under which names, and of whom its owner may not read."""

import pytest

from cadres.models import Duty
from evaluation.core.steps import Stage
from evaluation.models import Dossier
from reporting import contents
from reporting.jobs import presses
from reporting.jobs.forms import BODY
from reporting.models import State
from reporting.renderers.pdf import laid_out
from reporting.renderers.press import press
from tests.factories import UnitFactory, an_official
from tests.reporting.exporting import a_paper, a_ward_with_papers, asked, made, names, opened, people
from tests.reporting.papers import decided_dossier, pdf_pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unpressed")]


def test_a_unit_has_a_folder_for_each_office_and_in_it_its_people_in_the_order_of_the_paper():
    world = a_ward_with_papers("Trần Thị Ưu", "Trần Văn Ân", "Lê Thị Ánh", "Đỗ Văn Dũng")
    a_paper(world, "Bùi Văn Hải", unit=world.ward)
    here, there = world.ward.name, world.division.name
    assert opened(made(asked(world))).namelist() == [
        f"{here}/001. Bùi Văn Hải.pdf",
        f"{here}/{there}/001. Lê Thị Ánh.pdf",
        f"{here}/{there}/002. Trần Văn Ân.pdf",
        f"{here}/{there}/003. Đỗ Văn Dũng.pdf",
        f"{here}/{there}/004. Trần Thị Ưu.pdf",
    ]


def test_the_province_has_a_folder_for_each_unit():
    world = a_ward_with_papers("Lê Thị Ánh")
    other = UnitFactory(name="Sở Nội vụ", order=world.ward.order + 1)
    a_paper(world, "Võ Văn Tư", unit=other)
    province = an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
    done = made(asked(world, by=province, unit=world.province))
    assert names(done) == [
        f"Phường Bình Đức/{world.division.name}/001. Lê Thị Ánh.pdf",
        "Sở Nội vụ/001. Võ Văn Tư.pdf",
    ]


def test_each_paper_is_the_one_that_is_printed_alone():
    world = a_ward_with_papers("Lê Thị Ánh", "Đỗ Văn Dũng")
    archive = opened(made(asked(world)))
    alone = [laid_out(contents.dossier(world.staff, one.pk), BODY).html for one in world.dossiers]
    assert [archive.read(name).decode() for name in archive.namelist()] == alone


@pytest.mark.pdf
def test_papers_are_pressed_two_at_a_time_beside_this_process(settings, monkeypatch):
    settings.EXPORT_PROCESSES = 2
    monkeypatch.setattr(presses, "press", press)
    archive = opened(made(asked(a_ward_with_papers("Lê Thị Ánh", "Đỗ Văn Dũng", "Võ Văn Tư"))))
    texts = [" ".join(pdf_pages(archive.read(name))) for name in archive.namelist()]
    wanted = ("Lê Thị Ánh", "Đỗ Văn Dũng", "Võ Văn Tư")
    assert [[name in text for name in wanted].index(True) for text in texts] == [0, 1, 2]


def test_what_is_still_being_written_is_not_in_it_and_who_was_set_aside_only_if_they_had_handed_it_in():
    world = a_ward_with_papers("Lê Thị Ánh")
    a_paper(world, "Còn Đang Viết", stage=Stage.SELF_ASSESSMENT)
    a_paper(world, "Chưa Nộp", stage=Stage.DEFERRED)
    a_paper(world, "Đã Nộp", stage=Stage.DEFERRED, arrived_at=world.period.plan_closes_at)
    assert people(made(asked(world))) == ["Lê Thị Ánh", "Đã Nộp"]


def test_people_of_one_name_have_a_file_each_and_no_sign_divides_the_way():
    world = a_ward_with_papers("Lê Thị Ánh", "Lê Thị Ánh", "Lê/Thị: Ánh?")
    files = names(made(asked(world)))
    assert len(set(files)) == len(files) == 3
    assert {name.count("/") for name in files} == {1}


def test_dossiers_that_its_owner_may_no_longer_see_are_not_in_it():
    world = a_ward_with_papers("Lê Thị Ánh", "Đỗ Văn Dũng")
    export = asked(world)
    elsewhere = UnitFactory()
    gone = {"unit": elsewhere, "managing_unit": elsewhere, "deciding_unit": elsewhere}
    Dossier.objects.filter(pk=world.dossiers[0].pk).update(**gone)
    assert people(made(export)) == ["Đỗ Văn Dũng"]


def test_nobody_reads_there_how_others_rate_themselves_before_it_is_made_known():
    world = a_ward_with_papers()
    decided_dossier(unit=world.ward, period=world.period, cadre__user=world.staff)
    done = [made(asked(world, by=reader)) for reader in (world.staff, world.leadership)]
    papers = [archive.read(archive.namelist()[0]).decode() for archive in map(opened, done)]
    assert ["Mức xếp loại đã quyết định:" in paper for paper in papers] == [False, True]


def test_where_nobody_has_handed_in_the_job_ends_with_a_sentence():
    export = made(asked(a_ward_with_papers()))
    assert (export.state, export.failure) == (
        State.FAILED,
        "Chưa có Mẫu số 03 nào đã nộp mà đồng chí được xem.",
    )
