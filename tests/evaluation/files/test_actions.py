"""Files kept and taken away: whole or not at all, within one dossier's room, and what was decided upon stays."""

import errno
from hashlib import sha256
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from cadres.machine import OutOfTurn, Vanished
from config import clock
from evaluation.core.steps import Stage
from evaluation.files import actions
from evaluation.files.actions import (
    AlreadyThere,
    DecidedUpon,
    NoSpace,
    OverQuota,
    TaskGone,
    attach,
    detach,
    keep_file,
)
from evaluation.files.importers import examine
from evaluation.files.models import StoredFile
from evaluation.files.storage import lying, path
from evaluation.models import Delivery, PlanTask
from tests.evaluation.files.made import a_paper, pdf, png, upload
from tests.factories import DossierFactory, PeriodFactory, PlanTaskFactory, a_ward
from tests.world import a_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]


@pytest.fixture
def world():
    world = a_ward()
    world.period = PeriodFactory()
    world.dossier = DossierFactory(
        cadre=world.cadre, unit=world.division, period=world.period, stage=Stage.WORKING
    )
    world.task = PlanTaskFactory(plan=world.dossier.plan, title="Báo cáo")
    return world


def a_picture(name="Ảnh.png"):
    """Another picture for each name."""
    return examine(upload(name, png(20 + ord(name[0]), 20)))


def attached(world, *names):
    return attach(world.dossier, [a_picture(name) for name in names], by=world.subject, task=world.task)


def test_evidence_lies_whole_and_its_row_tells_of_it(world):
    (row,) = attached(world, "Ảnh.png")
    content = path(row.stored).read_bytes()
    assert (content, row.size, row.digest) == (
        png(20 + ord("Ả"), 20),
        len(content),
        sha256(content).hexdigest(),
    )
    assert (row.name, row.kind, row.by, row.dossier, row.task) == (
        "Ảnh.png",
        "png",
        world.subject,
        world.dossier,
        world.task,
    )
    assert row.at <= clock.now()


def test_the_history_tells_what_was_attached_and_the_version_stands(world):
    before = world.dossier.version
    attached(world, "a.png", "b.png")
    entry = world.dossier.history.get()
    assert (entry.deed, entry.by, entry.told) == ("attach", world.subject, True)
    assert entry.changes == {"attached": ["a.png", "b.png"], "task": "Báo cáo"}
    world.dossier.refresh_from_db()
    assert world.dossier.version == before


def test_evidence_may_be_of_one_product_delivered(world):
    delivery = Delivery.objects.create(task=world.task, delivered_on=clock.today())
    (row,) = attach(world.dossier, [a_picture()], by=world.subject, task=world.task, delivery=delivery)
    assert list(delivery.evidence.all()) == [row]
    delivery.delete()
    row.refresh_from_db()
    assert (row.delivery, row.task) == (None, world.task)


def test_a_task_that_is_deleted_lets_go_of_its_evidence_and_takes_no_more(world):
    (row,) = attached(world, "a.png")
    world.task.delete()
    row.refresh_from_db()
    assert (row.task, row.dossier) == (None, world.dossier)
    with pytest.raises(TaskGone):
        attach(world.dossier, [a_picture()], by=world.subject, task=PlanTask(pk=10**6))
    assert set(lying("files")) == {row.stored}


def test_one_dossier_holds_so_much_and_no_more(world, monkeypatch):
    attached(world, "a.png", "b.png")
    monkeypatch.setattr(actions, "QUOTA", StoredFile.objects.weight())
    with pytest.raises(OverQuota, match="đã dùng 1 KB trong 1 KB .* không đủ chỗ cho 1 KB"):
        attached(world, "c.png")
    assert (StoredFile.objects.count(), len(list(lying("files")))) == (2, 2)


def test_sent_twice_it_is_kept_once(world):
    (row,) = attached(world, "a.png")
    with pytest.raises(AlreadyThere, match="“a.png” đã được đính kèm ở đây rồi"):
        attached(world, "a.png")
    (new,) = attached(world, "a.png", "b.png", "b.png")
    assert (new.name, set(lying("files"))) == ("b.png", {row.stored, new.stored})
    assert world.dossier.history.filter(deed="attach").count() == 2


def test_all_of_several_or_none(world, monkeypatch):
    monkeypatch.setattr(actions, "QUOTA", 2 * a_picture("a.png").size)
    with pytest.raises(OverQuota):
        attached(world, "a.png", "b.png", "c.png")
    assert (StoredFile.objects.count(), list(lying("files"))) == (0, [])


@pytest.mark.parametrize("role", ["staff", "leadership", "division_leadership"])
def test_nobody_attaches_to_a_dossier_that_is_not_theirs(world, role):
    with pytest.raises(PermissionDenied):
        attach(world.dossier, [a_picture()], by=getattr(world, role), task=world.task)
    assert list(lying("files")) == []


def test_what_was_handed_in_takes_no_more_and_loses_nothing(world):
    (row,) = attached(world, "a.png")
    type(world.dossier).objects.update(stage=Stage.SUBMITTED)
    with pytest.raises(OutOfTurn):
        attached(world, "b.png")
    with pytest.raises(OutOfTurn):
        detach(row, world.dossier, by=world.subject)
    assert list(lying("files")) == [row.stored]


def test_taken_away_the_row_and_the_file_go_and_the_history_keeps_the_digest(
    world, django_capture_on_commit_callbacks
):
    (row,) = attached(world, "a.png")
    with django_capture_on_commit_callbacks(execute=True):
        detach(row, world.dossier, by=world.subject)
    assert (StoredFile.objects.count(), list(lying("files"))) == (0, [])
    entry = world.dossier.history.get(deed="detach")
    assert entry.changes == {"detached": ["a.png"], "digest": row.digest, "task": "Báo cáo"}


def test_the_file_goes_only_once_that_is_certain(world):
    (row,) = attached(world, "a.png")
    with transaction.atomic():
        detach(row, world.dossier, by=world.subject)
        transaction.set_rollback(True)
    assert [StoredFile.objects.get(), *lying("files")] == [row, row.stored]


def test_taken_away_twice_is_told(world):
    (row,) = attached(world, "a.png")
    detach(row, world.dossier, by=world.subject)
    with pytest.raises(Vanished):
        detach(row, world.dossier, by=world.subject)


def test_what_was_decided_upon_stays_once_the_dossier_is_reopened_and_returned(world):
    (old,) = attached(world, "a.png")
    world.dossier.history.create(
        deed="decide", label="Quyết định", came_from=Stage.COUNCIL, went_to=Stage.DECIDED
    )
    (new,) = attached(world, "b.png")
    with pytest.raises(DecidedUpon, match="Tệp “a.png” đã có trong hồ sơ khi quyết định"):
        detach(old, world.dossier, by=world.subject)
    detach(new, world.dossier, by=world.subject)
    assert list(StoredFile.objects.all()) == [old]


def test_a_paper_of_a_unit_is_of_one_round(world):
    row = keep_file(
        examine(upload("Biên bản.pdf", pdf(a_paper()))), by=world.staff, unit=world.ward, period=world.period
    )
    assert (row.unit, row.period, row.dossier) == (world.ward, world.period, None)
    assert row.content_type == "application/pdf"


MATTERS = {
    "of nothing": lambda w: {},
    "of a dossier and a unit": lambda w: {"dossier": w.dossier, "unit": w.ward, "period": w.period},
    "of a unit without a round": lambda w: {"unit": w.ward},
    "of a round without a unit": lambda w: {"period": w.period},
    "of a task without a dossier": lambda w: {"task": w.task, "unit": w.ward, "period": w.period},
    "empty": lambda w: {"dossier": w.dossier, "size": 0},
    "without a digest": lambda w: {"dossier": w.dossier, "digest": "g" * 64},
}


@pytest.mark.parametrize("what", MATTERS)
def test_the_database_takes_no_file(world, what):
    with pytest.raises(IntegrityError), transaction.atomic():
        a_file(by=world.staff, **MATTERS[what](world))


def test_where_no_row_can_be_written_no_file_is_left(world):
    with pytest.raises(IntegrityError):
        keep_file(a_picture(), by=world.staff, unit=world.ward)
    assert list(lying("files")) == []


def test_a_full_disk_is_told(world, monkeypatch):
    class Full(BytesIO):
        def chunks(self):
            yield b"x"
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(NoSpace, match="hết chỗ"):
        keep_file(
            actions.Brought(Full(), "a.png", "png", 1), by=world.staff, unit=world.ward, period=world.period
        )
    assert list(lying("files")) == []


def test_the_log_tells_who_opened_what_is_not_theirs(world, caplog):
    (row,) = attached(world, "a.png")
    caplog.set_level("INFO", "house.deeds")
    actions.tell_opened(row, world.subject)
    actions.tell_opened(row, world.staff)
    said = [record.msg for record in caplog.records if "open_file" in str(record.msg)]
    assert [(one["pk"], one["user"]) for one in said] == [(row.pk, world.staff.pk)]
